/** The date of eight digits YYYYMMDD, or null when there is no such day. */
export function readCompactDate(digits: string): Temporal.PlainDate | null {
  if (!/^\d{8}$/.test(digits)) return null
  const year = Number(digits.slice(0, 4))
  const month = Number(digits.slice(4, 6))
  const day = Number(digits.slice(6, 8))
  return readDateParts(year, month, day)
}

/** The date of a year, month and day, or null when the calendar has no such day (30 February). */
export function readDateParts(year: number, month: number, day: number): Temporal.PlainDate | null {
  return isDay(year, month, day) ? Temporal.PlainDate.from({ year, month, day }) : null
}

/** Has the calendar this day? Told without Temporal, which browsers of some years' age do not have. */
export function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return length !== undefined && Number.isInteger(day) && day >= 1 && day <= length
}

/** YYYYMMDD. */
export const formatCompactDate = (date: Temporal.PlainDate): string => date.toString().replaceAll('-', '')
