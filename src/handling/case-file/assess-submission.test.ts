import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { assessSubmission, reassessmentEvents } from './assess-submission.ts'
import { unassessed } from './assessed.ts'
import type { Applicant } from './case-event.ts'

// What is asked of an application before it is sent, and again when the applicant changes it.

const { itemOf } = await openCaseDesk()
const today = Temporal.PlainDate.from('2026-03-02')
const applicant: Applicant = {
  ...{ kind: 'natural', name: '王小满（演示）', code: '11010519491231002X', mobile: '', accountId: '' },
}
const home = { item: itemOf('S0130'), today }
const answers = { how: 'sale' }
const about = (form: Record<string, unknown>) => ({ applicant, channel: 'online' as const, answers, form })

test('an item without tables is asked nothing', () => {
  expect(assessSubmission(about({}), { item: itemOf('S0005'), today })).toBe(unassessed)
})

test('the use of the building in the form settles the fee of its registration', () => {
  expect(assessSubmission(about({ use: 'home' }), home).fee?.amount).toBe(80)
  expect(assessSubmission(about({ use: 'office' }), home).fee?.amount).toBe(550)
  expect(assessSubmission(about({}), home).fee).toMatchObject({
    amount: null,
    reason: { zh: '还要看“用途”，现在还不知道。', en: 'It also depends on “Use”, which is not known yet.' },
  })
})

test('what was sent as something else than the form allows decides nothing', () => {
  for (const use of [7, true, ['home'], { home: 1 }, 'castle', null])
    expect(assessSubmission(about({ use }), home).fee?.amount, JSON.stringify(use)).toBeNull()
})

test('the applicant’s age is that of the identity number, not one that the form claims', () => {
  const pension = { item: itemOf('S0076'), today }
  const old = { ...about({ applicantAge: 20, otherPension: false, paidYears: 20 }), answers: { years: 'enough' } }
  const said = assessSubmission(
    { ...old, answers: { scheme: 'resident', age: 'over', years: 'enough', card: 'electronic' } },
    pension,
  )
  expect(said.eligibility).toMatchObject({ eligible: true, inputs: { 申请人周岁: 76 } })
})

test('a supplement that changes the use of the building changes the fee by an event, and one that does not leaves it', () => {
  const before = { ...about({ use: 'home' }), ...assessSubmission(about({ use: 'home' }), home) }
  expect(reassessmentEvents(before, null, home)).toEqual([])
  expect(reassessmentEvents(before, { use: 'home', price: 1 }, home)).toEqual([])
  expect(reassessmentEvents(before, { use: 'shop' }, home)).toMatchObject([
    { type: 'fee-assessed', data: { amount: 550 } },
  ])
})
