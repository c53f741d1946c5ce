import { expect, test } from 'vitest'
import { drawLimited, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { countInbox, type InboxFilter, listInbox } from './task-store.ts'

const { db, time, clerk, examiner, publish, itemBy, submitNew, act, must } = await openRouteDesk()
const key = 'look-for-two-days'
await publish(key, drawLimited(key, 2))
const day = (text: string) => Temporal.PlainDate.from(text)
const { accountId } = examiner.account
const rowsOf = async (filter: Partial<InboxFilter> = {}) => {
  const all = { holder: 'all', text: null, after: null, limit: 50, accountId } as const
  return (await listInbox(db, '4108', examiner.roles, { ...all, ...filter })).rows
}
const overdueOn = (today: string) => rowsOf({ due: { from: null, to: day(today).subtract({ days: 1 }) } })
async function taken(accepted: string, route?: string): Promise<string> {
  time.goTo(accepted)
  const { caseId } = must(await submitNew(route === undefined ? {} : { item: itemBy(route) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

test('in the inbox a step whose own limit ends before the case’s is sorted, found and counted by its own day', async () => {
  const other = await taken('2026-03-02')
  const limited = await taken('2026-03-03', key)
  expect((await rowsOf()).map((row) => [row.caseId, row.actBy?.toString()])).toEqual([
    [limited, '2026-03-05'],
    [other, '2026-03-16'],
  ])
  expect((await overdueOn('2026-03-06')).map((row) => row.caseId)).toEqual([limited])
  const { counts } = await countInbox(db, '4108', examiner.roles, accountId, day('2026-03-06'))
  expect(counts).toMatchObject({ dueToday: 0, overdue: 1 })
  // Page by page as all at once.
  const first = await listInbox(db, '4108', examiner.roles, {
    ...{ holder: 'all', text: null, after: null, limit: 1, accountId },
  })
  expect((await rowsOf({ after: first.next })).map((row) => row.caseId)).toEqual([other])

  // While the clock stands the step is due on no day either; its two days are counted when it runs again.
  const stop = { move: 'stop-clock', procedure: 'testing', basis: '行政许可法第四十五条', expectedDays: 1 } as const
  time.goTo('2026-03-04')
  must(await act(examiner, limited, stop))
  expect(await overdueOn('2026-03-10')).toEqual([])
  time.goTo('2026-03-10')
  must(await act(examiner, limited, { move: 'start-clock', result: '检测合格' }))
  expect((await overdueOn('2026-03-12')).map((row) => row.actBy?.toString())).toEqual(['2026-03-11'])
})
