import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  type CalendarDay,
  countWorkingDays,
  dayKind,
  isWorkingDay,
  makeCalendar,
  readCalendarCsv,
  workingDayOnOrAfter,
} from './index.ts'

const csv = readFileSync(new URL('../../seeds/calendar.csv', import.meta.url), 'utf8')
const days = readCalendarCsv(csv)
const calendar = makeCalendar(days)
const date = (text: string) => Temporal.PlainDate.from(text)

/**
 * The oracle, written apart: a table of every day from 2017 to 2028 by number, filled in from the file with plain
 * arithmetic on days since 1970 (1970-01-01 was a Thursday), and answers read off by filtering.
 */
const dayNumber = (text: string) => Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8)) / 86_400_000
const [first, last] = [dayNumber('2017-01-01'), dayNumber('2028-12-31')]
const listed = new Map(csv.split('\n').map((line) => [line.slice(0, 10), line.split(',')[1]]))
const table = Array.from({ length: last - first + 1 }, (_, i) => {
  const on = new Date((first + i) * 86_400_000).toISOString().slice(0, 10)
  const weekend = [2, 3].includes((first + i) % 7)
  const kind = listed.get(on)
  return { on, worked: kind === undefined ? !weekend : kind === 'workday' }
})
const oracleAdd = (from: string, n: number) =>
  n === 0 ? from : table.filter((day) => day.on > from && day.worked)[n - 1]?.on
const oracleCount = (from: string, to: string) =>
  table.filter((day) => day.on > from && day.on <= to && day.worked).length

const someDate = fc.integer({ min: 0, max: 3800 }).map((n) => date('2017-06-01').add({ days: n }))

describe('the published working-day vectors of 2026', () => {
  test.each([
    ['2026-02-10', 5, '2026-02-24'],
    ['2026-02-10', 20, '2026-03-16'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-05-08', 1, '2026-05-09'],
    ['2026-03-02', 20, '2026-03-30'],
    ['2026-03-02', 45, '2026-05-08'],
  ])('%s and %i working days give %s', (from, n, to) => {
    expect(addWorkingDays(calendar, date(from), n).toString()).toBe(to)
    expect(countWorkingDays(calendar, date(from), date(to))).toBe(n)
  })
})

test.each([
  ['2026-02-14', 'make-up-day'],
  ['2026-02-15', 'holiday'],
  ['2026-02-24', 'workday'],
  ['2026-03-07', 'weekend'],
  ['2018-12-29', 'make-up-day'],
])('%s is a %s', (on, kind) => {
  expect(dayKind(calendar, date(on))).toBe(kind)
})

test('a listed workday from Monday to Friday is an ordinary working day', () => {
  const own = makeCalendar([{ date: '2026-03-04', kind: 'workday', name: 'x' }])
  expect(dayKind(own, date('2026-03-04'))).toBe('workday')
})

test('the second implementation agrees on every day and every sum', () => {
  for (const { on, worked } of table) expect(isWorkingDay(calendar, date(on)), on).toBe(worked)
  fc.assert(
    fc.property(someDate, fc.nat(60), (from, n) => {
      const to = addWorkingDays(calendar, from, n)
      expect(to.toString()).toBe(oracleAdd(from.toString(), n))
      expect(countWorkingDays(calendar, from, to)).toBe(oracleCount(from.toString(), to.toString()))
    }),
  )
})

test('adding and counting undo each other, forwards and backwards', () => {
  fc.assert(
    fc.property(someDate, fc.integer({ min: -80, max: 80 }), (from, n) => {
      const to = addWorkingDays(calendar, from, n)
      if (n > 0) expect(countWorkingDays(calendar, from, to)).toBe(n)
      if (n < 0 && isWorkingDay(calendar, from)) expect(countWorkingDays(calendar, from, to)).toBe(n)
      expect(countWorkingDays(calendar, to, from)).toBe(0 - countWorkingDays(calendar, from, to))
      if (n !== 0) expect(isWorkingDay(calendar, to)).toBe(true)
    }),
  )
})

test('counting is additive: what lies between two dates can be cut anywhere', () => {
  fc.assert(
    fc.property(someDate, someDate, someDate, (a, b, c) => {
      expect(countWorkingDays(calendar, a, b) + countWorkingDays(calendar, b, c)).toBe(countWorkingDays(calendar, a, c))
    }),
  )
})

test('no days leave the date as it is, and half days are a mistake', () => {
  expect(addWorkingDays(calendar, date('2026-03-07'), 0).toString()).toBe('2026-03-07')
  expect(() => addWorkingDays(calendar, date('2026-03-07'), 0.5)).toThrow(RangeError)
})

test('a last day that is a day off moves to the next working day', () => {
  expect(workingDayOnOrAfter(calendar, date('2026-02-15')).toString()).toBe('2026-02-24')
  expect(workingDayOnOrAfter(calendar, date('2026-02-14')).toString()).toBe('2026-02-14')
})

test('the calendar knows the years whose notice it holds: 2018 to 2026, and 2027 only provisionally', () => {
  const years = Array.from({ length: 14 }, (_, i) => 2016 + i)
  expect(years.filter(calendar.covers)).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
})

test("the last days of December are settled only by the next year's notice", () => {
  expect(calendar.isSettled(date('2025-12-31'))).toBe(true)
  expect(calendar.isSettled(date('2026-12-24'))).toBe(true)
  expect(calendar.isSettled(date('2026-12-25'))).toBe(false)
  expect(calendar.isSettled(date('2027-06-01'))).toBe(false)
})

test("days in December that come from next year's notice do not make their own year covered", () => {
  const notice: CalendarDay[] = [
    { date: '2018-12-29', kind: 'workday', name: '元旦' },
    { date: '2019-01-01', kind: 'holiday', name: '元旦' },
  ]
  expect([2018, 2019].map(makeCalendar(notice).covers)).toEqual([false, true])
})

test('beyond the notices the weekday rule answers', () => {
  expect(dayKind(calendar, date('2031-10-01'))).toBe('workday')
  expect(dayKind(makeCalendar([]), date('2026-10-01'))).toBe('workday')
})

test('a calendar that contradicts itself or cannot be read is not loaded', () => {
  const twice: CalendarDay[] = [
    { date: '2026-01-01', kind: 'holiday', name: '元旦' },
    { date: '2026-01-01', kind: 'workday', name: '元旦' },
  ]
  expect(() => makeCalendar(twice)).toThrow(/2026-01-01/)
  expect(() => makeCalendar([{ date: '2026-02-30', kind: 'holiday', name: 'x' }])).toThrow()
  expect(() => readCalendarCsv('day,kind\n')).toThrow(/begins with/)
  expect(() => readCalendarCsv('date,kind,name\n2026-01-01,free,元旦\n')).toThrow(/line 2/)
  expect(() => readCalendarCsv('date,kind,name,status\n2026-01-01,holiday,元旦,maybe\n')).toThrow(/line 2/)
})
