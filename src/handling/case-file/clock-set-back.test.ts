import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRefusal } from '#base'
import { partyOf } from '#identity'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { acceptUntold } from '../process/move-by-system.ts'
import type { Act } from './act.ts'
import type { CaseFile } from './case-file.ts'
import { findCaseFile } from './case-file-store.ts'
import { listCasesOf, listUntold } from './case-list-store.ts'

const { db, time, handling, citizen, clerk, examiner, decider, submitNew, must, act } = await openCaseDesk()
const due = async (caseId: string): Promise<string | null> => {
  const row = await db.selectFrom('case_files').select('due_on').where('case_id', '=', caseId).executeTakeFirstOrThrow()
  return row['due_on'] as string | null
}
/** The history of a case is in the order in which things happened, and its times do not run backwards. */
async function expectOrder(caseId: string): Promise<CaseFile> {
  const caseFile = await findCaseFile(db, '4108', caseId)
  if (caseFile === undefined) throw new Error('the case is gone')
  expect(caseFile.history.map((event) => event.seq)).toEqual(caseFile.history.map((_, index) => index + 1))
  for (const [index, event] of caseFile.history.entries()) {
    const before = caseFile.history[index - 1]
    if (before) expect(Temporal.Instant.compare(before.at, event.at), event.type).toBeLessThanOrEqual(0)
  }
  return caseFile
}
const grant: Act = {
  move: 'decide',
  outcome: 'granted',
  reason: '符合规定条件，准予变更',
  basis: '户口登记条例第十七条',
}

test('set back after a submission: the same key is still the same case, another makes another, and both are found', async () => {
  time.goTo('2026-03-05')
  const key = randomUUID()
  const one = must(await submitNew({ key }))
  time.goTo('2026-03-04')
  const again = await submitNew({ key })
  // Its files are new ones, so it is told to be another request; it never becomes a second case.
  expect(isRefusal(again) && again.refused).toBe('conflict')
  const two = must(await submitNew())
  expect(two.caseNo).not.toBe(one.caseNo)
  expect(two.caseId).not.toBe(one.caseId)
  const { rows: mine } = await listCasesOf(db, '4108', partyOf(citizen), { before: null, limit: 20 })
  expect(mine.map((each) => each.caseNo)).toEqual(expect.arrayContaining([one.caseNo, two.caseNo]))
})

test('set back before the acceptance: a case is not accepted before it was received', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew())
  time.goTo('2026-03-03')
  const accepted = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(accepted.acceptedOn?.toString()).toBe('2026-03-05')
  await expectOrder(caseId)
})

test('set back after the acceptance: the due date stays, whoever does something and whatever is read', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const promised = await due(caseId)
  expect(promised).not.toBeNull()
  time.goTo('2026-03-02')
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  expect(await due(caseId)).toBe(promised)
  const granted = must(await act(decider, caseId, grant))
  expect(granted.state).toBe('granted')
  expect(granted.tasks).toEqual([])
  const kept = await expectOrder(caseId)
  expect(kept.history.filter((event) => event.type === 'decided').length).toBe(1)
  expect(await due(caseId)).toBe(promised)
})

test('set back between a stop and the start: the clock runs again, and the days that passed are not lost', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const promised = await due(caseId)
  time.goTo('2026-03-04')
  const stop: Act = { move: 'stop-clock', procedure: 'appraisal', basis: '行政许可法第四十五条', expectedDays: 3 }
  must(await act(examiner, caseId, stop))
  time.goTo('2026-03-03')
  const started = must(await act(examiner, caseId, { move: 'start-clock', result: '鉴定完毕' }))
  expect(started.clock.map((event) => `${event.type} ${event.on}`)).toEqual([
    'accepted 2026-03-02',
    'clock-stopped 2026-03-04',
    'clock-started 2026-03-04',
  ])
  expect(await due(caseId)).toBe(promised)
  const row = await db
    .selectFrom('case_files')
    .select('clock_stopped')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  expect(row['clock_stopped']).toBe(false)
  await expectOrder(caseId)
})

test('set back before an extension: it counts', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const promised = Temporal.PlainDate.from((await due(caseId)) ?? '')
  time.goTo('2026-03-02')
  must(
    await act(decider, caseId, { move: 'extend', days: 3, basis: '行政许可法第四十二条', reason: '情况复杂需要核实' }),
  )
  const later = Temporal.PlainDate.from((await due(caseId)) ?? '')
  expect(Temporal.PlainDate.compare(later, promised)).toBe(1)
})

test('the daily job, run after and before: a case is accepted by law once, from the day of receipt', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  const run = async () => acceptUntold(handling, await listUntold(db, '4108', time.clock(), 1000))
  time.goTo('2026-03-10')
  await run()
  const promised = await due(caseId)
  time.goTo('2026-03-03')
  await run()
  time.goTo('2026-03-11')
  await run()
  const caseFile = await expectOrder(caseId)
  expect(caseFile.history.filter((event) => event.type === 'accepted').length).toBe(1)
  expect(caseFile.acceptedOn?.toString()).toBe('2026-03-02')
  expect(await due(caseId)).toBe(promised)
})

test('a move repeated under its key after the clock was set back is the same move', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew())
  const key = randomUUID()
  const first = must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }, key))
  time.goTo('2026-03-01')
  const second = must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }, key))
  expect(second.version).toBe(first.version)
  expect((await expectOrder(caseId)).state).toBe('withdrawn')
})
