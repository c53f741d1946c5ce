import { expect, test } from 'vitest'
import { formatFullDate } from './view.ts'

test('a document says the year of every date, so that it means the same in ten years', () => {
  const day = Temporal.PlainDate.from('2026-03-16')
  expect(formatFullDate({ locale: 'zh' }, day)).toBe('2026 年 3 月 16 日')
  expect(formatFullDate({ locale: 'en' }, day)).toBe('16 March 2026')
})
