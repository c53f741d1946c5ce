import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRefusal, type Refusal } from '#base'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer, aPerson } from '../../../test/helpers/people.ts'
import { acceptUntold } from '../process/move-by-system.ts'
import type { CaseFile } from './case-file.ts'
import { findCaseFile } from './case-file-store.ts'
import { listUntold } from './case-list-store.ts'

const { db, time, handling, place, item, citizen, clerk, examiner, decider, submitNew, must, act } =
  await openCaseDesk()
const neighbour = await anOfficer(db, '邻县（演示）', [
  { role: 'counter-clerk', divisionCode: '410803000000', authorityCode: null },
])

const sentence = (value: CaseFile | Refusal) => (isRefusal(value) ? value.sentence.zh : 'done')

test('a case goes from submission to a result, and its clock can be explained', async () => {
  time.goTo('2026-03-02')
  const { caseId, caseNo } = must(await submitNew())
  expect(caseNo).toMatch(/^410802\d{2}20260302\d{5}$/)
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-05')
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '材料齐全，符合条件' }))
  const granted = must(
    await act(decider, caseId, {
      move: 'decide',
      outcome: 'granted',
      reason: '符合规定条件，准予变更',
      basis: '户口登记条例第十七条',
    }),
  )
  expect(granted.state).toBe('granted')
  expect(granted.result?.resultNo).toBe(`${caseNo}-1`)
  expect(granted.closedAt).not.toBeNull()
  expect(granted.run.status).toBe('ended')
  expect(granted.tasks).toEqual([])
  expect(granted.history.map((event) => event.type)).toContain('rating-invited')
})

test('whoever examined a case does not decide it', async () => {
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  expect(
    sentence(
      await act(examiner, caseId, { move: 'decide', outcome: 'granted', reason: '符合规定条件', basis: '条例' }),
    ),
  ).toContain('由您审查')
})

test('the same key gives the same case, however often it is sent', async () => {
  const key = randomUUID()
  const again = await Promise.all(Array.from({ length: 8 }, () => submitNew({ key })))
  // Each attempt uploaded its own files, so only the first request is the same as itself.
  const kept = again.filter((one) => !isRefusal(one))
  expect(kept.length).toBe(1)
  for (const one of again) if (isRefusal(one)) expect(one.refused).toBe('conflict')
})

test('what was submitted once stays submitted: sent again after its item was paused it is answered as before, a new one is refused', async () => {
  const key = randomUUID()
  const first = must(await submitNew({ key }))
  const paused = { ...item, content: { ...item.content, paused: { zh: '系统升级', en: 'being renewed' } } }
  expect(await submitNew({ key, item: paused })).toEqual(first)
  const later = await submitNew({ item: paused })
  expect(isRefusal(later) && later.sentence.zh).toContain('系统升级')
})

test('an officer of another county finds nothing, and another citizen finds nothing', async () => {
  const { caseId } = must(await submitNew())
  const stranger = await aPerson(db, '路人（演示）')
  const fromNeighbour = await act(neighbour, caseId, { move: 'accept', deferred: [] })
  expect(isRefusal(fromNeighbour) && fromNeighbour.refused).toBe('not-found')
  const fromStranger = await act(stranger, caseId, { move: 'withdraw', reason: '' })
  expect(isRefusal(fromStranger) && fromStranger.refused).toBe('not-found')
})

test('everything that is missing is asked for once, and a second notice is refused', async () => {
  const { caseId } = must(await submitNew())
  const requests = [{ materialNo: 2, what: '居民户口簿', reason: '照片模糊', basis: null }]
  const told = must(await act(clerk, caseId, { move: 'request-correction', requests }))
  expect(told.state).toBe('correcting')
  must(await act(citizen, caseId, { move: 'supplement', materials: [], form: null, note: '已重拍' }))
  expect(sentence(await act(clerk, caseId, { move: 'request-correction', requests }))).toContain('已经一次性告知过')
  expect(must(await act(clerk, caseId, { move: 'accept', deferred: [] })).state).toBe('accepted')
})

test('a demand outside the published list is refused without a legal basis, and the attempt is remembered', async () => {
  const { caseId } = must(await submitNew())
  const demand = { materialNo: null, what: '无犯罪记录证明', reason: '以防万一', basis: null }
  const outcome = await act(clerk, caseId, { move: 'request-correction', requests: [demand] })
  expect(sentence(outcome)).toContain('不在公布的材料清单内')
  const caseFile = await findCaseFile(db, '4108', caseId)
  expect(caseFile?.history.at(-1)?.type).toBe('guide-guard-tripped')
  expect(caseFile?.state).toBe('submitted')
  const withBasis = must(
    await act(clerk, caseId, { move: 'request-correction', requests: [{ ...demand, basis: '某某条例第九条' }] }),
  )
  expect(withBasis.state).toBe('correcting')
})

test('an application not answered within five working days counts as accepted from receipt', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  time.goTo('2026-03-09')
  await acceptUntold(handling, await listUntold(db, '4108', time.clock(), 1000))
  expect((await findCaseFile(db, '4108', caseId))?.state).toBe('submitted')
  time.goTo('2026-03-10')
  await acceptUntold(handling, await listUntold(db, '4108', time.clock(), 1000))
  const caseFile = await findCaseFile(db, '4108', caseId)
  expect(caseFile?.state).toBe('accepted')
  expect(caseFile?.acceptedOn?.toString()).toBe('2026-03-02')
  expect(caseFile?.acceptedByLaw).toBe(true)
})

test('two clerks do not work on one case unknowingly', async () => {
  const other = await anOfficer(db, '孙窗口（演示）', [
    { role: 'counter-clerk', divisionCode: place.divisionCode, authorityCode: null },
  ])
  const { caseId } = must(await submitNew())
  const caseFile = await findCaseFile(db, '4108', caseId)
  const token = caseFile?.tasks[0]?.token ?? 0
  const both = await Promise.all([
    act(clerk, caseId, { move: 'claim', token }),
    act(other, caseId, { move: 'claim', token }),
  ])
  expect(both.filter((one) => !isRefusal(one)).length).toBe(1)
  const loser = both.find((one) => isRefusal(one))
  expect(loser && sentence(loser)).toContain('办理')
})

test('a page that is out of date is told what happened since, and changes nothing', async () => {
  const { caseId } = must(await submitNew())
  const seen = (await findCaseFile(db, '4108', caseId))?.version ?? 0
  must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }))
  const stale = await act(clerk, caseId, { move: 'accept', deferred: [] }, null, seen)
  expect(sentence(stale)).toContain('王小满（演示）')
})

test('a withdrawal ends the case, and repeating it with the same key changes nothing', async () => {
  const { caseId } = must(await submitNew())
  const key = randomUUID()
  const first = must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }, key))
  const second = must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }, key))
  expect(first.state).toBe('withdrawn')
  expect(second.version).toBe(first.version)
  expect(first.tasks).toEqual([])
})

test('a refusal to accept names the reason and the right organ', async () => {
  const { caseId } = must(await submitNew())
  const declined = must(
    await act(clerk, caseId, {
      move: 'decline',
      reason: '不属于本机关职权范围',
      basis: '行政许可法第三十二条',
      rightOrgan: '山阳区公安局',
    }),
  )
  expect(declined.state).toBe('declined')
  expect(declined.refusal?.rightOrgan).toBe('山阳区公安局')
})

test('a special procedure stops the clock and a restart moves the date by the working days between', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-04')
  must(
    await act(examiner, caseId, {
      move: 'stop-clock',
      procedure: 'appraisal',
      basis: '行政许可法第四十五条',
      expectedDays: 5,
    }),
  )
  expect(sentence(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '好的' }))).toContain(
    '特别程序',
  )
  time.goTo('2026-03-11')
  const again = must(await act(examiner, caseId, { move: 'start-clock', result: '鉴定完毕' }))
  expect(again.clock.map((event) => event.type)).toEqual(['accepted', 'clock-stopped', 'clock-started'])
  const { rows } = await db
    .selectFrom('case_files')
    .select('due_on')
    .where('case_id', '=', caseId)
    .execute()
    .then((rows) => ({ rows }))
  expect(rows[0]?.due_on).toBe('2026-03-23')
})
