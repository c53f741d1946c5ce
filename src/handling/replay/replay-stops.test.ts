import { expect, test } from 'vitest'
import { sql } from '#base'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { ReplayReport } from './replay-report.ts'

// Several special procedures of one case, and one that outlasts its notice (Licensing Law art. 45). Promised are ten working days.

const desk = await openRouteDesk()
const { time, clerk, examiner, decider, submitNew, must, act, publish, itemBy, replayed } = desk
const committed = desk.item.content.committed

const testing = (days: number) =>
  `bantuo:procedure="testing" bantuo:basis="《行政许可法》第四十五条" bantuo:procedureDays="${days}"`
const step = (id: string, more: string, inside = '') =>
  `userTask ${id} bantuo:role="examiner" bantuo:stage="procedure" ${more}${inside === '' ? '' : ` > ${inside}`}`
const ends = ['startEvent start', 'endEvent end', drawn.receive, drawn.decide, drawn.close]
const route = (key: string, steps: readonly string[], flows: readonly string[]) =>
  drawRoute(key, [...ends, ...steps], ['start receive', ...flows, 'decide close', 'close end'])
const alone = (key: string, hear: string) => route(key, [hear], ['receive hear', 'hear decide'])
const twoTests = (key: string, a: string, b: string) =>
  route(
    key,
    ['parallelGateway fork', 'parallelGateway join', step('a', a), step('b', b)],
    ['receive fork', 'fork a', 'fork b', 'a join', 'b join', 'join decide'],
  )

async function begin(key: string, xml: string): Promise<string> {
  time.goTo('2026-03-02')
  await publish(key, xml)
  const { caseId } = must(await submitNew({ item: itemBy(key, { committed }) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

const dues = (report: ReplayReport) => report.procedures.map((one) => one.dues)
const dueOnOf = async (caseId: string) =>
  (await sql<{ on: string }>`select due_on::text as on from case_files where case_id = ${caseId}`.execute(desk.db))
    .rows[0]?.on

test('of two tests that began on one day each has its own notice: the shorter moves no day while the longer stands', async () => {
  const caseId = await begin('two', twoTests('two', testing(5), testing(20)))
  expect(await dueOnOf(caseId)).toBe('2026-04-13')
  expect(dues(await replayed('two', twoTests('two', testing(8), testing(20))))).toEqual([[]])
  expect(dues(await replayed('two', twoTests('two', '', testing(20))))).toEqual([[]])
  expect(dues(await replayed('two', twoTests('two', testing(5), '')))).toEqual([
    [{ before: '2026-04-13', after: '2026-03-20', cases: 1 }],
  ])
})

test('the result of a test that the draft does not ask for ends no other test that began with it', async () => {
  const caseId = await begin('shared', twoTests('shared', testing(5), testing(20)))
  const { tasks } = await desk.open(caseId)
  const token = tasks.find((task) => task.element === 'a')?.token
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, { move: 'claim', token: token ?? 0 }))
  must(await act(examiner, caseId, { move: 'finish-procedure', result: '已检测' }))
  // The longer one goes on.
  expect(await dueOnOf(caseId)).toBe('2026-04-13')
  expect(dues(await replayed('shared', twoTests('shared', '', testing(20))))).toEqual([[]])
})

const each =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'

test('of a test that is done for each every stop is reckoned anew', async () => {
  const caseId = await begin('each', alone('each', step('hear', testing(8), each)))
  expect(await dueOnOf(caseId)).toBe('2026-03-25')
  expect(dues(await replayed('each', alone('each', step('hear', testing(5), each))))).toEqual([
    [{ before: '2026-03-25', after: '2026-03-20', cases: 1 }],
  ])
  expect(dues(await replayed('each', alone('each', step('hear', '', each))))).toEqual([
    [{ before: '2026-03-25', after: '2026-03-16', cases: 1 }],
  ])
})

test('a test that outlasts its notice stands as long as it is open: a longer notice moves no day', async () => {
  await begin('outlasts', alone('outlasts', step('hear', testing(5))))
  time.goTo('2026-04-20')
  expect(dues(await replayed('outlasts', alone('outlasts', step('hear', testing(8)))))).toEqual([[]])
  expect(dues(await replayed('outlasts', alone('outlasts', step('hear', ''))))).toEqual([
    [{ before: '2026-05-07', after: '2026-03-16', cases: 1 }],
  ])
})

// 9 May is worked instead of a day off.
test('while a test outlasts its notice the gate still says what lies ahead', async () => {
  const both = (days: number) =>
    route(
      'further',
      [step('hear', testing(5)), step('again', testing(days))],
      ['receive hear', 'hear again', 'again decide'],
    )
  await begin('further', both(5))
  time.goTo('2026-04-20')
  expect((await replayed('further', both(6))).procedures).toMatchObject([
    { element: 'again', cases: 0, ahead: 1, dues: [{ before: '2026-05-13', after: '2026-05-14', cases: 1 }] },
  ])
})

test('a step that the draft makes a test and that is still open would stop the clock until it is done', async () => {
  await begin('made', alone('made', step('hear', '')))
  time.goTo('2026-03-12')
  expect(dues(await replayed('made', alone('made', step('hear', testing(5)))))).toEqual([
    [{ before: '2026-03-16', after: '2026-03-26', cases: 1 }],
  ])
})

test('a step that a case was at already and may come to again is counted once more, at its longest', async () => {
  const looped = (days: number) =>
    route(
      'looped',
      [
        step('hear', testing(days)),
        'userTask examine bantuo:role="examiner" bantuo:stage="examination"',
        'exclusiveGateway gate default="looped-f4"',
      ],
      ['receive hear', 'hear examine', 'examine gate', 'gate decide', 'gate hear : outcome = "opposed"'],
    )
  const caseId = await begin('looped', looped(5))
  expect(dues(await replayed('looped', looped(8)))).toEqual([[{ before: '2026-03-27', after: '2026-04-07', cases: 1 }]])
  must(await act(examiner, caseId, { move: 'finish-procedure', result: '已检测' }))
  const report = await replayed('looped', looped(8))
  expect(report.procedures).toMatchObject([
    { cases: 1, ahead: 1, dues: [{ before: '2026-03-23', after: '2026-03-26', cases: 1 }] },
  ])
  expect(report.samples[0]?.words[0]?.zh).toContain(
    '；还可能再到这一步，最晚到期：3 月 23 日（周一） → 3 月 26 日（周四）',
  )
})

test('a test that the draft puts before a wait of the route counts from when that wait began, whenever one asks', async () => {
  const waiting = (steps: readonly string[], flows: readonly string[]) =>
    route(
      'waiting',
      [
        ...steps,
        'userTask examine bantuo:role="examiner" bantuo:stage="examination"',
        'intermediateCatchEvent wait > <bpmn:timerEventDefinition><bpmn:timeDuration>P60D</bpmn:timeDuration></bpmn:timerEventDefinition>',
      ],
      ['receive examine', 'wait decide', ...flows],
    )
  const caseId = await begin('waiting', waiting([], ['examine wait']))
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  const draft = waiting([step('hear', testing(5))], ['examine hear', 'hear wait'])
  for (const today of ['2026-03-06', '2026-03-20']) {
    time.goTo(today)
    expect(dues(await replayed('waiting', draft))).toEqual([[{ before: '2026-03-16', after: '2026-03-23', cases: 1 }]])
  }
})

test('a case whose day stays, and one that has ended, is not counted among those that would be due otherwise', async () => {
  const caseId = await begin('stays', alone('stays', step('hear', testing(5))))
  must(await act(examiner, caseId, { move: 'finish-procedure', result: '已检测' }))
  expect(await replayed('stays', alone('stays', step('hear', testing(8))))).toMatchObject({
    running: { cases: 1, limit: 0 },
    procedures: [{ cases: 1, dues: [] }],
  })
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', reason: '材料齐全，符合条件', basis: '法' }))
  expect(await replayed('stays', alone('stays', step('hear', '')))).toMatchObject({
    ended: { cases: 1, limit: 0 },
    procedures: [{ cases: 1, dues: [] }],
  })
})
