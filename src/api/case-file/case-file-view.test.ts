import { expect, test } from 'vitest'
import type { Session } from '#identity'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { caseView } from './case-file-view.ts'

const { db, time, loaded, citizen, clerk, examiner, submitNew, must, act, open } = await openCaseDesk()

test('an officer of another district who applies for themselves reads their case as its applicant, not as the office', async () => {
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(examiner, caseId, { move: 'examine', supports: false, opinion: '疑似冒名，建议核实' }))
  const own: Session = {
    ...citizen,
    account: { ...citizen.account, kind: 'officer' },
    roles: [{ role: 'counter-clerk', divisionCode: '410803000000', authorityCode: null }],
  }
  const seenBy = async (session: Session) => caseView(db, loaded, await open(caseId), session, time.clock())
  const seen = await seenBy(own)
  expect(seen.examinations).toEqual([])
  expect(seen.history.map((event) => event.type)).not.toContain('examined')
  expect(seen.route).toBeNull()
  expect((await seenBy(examiner)).examinations.length).toBe(1)
})
