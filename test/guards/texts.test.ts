import { expect, test } from 'vitest'
import { fixture, house } from './house.ts'
import { halfTranslated, narrowMarks } from './texts.ts'

test('what is said in both languages is said in both', () => {
  expect(halfTranslated(house)).toEqual([])
  expect(halfTranslated(fixture('half-translated'))).toEqual([
    'src/portal/words.ts: 请登录',
    'src/portal/words.ts: 您好',
  ])
})

test('Chinese is written with its own marks', () => {
  expect(narrowMarks(house)).toEqual([])
  expect(narrowMarks(fixture('half-translated'))).toEqual(['src/portal/words.ts: 没有找到,请核对:'])
})
