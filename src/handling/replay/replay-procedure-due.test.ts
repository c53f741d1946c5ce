import { expect, test } from 'vitest'
import { sql } from '#base'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { ReplayReport } from './replay-report.ts'

// By when running cases would be due, had the draft stopped their clock otherwise (Licensing Law art. 45). Promised are ten working days.

const desk = await openRouteDesk()
const { time, clerk, examiner, decider, submitNew, must, act, publish, itemBy, replayed } = desk

const hearing = (days: number) =>
  `bantuo:procedure="hearing" bantuo:basis="《行政许可法》第四十五条" bantuo:procedureDays="${days}"`
const examine = 'userTask examine bantuo:role="examiner" bantuo:stage="examination"'
const hear = (more: string) => `userTask hear bantuo:role="examiner" bantuo:stage="procedure" ${more}`
const show = (days: number) =>
  `userTask show bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="public-notice" bantuo:basis="《办法》" bantuo:procedureDays="${days}"`
const ways = ['start receive', 'receive examine', 'examine decide', 'decide close', 'close end']
const heardWays = ['start receive', 'receive examine', 'examine hear', 'hear decide', 'decide close', 'close end']
const route = (key: string, steps: readonly string[], flows: readonly string[]) =>
  drawRoute(key, ['startEvent start', 'endEvent end', drawn.receive, drawn.decide, drawn.close, ...steps], flows)
const heard = (key: string, more: string) => route(key, [examine, hear(more)], heardWays)

async function begin(key: string, xml: string, on = '2026-03-02'): Promise<string> {
  time.goTo(on)
  await publish(key, xml)
  return enter(key)
}

/** Another case by the same route, accepted today. */
async function enter(key: string): Promise<string> {
  const { caseId } = must(await submitNew({ item: itemBy(key, { committed }) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

const committed = desk.item.content.committed
const dues = (report: ReplayReport) => report.procedures.map((one) => one.dues)

const finish = async (caseId: string) =>
  must(await act(examiner, caseId, { move: 'finish-procedure', result: '已听证' }))
const examined = async (caseId: string) =>
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))

test('of a hearing still ahead the gate says by when a case would be due at the latest, by its version and by the draft', async () => {
  await begin('ahead', heard('ahead', hearing(5)))
  const longer = await replayed('ahead', heard('ahead', hearing(8)))
  expect(longer.procedures).toMatchObject([
    { element: 'hear', cases: 0, ahead: 1, dues: [{ before: '2026-03-23', after: '2026-03-26', cases: 1 }] },
  ])
  expect(longer.running).toMatchObject({ cases: 1, same: 1, limit: 1 })
  expect(longer.samples.flatMap((one) => one.words)).toEqual([
    {
      zh: '“hear”停止计时：听证，最多 5 个工作日 → 听证，最多 8 个工作日；还没到这一步，最晚到期：3 月 23 日（周一） → 3 月 26 日（周四）',
      en: '“hear” stops the clock: hearing, up to 5 working days → hearing, up to 8 working days; not there yet, due at the latest: Mon 23 March → Thu 26 March',
    },
  ])
  expect(dues(await replayed('ahead', heard('ahead', '')))).toEqual([
    [{ before: '2026-03-23', after: '2026-03-16', cases: 1 }],
  ])
  expect((await replayed('ahead', heard('ahead', hearing(5)))).procedures).toEqual([])
})

test('a hearing that the draft puts ahead of a case is told with the day on which it would end at the latest', async () => {
  await begin('put', route('put', [examine], ways))
  expect((await replayed('put', heard('put', hearing(5)))).procedures).toMatchObject([
    {
      element: 'hear',
      before: null,
      cases: 0,
      ahead: 1,
      dues: [{ before: '2026-03-16', after: '2026-03-23', cases: 1 }],
    },
  ])
})

test('a hearing that is being held counts from the day on which it began', async () => {
  const caseId = await begin('held', heard('held', hearing(5)))
  time.goTo('2026-03-04')
  await examined(caseId)
  time.goTo('2026-03-06')
  const { rows } = await sql`select due_on::text from case_files where case_id = ${caseId}`.execute(desk.db)
  expect(rows).toEqual([{ due_on: '2026-03-23' }])
  const longer = await replayed('held', heard('held', hearing(8)))
  expect(longer.procedures).toMatchObject([
    { cases: 1, ahead: 0, dues: [{ before: '2026-03-23', after: '2026-03-26', cases: 1 }] },
  ])
  expect(longer.samples[0]?.words[0]?.zh).toBe(
    '“hear”停止计时：听证，最多 5 个工作日 → 听证，最多 8 个工作日；最晚到期：3 月 23 日（周一） → 3 月 26 日（周四）',
  )
  expect(dues(await replayed('held', heard('held', '')))).toEqual([
    [{ before: '2026-03-23', after: '2026-03-16', cases: 1 }],
  ])
})

test('a step that is open and that the draft makes a hearing would have stopped the clock since it was opened', async () => {
  const caseId = await begin('made', heard('made', ''))
  time.goTo('2026-03-04')
  await examined(caseId)
  time.goTo('2026-03-06')
  expect(dues(await replayed('made', heard('made', hearing(5))))).toEqual([
    [{ before: '2026-03-16', after: '2026-03-23', cases: 1 }],
  ])
})

test('a hearing that is over took the days that it took: a longer one changes nothing, none at all gives them back', async () => {
  const caseId = await begin('past', heard('past', hearing(5)))
  time.goTo('2026-03-04')
  await examined(caseId)
  time.goTo('2026-03-06')
  await finish(caseId)
  const longer = await replayed('past', heard('past', hearing(8)))
  expect(longer.procedures).toMatchObject([{ cases: 1, ahead: 0, dues: [] }])
  expect(dues(await replayed('past', heard('past', '')))).toEqual([
    [{ before: '2026-03-18', after: '2026-03-16', cases: 1 }],
  ])
})

test('a step that is over and that the draft makes a hearing would have stopped the clock for as long as it took', async () => {
  const caseId = await begin('took', heard('took', ''))
  time.goTo('2026-03-04')
  await examined(caseId)
  time.goTo('2026-03-06')
  await finish(caseId)
  expect(dues(await replayed('took', heard('took', hearing(5))))).toEqual([
    [{ before: '2026-03-16', after: '2026-03-18', cases: 1 }],
  ])
})

test('a hearing that the draft would have held before a step that is open is counted at its longest', async () => {
  const caseId = await begin('missed', route('missed', [examine], ways))
  time.goTo('2026-03-04')
  await examined(caseId)
  const report = await replayed('missed', heard('missed', hearing(5)))
  expect(report.procedures).toMatchObject([
    { cases: 1, ahead: 0, dues: [{ before: '2026-03-16', after: '2026-03-23', cases: 1 }] },
  ])
})

test('each kind is told by itself, also where the clock stands for another', async () => {
  const both = (days: number) =>
    route(
      'both',
      [examine, hear(hearing(days)), show(days)],
      ['start receive', 'receive examine', 'examine hear', 'hear show', 'show decide', 'decide close', 'close end'],
    )
  const caseId = await begin('both', both(5))
  time.goTo('2026-03-04')
  await examined(caseId)
  const { procedures } = await replayed('both', both(6))
  expect(procedures.map(({ element, ahead, dues }) => ({ element, ahead, dues }))).toEqual([
    { element: 'hear', ahead: 0, dues: [{ before: '2026-03-23', after: '2026-03-24', cases: 1 }] },
    { element: 'show', ahead: 1, dues: [{ before: '2026-03-30', after: '2026-03-31', cases: 1 }] },
  ])
})

test('cases with the same days are counted together; days off and holidays are left out as the calendar has them', async () => {
  await begin('many', heard('many', hearing(5)), '2026-03-20')
  await enter('many')
  time.goTo('2026-03-23')
  await enter('many')
  // 6 April is a holiday (清明).
  expect(dues(await replayed('many', heard('many', hearing(8))))).toEqual([
    [
      { before: '2026-04-13', after: '2026-04-16', cases: 2 },
      { before: '2026-04-14', after: '2026-04-17', cases: 1 },
    ],
  ])
})

test('a case whose day is over, one that is not accepted and one that is closed are not postponed by what lies ahead', async () => {
  const caseId = await begin('late', heard('late', hearing(5)))
  must(await submitNew({ item: itemBy('late', { committed }) }))
  time.goTo('2026-03-17')
  expect(await replayed('late', heard('late', hearing(8)))).toMatchObject({
    running: { same: 2, limit: 0 },
    procedures: [],
  })
  await examined(caseId)
  time.goTo('2026-03-18')
  await finish(caseId)
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', reason: '材料齐全，符合条件', basis: '法' }))
  expect(dues(await replayed('late', heard('late', '')))).toEqual([[]])
})

test('a way that a case cannot come to any more says nothing', async () => {
  const forked = (days: number) =>
    route(
      'forked',
      [examine, hear(hearing(days))],
      ['start receive', 'receive hear', 'hear examine', 'examine decide', 'decide close', 'close end'],
    )
  const caseId = await begin('forked', forked(5))
  await finish(caseId)
  expect((await replayed('forked', forked(8))).procedures).toMatchObject([{ cases: 1, ahead: 0, dues: [] }])
})

test('a hearing that the draft only puts earlier or later in the way moves no day', async () => {
  const early = route(
    'order',
    [examine, hear(hearing(5))],
    ['start receive', 'receive hear', 'hear examine', 'examine decide', 'decide close', 'close end'],
  )
  const late = heard('order', hearing(5))
  await begin('order', late)
  // By its version the hearing is still ahead; by the draft it would be held now.
  expect((await replayed('order', early)).procedures).toEqual([])
  const longer = early.replace('procedureDays="5"', 'procedureDays="8"')
  expect(dues(await replayed('order', longer))).toEqual([[{ before: '2026-03-23', after: '2026-03-26', cases: 1 }]])
  const caseId = await begin('swapped', early.replaceAll('order', 'swapped'))
  time.goTo('2026-03-04')
  await finish(caseId)
  expect((await replayed('swapped', late.replaceAll('order', 'swapped'))).procedures).toEqual([])
})
