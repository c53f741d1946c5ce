import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer } from '../../../test/helpers/people.ts'
import { type CaseFile, listNotices, type NoticeKind } from '../../handling/index.ts'
import type { ServiceItem } from '../../management/index.ts'
import type { View } from '../layout/view.ts'
import { drawNotice } from './draw-notice.ts'
import { writeNotice } from './write-notice.ts'

const { db, handling, time, place, item, clerk, examiner, decider, itemOf, submitNew, must, act } = await openCaseDesk()
const basis = '《中华人民共和国行政许可法》第四十五条'

function letterOf(caseFile: CaseFile, kind: NoticeKind, of: ServiceItem = item) {
  const city = handling.city()
  const view: View = {
    ...{
      locale: 'zh',
      elder: false,
      session: undefined,
      city,
      place: city.divisions.get(place.divisionCode),
      path: '/',
    },
    ...{ today: Temporal.PlainDate.from('2026-06-01'), now: time.clock(), w: (zh) => zh, t: (text) => text.zh },
    ...{ demo: true, assets: { css: '', island: () => '' } },
  }
  const issued = listNotices(caseFile).find((one) => one.kind === kind)
  if (issued === undefined) throw new Error(`no ${kind}`)
  return writeNotice(issued, {
    view,
    caseFile,
    item: of,
    followUrl: 'x',
    followWord: 'x',
    verifyUrl: 'x',
    verifyWord: 'x',
  })
}
const fact = (caseFile: CaseFile, kind: NoticeKind, name: string) =>
  Object.fromEntries(letterOf(caseFile, kind).rows)[name]

test('the notice of acceptance keeps the date it was sent with, though the clock stopped and was extended since', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  const accepted = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const due = fact(accepted, 'acceptance', '应办结日期')
  expect(due).toMatch(/^2026 年 3 月 \d+ 日$/)
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, { move: 'stop-clock', procedure: 'hearing', basis, expectedDays: 12 }))
  const stopped = must(await act(decider, caseId, { move: 'extend', days: 5, basis, reason: '案情复杂，需要核实' }))
  expect(fact(stopped, 'acceptance', '应办结日期')).toBe(due)
  expect(fact(stopped, 'extension', '现在应办结日期')).not.toBe(due)
})

test('a receipt says by which day there is an answer, and what was handed in that day', async () => {
  time.goTo('2026-02-10')
  const { caseId } = must(await submitNew())
  const accepted = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  // Five working days over the Spring Festival, with its make-up day (standards: 10 February and five is 24 February).
  expect(fact(accepted, 'receipt', '答复期限')).toBe('2026 年 2 月 24 日')
  expect(letterOf(accepted, 'receipt').signedOn).toBe('2026 年 2 月 10 日')
})

test('a special procedure is told in writing: which, on what basis, how long, and at a hearing what one may do', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const stopped = must(
    await act(examiner, caseId, { move: 'stop-clock', procedure: 'hearing', basis, expectedDays: 12 }),
  )
  const letter = letterOf(stopped, 'procedure')
  expect(letter.rows).toEqual(
    expect.arrayContaining([
      ['特别程序', '听证'],
      ['依据', basis],
      ['所需时间', '12 个工作日'],
    ]),
  )
  expect(letter.paragraphs.join('')).toContain('您不承担听证费用')
  const ended = must(await act(decider, caseId, { move: 'terminate', reason: '申请人已经注销', basis }))
  expect(letterOf(ended, 'termination').remedy).toContain('行政复议')
  expect((await drawNotice(letter)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a limit in calendar days is told as such: every day counts, and only a last day off moves; one in working days leaves holidays out', async () => {
  time.goTo('2026-03-02')
  const acceptedText = async (entryId: string, form = {}) => {
    const of = itemOf(entryId)
    const { caseId } = must(await submitNew({ item: of, form }))
    return letterOf(must(await act(clerk, caseId, { move: 'accept', deferred: [] })), 'acceptance', of).paragraphs[0]
  }
  // 劳动人事争议仲裁: 劳动争议调解仲裁法 art. 29 says five days, not five working days.
  expect(await acceptedText('S0103', { applicantKind: 'natural' })).toBe(
    '经审查，您的申请符合受理条件，予以受理。时限从受理的第二天起算；节假日也算在内，只有最后一天是休息日的，顺延到下一个工作日（民法典第二百零三条）。',
  )
  expect(await acceptedText('S0005')).toBe(
    '经审查，您的申请符合受理条件，予以受理。时限从受理的第二天起算；节假日不算，调休上班的算。',
  )
})

test('a decision not to accept names where it is contested: the court, and of tax the next higher bureau (行政复议法 art. 27)', async () => {
  time.goTo('2026-03-02')
  const of = itemOf('S0341')
  const { caseId } = must(await submitNew({ item: of, form: { applicantKind: 'natural' } }))
  const refusal = { reason: '不属于本机关职权范围', basis: '《中华人民共和国行政许可法》第三十二条', rightOrgan: null }
  const declined = must(await act(clerk, caseId, { move: 'decline', ...refusal }))
  expect(letterOf(declined, 'decision', of).remedy).toBe(
    '如不服本决定，可以自收到本决定书之日起六十日内向焦作市税务局申请行政复议，或者在六个月内向解放区人民法院提起行政诉讼。',
  )
})

test('an extension is told in the days that the limit counts', async () => {
  time.goTo('2026-03-02')
  const extendedBy = async (entryId: string, form = {}) => {
    const of = itemOf(entryId)
    const { caseId } = must(await submitNew({ item: of, form }))
    must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
    const head = await anOfficer(db, '赵决定（演示）', [
      { role: 'decider', divisionCode: of.authority.divisionCode, authorityCode: of.authority.creditCode },
    ])
    const extended = must(await act(head, caseId, { move: 'extend', days: 5, basis, reason: '案情复杂，需要核实' }))
    return Object.fromEntries(letterOf(extended, 'extension', of).rows)['延长']
  }
  expect(await extendedBy('S0103', { applicantKind: 'natural' })).toBe('5 天')
  expect(await extendedBy('S0005')).toBe('5 个工作日')
})

test('an extension granted after the promised day names the law’s day, not a new promise', async () => {
  time.goTo('2026-03-02')
  const of = itemOf('S0005')
  const { caseId } = must(await submitNew({ item: of }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const head = await anOfficer(db, '钱决定（演示）', [
    { role: 'decider', divisionCode: of.authority.divisionCode, authorityCode: of.authority.creditCode },
  ])
  // The last of twenty working days, long after those that were promised.
  time.goTo('2026-03-30')
  const extended = must(await act(head, caseId, { move: 'extend', days: 5, basis, reason: '案情复杂，需要核实' }))
  const rows = Object.fromEntries(letterOf(extended, 'extension', of).rows)
  expect([rows['现在应办结日期'], rows['法定最迟日期']]).toEqual([undefined, '2026 年 4 月 7 日'])
})
