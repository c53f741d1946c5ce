import { expect, test } from 'vitest'
import { makeCalendar } from '#standards'
import { dueAgain } from './timer-due.ts'

const zone = 'Asia/Shanghai'
const calendar = makeCalendar([])
const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
const again = (every: string, dueAt: string, now: string, working?: { days: number; from: string }) =>
  dueAgain(
    { token: 1, element: 'again', dueAt: local(dueAt), every, ...(working === undefined ? {} : { working }) },
    { zone, calendar, now: local(now) },
  )

test('what comes again every day keeps its hour, however long nobody looked, and what was missed is not made up for', () => {
  expect(again('P1D', '2026-03-02T09:00', '2026-03-02T09:01').at).toEqual(local('2026-03-03T09:00'))
  expect(again('P1D', '2026-03-02T09:00', '2026-03-05T14:30').at).toEqual(local('2026-03-06T09:00'))
  expect(again('PT2H', '2026-03-02T09:00', '2026-03-04T10:10').at).toEqual(local('2026-03-04T11:00'))
  expect(again('P1M', '2026-01-15T09:00', '2026-03-20T00:00').at).toEqual(local('2026-04-15T09:00'))
})

test('working days go on in the same rhythm', () => {
  // Every two working days after Monday the 2nd: Wednesday, Friday, Tuesday …
  const due = again('P2D', '2026-03-05T00:00', '2026-03-09T12:00', { days: 2, from: '2026-03-02' })
  expect(due.working).toEqual({ days: 2, from: '2026-03-06' })
  expect(due.at).toEqual(local('2026-03-11T00:00'))
})

test('what comes every minute and was not looked at for months counts anew, at once', () => {
  const now = '2026-09-01T10:00:30'
  expect(again('PT1M', '2026-03-02T09:00', now).at).toEqual(local('2026-09-01T10:01:30'))
})
