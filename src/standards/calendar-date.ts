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
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = Temporal.PlainDate.from({ year, month, day })
  return date.day === day ? date : null
}

/** YYYYMMDD. */
export const formatCompactDate = (date: Temporal.PlainDate): string => date.toString().replaceAll('-', '')
