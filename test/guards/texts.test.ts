import { expect, test } from 'vitest'
import { fixture, house } from './house.ts'
import { halfTranslated } from './texts.ts'

test('what is said in both languages is said in both', () => {
  expect(halfTranslated(house)).toEqual([])
  expect(halfTranslated(fixture('half-translated'))).toEqual([
    'src/portal/words.ts: 请登录',
    'src/portal/words.ts: 您好',
  ])
})
