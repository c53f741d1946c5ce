import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { partyOf } from '../../identity/index.ts'
import { listCasesOf } from '../case-file/case-list-store.ts'
import { listDone, listInbox, searchCases } from './task-store.ts'

const { db, time, citizen, clerk, submitNew, must, act } = await openCaseDesk()

/** Every row of a list, two at a time. */
async function readAll<T>(page: (from: string | null) => Promise<{ rows: T[]; next: string | null }>): Promise<T[]> {
  const all: T[] = []
  let from: string | null = null
  for (let pages = 0; pages < 10; pages += 1) {
    const { rows, next } = await page(from)
    all.push(...rows)
    if (next === null) return all
    from = next
  }
  throw new Error('the list does not end')
}

test('cases of one and the same moment, as the items of a bundle are, all stand in the lists, each once', async () => {
  time.goTo('2026-03-02')
  const cases = []
  for (let index = 0; index < 5; index += 1) cases.push(must(await submitNew()).caseId)
  const wanted = cases.toSorted()
  const ids = (rows: readonly { caseId: string }[]) => rows.map((one) => one.caseId).toSorted()
  const limit = 2
  expect(ids(await readAll((before) => listCasesOf(db, '4108', partyOf(citizen), { before, limit })))).toEqual(wanted)
  const filter = { text: '', state: null, limit }
  expect(ids(await readAll((before) => searchCases(db, '4108', clerk.roles, { ...filter, before })))).toEqual(wanted)
  const { accountId } = clerk.account
  const inbox = (after: string | null) =>
    listInbox(db, '4108', clerk.roles, { holder: 'all', text: null, accountId, after, limit })
  expect(ids(await readAll(inbox))).toEqual(wanted)
  for (const caseId of cases) must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(ids(await readAll((before) => listDone(db, '4108', accountId, { before, limit })))).toEqual(wanted)
  expect(await readAll(inbox)).toEqual([])
})
