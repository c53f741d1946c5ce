import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import type { Act } from '../case-file/act.ts'
import { makeMove } from '../case-file/make-move.ts'
import { listAccessTo } from './access-store.ts'
import { openAsReader, openToAct } from './open-as-reader.ts'

const { db, handling, citizen, clerk, examiner, submitNew, must } = await openCaseDesk()
const readersOf = async (caseId: string) => (await listAccessTo(db, '4108', caseId)).map((one) => one.readerName)

test('who reads a case in order to act on it stands in its list of readers once the act is stored, and once only', async () => {
  const { caseId, caseNo } = must(await submitNew())
  const opened = await openToAct(handling, clerk, caseNo)
  if (opened === undefined) throw new Error('the clerk does not see the case')
  expect(await readersOf(caseId)).toEqual([])
  const act: Act = { move: 'accept', deferred: [] }
  must(await makeMove(handling, { session: clerk, caseId, seenVersion: null, act, key: null, opened }))
  expect(await readersOf(caseId)).toEqual([clerk.account.name])
})

test('an act that is refused was a reading all the same', async () => {
  const { caseId, caseNo } = must(await submitNew())
  const opened = await openToAct(handling, examiner, caseNo)
  if (opened === undefined) throw new Error('the examiner does not see the case')
  const act = { move: 'examine', supports: true, opinion: '符合条件' } as const
  const answer = await makeMove(handling, { session: examiner, caseId, seenVersion: null, act, key: null, opened })
  expect(answer).toHaveProperty('refused')
  expect(await readersOf(caseId)).toEqual([examiner.account.name])
})

test('an officer who looks twice within the hour is named once; whose case it is, never', async () => {
  const { caseId, caseNo } = must(await submitNew())
  await openAsReader(handling, citizen, caseNo)
  expect(await readersOf(caseId)).toEqual([])
  await openAsReader(handling, clerk, caseNo)
  await openAsReader(handling, clerk, caseNo)
  expect(await readersOf(caseId)).toEqual([clerk.account.name])
})
