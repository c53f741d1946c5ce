import { addWorkingDays, type Calendar } from '#standards'

type When = { now: Temporal.Instant; zone: string; calendar: Calendar }

const startOf = (day: Temporal.PlainDate, zone: string): Temporal.Instant => day.toZonedDateTime(zone).toInstant()

/**
 * When a timer fires, from what the route wrote (ISO 8601). A duration counts from now. Whole days marked `working` are an
 * office's days: the last of them is still in time, so the timer fires when the day after it begins (Civil Code art. 201).
 * A date without a time is the beginning of that day in the city. `every` is set for a cycle: how long until it fires again.
 */
export function timerDue(
  due: string,
  days: 'working' | 'calendar',
  when: When,
): { at: Temporal.Instant; every: string | null } {
  if (due.startsWith('R')) {
    const every = due.slice(due.indexOf('/') + 1)
    return { at: after(every, days, when), every }
  }
  if (due.startsWith('P')) return { at: after(due, days, when), every: null }
  if (!due.includes('T')) return { at: startOf(Temporal.PlainDate.from(due), when.zone), every: null }
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(due)
  const at = hasZone
    ? Temporal.Instant.from(due)
    : Temporal.PlainDateTime.from(due).toZonedDateTime(when.zone).toInstant()
  return { at, every: null }
}

/** The moment this long after now, on the city's calendar. */
export function after(duration: string, days: 'working' | 'calendar', { now, zone, calendar }: When): Temporal.Instant {
  const length = Temporal.Duration.from(duration)
  const local = now.toZonedDateTimeISO(zone)
  const whole = /^P(\d+)D$/.exec(duration)
  if (days === 'working' && whole) {
    const last = addWorkingDays(calendar, local.toPlainDate(), Number(whole[1]))
    return startOf(last.add({ days: 1 }), zone)
  }
  return local.add(length).toInstant()
}
