import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer } from '../../../test/helpers/people.ts'
import { listAccessTo } from '../access/access-store.ts'
import { openAsReader } from '../access/open-as-reader.ts'
import { findCaseFile } from './case-file-store.ts'

const { db, handling, loaded, place, clerk, submitNew, must, act, county } = await openCaseDesk()
// The post at another authority was given first: what an officer does is signed by the one at which it is done.
const another = loaded.authorities.all.find(
  (one) => one.divisionCode === county && one.creditCode !== place.authorityCode,
)
const elsewhere = { divisionCode: county, authorityCode: another?.creditCode ?? '' }
const twice = await anOfficer(db, '周两岗', [
  { role: 'examiner', ...elsewhere },
  { role: 'examiner', ...place },
])
const lastActor = async (caseId: string, type: string) =>
  (await findCaseFile(db, '4108', caseId))?.history.findLast((event) => event.type === type)?.actor

test('an officer with posts at two authorities signs for the one whose case it is, and reads as its officer', async () => {
  const { caseId, caseNo } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  // A comprehensive counter belongs to no department: it accepts in the name of the one that decides.
  expect(await lastActor(caseId, 'accepted')).toMatchObject({ authorityCode: place.authorityCode })
  await openAsReader(handling, twice, caseNo)
  const [reading] = await listAccessTo(db, '4108', caseId)
  expect(reading?.authorityName).toBe(loaded.authorities.get(place.authorityCode).name)
  must(await act(twice, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  expect(await lastActor(caseId, 'examined')).toEqual({
    kind: 'officer',
    accountId: twice.account.accountId,
    name: '周两岗',
    authorityCode: place.authorityCode,
  })
})

test('a task is claimed in the name of the authority whose task it is', async () => {
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const task = (await findCaseFile(db, '4108', caseId))?.tasks.find((one) => one.role === 'examiner')
  must(await act(twice, caseId, { move: 'claim', token: task?.token ?? -1 }))
  expect(await lastActor(caseId, 'task-claimed')).toMatchObject({ authorityCode: place.authorityCode })
})
