import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { listItemTables } from '../../../test/helpers/rule-cases.ts'
import { loadCity } from '../city.ts'
import { cleanAnswers } from '../scenario/scenario.ts'
import { checkConformity } from '../service-item/conformity.ts'
import type { ServiceItem } from '../service-item/service-item.ts'
import type { AssessedFacts } from './ask-table.ts'
import { assessEligibility, assessFee } from './assess.ts'
import { choosePapers, listApplicableMaterials } from './choose-papers.ts'
import { tableUses } from './item-table.ts'

// The tables that the shipped items name, row by row: who qualifies, which papers, how much.

const seeds = new URL('../../../seeds/', import.meta.url)
const named = listItemTables(fileURLToPath(seeds))
const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const itemOf = (id: string): ServiceItem => {
  const found = city.findItemFor(id, '410802000000')
  if (found === undefined) throw new Error(`no item ${id}`)
  return found.item
}

/** Facts, and what is said of them; `rules` are those that fire. */
type Row = [facts: AssessedFacts, says: unknown, rules: number[]]
const on = (contractOn: string) => ({ today: '2026-03-02', contractOn })
const until = (validUntil: string) => ({ today: '2026-03-02', hasDisease: false, validUntil })
const sixty = { applicantAge: 60, otherPension: false }

const rows: Record<string, Row[]> = {
  'chronic-illness eligibility': [
    [{ scheme: 'resident', kind: 'pressure' }, false, [1]],
    [{ scheme: 'employee', kind: 'pressure' }, false, [2]],
    [{ scheme: 'resident', kind: 'serious' }, true, [3]],
    [{ scheme: 'employee', kind: 'chronic' }, true, [3]],
    [{ scheme: 'resident' }, null, []],
    [{ scheme: 'village', kind: 'chronic' }, null, []],
  ],
  'pension-benefit eligibility': [
    [{ applicantAge: 59 }, false, [1]],
    [{ applicantAge: 60 }, null, []],
    [{ applicantAge: 60, otherPension: true }, false, [2]],
    [{ ...sixty, years: 'short' }, true, [3]],
    [{ ...sixty, years: 'unsure' }, true, [4]],
    [{ ...sixty, years: 'enough', paidYears: 15 }, true, [5]],
    [{ ...sixty, years: 'enough', paidYears: 14 }, false, [6]],
    [{ ...sixty, years: 'enough' }, null, []],
  ],
  'driving-licence eligibility': [
    [{ hasDisease: true }, false, [1]],
    [until('2026-06-01'), false, [2]],
    [until('2026-05-31'), true, [4]],
    [until('2025-03-01'), true, [4]],
    [until('2025-02-28'), false, [3]],
    [{ hasDisease: false }, null, []],
  ],
  'fund-purchase eligibility': [
    [{ ...on('2024-03-01') }, false, [1]],
    [{ ...on('2024-03-02'), amount: 500_001, price: 500_000 }, false, [2]],
    [{ ...on('2024-03-02'), amount: 500_000, price: 500_000 }, true, [3]],
    [on('2025-03-02'), null, []],
  ],
  'identity-card fee': [
    [{ reason: 'expired' }, 20, [1]],
    [{ reason: 'changed' }, 20, [1]],
    [{ reason: 'damaged' }, 40, [2]],
    [{}, null, []],
  ],
  'passport fee': [
    [{ kind: 'first' }, 120, [1]],
    [{ kind: 'renew' }, 120, [2]],
    [{ kind: 'lost' }, 120, [3]],
  ],
  'home-transfer-fee fee': [
    [{ use: 'home' }, 80, [1]],
    [{ use: 'shop' }, 550, [2]],
    [{ use: 'other' }, 550, [2]],
    [{}, null, []],
  ],
  'social-card-fee fee': [
    [{ why: 'old' }, 0, [1]],
    [{ why: 'lost' }, 16, [2]],
    [{ why: 'broken' }, 16, [3]],
  ],
  'identity-card papers': [
    [{ reason: 'expired', holder: 'adult', place: 'local' }, [1], []],
    [{ reason: 'changed', holder: 'adult', place: 'local' }, [1, 2], []],
    [{ reason: 'damaged', holder: 'minor', place: 'elsewhere' }, [1, 2], []],
    [{ reason: 'expired' }, null, []],
  ],
  'passport papers': [
    [{ destination: 'abroad', kind: 'first', holder: 'minor', photo: 'onsite' }, [1, 2], []],
    [{ destination: 'abroad', kind: 'first', holder: 'minor', photo: 'bring' }, [1, 2, 3], []],
    [{ holder: 'adult', publicPost: 'registered', photo: 'onsite' }, [1, 2, 4], []],
    [{ holder: 'adult', photo: 'onsite' }, null, []],
  ],
  'teacher-papers papers': [
    [{ way: 'exam', place: 'local', photo: 'bring' }, [1, 2, 3, 4, 5, 6, 7, 8], []],
    [{ way: 'normal', place: 'student', photo: 'online' }, [1, 2, 3, 5, 6], []],
  ],
}

function say(item: ServiceItem, use: string, facts: AssessedFacts): { says: unknown; rules: number[] } {
  if (use === 'papers') {
    const chosen = choosePapers(item, facts)
    return { says: chosen === null ? null : [...chosen.keys()].toSorted((a, b) => a - b), rules: [] }
  }
  const said = use === 'fee' ? assessFee(item, facts) : assessEligibility(item, facts)
  const says = said === null ? 'no table' : 'amount' in said ? said.amount : said.eligible
  return { says, rules: said?.rules.map((one) => one.rule) ?? [] }
}

test('every table that an item names is shipped, published and tried here, and there are three of each use at least', () => {
  expect(named.map((one) => `${one.key} ${one.use}`).toSorted()).toEqual(Object.keys(rows).toSorted())
  for (const use of tableUses) expect(named.filter((one) => one.use === use).length).toBeGreaterThanOrEqual(3)
  const files = readdirSync(new URL('decisions/', seeds))
  for (const { key } of named) expect(files).toContain(`${key}.dmn`)
})

describe.each(named)('the table $key, asked for $use by $id', ({ id, use, key }) => {
  const item = itemOf(id)

  test.each(rows[`${key} ${use}`] ?? [])('%j is answered by %j', (facts, says, rules) => {
    expect(say(item, use, facts)).toEqual({ says, rules })
  })

  test('conforms to what the item asks of it', () => {
    expect(checkConformity(item, city).filter((one) => one.element === 'tables')).toEqual([])
  })

  test('says each of its rules in both languages, and ends its reasons as sentences', () => {
    const { logic } = city.getDecisions(key).decisions.byId.get(use) ?? {}
    if (logic?.kind !== 'table') throw new Error('no table')
    const at = logic.outputs.findIndex((one) => one.name === 'reason')
    for (const { id: rule, annotations, results } of logic.rules) {
      expect(
        annotations.map((one) => [one.name, one.text.length > 3]),
        rule,
      ).toEqual([
        ['规则', true],
        ['English', true],
      ])
      expect(annotations[1]?.text, rule).not.toMatch(/\p{Script=Han}/u)
      if (at >= 0) expect(results[at]?.run(new Map()), rule).toMatch(/。$/)
    }
  })

  test('fires each of its rules for one of the rows tried here', () => {
    if (use === 'papers') return
    const { logic } = city.getDecisions(key).decisions.byId.get(use) ?? {}
    if (logic?.kind !== 'table') throw new Error('no table')
    const fired = new Set((rows[`${key} ${use}`] ?? []).flatMap(([, , rules]) => rules))
    expect([...fired].toSorted((a, b) => a - b)).toEqual(logic.rules.map((one) => one.index))
  })

  test('is drawn with every input and requirement', () => {
    const xml = readFileSync(new URL(`decisions/${key}.dmn`, seeds), 'utf8')
    const ids = (pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => String(match[1])).toSorted()
    expect(ids(/<dmndi:DMNShape [^>]*dmnElementRef="([^"]+)"/g)).toEqual(ids(/<(?:decision|inputData) id="([^"]+)"/g))
    expect(ids(/<dmndi:DMNEdge [^>]*dmnElementRef="([^"]+)"/g)).toEqual(ids(/<informationRequirement id="([^"]+)"/g))
  })
})

test('for every combination of answers the tables of papers ask for what the papers’ own conditions say', () => {
  for (const { id } of named.filter((one) => one.use === 'papers')) {
    const item = itemOf(id)
    const without = { ...item, tables: {} }
    const combinations = item.content.questions.reduce<Record<string, string>[]>(
      (all, { id: name, options }) => all.flatMap((one) => options.map(({ value }) => ({ ...one, [name]: value }))),
      [{}],
    )
    expect(combinations.length).toBeGreaterThan(4)
    for (const raw of combinations) {
      const answers = cleanAnswers(item.content.questions, raw)
      const numbers = (one: ServiceItem) => listApplicableMaterials(one, answers).map((material) => material.no)
      expect(numbers(item), `${id} ${JSON.stringify(answers)}`).toEqual(numbers(without))
    }
  }
})
