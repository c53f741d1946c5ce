import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CalendarDay, readCalendarCsv, readHolidayJson, readHolidayNotice } from './index.ts'

const seed = readCalendarCsv(readFileSync(new URL('../../seeds/calendar.csv', import.meta.url), 'utf8'))

/** What the file that ships says of the notice of a year: its own days and the December days of the year before. */
const shipped = (year: number) =>
  seed
    .filter((day) => day.date.startsWith(`${year}`) && day.date !== `${year}-12-29`)
    .map(({ date, kind }) => `${date} ${kind}`)
const datesOf = (days: readonly CalendarDay[]) => days.map(({ date, kind }) => `${date} ${kind}`)

const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。`

const notice2018 = `关于2018年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。
二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。
四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
五、端午节：6月18日放假，与周末连休。
六、中秋节：9月24日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）、9月30日（星期日）上班。`

const notice2025 = `<p><strong>一、元旦：</strong>1月1日（周三）放假1天，不调休。</p>
<p><strong>二、春节：</strong>1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。</p>
<p><strong>三、清明节：</strong>4月4日（周五）至6日（周日）放假，共3天。</p>
<p><strong>四、劳动节：</strong>5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。</p>
<p><strong>五、端午节：</strong>5月31日（周六）至6月2日（周一）放假，共3天。</p>
<p><strong>六、国庆节、中秋节：</strong>10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。</p>`

test.each([
  ['2026', notice2026, undefined],
  ['2025', notice2025, 2025],
])('the notice of %s gives exactly the days that ship, without a problem', (year, text, given) => {
  const notice = readHolidayNotice(text, given)
  expect(notice.problems).toEqual([])
  expect(notice.year).toBe(Number(year))
  expect(datesOf(notice.days)).toEqual(shipped(Number(year)))
})

test('the notice of 2018, in the older wording, gives the days that ship', () => {
  const notice = readHolidayNotice(notice2018)
  expect(notice.problems).toEqual([])
  // The 2018 list that ships also holds the days that the notice of 2019 put at the end of December.
  expect(datesOf(notice.days)).toEqual(shipped(2018).filter((day) => !day.startsWith('2018-12')))
})

test('names agree with the calendar that ships', () => {
  const names = (days: readonly CalendarDay[]) => [...new Set(days.map((day) => day.name))].sort()
  expect(names(readHolidayNotice(notice2026).days)).toEqual(names(seed))
})

test('sections need not stand on lines of their own', () => {
  const text =
    '关于2017年部分节假日安排的通知 一、元旦：1月1日放假，1月2日（星期一）补休。二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。'
  const notice = readHolidayNotice(text)
  expect(datesOf(notice.days).slice(0, 4)).toEqual([
    '2017-01-01 holiday',
    '2017-01-02 holiday',
    '2017-01-22 workday',
    '2017-01-27 holiday',
  ])
})

test("New Year's days in the December before belong to the notice", () => {
  const text = notice2026
    .replaceAll('2026', '2023')
    .replace(/一、元旦.*/, '一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。')
    .replace(/（[^）]*）/g, '')
  const newYear = readHolidayNotice(text).days.filter((day) => day.name === '元旦')
  expect(datesOf(newYear)).toEqual(['2022-12-31 holiday', '2023-01-01 holiday', '2023-01-02 holiday'])
})

test.each([
  ['a weekday named wrongly', ['10月1日（周四）', '10月1日（周五）'], '2026-10-01 是星期四，通知写成星期五'],
  ['a total that does not match', ['共9天', '共8天'], '共 8 天，但日期合计 9 天'],
  ['a day that does not exist', ['2月28日（周六）', '2月30日（周六）'], '没有“2月30日'],
  ['a make-up day that is no weekend day', ['5月9日（周六）上班', '5月8日（周五）上班'], '2026-05-08 不是周末'],
  ['a range that runs backwards', ['10月1日（周四）至7日（周三）', '10月7日（周三）至1日（周四）'], '起止日期不对'],
  ['a holiday left out', ['三、清明节：4月4日（周六）至6日（周一）放假，共3天。', ''], '没有“清明”的放假安排'],
  ['a section without days', ['4月4日（周六）至6日（周一）放假，共3天', '另行通知'], '“清明节”一条没有读到放假日期'],
  ['a day listed twice', ['5月9日（周六）上班', '2月14日（周六）上班'], '2026-02-14 出现了两次'],
])('%s is reported', (_, [right = '', wrong = ''], expected) => {
  expect(notice2026).toContain(right)
  const problems = readHolidayNotice(notice2026.replace(right, wrong)).problems.map((problem) => problem.zh)
  expect(problems.join('\n')).toContain(expected)
})

test('the notice of one year read as that of another fails by its weekdays', () => {
  expect(readHolidayNotice(notice2026, 2027).problems.length).toBeGreaterThan(10)
})

test('a text that is no notice gives no days and says what is missing', () => {
  expect(readHolidayNotice('放假通知')).toMatchObject({
    year: null,
    days: [],
    problems: [{ zh: expect.stringContaining('年份') }],
  })
  expect(readHolidayNotice('关于2027年的通知').problems).toHaveLength(7)
})

test('the JSON form gives the same days', () => {
  const json = {
    year: 2026,
    papers: [],
    days: seed
      .filter((day) => day.date.startsWith('2026'))
      .map(({ name, date, kind }) => ({ name, date, isOffDay: kind === 'holiday' })),
  }
  const notice = readHolidayJson(JSON.parse(JSON.stringify(json)))
  expect(notice.problems).toEqual([])
  expect(datesOf(notice.days)).toEqual(datesOf(readHolidayNotice(notice2026).days))
})

test.each([null, 'x', {}, { year: 2026 }, { year: '2026', days: [] }])('JSON of another form is refused', (value) => {
  expect(readHolidayJson(value)).toMatchObject({ year: null, days: [] })
})

test('a day of the JSON that cannot be read is named by its place, and a strange year is reported', () => {
  const days = [
    { name: '元旦', date: '2026-02-30', isOffDay: true },
    { name: '元旦', date: '2025-06-01', isOffDay: true },
  ]
  const problems = readHolidayJson({ year: 2026, papers: [], days }).problems.map((problem) => problem.en)
  expect(problems[0]).toContain('Day 1')
  expect(problems[1]).toContain('does not belong to 2026')
})
