import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { deferredDueOn } from './acceptance.ts'

const { loaded } = await openCaseDesk()
const monday = Temporal.PlainDate.from('2026-03-02')

// 容缺受理: what was deferred comes two working days before the promised day, and within twenty working days in any case.
test.each([
  [5, 'working-day', '2026-03-05'],
  [2, 'working-day', '2026-03-03'],
  [60, 'working-day', '2026-03-30'],
  [3, 'month', '2026-03-30'],
  // Ends on Thursday 2 April.
  [1, 'month', '2026-03-30'],
  // Ends on Thursday 12 March.
  [10, 'calendar-day', '2026-03-10'],
  [1, 'calendar-day', '2026-03-03'],
] as const)('accepted on Monday 2 March with %i %s promised, a deferred paper is owed by %s', (value, unit, owed) => {
  const committed = { value, unit, basis: '承诺时限' }
  expect(deferredDueOn(committed, monday, loaded.calendar).toString()).toBe(owed)
})
