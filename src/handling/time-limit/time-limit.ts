import type { Calendar, Sentence } from '#standards'
import { addWorkingDays, countWorkingDays, workingDayOnOrAfter } from '#standards'
import type { ClockEvent, ClockState, Explanation, TimeLimit } from './clock-event.ts'
import {
  type Clock,
  countedWithin,
  findAcceptedOn,
  hasOpenStop,
  lastWorkingDay,
  readClock,
  type Walk,
  walk,
} from './walk.ts'

export {
  type ClockEvent,
  type ClockState,
  type DayReason,
  type ExplainedDay,
  type Explanation,
  endsStop,
  type SpecialProcedure,
  specialProcedures,
  type TimeLimit,
} from './clock-event.ts'

/**
 * The date on which the limit ends: counting starts the day after acceptance (Civil Code art. 201), in working days with
 * 调休 (Administrative Licensing Law art. 82), stopped days left out (art. 45), the extension added (art. 42; to a
 * commitment only where its day had not passed, and not beyond the statutory day). For calendar days and months stopped days are
 * added, and a last day that is a day off moves to the next working day (art. 203).
 * Null before acceptance, and while the clock is stopped without `expectedDays`. With `today` as `clockState` has it: a stop that
 * is open lasts through today at least.
 */
export function dueOn(
  limit: TimeLimit,
  events: readonly ClockEvent[],
  calendar: Calendar,
  today?: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const clock = readClock(limit, events, calendar, today)
  if (clock === null) return null
  // Most clocks are never stopped: then the days need only be counted, not told one by one.
  if (clock.stops.length === 0 && limit.unit === 'working-day')
    return workingDayOnOrAfter(calendar, addWorkingDays(calendar, clock.acceptedOn, clock.allowance))
  if (limit.unit === 'working-day' && clock.allowance > 0) return lastWorkingDay(clock, calendar)
  return walk(clock, calendar).dueOn
}

/**
 * Every calendar day from acceptance to the due date with what was counted and why. Null before acceptance. With `today` the days
 * lead to the day that `clockState` names then.
 */
export function explain(
  limit: TimeLimit,
  events: readonly ClockEvent[],
  calendar: Calendar,
  today?: Temporal.PlainDate,
): Explanation | null {
  const clock = readClock(limit, events, calendar, today && readOn(events, today))
  if (clock === null) return null
  const { dueOn, days } = walk(clock, calendar)
  const provisional = isProvisional(clock, dueOn, calendar)
  return { limit, acceptedOn: clock.acceptedOn, dueOn, allowance: clock.allowance, days, provisional }
}

/**
 * Where the clock stands at the end of `today` (for a closed case: of the day it closed).
 * Red is past due; amber is due within one working day or at least 90 % used; green is the rest. A stopped clock is
 * read as if it started again tomorrow (or at the end its notice named, when later), so it does not run down.
 */
export function clockState(
  limit: TimeLimit,
  events: readonly ClockEvent[],
  calendar: Calendar,
  today: Temporal.PlainDate,
): ClockState {
  const closed = events.find((event) => event.type === 'closed')
  const at = readOn(events, today)
  const clock = readClock(limit, events, calendar, at)
  if (clock === null || isAfter(clock.acceptedOn, at)) {
    const state = closed === undefined ? 'not-started' : 'closed'
    return { state, dueOn: null, remaining: 0, used: 0, light: 'none', provisional: false }
  }
  const { dueOn } = walk(clock, calendar)
  const state = closed !== undefined && at === closed.on ? 'closed' : clock.isStopped(at) ? 'stopped' : 'running'
  const ends = endIfStartedTomorrow(clock, calendar, at)
  const remaining = remainingDays(ends, calendar, at)
  const used = countedWithin(ends, at)
  const light = state === 'closed' ? 'none' : lightOf(remaining, used, clock.allowance)
  return { state, dueOn, remaining, used, light, provisional: isProvisional(clock, dueOn, calendar) }
}

/** The day at whose end a clock is read: today, or the day on which the case was closed. */
function readOn(events: readonly ClockEvent[], today: Temporal.PlainDate): Temporal.PlainDate {
  const closed = events.find((event) => event.type === 'closed')
  return closed === undefined || isAfter(closed.on, today) ? today : closed.on
}

function lightOf(remaining: number, used: number, allowance: number): 'green' | 'amber' | 'red' {
  if (remaining < 0) return 'red'
  return remaining <= 1 || used >= 0.9 * allowance ? 'amber' : 'green'
}

const endIfStartedTomorrow = (clock: Clock, calendar: Calendar, today: Temporal.PlainDate): Walk =>
  walk(clock.openSince === null ? clock : clock.startedAgain(today.add({ days: 1 })), calendar)

function remainingDays(ends: Walk, calendar: Calendar, today: Temporal.PlainDate): number {
  if (ends.dueOn === null) return 0
  // The days left are those that will be counted, so a stop already foreseen is not shown as time left.
  const left = countWorkingDays(calendar, today, ends.dueOn)
  if (isAfter(today, ends.dueOn)) return Math.min(-1, left)
  const foreseen = ends.days.filter((day) => day.why === 'stopped' && isAfter(day.on, today)).map((day) => day.on)
  return left - foreseen.reduce((sum, on) => sum + countWorkingDays(calendar, on.subtract({ days: 1 }), on), 0)
}

function isProvisional(clock: Clock, dueOn: Temporal.PlainDate | null, calendar: Calendar): boolean {
  if (clock.openSince !== null && (dueOn === null || !isAfter(clock.openSince, dueOn))) return true
  const last = dueOn ?? clock.acceptedOn
  for (let year = clock.acceptedOn.year; year < last.year; year++) if (!calendar.covers(year)) return true
  return !calendar.isSettled(last)
}

/** Why the clock may not be stopped on this date, or null when it may: only a running clock stops, and never backwards. */
export function mayStop(events: readonly ClockEvent[], on: Temporal.PlainDate): Sentence | null {
  const acceptedOn = findAcceptedOn(events)
  if (acceptedOn === null) {
    return {
      zh: '尚未受理，时限没有开始计算，无需停止；材料不齐请一次性告知补正。',
      en: 'The case is not accepted, so no time is running. If materials are missing, ask for correction, once and completely.',
    }
  }
  if (events.some((event) => event.type === 'closed')) return alreadyClosed
  if (isAfter(acceptedOn, on) || events.some((event) => isAfter(event.on, on))) {
    return {
      zh: `停止计时的日期（${on}）早于已有记录，请填写不早于最近一次记录的日期。`,
      en: `The date of the stop (${on}) lies before what is already recorded. Give the date of the last record or a later one.`,
    }
  }
  if (hasOpenStop(events, acceptedOn)) {
    return {
      zh: '计时已经停止，请先恢复计时，再办理另一特别程序。',
      en: 'The clock is already stopped. Start it again before another special procedure stops it.',
    }
  }
  return null
}

/**
 * Why the statutory limit may not be extended (by `days`, when given), or null when it may. Administrative Licensing Law
 * art. 42: once, with the reason told to the applicant, up to `extensionDays(limit)`. Whether the limit is already past
 * is for the caller to see from `dueOn`.
 */
export function mayExtend(events: readonly ClockEvent[], limit: TimeLimit, days?: number): Sentence | null {
  if (!events.some((event) => event.type === 'accepted')) {
    return { zh: '尚未受理，不能延长办理期限。', en: 'The case is not accepted; there is no limit to extend yet.' }
  }
  if (events.some((event) => event.type === 'closed')) return alreadyClosed
  if (events.some((event) => event.type === 'extended')) {
    return {
      zh: '办理期限已经延长过一次，依照行政许可法第四十二条不能再次延长，请在期限内作出决定。',
      en: 'The limit was extended once already and cannot be extended again (Administrative Licensing Law art. 42). Decide in time.',
    }
  }
  if (limit.value === 0) {
    return {
      zh: '即办件应当场办结，不能延长期限。',
      en: 'An instant item is decided on the spot; its limit cannot be extended.',
    }
  }
  const most = extensionDays(limit)
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > most)) {
    return {
      zh: `延长的天数应为 1 至 ${most} 日，请更正。`,
      en: `An extension is 1 to ${most} days. Correct the number.`,
    }
  }
  return null
}

/**
 * The longest extension in days: 10 by the head of the organ, or 15 by the head of the government when the item is handled
 * jointly, which is what a statutory limit of 45 working days says (art. 42). Give the statutory limit, not the commitment.
 */
export const extensionDays = (limit: TimeLimit): 10 | 15 =>
  limit.unit === 'working-day' && limit.value >= 45 ? 15 : 10

const alreadyClosed: Sentence = {
  zh: '本件已经办结，计时已经结束，不能再变更。',
  en: 'The case is closed and its clock has ended; nothing can be changed any more.',
}

/** The last day to tell the applicant, once, everything that is missing: 5 working days after receipt (art. 32). */
export const correctionDueOn = (receivedOn: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate =>
  addWorkingDays(calendar, receivedOn, 5)

/** The same, day by day: why the answer is due on that day. */
export const explainTelling = (receivedOn: Temporal.PlainDate, calendar: Calendar): Explanation | null =>
  explain(
    { kind: 'statutory', value: 5, unit: 'working-day', basis: '《中华人民共和国行政许可法》第三十二条' },
    [{ type: 'accepted', on: receivedOn }],
    calendar,
  )

/**
 * The date from which the application counts as accepted because nothing was told in time: the day of receipt (art. 32).
 * Null while there is time, and when it was told in time.
 */
export function deemedAcceptedOn(
  receivedOn: Temporal.PlainDate,
  toldOn: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
  calendar: Calendar,
): Temporal.PlainDate | null {
  return isAfter(toldOn ?? today, correctionDueOn(receivedOn, calendar)) ? receivedOn : null
}

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0
