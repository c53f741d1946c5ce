import { dayText, fullDayText, type Locale, say, type Text } from '#base'
import type { Session } from '#identity'
import {
  type Authority,
  type City,
  type Division,
  englishBody,
  englishName,
  englishOf,
  englishPlace,
  plainName,
  stepName,
} from '#management'

/** What every page knows: who reads it, in which language and size, and where they are. */
export type View = {
  locale: Locale
  elder: boolean
  session: Session | undefined
  city: City
  place: Division
  /** Path with query, for links that come back here. */
  path: string
  today: Temporal.PlainDate
  now: Temporal.Instant
  /** Both languages side by side: a sentence without its translation does not compile. */
  w: (zh: string, en: string) => string
  t: (text: Text) => string
  assets: Assets
  demo: boolean
}

/** Addresses of built files, with their digest in the name. */
export type Assets = { css: string; island: (name: string) => string }

/** 3 月 16 日（周一） · Mon 16 March; the year where it is not this year's. */
export const formatDate = (view: Pick<View, 'locale' | 'today'>, date: Temporal.PlainDate): string =>
  say(dayText(date, view.today.year), view.locale)

/** A date as documents carry it: always with its year. */
export const formatFullDate = (view: Pick<View, 'locale'>, date: Temporal.PlainDate): string =>
  say(fullDayText(date), view.locale)

export function formatTime(view: Pick<View, 'locale' | 'today' | 'city'>, at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(view.city.zone)
  // A full-width bracket brings its own space.
  return `${formatDate(view, local.toPlainDate())}${view.locale === 'zh' ? '' : ' '}${clockOf(local)}`
}

/** A moment as documents carry it: with its year. */
export function formatFullTime(view: Pick<View, 'locale' | 'city'>, at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(view.city.zone)
  return `${formatFullDate(view, local.toPlainDate())} ${clockOf(local)}`
}

const clockOf = ({ hour, minute }: Temporal.ZonedDateTime): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

/** Hours as they are read: 13:00–17:00 is not taken apart at the end of a line. */
export const keepHours = (text: string): string => text.replace(/(\d{1,2}:\d{2})–(?=\d)/g, '$1\u2060–\u2060')

/** A limit in words: 当场办结 · 5 个工作日 · 30 天. */
export function formatLimit(
  view: Pick<View, 'w'>,
  limit: { value: number; unit: 'working-day' | 'calendar-day' | 'month' },
): string {
  if (limit.value === 0) return view.w('当场办结', 'on the spot')
  switch (limit.unit) {
    case 'working-day':
      return view.w(`${limit.value} 个工作日`, `${limit.value} working day${limit.value === 1 ? '' : 's'}`)
    case 'calendar-day':
      return view.w(`${limit.value} 天`, `${limit.value} day${limit.value === 1 ? '' : 's'}`)
    case 'month':
      return view.w(`${limit.value} 个月`, `${limit.value} month${limit.value === 1 ? '' : 's'}`)
  }
}

/**
 * What a limit counts, after the day it runs from. 行政许可法 art. 82: working days, without statutory holidays; in days or months every day
 * counts, and a last day that is a day off moves to the next working day (民法典 art. 203).
 */
export function countedWords(
  view: Pick<View, 'w'>,
  limit: { value: number; unit: 'working-day' | 'calendar-day' | 'month' },
): string {
  // Done on the spot: nothing is counted.
  if (limit.value === 0) return ''
  return limit.unit === 'working-day'
    ? view.w('节假日不算，调休上班的算。', 'Holidays are not counted, make-up working days are.')
    : view.w(
        '节假日也算在内，只有最后一天是休息日的，顺延到下一个工作日（民法典第二百零三条）。',
        'Holidays are counted too; only a last day that is a day off moves to the next working day (Civil Code art. 203).',
      )
}

/** A place as the reader knows it: 民生街道 · Minsheng Subdistrict. */
export const placeName = (view: Pick<View, 'locale'>, division: Division): string =>
  view.locale === 'zh' ? plainName(division) : englishPlace(division)

/** An authority as the reader knows it; the Chinese name is the legal one and stands on every document. */
export const bodyName = (view: Pick<View, 'locale' | 'city'>, authority: Authority): string =>
  view.locale === 'zh' ? authority.name : englishBody(view.city, authority)

/** A name kept in Chinese (an item, a department, a theme, an authority) for this reader. */
export const nameFor = (view: Pick<View, 'locale' | 'city'>, zh: string): string =>
  view.locale === 'zh' ? zh : englishName(view.city, zh)

/** The name of a route's step for this reader; the shipped routes have English names, a city's own keep their one. */
export function stepFor(view: Pick<View, 'locale'>, zh: string): string {
  if (view.locale === 'zh') return zh
  const { en } = stepName(zh)
  return en === zh ? englishOf(zh) : en
}
