import type { Text } from './text.ts'

const weekdays = { zh: [...'一二三四五六日'], en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] }
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A day of the calendar as numbers: `dayOfWeek` from 1, Monday, to 7. */
type Day = Pick<Temporal.PlainDate, 'year' | 'month' | 'day' | 'dayOfWeek'>

/** 3 月 16 日（周一） · Mon 16 March; the year where it is not `thisYear`. */
export function dayText(day: Day, thisYear: number = day.year): Text {
  const other = day.year !== thisYear
  const at = day.dayOfWeek - 1
  return {
    zh: `${other ? `${day.year} 年 ` : ''}${day.month} 月 ${day.day} 日（周${weekdays.zh[at]}）`,
    en: [weekdays.en[at], day.day, months[day.month - 1], ...(other ? [day.year] : [])].join(' '),
  }
}

/** A date as documents carry it: always with its year, so that it means the same in ten years. */
export const fullDayText = (day: Omit<Day, 'dayOfWeek'>): Text => ({
  zh: `${day.year} 年 ${day.month} 月 ${day.day} 日`,
  en: [day.day, months[day.month - 1], day.year].join(' '),
})
