import { expect, test } from 'vitest'
import { sql } from '#base'
import { keepCalendarDays, listCalendarDays, loadCity } from '#management'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { listInbox } from '../task/task-store.ts'
import { recountDueDates } from './recount-due-dates.ts'

// A year's holidays become known, or are changed, while cases are on their way.

const { db, time, clerk, examiner, submitNew, must, act } = await openCaseDesk()
time.goTo('2026-03-02')
const city = () => loadCity(db, '4108', 'Asia/Shanghai')
const rows = async (caseId: string) =>
  (
    await sql<{ due_on: string | null; act_by: string | null; version: number; law: string | null }>`
      select due_on, act_by, version, (select due_at::text from timers t where t.case_id = c.case_id and element = 'art-32') as law
      from case_files c where case_id = ${caseId}::uuid`.execute(db)
  ).rows[0]

test('what lists show and are sorted by follows a week of holidays that was not known before', async () => {
  const accepted = must(await submitNew()).caseId
  must(await act(clerk, accepted, { move: 'accept', deferred: [] }))
  const untold = must(await submitNew()).caseId
  const before = { accepted: await rows(accepted), untold: await rows(untold) }
  expect(await recountDueDates(db, await city(), time.clock())).toBe(0)

  const week = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']
  const added = week.map((date) => ({ date, kind: 'holiday' as const, name: '试验假', status: 'final' as const }))
  const known = (await listCalendarDays(db)).filter((day) => String(day.date).startsWith('2026'))
  await keepCalendarDays(db, [...known, ...added])
  expect(await recountDueDates(db, await city(), time.clock())).toBe(2)

  const after = { accepted: await rows(accepted), untold: await rows(untold) }
  expect(after.accepted?.due_on).not.toBe(before.accepted?.due_on)
  expect((after.accepted?.due_on ?? '') > (before.accepted?.due_on ?? '')).toBe(true)
  // Five working days to tell what is missing: the 9th without, the 13th with four days off.
  expect([before.untold?.act_by, after.untold?.act_by]).toEqual(['2026-03-09', '2026-03-13'])
  expect(before.untold?.law).not.toBe(after.untold?.law)
  // No event: nothing happened to the case.
  expect(after.accepted?.version).toBe(before.accepted?.version)
  const inbox = await listInbox(db, '4108', examiner.roles, {
    ...{ holder: 'all', accountId: examiner.account.accountId, text: null, after: null, limit: 10 },
  })
  expect(inbox.rows.find((one) => one.caseId === accepted)?.dueOn?.toString()).toBe(after.accepted?.due_on)

  // Again, or after it was broken off, it changes nothing more; and a move counts the same.
  expect(await recountDueDates(db, await city(), time.clock())).toBe(0)
})
