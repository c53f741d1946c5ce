import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeCalendar, readCalendarCsv } from '#standards'
import {
  type ClockEvent,
  clockState,
  correctionDueOn,
  deemedAcceptedOn,
  dueOn,
  explain,
  extensionDays,
  mayExtend,
  mayStop,
  type SpecialProcedure,
  type TimeLimit,
} from './time-limit.ts'

const days = readCalendarCsv(readFileSync(new URL('../../../seeds/calendar.csv', import.meta.url), 'utf8'))
const calendar = makeCalendar(days)
const date = (text: string) => Temporal.PlainDate.from(text)

const limit = (value: number, unit: TimeLimit['unit'] = 'working-day'): TimeLimit => ({
  kind: 'statutory',
  value,
  unit,
  basis: '行政许可法第四十二条',
})
const accepted = (on: string): ClockEvent => ({ type: 'accepted', on: date(on) })
const closed = (on: string): ClockEvent => ({ type: 'closed', on: date(on) })
const extended = (on: string, days: number): ClockEvent => ({
  type: 'extended',
  on: date(on),
  days,
  basis: '行政许可法第四十二条',
  reason: '需要补充论证',
})
const stopped = (on: string, procedure: SpecialProcedure = 'testing', expectedDays?: number): ClockEvent => ({
  type: 'clock-stopped',
  on: date(on),
  procedure,
  basis: '行政许可法第四十五条',
  noticeNo: '焦告〔2026〕1号',
  ...(expectedDays === undefined ? {} : { expectedDays }),
})
const started = (on: string, procedure?: SpecialProcedure): ClockEvent => ({
  type: 'clock-started',
  on: date(on),
  ...(procedure === undefined ? {} : { procedure }),
})
const due = (value: number | TimeLimit, ...events: ClockEvent[]) =>
  dueOn(typeof value === 'number' ? limit(value) : value, events, calendar)?.toString() ?? null

describe('the due date', () => {
  test.each([
    ['2026-02-10', 5, '2026-02-24'],
    ['2026-02-10', 20, '2026-03-16'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-05-08', 1, '2026-05-09'],
    ['2026-03-02', 20, '2026-03-30'],
    ['2026-03-02', 45, '2026-05-08'],
  ])('accepted on %s with %i working days is due on %s', (on, value, expected) => {
    expect(due(value, accepted(on))).toBe(expected)
  })

  test('a case stopped from 10 through 17 March 2026 is due on 8 April', () => {
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-10'), started('2026-03-18'))).toBe('2026-04-08')
  })

  test('before acceptance there is none, and asking for correction changes nothing', () => {
    expect(due(20)).toBeNull()
    expect(due(20, stopped('2026-03-01'), started('2026-03-20'))).toBeNull()
    expect(due(20, stopped('2026-03-01'), accepted('2026-03-02'))).toBe('2026-03-30')
  })

  test('a year end is crossed under the notices of both years', () => {
    expect(due(5, accepted('2025-12-29'))).toBe('2026-01-06')
    expect(due(5, accepted('2018-12-27'))).toBe('2019-01-04')
  })

  test('several stops are added up', () => {
    const events = [
      accepted('2026-03-02'),
      stopped('2026-03-05'),
      started('2026-03-06'),
      stopped('2026-03-10', 'hearing'),
    ]
    expect(due(20, ...events, started('2026-03-12'))).toBe('2026-04-02')
  })

  test('overlapping stops count once, each procedure ending by its own start', () => {
    const overlap = [accepted('2026-03-02'), stopped('2026-03-10', 'hearing'), stopped('2026-03-12', 'testing')]
    expect(due(20, ...overlap, started('2026-03-16', 'testing'), started('2026-03-18', 'hearing'))).toBe('2026-04-08')
    expect(due(20, ...overlap, started('2026-03-16', 'hearing'), started('2026-03-18', 'testing'))).toBe('2026-04-08')
    expect(due(20, ...overlap, started('2026-03-18'))).toBe('2026-04-08')
  })

  test('a stop that begins on a day off costs only the working days it covers', () => {
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-07'), started('2026-03-09'))).toBe('2026-03-30')
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-07'), started('2026-03-10'))).toBe('2026-03-31')
  })

  test('a stop on the last day moves it, a stop after it does not', () => {
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-30'), started('2026-03-31'))).toBe('2026-03-31')
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-31'))).toBe('2026-03-30')
  })

  test('a stop and a start on one day cost nothing', () => {
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-10'), started('2026-03-10'))).toBe('2026-03-30')
  })

  test('events are read by their dates, whatever order they were stored in', () => {
    expect(due(20, started('2026-03-18'), stopped('2026-03-10'), accepted('2026-03-02'))).toBe('2026-04-08')
  })

  test('while the clock stands there is none, unless the notice said how long', () => {
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-10'))).toBeNull()
    expect(due(20, accepted('2026-03-02'), stopped('2026-03-10', 'testing', 6))).toBe('2026-04-08')
  })

  test('an extension adds its days, once, also while the clock is stopped', () => {
    expect(due(20, accepted('2026-03-02'), extended('2026-03-25', 10))).toBe('2026-04-14')
    expect(due(20, accepted('2026-03-02'), extended('2026-03-25', 10), extended('2026-03-26', 10))).toBe('2026-04-14')
    const stop = [stopped('2026-03-10'), extended('2026-03-12', 10), started('2026-03-18')]
    expect(due(20, accepted('2026-03-02'), ...stop)).toBe('2026-04-22')
  })

  test('an instant item is due the day it is accepted, or the next working day', () => {
    expect(due(0, accepted('2026-03-02'))).toBe('2026-03-02')
    expect(due(0, accepted('2026-03-07'))).toBe('2026-03-09')
  })

  test('calendar days run through days off, but do not end on one', () => {
    expect(due(limit(5, 'calendar-day'), accepted('2026-03-02'))).toBe('2026-03-09')
    expect(due(limit(7, 'calendar-day'), accepted('2026-03-02'))).toBe('2026-03-09')
    expect(due(limit(10, 'calendar-day'), accepted('2026-02-06'))).toBe('2026-02-24')
    expect(due(limit(10, 'calendar-day'), accepted('2026-03-02'), stopped('2026-03-05'), started('2026-03-10'))).toBe(
      '2026-03-17',
    )
  })

  test('a month ends on the day of the same number, or on the last of a shorter month', () => {
    expect(due(limit(1, 'month'), accepted('2026-03-10'))).toBe('2026-04-10')
    // 28 February 2026 is a Saturday worked in exchange.
    expect(due(limit(1, 'month'), accepted('2026-01-31'))).toBe('2026-02-28')
    expect(due(limit(3, 'month'), accepted('2025-11-30'))).toBe('2026-02-28')
    expect(due(limit(1, 'month'), accepted('2026-03-10'), stopped('2026-03-12'), started('2026-03-16'))).toBe(
      '2026-04-14',
    )
  })

  test('when the calendar changes the same events give the new date', () => {
    const before = makeCalendar(days.filter((day) => !day.date.startsWith('2026-02')))
    const events = [accepted('2026-02-10')]
    expect(dueOn(limit(5), events, before)?.toString()).toBe('2026-02-17')
    expect(dueOn(limit(5), events, calendar)?.toString()).toBe('2026-02-24')
  })

  test('a limit that is no whole number is a mistake', () => {
    expect(() => due(1.5, accepted('2026-03-02'))).toThrow(RangeError)
    expect(() => due(-1, accepted('2026-03-02'))).toThrow(RangeError)
  })
})

describe('an extension and what was promised (art. 42)', () => {
  const statutory = (value: number, unit: TimeLimit['unit'] = 'working-day') => limit(value, unit)
  const promised = (value: number, unit: TimeLimit['unit'], within: TimeLimit): TimeLimit => ({
    ...{ kind: 'committed', value, unit, basis: '承诺时限', within },
  })

  test('a promise that was kept until then moves with the law’s limit, by as many working days', () => {
    const within = statutory(20)
    expect(due(promised(5, 'working-day', within), accepted('2026-03-02'), extended('2026-03-09', 10))).toBe(
      '2026-03-23',
    )
    expect(due(within, accepted('2026-03-02'), extended('2026-03-09', 10))).toBe('2026-04-14')
  })

  test('a promise that was broken stays broken: an extension granted after its day moves only the law’s limit', () => {
    const limits = promised(5, 'working-day', statutory(20))
    const events = [accepted('2026-03-02'), extended('2026-03-16', 10)]
    expect(due(limits, ...events)).toBe('2026-03-09')
    expect(clockState(limits, events, calendar, date('2026-03-16'))).toMatchObject({ remaining: -5, light: 'red' })
  })

  test('a clock that stood when the extension was granted had not passed its day', () => {
    const limits = promised(5, 'working-day', statutory(20))
    const events = [accepted('2026-03-02'), stopped('2026-03-02', 'testing', 2), extended('2026-03-16', 10)]
    expect(due(limits, ...events, started('2026-03-17'))).toBe('2026-04-07')
  })

  test('what was promised is never later than the law’s own day, in whatever units the two are counted', () => {
    const events = [accepted('2026-03-02'), extended('2026-03-16', 10)]
    expect(due(statutory(1, 'month'), ...events)).toBe('2026-04-13')
    expect(due(promised(20, 'working-day', statutory(1, 'month')), ...events)).toBe('2026-04-13')
  })

  test('a promise in months moves by working days too', () => {
    const limits = promised(1, 'month', statutory(2, 'month'))
    // Until 2 April; ten working days more, Qingming left out.
    expect(due(limits, accepted('2026-03-02'), extended('2026-03-16', 10))).toBe('2026-04-17')
  })
})

describe('the explanation', () => {
  const told = (value: number | TimeLimit, ...events: ClockEvent[]) =>
    explain(typeof value === 'number' ? limit(value) : value, events, calendar)

  test('says of every day what was counted and why', () => {
    const lines = told(3, accepted('2026-02-13'))?.days.map((day) => [
      `${day.on}`.slice(5),
      day.weekday,
      day.counted,
      day.why,
      day.name,
    ])
    expect(lines?.slice(0, 4)).toEqual([
      ['02-13', 5, null, 'accepted-day', undefined],
      ['02-14', 6, 1, 'make-up-day', '春节'],
      ['02-15', 7, null, 'holiday', '春节'],
      ['02-16', 1, null, 'holiday', '春节'],
    ])
    expect(lines?.slice(-2)).toEqual([
      ['02-24', 2, 2, 'counted', undefined],
      ['02-25', 3, 3, 'counted', undefined],
    ])
  })

  test('names the procedure and its legal basis for each stopped working day', () => {
    const explanation = told(20, accepted('2026-03-02'), stopped('2026-03-10'), started('2026-03-18'))
    const stops = explanation?.days.filter((day) => day.why === 'stopped') ?? []
    expect(stops.map((day) => day.on.day)).toEqual([10, 11, 12, 13, 16, 17])
    expect(new Set(stops.map((day) => `${day.procedure} ${day.basis}`))).toEqual(
      new Set(['testing 行政许可法第四十五条']),
    )
  })

  test('shows which days the extension gave', () => {
    const explanation = told(1, accepted('2026-03-02'), extended('2026-03-02', 2))
    expect(explanation?.allowance).toBe(3)
    expect(explanation?.days.map((day) => day.why)).toEqual(['accepted-day', 'counted', 'extended', 'extended'])
  })

  test('shows a last day moved over days off', () => {
    const explanation = told(limit(5, 'calendar-day'), accepted('2026-03-02'))
    expect(explanation?.days.slice(-3).map((day) => [day.counted, day.why])).toEqual([
      [5, 'counted'],
      [null, 'weekend'],
      [null, 'moved'],
    ])
  })

  test('ends with the day the clock stopped while no end is known', () => {
    const explanation = told(20, accepted('2026-03-02'), stopped('2026-03-10'))
    expect([explanation?.dueOn, explanation?.provisional]).toEqual([null, true])
    expect(explanation?.days.at(-1)).toMatchObject({ why: 'stopped', procedure: 'testing' })
  })

  test('there is none before acceptance', () => {
    expect(told(20)).toBeNull()
  })
})

describe('the state of the clock', () => {
  const at = (today: string, value: number | TimeLimit, ...events: ClockEvent[]) => {
    const state = clockState(typeof value === 'number' ? limit(value) : value, events, calendar, date(today))
    return { ...state, dueOn: state.dueOn?.toString() ?? null }
  }

  test('before acceptance nothing runs', () => {
    expect(at('2026-03-02', 20)).toEqual({
      state: 'not-started',
      dueOn: null,
      remaining: 0,
      used: 0,
      light: 'none',
      provisional: false,
    })
  })

  test.each([
    ['2026-03-02', 0, 20, 'green'],
    ['2026-03-24', 16, 4, 'green'],
    ['2026-03-26', 18, 2, 'amber'],
    ['2026-03-27', 19, 1, 'amber'],
    ['2026-03-30', 20, 0, 'amber'],
    ['2026-03-31', 20, -1, 'red'],
    ['2026-04-02', 20, -3, 'red'],
  ])('accepted on 2 March with 20 days, on %s: used %i, left %i, %s', (today, used, remaining, light) => {
    expect(at(today, 20, accepted('2026-03-02'))).toMatchObject({
      state: 'running',
      dueOn: '2026-03-30',
      used,
      remaining,
      light,
    })
  })

  test('a case late only by days off is late', () => {
    expect(at('2026-03-06', 4, accepted('2026-03-02'))).toMatchObject({ remaining: 0, light: 'amber' })
    expect(at('2026-03-07', 4, accepted('2026-03-02'))).toMatchObject({ remaining: -1, light: 'red' })
  })

  test('a stopped clock keeps what was left, however long it stands', () => {
    const events = [accepted('2026-03-02'), stopped('2026-03-10')]
    const standing = { state: 'stopped', dueOn: null, used: 5, remaining: 15, light: 'green', provisional: true }
    expect(at('2026-03-10', 20, ...events)).toEqual(standing)
    expect(at('2026-06-30', 20, ...events)).toEqual(standing)
    expect(at('2026-03-18', 20, ...events, started('2026-03-18'))).toMatchObject({
      state: 'running',
      used: 6,
      remaining: 14,
    })
  })

  test('a stop with an expected end has an expected due date, which moves when the end is overrun', () => {
    const events = [accepted('2026-03-02'), stopped('2026-03-10', 'testing', 6)]
    const standing = { state: 'stopped', used: 5, remaining: 15, provisional: true }
    expect(at('2026-03-12', 20, ...events)).toMatchObject({ ...standing, dueOn: '2026-04-08' })
    expect(at('2026-03-17', 20, ...events)).toMatchObject({ ...standing, dueOn: '2026-04-08' })
    expect(at('2026-03-18', 20, ...events)).toMatchObject({ ...standing, dueOn: '2026-04-09' })
  })

  test('a limit in calendar days tells what is left in working days', () => {
    expect(at('2026-03-04', limit(10, 'calendar-day'), accepted('2026-03-02'))).toMatchObject({
      dueOn: '2026-03-12',
      used: 2,
      remaining: 6,
    })
  })

  test('a stop with an expected end, in calendar days, leaves only the working days that will be counted', () => {
    const events = [accepted('2026-03-02'), stopped('2026-03-04', 'testing', 3)]
    const state = at('2026-03-04', limit(10, 'calendar-day'), ...events)
    expect(state).toMatchObject({ dueOn: '2026-03-16', used: 1, remaining: 6 })
  })

  test('a date counted through a year without its notice is provisional', () => {
    expect(at('2018-01-02', 5, accepted('2017-12-28'))).toMatchObject({ dueOn: '2018-01-05', provisional: true })
    expect(at('2019-01-02', 5, accepted('2018-12-28'))).toMatchObject({ provisional: false })
  })

  test('a case closed in time or late has no light, and late shows as negative', () => {
    const events = [accepted('2026-03-02')]
    expect(at('2026-12-01', 20, ...events, closed('2026-03-20'))).toMatchObject({
      state: 'closed',
      remaining: 6,
      light: 'none',
    })
    expect(at('2026-12-01', 20, ...events, closed('2026-04-01'))).toMatchObject({
      state: 'closed',
      remaining: -2,
      light: 'none',
    })
    expect(at('2026-12-01', 20, closed('2026-03-01'))).toMatchObject({ state: 'closed', dueOn: null, light: 'none' })
  })

  test('a stop after the due date does not put the light out', () => {
    expect(at('2026-04-10', 20, accepted('2026-03-02'), stopped('2026-04-01'))).toMatchObject({
      state: 'stopped',
      dueOn: '2026-03-30',
      light: 'red',
      provisional: false,
    })
  })

  test('an instant item is amber on its day and red after it', () => {
    expect(at('2026-03-02', 0, accepted('2026-03-02'))).toMatchObject({ remaining: 0, light: 'amber' })
    expect(at('2026-03-03', 0, accepted('2026-03-02'))).toMatchObject({ remaining: -1, light: 'red' })
  })

  test('a date beyond the holiday notices, or at the very end of a year whose next notice is missing, is provisional', () => {
    expect(at('2026-11-02', 20, accepted('2026-11-02')).provisional).toBe(false)
    expect(at('2026-12-01', 20, accepted('2026-12-01'))).toMatchObject({ dueOn: '2026-12-29', provisional: true })
    expect(at('2026-12-28', 20, accepted('2026-12-28')).provisional).toBe(true)
  })
})

describe('what may be done to the clock', () => {
  test('only a running clock may be stopped', () => {
    const on = date('2026-03-10')
    const running = [accepted('2026-03-02')]
    expect(mayStop(running, on)).toBeNull()
    expect(mayStop([], on)?.zh).toContain('一次性告知')
    expect(mayStop([...running, stopped('2026-03-09')], on)?.en).toContain('already stopped')
    expect(mayStop([...running, stopped('2026-03-05'), started('2026-03-09')], on)).toBeNull()
    expect(mayStop([...running, closed('2026-03-09')], on)?.en).toContain('closed')
    expect(mayStop(running, date('2026-03-01'))?.en).toContain('2026-03-01')
    expect(mayStop([...running, stopped('2026-03-11'), started('2026-03-12')], on)?.en).toContain(
      'before what is already recorded',
    )
  })

  test('with two procedures open, one of them ending leaves the clock stopped', () => {
    const both = [accepted('2026-03-02'), stopped('2026-03-03', 'hearing'), stopped('2026-03-04', 'testing')]
    expect(mayStop([...both, started('2026-03-05', 'hearing')], date('2026-03-10'))).not.toBeNull()
    expect(mayStop([...both, started('2026-03-05')], date('2026-03-10'))).toBeNull()
  })

  test('a limit may be extended once, by at most 10 working days, or 15 when handled jointly', () => {
    const running = [accepted('2026-03-02')]
    expect(mayExtend(running, limit(20))).toBeNull()
    expect(mayExtend(running, limit(20), 10)).toBeNull()
    expect(mayExtend(running, limit(20), 11)?.zh).toContain('1 至 10 日')
    expect(mayExtend(running, limit(20), 0)).not.toBeNull()
    expect(mayExtend(running, limit(45), 15)).toBeNull()
    expect(mayExtend(running, limit(45), 16)?.zh).toContain('1 至 15 日')
    expect([extensionDays(limit(20)), extensionDays(limit(45)), extensionDays(limit(60, 'calendar-day'))]).toEqual([
      10, 15, 10,
    ])
    expect(mayExtend([...running, extended('2026-03-20', 10)], limit(20))?.zh).toContain('第四十二条')
    expect(mayExtend([...running, stopped('2026-03-10')], limit(20))).toBeNull()
    expect(mayExtend([], limit(20))).not.toBeNull()
    expect(mayExtend([...running, closed('2026-03-20')], limit(20))).not.toBeNull()
    expect(mayExtend(running, limit(0))?.zh).toContain('即办件')
  })
})

describe('telling what is missing (Administrative Licensing Law art. 32)', () => {
  const received = date('2026-02-10')

  test('the applicant is told within five working days of receipt', () => {
    expect(correctionDueOn(received, calendar).toString()).toBe('2026-02-24')
  })

  test('an application not answered within five working days counts as accepted from receipt', () => {
    const deemed = (told: string | null, today: string) =>
      deemedAcceptedOn(received, told === null ? null : date(told), date(today), calendar)?.toString() ?? null
    expect(deemed(null, '2026-02-24')).toBeNull()
    expect(deemed(null, '2026-02-25')).toBe('2026-02-10')
    expect(deemed('2026-02-24', '2026-03-20')).toBeNull()
    expect(deemed('2026-02-25', '2026-03-20')).toBe('2026-02-10')
  })
})
