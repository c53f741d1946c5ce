import { expect, test } from 'vitest'
import type { Act, CaseFile } from '#handling'
import { drawLimited, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { caseView } from './case-file-view.ts'

// A special procedure that lasts longer than its notice said: the clock stands until it is over (Licensing Law art. 45).
const desk = await openRouteDesk()
const { time, clerk, examiner, decider, publish, itemBy, submitNew, act, open, must } = desk
const key = 'look-for-five-days'
await publish(key, drawLimited(key, 5))
const stop: Act = { move: 'stop-clock', procedure: 'testing', basis: '行政许可法第四十五条', expectedDays: 2 }
const viewed = (caseFile: CaseFile) => caseView(desk.db, desk.handling.city(), caseFile, examiner, time.clock())

/** A case accepted on Monday 2 March, whose clock was stopped that day for two working days. */
async function standingCase(): Promise<string> {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy(key) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(examiner, caseId, stop))
  return caseId
}

test('the days that explain a date lead to the very date that stands above them, however long the clock has stood', async () => {
  const caseId = await standingCase()
  time.goTo('2026-03-20')
  const { clocks } = await viewed(await open(caseId))
  for (const clock of clocks) expect([clock.state, clock.days.at(-1)?.on]).toEqual(['stopped', clock.dueOn])
})

test('while the clock stands a limit that the notice would have let end is extended like any other', async () => {
  const caseId = await standingCase()
  // Twenty working days after 2 March and the two that the notice named would be over in April.
  time.goTo('2026-06-01')
  const reason = '检验尚未结束，需要补充论证'
  const extended = await act(decider, caseId, { move: 'extend', days: 5, basis: '行政许可法第四十二条', reason })
  expect(must(extended).clock.at(-1)).toMatchObject({ type: 'extended', days: 5 })
})

test('the limit of a step does not run out while its clock stands', async () => {
  const caseId = await standingCase()
  time.goTo('2026-03-20')
  const { tasks } = await viewed(await open(caseId))
  // As if the clock started again on the day after: Monday 23 March is the first of the five days.
  expect(tasks.map((task) => [task.dueOn, task.remaining])).toEqual([['2026-03-27', 5]])
})
