import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  divisionAncestors,
  divisionLevel,
  divisionParent,
  isWithin,
  padDivision,
  parseDivision,
  trimDivision,
} from './index.ts'

test.each([
  ['000000000000', 'country', null, ''],
  ['410000000000', 'province', '000000000000', '41'],
  ['410800000000', 'city', '410000000000', '4108'],
  ['410802000000', 'county', '410800000000', '410802'],
  ['410871000000', 'county', '410800000000', '410871'],
  ['410802001000', 'township', '410802000000', '410802001'],
  ['320508019044', 'village', '320508019000', '320508019044'],
  ['410810000000', 'county', '410800000000', '410810'],
  ['441900003000', 'township', '441900000000', '441900003'],
])('%s is a %s below %s', (code, level, parent, trimmed) => {
  expect(parseDivision(code)).toMatchObject({ ok: true, level, parent, trimmed })
  expect(trimDivision(code)).toBe(trimmed)
  if (trimmed !== '') expect(padDivision(trimmed)).toBe(code)
  expect(divisionLevel(code)).toBe(level)
})

test.each([
  ['4108', '12 digits'],
  ['4108020010001', '12 digits'],
  ['41080200100x', '12 digits'],
  ['990800000000', "no province's code"],
  ['410002000000', 'skips a level'],
  ['410802000001', 'skips a level'],
])('%s is refused: %s', (code, why) => {
  const division = parseDivision(code)
  expect(division.ok ? '' : division.reason.en).toContain(why)
  expect([divisionLevel(code), divisionParent(code), divisionAncestors(code)]).toEqual([null, null, []])
})

test('a village knows everything above it, and a township of a city without counties stands below the city', () => {
  expect(divisionAncestors('320508019044')).toEqual([
    '320508019000',
    '320508000000',
    '320500000000',
    '320000000000',
    '000000000000',
  ])
  expect(divisionAncestors('441900003000')).toEqual(['441900000000', '440000000000', '000000000000'])
})

test.each([
  ['410800000000', '410802001000', true],
  ['4108', '410802001000', true],
  ['410800000000', '410800000000', true],
  ['410802000000', '410800000000', false],
  ['410800000000', '410900000000', false],
  ['410810000000', '410811000000', false],
  ['410000000000', '410800000000', true],
  ['000000000000', '410802001000', true],
  ['410802001000', '000000000000', false],
  ['', '410802001000', false],
  ['41080', '410802001000', false],
  ['410800000000', '', false],
  ['410800000000', '4108%', false],
])('scope %s holds %s: %s', (scope, code, holds) => {
  expect(isWithin(scope, code)).toBe(holds)
})

const part = (width: number) => fc.integer({ min: 1, max: 10 ** width - 1 }).map((n) => String(n).padStart(width, '0'))
const anyCode = fc
  .tuple(fc.constantFrom('11', '41', '44', '65'), part(2), part(2), part(3), part(3), fc.integer({ min: 1, max: 5 }))
  .map(([a, b, c, d, e, depth]) => [a, b, c, d, e].slice(0, depth).join('').padEnd(12, '0'))

test('a division lies within exactly itself and its ancestors', () => {
  fc.assert(
    fc.property(anyCode, anyCode, (scope, code) => {
      expect(isWithin(scope, code)).toBe([code, ...divisionAncestors(code)].includes(scope))
    }),
    { numRuns: 500 },
  )
  fc.assert(fc.property(anyCode, (code) => divisionAncestors(code).every((above) => isWithin(above, code))))
})
