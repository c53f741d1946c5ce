import { expect, test } from 'vitest'
import { lengthWords, readLength, repeatsByDays, writeLength } from './timer-length.ts'

test('three working days, three days and three hours are told apart, and written as a route writes them', () => {
  for (const [text, days, length] of [
    ['P3D', 'working', { amount: 3, unit: 'working' }],
    ['P3D', 'calendar', { amount: 3, unit: 'days' }],
    ['PT3H', 'calendar', { amount: 3, unit: 'hours' }],
    ['PT45M', 'calendar', { amount: 45, unit: 'minutes' }],
  ] as const) {
    expect(readLength(text, days)).toEqual(length)
    expect(writeLength(length)).toEqual({ text, days })
  }
  // Hours are hours, whoever counts the days.
  expect(readLength('PT3H', 'working')).toEqual({ amount: 3, unit: 'hours' })
})

test('what is no single unit is left as it was written', () => {
  for (const text of ['P1DT2H', 'P1M', 'waitingTime', '', 'P3D + x']) expect(readLength(text, undefined)).toBeNull()
})

test('only a repetition after whole days asks which days count', () => {
  expect(['R3/P1D', 'R/P2D', 'R3/PT1H', 'P1D', ''].map(repeatsByDays)).toEqual([true, true, false, false, false])
})

test('a length is said in both languages; one that is written otherwise stands as it is', () => {
  expect(lengthWords('P5D', 'working')).toEqual({ zh: '5 个工作日', en: '5 working days' })
  expect(lengthWords('PT1H', undefined)).toEqual({ zh: '1 小时', en: '1 hour' })
  expect(lengthWords('R3/P1D', 'working')).toEqual({ zh: 'R3/P1D', en: 'R3/P1D' })
})
