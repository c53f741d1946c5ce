import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { countInbox, type InboxFilter, listInbox } from './task-store.ts'

const { db, time, clerk, examiner, submitNew, must, act } = await openCaseDesk()
const day = (text: string) => Temporal.PlainDate.from(text)
const all = { holder: 'all', text: null, after: null, limit: 50 } as const
const inboxOf = async (officer: typeof clerk, filter: Partial<InboxFilter>) =>
  (await listInbox(db, '4108', officer.roles, { ...all, accountId: officer.account.accountId, ...filter })).rows.map(
    (row) => row.caseId,
  )

// Submitted on Monday 2 March: to be accepted by Monday 9 March (art. 32). The other a day later.
time.goTo('2026-03-02')
const first = must(await submitNew()).caseId
time.goTo('2026-03-03')
const second = must(await submitNew()).caseId

test('by day: what is overdue, what is due today, what is due within some days, both ends included', async () => {
  expect(await inboxOf(clerk, { due: { from: null, to: day('2026-03-09') } })).toEqual([first])
  expect(await inboxOf(clerk, { due: { from: day('2026-03-10'), to: day('2026-03-10') } })).toEqual([second])
  expect(await inboxOf(clerk, { due: { from: day('2026-03-09'), to: day('2026-03-12') } })).toEqual([first, second])
  expect(await inboxOf(clerk, { due: { from: null, to: day('2026-03-08') } })).toEqual([])
})

test('by step and by channel, together with the rest', async () => {
  must(await act(clerk, second, { move: 'accept', deferred: [] }))
  expect(await inboxOf(examiner, { step: '审查' })).toEqual([second])
  expect(await inboxOf(examiner, { step: '决定' })).toEqual([])
  expect(await inboxOf(clerk, { channel: 'mobile' })).toEqual([first])
  expect(await inboxOf(clerk, { channel: 'village' })).toEqual([])
  expect(await inboxOf(clerk, { channel: 'mobile', text: '没有这样的事' })).toEqual([])
})

test('the numbers above the list are those of the lists they lead to, and the steps are told with how many wait', async () => {
  const { accountId } = clerk.account
  const { counts, steps } = await countInbox(db, '4108', clerk.roles, accountId, day('2026-03-10'))
  expect(counts).toEqual({ mine: 0, free: 1, dueToday: 0, overdue: 1 })
  expect(steps).toEqual([{ step: '收件受理', waiting: 1 }])
  const ofExaminer = await countInbox(db, '4108', examiner.roles, examiner.account.accountId, day('2026-03-10'))
  expect(ofExaminer.steps).toEqual([{ step: '审查', waiting: 1 }])
})

test('a clock that stands still is due on no day', async () => {
  must(
    await act(examiner, second, {
      move: 'stop-clock',
      procedure: 'hearing',
      basis: '行政许可法第四十五条',
      expectedDays: 10,
    }),
  )
  expect(await inboxOf(examiner, { due: { from: null, to: day('2027-01-01') } })).toEqual([])
  expect(await inboxOf(examiner, {})).toEqual([second])
})
