import { readDateParts } from './calendar-date.ts'
import type { Sentence } from './finding.ts'
import type { CalendarDay } from './working-days.ts'

/** What a notice says. Load `days` only when `problems` is empty or a person has looked at each. */
export type HolidayNotice = {
  readonly year: number | null
  readonly days: readonly CalendarDay[]
  readonly problems: readonly Sentence[]
}

type Reading = { year: number; days: Map<string, CalendarDay>; problems: Sentence[] }

const holidayNames = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节']
const weekdays = '一二三四五六日'
const section =
  /[一二三四五六七八九十]+、([^：:。\n]{2,20})[：:]([^\n]*?)(?=\s*[一二三四五六七八九十]+、[^：:。\n]{2,20}[：:]|\n|$)/g
const dateWords = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）)?/g

/**
 * Reads the State Council's yearly notice (国务院办公厅关于×年部分节假日安排的通知) from its text; HTML tags are dropped.
 * The year comes from the title unless given. Weekdays named, totals ("共 3 天") and the seven statutory holidays are
 * verified; what does not agree is a problem, never silently corrected.
 */
export function readHolidayNotice(text: string, year?: number): HolidayNotice {
  const plain = text
    .replace(/<[^>]*>/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
  const titled = /关于\s*(\d{4})\s*年/.exec(plain)
  const readYear = year ?? (titled === null ? null : Number(titled[1]))
  if (readYear === null) {
    return {
      year: null,
      days: [],
      problems: [problem('找不到通知年份，请连同标题一起粘贴。', 'The notice names no year. Paste it with its title.')],
    }
  }
  const reading: Reading = { year: readYear, days: new Map(), problems: [] }
  for (const [, title = '', body = ''] of plain.matchAll(section)) readSection(reading, title, body)
  return finish(reading)
}

function readSection(reading: Reading, title: string, body: string): void {
  const name = title
    .split(/[、和]/)
    .map(shortName)
    .join('、')
  let off = 0
  let total: number | null = null
  // Commas inside brackets (农历除夕、周二) do not end a clause.
  for (const clause of body.split(/[，。；](?![^（]*）)/)) {
    const count = /(?:共|放假)(\d+)天/.exec(clause)
    if (count !== null) total = Number(count[1])
    if (/放假|补休/.test(clause)) off += readDaysOff(reading, name, clause)
    else if (/上班/.test(clause)) for (const date of readDates(reading, clause)) list(reading, date, 'workday', name)
  }
  if (off === 0) {
    reading.problems.push(
      problem(`“${title}”一条没有读到放假日期，请核对原文。`, `No day off was found under "${title}". Check the text.`),
    )
  } else if (total !== null && total !== off) {
    reading.problems.push(
      problem(
        `“${title}”写明共 ${total} 天，但日期合计 ${off} 天，请核对原文。`,
        `"${title}" says ${total} days in all, but its dates make ${off}. Check the text.`,
      ),
    )
  }
}

/** Lists the days off of one clause, single days and ranges with 至, and returns how many they are. */
function readDaysOff(reading: Reading, name: string, clause: string): number {
  const dates = readDates(reading, clause)
  const ranges = clause.match(/日(?:（[^）]*）)?\s*(?:至|到|—|-|－)/g)?.length ?? 0
  if (ranges === 0 || dates.length !== 2) {
    for (const date of dates) list(reading, date, 'holiday', name)
    return dates.length
  }
  const [first, last] = dates
  if (first === undefined || last === undefined) return 0
  const length = first.until(last).days + 1
  if (length < 1 || length > 20) {
    reading.problems.push(
      problem(
        `“${name}”的起止日期不对（${first} 至 ${last}），请核对原文。`,
        `The range of "${name}" cannot be right (${first} to ${last}). Check the text.`,
      ),
    )
    return 0
  }
  for (let i = 0; i < length; i++) list(reading, first.add({ days: i }), 'holiday', name)
  return length
}

/** The dates of a clause. A month or year not repeated is that of the date before. Weekdays in brackets are verified. */
function readDates(reading: Reading, clause: string): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = []
  let [year, month] = [reading.year, 0]
  for (const [words, yearWord, monthWord, dayWord, note = ''] of clause.matchAll(dateWords)) {
    if (yearWord !== undefined) year = Number(yearWord)
    if (monthWord !== undefined) month = Number(monthWord)
    const date = readDateParts(year, month, Number(dayWord))
    if (date === null) {
      reading.problems.push(
        problem(`没有“${words}”这一天，请核对原文。`, `There is no such day as "${words}". Check the text.`),
      )
      continue
    }
    const named = /(?:星期|周)([一二三四五六日天])/.exec(note)?.[1]?.replace('天', '日')
    const real = weekdays.slice(date.dayOfWeek - 1, date.dayOfWeek)
    if (named !== undefined && named !== real) {
      reading.problems.push(
        problem(
          `${date} 是星期${real}，通知写成星期${named}，请核对年份和日期。`,
          `${date} is weekday ${date.dayOfWeek} (星期${real}), the notice says 星期${named}. Check year and date.`,
        ),
      )
    }
    dates.push(date)
  }
  return dates
}

/**
 * Reads the widespread JSON form of a notice, `{ year, papers, days: [{ name, date, isOffDay }] }` (holiday-cn),
 * with the same checks as the text.
 */
export function readHolidayJson(value: unknown): HolidayNotice {
  const file = isRecord(value) ? value : {}
  const [year, days] = [file['year'], file['days']]
  if (typeof year !== 'number' || !Number.isInteger(year) || !Array.isArray(days)) {
    return {
      year: null,
      days: [],
      problems: [
        problem('文件应有 year 和 days 两项，请核对格式。', 'The file needs "year" and "days". Check its form.'),
      ],
    }
  }
  const reading: Reading = { year, days: new Map(), problems: [] }
  days.forEach((entry: unknown, i) => {
    const day = isRecord(entry) ? entry : {}
    const [name, text, isOffDay] = [day['name'], day['date'], day['isOffDay']]
    const date = typeof text === 'string' ? readIsoDate(text) : null
    if (typeof name !== 'string' || date === null || typeof isOffDay !== 'boolean') {
      reading.problems.push(
        problem(
          `第 ${i + 1} 天缺少名称、日期或 isOffDay，请核对。`,
          `Day ${i + 1} lacks a name, a date or isOffDay. Check it.`,
        ),
      )
      return
    }
    list(reading, date, isOffDay ? 'holiday' : 'workday', name.split('、').map(shortName).join('、'))
  })
  return finish(reading)
}

function list(reading: Reading, on: Temporal.PlainDate, kind: CalendarDay['kind'], name: string): void {
  const date = on.toString()
  const known = reading.days.get(date)
  if (known !== undefined) {
    reading.problems.push(
      problem(
        `${date} 出现了两次（${known.name}、${name}），请核对。`,
        `${date} is listed twice (${known.name}, ${name}). Check it.`,
      ),
    )
    return
  }
  if (kind === 'workday' && on.dayOfWeek < 6) {
    reading.problems.push(
      problem(
        `${date} 不是周末，却列为调休上班，请核对。`,
        `${date} is no weekend day, yet listed as a make-up working day. Check it.`,
      ),
    )
  }
  // The notice of a year may reach into the last days of the December before.
  const belongs = on.year === reading.year || (on.year === reading.year - 1 && on.month === 12 && on.day >= 25)
  if (!belongs)
    reading.problems.push(
      problem(`${date} 不属于 ${reading.year} 年，请核对。`, `${date} does not belong to ${reading.year}. Check it.`),
    )
  reading.days.set(date, { date, kind, name })
}

function finish(reading: Reading): HolidayNotice {
  const days = [...reading.days.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  for (const name of holidayNames) {
    if (days.some((day) => day.kind === 'holiday' && day.name.split('、').includes(name))) continue
    reading.problems.push(
      problem(
        `没有“${name}”的放假安排，请核对原文是否完整。`,
        `There is no day off for ${name}. See whether the text is complete.`,
      ),
    )
  }
  return { year: reading.year, days, problems: reading.problems }
}

// 清明节 and 清明 are one name; 劳动节 and 国庆节 keep the 节.
const shortName = (name: string): string =>
  name
    .trim()
    .replace(/^(清明|端午|中秋)节$/, '$1')
    .replace(/^国庆$/, '国庆节')

const problem = (zh: string, en: string): Sentence => ({ zh, en })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function readIsoDate(text: string): Temporal.PlainDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts === null ? null : readDateParts(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}
