import { expect, test } from 'vitest'
import { shownName } from './shown-name.ts'

const natural = (name: string) => shownName({ kind: 'natural', name })

test('of a person lists show the first character whole, a rare one too', () => {
  expect(natural('王小满')).toBe('王＊＊')
  expect(natural('𠮷田')).toBe('𠮷＊')
  expect(shownName({ kind: 'legal', name: '好味道餐饮有限公司' })).toBe('好味道餐饮有限公司')
})
