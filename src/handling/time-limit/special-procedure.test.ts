import { expect, test } from 'vitest'
import { isRefusal } from '#base'
import { drawn, drawRoute, openRouteDesk, sentence } from '../../../test/helpers/route-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { listActs } from '../task/list-acts.ts'
import { openStops } from './special-procedure.ts'

const desk = await openRouteDesk()
const { time, county, clerk, examiner, decider, submitNew, must, act, open, publish, itemBy } = desk
const basis = '《中华人民共和国行政许可法》第四十五条'

test('a special procedure lasts 3650 working days at most; a larger number is refused at its field and stops nothing', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const stop = { move: 'stop-clock', procedure: 'testing', basis } as const
  for (const expectedDays of [3651, 100_000, 10 ** 15]) {
    const answer = await act(examiner, caseId, { ...stop, expectedDays })
    expect(isRefusal(answer) && answer.flaws?.map((one) => [one.pointer, one.sentence.zh])).toEqual([
      ['/expectedDays', '所需工作日数应为 1 至 3650，须书面告知申请人。'],
    ])
  }
  expect(must(await act(examiner, caseId, { ...stop, expectedDays: 3650 })).clock.at(-1)).toMatchObject({
    expectedDays: 3650,
  })
})

const offered = (caseFile: CaseFile) =>
  listActs(caseFile, { session: examiner, item: desk.item, authorityDivision: county, canRun: true })
await publish(
  'hearing-beside',
  drawRoute(
    'hearing-beside',
    [
      'startEvent start',
      drawn.receive,
      'parallelGateway split',
      'userTask look bantuo:role="examiner" bantuo:stage="examination"',
      'userTask prepare bantuo:role="counter-clerk" bantuo:stage="step"',
      'userTask hear bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="hearing" bantuo:basis="第四十六条" bantuo:procedureDays="9"',
      'parallelGateway join',
      drawn.decide,
      drawn.close,
      'endEvent end',
    ],
    [
      ...['start receive', 'receive split', 'split look', 'look join', 'split prepare', 'prepare hear', 'hear join'],
      ...['join decide', 'decide close', 'close end'],
    ],
  ),
)
const begin = async (): Promise<string> => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('hearing-beside') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}
const openKinds = (caseFile: CaseFile) => openStops(caseFile.clock).map((stop) => stop.procedure)
const prepared = { move: 'complete-step', outcome: '', note: '' } as const

test('a hearing that the route opened ends with its own step: starting the clock beside it is neither offered nor allowed', async () => {
  const caseId = await begin()
  must(await act(clerk, caseId, prepared))
  const { moves, hindrances } = offered(await open(caseId))
  expect(moves).not.toContain('start-clock')
  expect(hindrances.map((one) => one.zh).join()).toContain('步骤“hear”停止，这一步办结时自动恢复')
  expect(sentence(await act(examiner, caseId, { move: 'start-clock', result: '已有结果' }))).toContain('步骤“hear”停止')
  expect(openKinds(await open(caseId))).toEqual(['hearing'])
  expect(openKinds(must(await act(examiner, caseId, { move: 'finish-procedure', result: '笔录已形成' })))).toEqual([])
})

test('an officer who ends the testing that they began leaves the hearing of the route running', async () => {
  const caseId = await begin()
  const stopped = must(
    await act(examiner, caseId, { move: 'stop-clock', procedure: 'testing', basis, expectedDays: 5 }),
  )
  must(await act(clerk, caseId, prepared))
  expect(openKinds(await open(caseId))).toEqual(['testing', 'hearing'])
  expect(offered(await open(caseId)).moves).toContain('start-clock')
  const unknown = { move: 'start-clock', result: '检测合格', noticeNo: 'T-0' } as const
  expect(isRefusal(await act(examiner, caseId, unknown))).toBe(true)
  const noticeNo = openStops(stopped.clock)[0]?.noticeNo
  const started = must(await act(examiner, caseId, { ...unknown, noticeNo }))
  expect(openKinds(started)).toEqual(['hearing'])
  expect(offered(started).moves).not.toContain('start-clock')
})

test('the clock starts again with a result in words, and a limit is extended on a legal basis', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(examiner, caseId, { move: 'stop-clock', procedure: 'testing', basis, expectedDays: 5 }))
  const unsaid = await act(examiner, caseId, { move: 'start-clock', result: ' ' })
  expect(isRefusal(unsaid) && unsaid.flaws?.map((one) => one.pointer)).toEqual(['/result'])
  must(await act(examiner, caseId, { move: 'start-clock', result: '检测合格' }))
  const reason = '案情复杂，需要核实'
  const unfounded = await act(decider, caseId, { move: 'extend', days: 5, basis: ' ', reason })
  expect(isRefusal(unfounded) && unfounded.flaws?.map((one) => one.pointer)).toEqual(['/basis'])
})
