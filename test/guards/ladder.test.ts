import { expect, test } from 'vitest'
import { fixture, house, listSources } from './house.ts'
import { cruiseHouse, ladderRules } from './ladder.ts'

test('folders import downwards, through the front door, and hearts stay pure', async () => {
  const { modules, violations } = await cruiseHouse(house)
  // A cruiser that sees nothing finds nothing wrong.
  expect(modules).toBeGreaterThan(80)
  expect(modules).toBeGreaterThanOrEqual(listSources(house).filter((path) => !path.endsWith('.d.ts')).length)
  expect(violations).toEqual([])
})

const acceptCaseFile = 'src/handling/case-file/accept-case-file.ts'
const caseFile = 'src/handling/case-file/case-file.ts'
const holds = 'src/management/scenario/holds.ts'

test('a house that breaks every rule is refused for each of them', async () => {
  const { violations } = await cruiseHouse(fixture('house'))
  const found = violations.map(
    ({ rule, from, to }) => `${rule}: ${from} → ${to.replace(/^.*node_modules\/(\w+)\/.*$/, '$1')}`,
  )
  expect(found.toSorted()).toEqual(
    [
      `front-door-by-name: ${acceptCaseFile} → src/standards/index.ts`,
      'front-door-by-name: src/portal/page.ts → src/api/index.ts',
      `front-door-only: ${acceptCaseFile} → ${holds}`,
      'front-door-only: src/portal/islands/draft-island.ts → src/management/scenario/condition.ts',
      `light-for-the-browser: ${holds} → zod`,
      `front-door-only: ${acceptCaseFile} → src/management/scenario/scenario.ts`,
      'no-cycles: src/handling/case-file/close-case-file.ts → src/handling/case-file/open-case-file.ts',
      `nobody-imports-main: ${acceptCaseFile} → src/main.ts`,
      'only-downwards: src/identity/account/account.ts → src/handling/index.ts',
      'pure-ground: src/base/clock.ts → src/standards/index.ts',
      `pure-hearts: ${caseFile} → fs`,
      `pure-hearts: ${caseFile} → hono`,
      `pure-hearts: ${caseFile} → src/handling/case-file/case-file-store.ts`,
      `resolvable: ${acceptCaseFile} → ./gone.ts`,
      'sql-in-stores: src/handling/case-file/case-file-store.ts → kysely',
      'surfaces-apart: src/portal/page.ts → src/api/index.ts',
    ].toSorted(),
  )
  // Every rule has a case above.
  expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set(ladderRules.map((rule) => rule.name)))
})
