import { addWorkingDays, type Calendar } from '#standards'
import type { Timer, WorkingLength } from './process-event.ts'

type Reckoning = { zone: string; calendar: Calendar }
type When = Reckoning & { now: Temporal.Instant }
type Due = { at: Temporal.Instant; every: string | null; working?: WorkingLength }

const startOf = (day: Temporal.PlainDate, zone: string): Temporal.Instant => day.toZonedDateTime(zone).toInstant()

/**
 * When a timer fires, from what the route wrote (ISO 8601). A duration counts from now. Whole days marked `working` are an
 * office's days: the last of them is still in time, so the timer fires when the day after it begins (Civil Code art. 201).
 * A date without a time is the beginning of that day in the city. `every` is set for a cycle: how long until it fires again;
 * `working` where working days are counted: how many, and after which day.
 */
export function timerDue(due: string, days: 'working' | 'calendar', when: When): Due {
  if (due.startsWith('R')) {
    const every = due.slice(due.indexOf('/') + 1)
    return { ...after(every, days, when), every }
  }
  if (due.startsWith('P')) return { ...after(due, days, when), every: null }
  if (!due.includes('T')) return { at: startOf(Temporal.PlainDate.from(due), when.zone), every: null }
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(due)
  const at = hasZone
    ? Temporal.Instant.from(due)
    : Temporal.PlainDateTime.from(due).toZonedDateTime(when.zone).toInstant()
  return { at, every: null }
}

/** The moment this long after now, on the city's calendar. */
function after(duration: string, days: 'working' | 'calendar', when: When): Omit<Due, 'every'> {
  const local = when.now.toZonedDateTimeISO(when.zone)
  const whole = days === 'working' ? wholeDays(duration) : null
  if (whole !== null) return counted({ days: whole, from: local.toPlainDate().toString() }, when)
  return { at: local.add(Temporal.Duration.from(duration)).toInstant() }
}

/** The number of days of a length that is of nothing else; null for any other. */
export function wholeDays(duration: string): number | null {
  const [, days] = /^P(\d+)D$/.exec(duration) ?? []
  return days === undefined ? null : Number(days)
}

/** The last day is still in time: what ends with it ends when the day after it begins. */
export const endOf = (last: Temporal.PlainDate, zone: string): Temporal.Instant => startOf(last.add({ days: 1 }), zone)

const counted = (working: WorkingLength, { zone, calendar }: Reckoning) => {
  const last = addWorkingDays(calendar, Temporal.PlainDate.from(working.from), working.days)
  return { at: endOf(last, zone), working }
}

/**
 * When a timer that waits is due by the calendar as it is now. Its event keeps what was counted when it was set; working days are counted
 * anew, since holidays may have become known, and whatever goes by the clock stays.
 */
export const dueNow = (timer: Pick<Timer, 'dueAt' | 'working'>, reckoning: Reckoning): Temporal.Instant =>
  timer.working === undefined ? timer.dueAt : counted(timer.working, reckoning).at

/** Of what comes again every minute that is a week; whatever was not looked at for longer counts anew. */
const mostMissed = 10_000

/**
 * When a repeating timer that fired is due again: after its last due time, not after the moment it was noticed, so that a daily one keeps its
 * hour however long nobody looked; what was missed meanwhile is not made up for. Working days go on after the day whose end it was; the timer's moment is the one that it has now.
 */
export function dueAgain(timer: Timer & { every: string }, when: When): Omit<Due, 'every'> {
  const days = timer.working === undefined ? 'calendar' : 'working'
  const { dueAt } = timer
  const from = timer.working === undefined ? dueAt : dueAt.subtract({ nanoseconds: 1 })
  const isPast = ({ at }: Omit<Due, 'every'>): boolean => Temporal.Instant.compare(at, when.now) <= 0
  let next = after(timer.every, days, { ...when, now: from })
  for (let missed = 0; isPast(next) && missed < mostMissed; missed += 1) {
    const last = days === 'working' ? next.at.subtract({ nanoseconds: 1 }) : next.at
    next = after(timer.every, days, { ...when, now: last })
  }
  return isPast(next) ? after(timer.every, days, when) : next
}
