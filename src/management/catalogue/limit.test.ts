import { expect, test } from 'vitest'
import { Limit } from './catalogue-entry.ts'

const isTaken = (value: number, unit: string): boolean => Limit.safeParse({ value, unit, basis: '' }).success

test('the limit of an item is 3650 days at most, or 120 months', () => {
  expect(isTaken(3650, 'working-day')).toBe(true)
  expect(isTaken(3651, 'calendar-day')).toBe(false)
  expect(isTaken(120, 'month')).toBe(true)
  expect(isTaken(3650, 'month')).toBe(false)
})
