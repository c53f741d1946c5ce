import { expect, test } from 'vitest'
import { sql } from '#base'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import type { CaseFile } from './case-file.ts'
import { makeCaseMemory } from './case-file-memory.ts'
import { findCaseFile, findCaseFileByNo } from './case-file-store.ts'

const desk = await openCaseDesk()
const { db, time, clerk, submitNew, must, act, open: read } = desk
const aCase = (no: number) => ({ cityCode: '4108', caseId: `id-${no}`, caseNo: `no-${no}` }) as CaseFile

test('what was asked for longest ago is forgotten first, and another city’s case is not told', () => {
  const memory = makeCaseMemory(2)
  for (const no of [1, 2]) memory.remember(aCase(no))
  memory.remember(aCase(1))
  memory.remember(aCase(3))
  expect([1, 2, 3].map((no) => memory.recall('4108', `id-${no}`)?.caseNo)).toEqual(['no-1', undefined, 'no-3'])
  expect(memory.recall('4108', 'no-2')).toBeUndefined()
  expect(memory.recall('4101', 'id-1')).toBeUndefined()
})

test('a case read again is the whole case: what was known, and what somebody did since', async () => {
  time.goTo('2026-03-02')
  const { caseId, caseNo } = must(await submitNew())
  const before = await read(caseId)
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const after = await findCaseFileByNo(db, '4108', caseNo)
  expect(before.state).toBe('submitted')
  expect(after?.state).toBe('accepted')
  expect(after?.history.map((event) => event.seq)).toEqual(after?.history.map((_, index) => index + 1))
  expect(await read(caseId)).toEqual(after)
})

test('what was undone with its transaction is not remembered', async () => {
  const { caseId } = must(await submitNew())
  const before = await read(caseId)
  const undone = db.transaction().execute(async (tx) => {
    await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
      select city_code, stream, stream_id, seq + 1, 'rating-invited', at, actor, '{}' from events
      where stream_id = ${caseId} order by seq desc limit 1`.execute(tx)
    await sql`update case_files set version = version + 1 where case_id = ${caseId}::uuid`.execute(tx)
    expect((await findCaseFile(tx, '4108', caseId))?.version).toBe(before.version + 1)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await read(caseId)).toEqual(before)
})

test('a database put back to an earlier day tells the case as it was then', async () => {
  const { caseId } = must(await submitNew())
  const before = await read(caseId)
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect((await read(caseId)).state).toBe('accepted')
  await sql`delete from events where stream_id = ${caseId} and seq > ${before.version}`.execute(db)
  await sql`update case_files set version = ${before.version} where case_id = ${caseId}::uuid`.execute(db)
  expect(await read(caseId)).toEqual(before)
})

test('a standby that took over with another last event tells that one', async () => {
  const { caseId } = must(await submitNew())
  const before = await read(caseId)
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const lost = await read(caseId)
  // As many events as are remembered, but the last ones came about elsewhere.
  await sql`update events set type = 'rating-invited', data = '{}', at = at + interval '1 second'
    where stream_id = ${caseId} and seq > ${before.version}`.execute(db)
  const now = await read(caseId)
  expect([lost.state, now.state]).toEqual(['accepted', 'submitted'])
  expect(now.version).toBe(lost.version)
})
