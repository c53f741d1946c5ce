import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWorkingDays, makeCalendar, readCalendarCsv } from '#standards'
import { type ClockEvent, clockState, dueOn, explain, type SpecialProcedure, type TimeLimit } from './time-limit.ts'

const csv = readFileSync(new URL('../../../seeds/calendar.csv', import.meta.url), 'utf8')
const calendar = makeCalendar(readCalendarCsv(csv))

type Pause = { after: number; length: number; procedure: SpecialProcedure }
type Story = { accepted: number; limit: TimeLimit; pauses: Pause[]; extension: number }

// The second implementation, written apart from the first: days are numbers, a case is a set of numbers left out.
const day = 86_400_000
const firstDay = Date.UTC(2019, 0, 1) / day
const iso = (number: number) => new Date(number * day).toISOString().slice(0, 10)
const kinds = new Map(csv.split('\n').map((line) => [line.slice(0, 10), line.split(',')[1]]))
const isWorked = (number: number) =>
  (kinds.get(iso(number)) ?? (new Date(number * day).getUTCDay() % 6 ? 'workday' : '')) === 'workday'
const horizon = Array.from({ length: 3700 }, (_, i) => firstDay + i)
const worked = new Set(horizon.filter(isWorked))

function monthsLater(number: number, months: number): number {
  const from = new Date(number * day)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastOfMonth)) / day
}

function oracle({ accepted, limit, pauses, extension }: Story): string {
  const left = new Set(pauses.flatMap(({ after, length }) => Array.from({ length }, (_, i) => accepted + after + i)))
  const open = horizon.filter((number) => number >= accepted && !left.has(number))
  const countable = open.filter((number) => number > accepted && (limit.unit !== 'working-day' || worked.has(number)))
  const value = limit.unit === 'month' ? monthsLater(accepted, limit.value) - accepted : limit.value
  const total = value + extension
  const end = total === 0 ? accepted : (countable[total - 1] ?? Number.NaN)
  return iso(open.find((number) => number >= end && worked.has(number)) ?? Number.NaN)
}

const plain = (number: number) => Temporal.PlainDate.from(iso(number))

function eventsOf({ accepted, pauses, extension }: Story): ClockEvent[] {
  const events: ClockEvent[] = [{ type: 'accepted', on: plain(accepted) }]
  if (extension > 0)
    events.push({ type: 'extended', on: plain(accepted + 1), days: extension, basis: 'b', reason: 'r' })
  for (const { after, length, procedure } of pauses) {
    events.push({ type: 'clock-stopped', on: plain(accepted + after), procedure, basis: 'b', noticeNo: 'n' })
    events.push({ type: 'clock-started', on: plain(accepted + after + length), procedure })
  }
  return events
}

const pause = (procedure: SpecialProcedure) =>
  fc.record({ after: fc.nat(40), length: fc.nat(25), procedure: fc.constant(procedure) })
const limit = fc.oneof(
  fc.record({ value: fc.nat(45), unit: fc.constant<TimeLimit['unit']>('working-day') }),
  fc.record({ value: fc.nat(60), unit: fc.constant<TimeLimit['unit']>('calendar-day') }),
  fc.record({ value: fc.nat(6), unit: fc.constant<TimeLimit['unit']>('month') }),
)
// One pause for each procedure, so that pauses overlap freely while each start is its own.
const story: fc.Arbitrary<Story> = fc.record({
  accepted: fc.nat(2900).map((n) => firstDay + n),
  limit: limit.map((rest) => ({ kind: 'statutory' as const, basis: 'b', ...rest })),
  pauses: fc.tuple(pause('hearing'), pause('testing'), pause('appraisal')).chain((all) => fc.subarray([...all])),
  extension: fc.constantFrom(0, 0, 10, 15),
})

test('the due date is that of the second implementation', () => {
  fc.assert(
    fc.property(story, (told) => {
      expect(dueOn(told.limit, eventsOf(told), calendar)?.toString()).toBe(oracle(told))
    }),
    { numRuns: 1000 },
  )
})

test('the explanation tells each day once, counts without a gap, and ends on the due date', () => {
  fc.assert(
    fc.property(story, (told) => {
      const explanation = explain(told.limit, eventsOf(told), calendar)
      if (explanation === null) throw new Error('an accepted case has an explanation')
      const { days, allowance } = explanation
      expect(days.map((each) => each.on.toString())).toEqual(days.map((_, i) => iso(told.accepted + i)))
      expect(days.at(-1)?.on.toString()).toBe(oracle(told))
      const counted = days.flatMap((each) => each.counted ?? [])
      expect(counted).toEqual(Array.from({ length: allowance }, (_, i) => i + 1))
    }),
    { numRuns: 300 },
  )
})

test('a limit in working days is lengthened by exactly the days called stopped', () => {
  fc.assert(
    fc.property(story, (told) => {
      fc.pre(told.limit.unit === 'working-day' && told.limit.value > 0)
      const explanation = explain(told.limit, eventsOf(told), calendar)
      const stopped = explanation?.days.filter((each) => each.why === 'stopped').length ?? 0
      const end = addWorkingDays(calendar, plain(told.accepted), told.limit.value + told.extension + stopped)
      expect(explanation?.dueOn?.toString()).toBe(end.toString())
    }),
    { numRuns: 300 },
  )
})

test('day after day, used and left add up to the allowance, and red begins the day after the due date', () => {
  fc.assert(
    fc.property(story, fc.nat(150), (told, later) => {
      fc.pre(told.limit.unit === 'working-day' && told.limit.value > 0)
      const [events, today] = [eventsOf(told), plain(told.accepted + later)]
      const state = clockState(told.limit, events, calendar, today)
      const late = iso(told.accepted + later) > oracle(told)
      expect(state.light === 'red').toBe(late)
      expect(state.remaining < 0).toBe(late)
      if (!late) expect(state.used + state.remaining).toBe(told.limit.value + told.extension)
    }),
    { numRuns: 500 },
  )
})

test('the order in which events were stored does not matter when their dates differ', () => {
  fc.assert(
    fc.property(story, (told) => {
      fc.pre(told.pauses.every(({ after, length }) => after > 1 && length > 0))
      expect(dueOn(told.limit, eventsOf(told).reverse(), calendar)?.toString()).toBe(oracle(told))
    }),
    { numRuns: 200 },
  )
})

test('the day asked for alone is the one that is told day by day, also where stops are open, long, or over their notice', () => {
  const open = fc.record({ foreseen: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }), isOpen: fc.boolean() })
  fc.assert(
    fc.property(story, fc.array(open, { minLength: 3, maxLength: 3 }), fc.nat(400), (told, stops, later) => {
      const isOpen = (procedure: SpecialProcedure) => stops[specialOf(procedure)]?.isOpen === true
      const events = eventsOf(told)
        .filter((event) => event.type !== 'clock-started' || !isOpen(event.procedure ?? 'hearing'))
        .map((event) => (event.type === 'clock-stopped' ? { ...event, ...foreseenIn(stops, event.procedure) } : event))
      const today = plain(told.accepted + later)
      const day = (on: Temporal.PlainDate | null | undefined) => on?.toString() ?? null
      expect(day(dueOn(told.limit, events, calendar))).toBe(day(explain(told.limit, events, calendar)?.dueOn))
      expect(day(dueOn(told.limit, events, calendar, today))).toBe(
        day(clockState(told.limit, events, calendar, today).dueOn),
      )
    }),
    { numRuns: 500 },
  )
})

const specialOf = (procedure: SpecialProcedure): number => ['hearing', 'testing', 'appraisal'].indexOf(procedure)
const foreseenIn = (stops: readonly { foreseen: number | null }[], procedure: SpecialProcedure) => {
  const foreseen = stops[specialOf(procedure)]?.foreseen ?? null
  return foreseen === null ? {} : { expectedDays: foreseen }
}
