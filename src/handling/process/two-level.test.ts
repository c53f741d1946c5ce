import { expect, test } from 'vitest'
import { isRefusal } from '#base'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer } from '../../../test/helpers/people.ts'
import { listInbox } from '../task/task-store.ts'

const { db, handling, time, submitNew, must, act } = await openCaseDesk()
const city = handling.city()
const village = '410802001001'
const township = {
  divisionCode: '410802001000',
  authorityCode: city.authorities.findAt('', '410802001000')?.creditCode ?? '',
}
const found = city.findItemFor('S0047', village)
if (found === undefined) throw new Error('no item')
const { item } = found
const county = { divisionCode: item.authority.divisionCode, authorityCode: item.authority.creditCode }

const townClerk = await anOfficer(db, '街道窗口（演示）', [{ role: 'counter-clerk', ...township }])
const townExaminer = await anOfficer(db, '街道初审（演示）', [{ role: 'examiner', ...township }])
const countyExaminer = await anOfficer(db, '民政审核（演示）', [{ role: 'examiner', ...county }])
const countyDecider = await anOfficer(db, '民政决定（演示）', [{ role: 'decider', ...county }])
const neighbour = {
  divisionCode: '410802002000',
  authorityCode: city.authorities.findAt('', '410802002000')?.creditCode ?? '',
}
const otherTown = await anOfficer(db, '邻街道（演示）', [
  { role: 'counter-clerk', ...neighbour },
  { role: 'examiner', ...neighbour },
])

const sees = async (who: typeof townClerk, caseId: string): Promise<boolean> => {
  const { accountId } = who.account
  const page = await listInbox(db, '4108', who.roles, { holder: 'all', accountId, text: null, after: null, limit: 50 })
  return page.rows.some((row) => row.caseId === caseId)
}

test('whoever lives in a village applies to the county: the township takes it in and looks first, the county examines and decides', async () => {
  expect(item.authority.name).toBe('解放区民政局')
  expect(item.content.route).toBe('two-level')
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item, divisionCode: village }))
  expect(await Promise.all([townClerk, otherTown, countyExaminer].map((who) => sees(who, caseId)))).toEqual([
    true,
    false,
    false,
  ])
  expect(isRefusal(await act(otherTown, caseId, { move: 'accept', deferred: [] }))).toBe(true)
  must(await act(townClerk, caseId, { move: 'accept', deferred: [] }))
  // The county does not examine what the township has not looked at.
  expect(isRefusal(await act(countyExaminer, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))).toBe(
    true,
  )
  expect(await Promise.all([townExaminer, otherTown, countyExaminer].map((who) => sees(who, caseId)))).toEqual([
    true,
    false,
    false,
  ])
  const looked = must(
    await act(townExaminer, caseId, { move: 'examine', supports: true, opinion: '入户核实，情况属实' }),
  )
  expect(looked.tasks.map((task) => task.authorityCode)).toEqual([county.authorityCode])
  expect(isRefusal(await act(townExaminer, caseId, { move: 'examine', supports: true, opinion: '再审' }))).toBe(true)
  must(await act(countyExaminer, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  const decision = {
    move: 'decide',
    outcome: 'granted',
    reason: '符合补贴条件，准予发放',
    basis: '《社会救助暂行办法》',
  } as const
  expect(isRefusal(await act(townExaminer, caseId, decision))).toBe(true)
  const granted = must(await act(countyDecider, caseId, decision))
  expect(granted.state).toBe('granted')
  expect(granted.examinations.map((one) => one.byName)).toEqual(['街道初审（演示）', '民政审核（演示）'])
})

test('an application that names the township’s or the village’s own item is the county’s case all the same', async () => {
  const own = city.listItemsOf('S0047').find((one) => one.authority.divisionCode === village)
  expect(own?.authority.level).toBe('village')
  const { caseId } = must(await submitNew({ ...(own ? { item: own } : {}), divisionCode: village }))
  const opened = must(await act(townClerk, caseId, { move: 'accept', deferred: [] }))
  expect(opened.item.authorityCode).toBe(county.authorityCode)
})

test('the same holds for whoever lives in a town, and for whoever only names the county', () => {
  for (const place of ['410802001000', '410802000000'])
    expect(city.findItemFor('S0047', place)?.item.authority.name).toBe('解放区民政局')
  expect(city.findItemFor('S0047', '410800000000')).toMatchObject({ needsPlace: true })
})
