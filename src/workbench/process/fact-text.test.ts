import { expect, test } from 'vitest'
import { readFact, tellFact, writeFact } from './fact-text.ts'

test('what is typed as a fact is a number, true or false, or a text, and reads the same when it is shown again', () => {
  for (const [typed, fact] of [
    ['300', 300],
    ['-1.5', -1.5],
    ['true', true],
    ['counter', 'counter'],
    ['"300"', '300'],
    ['食品', '食品'],
  ] as const) {
    expect(readFact(typed)).toBe(fact)
    expect(writeFact(fact)).toBe(typed)
  }
})

test('a fact that is left empty is not known', () => {
  expect(tellFact({ area: 300, delivery: 'counter' }, 'area', ' ')).toEqual({ delivery: 'counter' })
  expect(tellFact({}, 'area', '120')).toEqual({ area: 120 })
})
