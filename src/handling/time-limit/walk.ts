import { addWorkingDays, type Calendar, countWorkingDays, type DayKind, dayKind } from '#standards'
import {
  type ClockEvent,
  type DayReason,
  type ExplainedDay,
  endsStop,
  type SpecialProcedure,
  type TimeLimit,
} from './clock-event.ts'

type Stop = {
  readonly from: Temporal.PlainDate
  /** The day counting begins again, itself counted; null while open and no end is foreseen. */
  readonly until: Temporal.PlainDate | null
  readonly procedure: SpecialProcedure
  readonly basis: string
}

type OpenStop = Stop & {
  readonly expectedDays: number | undefined
  readonly authorityCode: string | undefined
  readonly noticeNo: string
}

/** What the events of one case say to one limit. */
export type Clock = {
  readonly limit: TimeLimit
  readonly acceptedOn: Temporal.PlainDate
  readonly stops: readonly Stop[]
  /** Date of the earliest stop that no event has ended. */
  readonly openSince: Temporal.PlainDate | null
  readonly extension: number
  /** Days to count, extension included: working days for a limit in working days, else calendar days. */
  readonly allowance: number
  readonly isStopped: (on: Temporal.PlainDate) => boolean
  /** The same clock with every open stop ending on this date, or at the end its notice foresees when that is later. */
  readonly startedAgain: (on: Temporal.PlainDate) => Clock
}

export type Walk = { readonly dueOn: Temporal.PlainDate | null; readonly days: ExplainedDay[] }

const compare = Temporal.PlainDate.compare

/**
 * Reads the events in the order of their dates. With `today`, an open stop whose foreseen end has passed is taken to last
 * through today. Null when the case is not accepted. Stops before acceptance mean nothing: no time was running.
 */
export function readClock(
  limit: TimeLimit,
  events: readonly ClockEvent[],
  calendar: Calendar,
  today?: Temporal.PlainDate,
): Clock | null {
  const acceptedOn = findAcceptedOn(events)
  if (acceptedOn === null) return null
  const since = eventsSince(events, acceptedOn)
  const extension = extensionOf(limit, since, calendar, today)
  const { ended, open } = readStops(since)
  const clock = {
    limit,
    acceptedOn,
    extension,
    openSince: open[0]?.from ?? null,
    allowance: allowanceOf(limit, acceptedOn) + extension,
  }
  const withOpenUntil = (until: (stop: OpenStop) => Temporal.PlainDate | null): Clock => {
    const stops: Stop[] = [...ended, ...open.map((stop) => ({ ...stop, until: until(stop) }))]
    return {
      ...clock,
      stops,
      isStopped: (on) => stops.some((stop) => covers(stop, on)),
      startedAgain: (on) => withOpenUntil((stop) => latest(on, foreseenEnd(stop, calendar))),
    }
  }
  return withOpenUntil((stop) => {
    const foreseen = foreseenEnd(stop, calendar)
    if (foreseen === null || today === undefined) return foreseen
    return latest(today.add({ days: 1 }), foreseen)
  })
}

/**
 * By how many days of its own unit an extension lengthens this limit (art. 42). It extends the statutory limit, in that limit's unit. A
 * commitment moves with it, by as many working days, only if its day had not passed when the extension was granted (what was broken
 * stays broken), and never beyond the statutory day.
 */
function extensionOf(
  { within, ...limit }: TimeLimit,
  since: readonly ClockEvent[],
  calendar: Calendar,
  today: Temporal.PlainDate | undefined,
): number {
  // Art. 42 allows one extension; a second in imported data does not make the limit longer.
  const extended = since.find((event) => event.type === 'extended')
  if (extended === undefined || within === undefined) return extended?.days ?? 0
  const granted = since.filter((event) => compare(event.on, extended.on) <= 0 && event.type !== 'extended')
  const asPromised = dayOf(readClock(limit, granted, calendar, extended.on), calendar)
  if (asPromised !== null && compare(asPromised, extended.on) < 0) return 0
  const base = readClock(
    limit,
    since.filter((event) => event.type !== 'extended'),
    calendar,
    today,
  )
  if (base === null) return 0
  const { dueOn, days } = walk(base, calendar)
  if (dueOn === null) return 0
  const counted = days.findLast((day) => day.counted !== null)?.on ?? dueOn
  const moved = addWorkingDays(calendar, dueOn, extended.days)
  const most = limit.unit === 'working-day' ? extended.days : counted.until(moved).days
  const latestDay = dayOf(readClock(within, since, calendar, today), calendar)
  return fitting(base, most, latestDay, calendar)
}

const dayOf = (clock: Clock | null, calendar: Calendar): Temporal.PlainDate | null =>
  clock === null ? null : walk(clock, calendar).dueOn

/** The most days, up to so many, by which a clock can be lengthened without ending after that day. */
function fitting(clock: Clock, most: number, last: Temporal.PlainDate | null, calendar: Calendar): number {
  if (last === null) return most
  for (let days = most; days > 0; days--) {
    const ends = dayOf({ ...clock, allowance: clock.allowance + days }, calendar)
    if (ends === null || compare(ends, last) <= 0) return days
  }
  return 0
}

/** The date of acceptance, the earliest when it was recorded twice; null before. */
export function findAcceptedOn(events: readonly ClockEvent[]): Temporal.PlainDate | null {
  const [first] = events.filter((event) => event.type === 'accepted').toSorted((a, b) => compare(a.on, b.on))
  return first?.on ?? null
}

const eventsSince = (events: readonly ClockEvent[], acceptedOn: Temporal.PlainDate): ClockEvent[] =>
  events.filter((event) => compare(event.on, acceptedOn) >= 0).toSorted((a, b) => compare(a.on, b.on))

/** Whether a stop since acceptance is still open. */
export const hasOpenStop = (events: readonly ClockEvent[], acceptedOn: Temporal.PlainDate): boolean =>
  readStops(eventsSince(events, acceptedOn)).open.length > 0

// A month later without such a day ends on that month's last day (Civil Code art. 202), which Temporal's add does.
function allowanceOf(limit: TimeLimit, acceptedOn: Temporal.PlainDate): number {
  if (!Number.isInteger(limit.value) || limit.value < 0)
    throw new RangeError(`a limit is a whole number, not ${limit.value}`)
  return limit.unit === 'month' ? acceptedOn.until(acceptedOn.add({ months: limit.value })).days : limit.value
}

function readStops(events: readonly ClockEvent[]): { ended: Stop[]; open: OpenStop[] } {
  const ended: Stop[] = []
  let open: OpenStop[] = []
  for (const event of events) {
    switch (event.type) {
      case 'clock-stopped': {
        const { on, procedure, basis, expectedDays, authorityCode, noticeNo } = event
        open.push({ from: on, until: null, procedure, basis, expectedDays, authorityCode, noticeNo })
        break
      }
      case 'clock-started': {
        const ends = (stop: OpenStop) => endsStop(event, stop)
        for (const stop of open.filter(ends)) ended.push({ ...stop, until: event.on })
        open = open.filter((stop) => !ends(stop))
        break
      }
      case 'accepted':
      case 'extended':
      case 'closed':
        break
    }
  }
  return { ended, open }
}

/** The day after the last of the expected working days, the day of the stop being the first that can count. */
function foreseenEnd(stop: OpenStop, calendar: Calendar): Temporal.PlainDate | null {
  if (stop.expectedDays === undefined) return null
  return addWorkingDays(calendar, stop.from.subtract({ days: 1 }), stop.expectedDays).add({ days: 1 })
}

const latest = (a: Temporal.PlainDate, b: Temporal.PlainDate | null): Temporal.PlainDate =>
  b === null || compare(a, b) > 0 ? a : b

const covers = (stop: Stop, on: Temporal.PlainDate): boolean =>
  compare(stop.from, on) <= 0 && (stop.until === null || compare(on, stop.until) < 0)

/** Walks from acceptance day by day until the allowance is counted and the day is one that can be the last. */
export function walk(clock: Clock, calendar: Calendar): Walk {
  const days: ExplainedDay[] = []
  let counted = 0
  for (let on = clock.acceptedOn; ; on = on.add({ days: 1 })) {
    const stop = clock.stops.find((candidate) => covers(candidate, on))
    const kind = dayKind(calendar, on)
    const first = days.length === 0
    const counts = !first && counted < clock.allowance && countsOn(clock.limit, kind, stop)
    if (counts) counted++
    // At the end of the allowance the day must be worked and not stopped, else the end moves on (Civil Code art. 203).
    const last = counted >= clock.allowance && stop === undefined && isWorked(kind)
    days.push(describe(clock, calendar, on, { kind, stop, first, last, counted: counts ? counted : null }))
    if (last) return { dueOn: on, days }
    if (stop !== undefined && stop.until === null) return { dueOn: null, days }
  }
}

/**
 * The last of a limit of one working day or more, as `walk` finds it, from stop to stop: nobody asks what became of each day, and a stop may
 * last for years. Null while the clock is stopped and no end is foreseen.
 */
export function lastWorkingDay({ acceptedOn, allowance, stops }: Clock, calendar: Calendar): Temporal.PlainDate | null {
  let from = acceptedOn
  let left = allowance
  const standing = stops.filter(({ from, until }) => until === null || compare(from, until) < 0)
  for (const stop of standing.toSorted((a, b) => compare(a.from, b.from))) {
    const before = stop.from.subtract({ days: 1 })
    const counted = compare(from, before) < 0 ? countWorkingDays(calendar, from, before) : 0
    if (counted >= left) break
    if (stop.until === null) return null
    left -= counted
    from = latest(from, stop.until.subtract({ days: 1 }))
  }
  return addWorkingDays(calendar, from, left)
}

const isWorked = (kind: DayKind): boolean => kind === 'workday' || kind === 'make-up-day'

const countsOn = (limit: TimeLimit, kind: DayKind, stop: Stop | undefined): boolean =>
  stop === undefined && (limit.unit !== 'working-day' || isWorked(kind))

type Seen = { kind: DayKind; stop: Stop | undefined; first: boolean; last: boolean; counted: number | null }

function describe(clock: Clock, calendar: Calendar, on: Temporal.PlainDate, seen: Seen): ExplainedDay {
  const why = reasonOf(clock, seen)
  const name = calendar.find(on)?.name
  return {
    on,
    weekday: on.dayOfWeek,
    counted: seen.counted,
    why,
    ...(name === undefined ? {} : { name }),
    ...(seen.stop === undefined ? {} : { procedure: seen.stop.procedure, basis: seen.stop.basis }),
  }
}

/** With a limit in working days a day off inside a stop stays a day off, so the days called stopped are those added. */
function reasonOf(clock: Clock, seen: Seen): DayReason {
  if (seen.first) return 'accepted-day'
  if (seen.counted !== null) {
    if (seen.counted > clock.allowance - clock.extension) return 'extended'
    return seen.kind === 'make-up-day' && clock.limit.unit === 'working-day' ? 'make-up-day' : 'counted'
  }
  if (seen.stop !== undefined && (clock.limit.unit !== 'working-day' || isWorked(seen.kind))) return 'stopped'
  switch (seen.kind) {
    case 'weekend':
    case 'holiday':
      return seen.kind
    case 'workday':
    case 'make-up-day':
      return 'moved'
  }
}

/** How many days of this walk were counted up to and with `on`. */
export const countedWithin = ({ days }: Walk, on: Temporal.PlainDate): number =>
  days.filter((day) => day.counted !== null && compare(day.on, on) <= 0).length
