import { expect, test } from 'vitest'
import { Condition } from './condition.ts'

const nested = (depth: number, key: 'not' | 'and'): unknown => {
  let one: unknown = { eq: ['married', 'yes'] }
  for (let at = 1; at < depth; at += 1) one = key === 'not' ? { not: one } : { and: [one] }
  return one
}

test('a condition may be nested twenty deep, and is refused beyond, however deep it is', () => {
  for (const key of ['not', 'and'] as const) {
    expect(Condition.safeParse(nested(20, key)).success).toBe(true)
    for (const depth of [21, 3_000, 100_000]) {
      const { error } = Condition.safeParse(nested(depth, key))
      expect(error?.issues.map((one) => one.message)).toEqual(['nested more than 20 deep'])
    }
  }
})

test('what is no condition is refused, whatever it is', () => {
  for (const one of [null, [], 'yes', {}, { not: null }, { and: [] }, { and: 'yes' }, { eq: ['a', 'b'], not: 1 }])
    expect(Condition.safeParse(one).success).toBe(false)
})
