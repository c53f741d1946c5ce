/**
 * One day that differs from the weekday rule: a day off named by the State Council's notice (which may be a weekday or a
 * weekend day), or a weekend day worked in exchange (调休上班). `date` is YYYY-MM-DD.
 */
export type CalendarDay = {
  date: string
  kind: 'holiday' | 'workday'
  name: string
  /** 'provisional' while the year's notice has not been published. */
  status?: 'final' | 'provisional'
}

export type Calendar = {
  /** Whether the year's notice is loaded. Beyond, answers follow the weekday rule and dates are provisional. */
  readonly covers: (year: number) => boolean
  /** Whether no notice still to come can change this day: the last days of December may belong to next year's notice. */
  readonly isSettled: (date: Temporal.PlainDate) => boolean
  /** The listed day, if the notice lists this date. */
  readonly find: (date: Temporal.PlainDate) => CalendarDay | undefined
  /** The same by the day's number (days since 1970-01-01), for counting over many days. */
  readonly findByNumber: (dayNumber: number) => CalendarDay | undefined
}

export type DayKind = 'workday' | 'make-up-day' | 'weekend' | 'holiday'

/**
 * A calendar from listed days. Throws when a date is listed twice with different kinds, or is no date.
 * A year counts as covered when it has listed days and none of them is provisional; days in December alone do not
 * cover a year, because they come from next year's notice (2018-12-29 was worked under the notice of 2019).
 */
export function makeCalendar(days: readonly CalendarDay[]): Calendar {
  const byNumber = new Map<number, CalendarDay>()
  const covered = new Set<number>()
  const provisional = new Set<number>()
  for (const day of days) {
    const date = Temporal.PlainDate.from(day.date)
    const known = byNumber.get(numberOf(date))
    if (known !== undefined && known.kind !== day.kind) {
      throw new Error(`${day.date} is listed as ${known.kind} and as ${day.kind}; keep the one in the notice`)
    }
    byNumber.set(numberOf(date), day)
    if (date.month < 12) covered.add(date.year)
    if (day.status === 'provisional') provisional.add(date.year)
  }
  const covers = (year: number): boolean => covered.has(year) && !provisional.has(year)
  const isSettled = (date: Temporal.PlainDate): boolean =>
    covers(date.year) && (date.month < 12 || date.day < firstDayOfNextNotice || covers(date.year + 1))
  const findByNumber = (dayNumber: number) => byNumber.get(dayNumber)
  return { covers, isSettled, find: (date) => findByNumber(numberOf(date)), findByNumber }
}

const dayInMs = 86_400_000
const numberOf = ({ year, month, day }: Temporal.PlainDate): number => Date.UTC(year, month - 1, day) / dayInMs

// Day 0, 1970-01-01, was a Thursday, and the remainder of a day before it is negative.
const isWeekendNumber = (dayNumber: number): boolean => ((((dayNumber + 3) % 7) + 7) % 7) + 1 >= 6

/** `isWorkingDay` by the day's number: counting over many days, a date for each would be most of the work. */
function isWorkedNumber(calendar: Calendar, dayNumber: number): boolean {
  const listed = calendar.findByNumber(dayNumber)
  return listed === undefined ? !isWeekendNumber(dayNumber) : listed.kind === 'workday'
}

// New Year's arrangement has never reached further back than 29 December; a week is a careful margin.
const firstDayOfNextNotice = 25

/** What kind of day this is under the calendar. A listed workday from Monday to Friday is an ordinary one. */
export function dayKind(calendar: Calendar, date: Temporal.PlainDate): DayKind {
  const weekend = date.dayOfWeek >= 6
  const listed = calendar.find(date)
  if (listed === undefined) return weekend ? 'weekend' : 'workday'
  if (listed.kind === 'holiday') return 'holiday'
  return weekend ? 'make-up-day' : 'workday'
}

/** Administrative Licensing Law art. 82: periods are counted in working days, statutory holidays excluded. */
export function isWorkingDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  const kind = dayKind(calendar, date)
  return kind === 'workday' || kind === 'make-up-day'
}

/**
 * The n-th working day after `from`; counting starts the day after (Civil Code art. 201). 0 gives `from` itself, even a day
 * off; a negative n counts backwards from the day before. Throws RangeError when n is not a whole number.
 */
export function addWorkingDays(calendar: Calendar, from: Temporal.PlainDate, n: number): Temporal.PlainDate {
  if (!Number.isInteger(n)) throw new RangeError(`working days are whole days, not ${n}`)
  const step = n < 0 ? -1 : 1
  const start = numberOf(from)
  let day = start
  for (let left = Math.abs(n); left > 0; ) {
    day += step
    if (isWorkedNumber(calendar, day)) left--
  }
  return day === start ? from : from.add({ days: day - start })
}

/** Working days after `fromExclusive` up to and with `toInclusive`; negative, the other way round, when it lies before. */
export function countWorkingDays(
  calendar: Calendar,
  fromExclusive: Temporal.PlainDate,
  toInclusive: Temporal.PlainDate,
): number {
  const [early, late, sign] =
    Temporal.PlainDate.compare(fromExclusive, toInclusive) <= 0
      ? [fromExclusive, toInclusive, 1]
      : [toInclusive, fromExclusive, -1]
  const last = numberOf(late)
  let count = 0
  for (let day = numberOf(early) + 1; day <= last; day++) if (isWorkedNumber(calendar, day)) count++
  return count === 0 ? 0 : sign * count
}

/** The day itself when it is worked, otherwise the next that is (Civil Code art. 203). */
export function workingDayOnOrAfter(calendar: Calendar, date: Temporal.PlainDate): Temporal.PlainDate {
  return isWorkingDay(calendar, date) ? date : addWorkingDays(calendar, date, 1)
}

/**
 * Reads calendar days from CSV with the header `date,kind,name` and optionally `status`. Throws naming the line that
 * cannot be read: a half-read calendar would give wrong dates to everyone.
 */
export function readCalendarCsv(text: string): CalendarDay[] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  if (header !== 'date,kind,name' && header !== 'date,kind,name,status') {
    throw new Error('a calendar file begins with date,kind,name,status')
  }
  return lines.map((line, i) => {
    const [date = '', kind, name = '', status = 'final'] = line.split(',')
    if (kind !== 'holiday' && kind !== 'workday')
      throw new Error(`calendar line ${i + 2}: no such kind of day: ${line}`)
    if (status !== 'final' && status !== 'provisional')
      throw new Error(`calendar line ${i + 2}: no such status: ${line}`)
    return { date: Temporal.PlainDate.from(date).toString(), kind, name, status }
  })
}
