import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'

const { citizen, submitNew, must, act } = await openCaseDesk()

test('an applicant takes the application back without saying why, and the record says that no reason was given', async () => {
  const { caseId } = must(await submitNew())
  const withdrawn = must(await act(citizen, caseId, { move: 'withdraw', reason: ' ' }))
  expect(withdrawn.state).toBe('withdrawn')
  expect(withdrawn.history.find((event) => event.type === 'withdrawn')?.data).toMatchObject({
    reason: '申请人撤回，未说明原因',
  })
})
