import { expect, test } from 'vitest'
import { makeCalendar } from '#standards'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { listInbox } from '../task/task-store.ts'
import { supplyNotices } from './supply-due.ts'

const { db, time, citizen, clerk, decider, submitNew, must, act, open, fireAll } = await openCaseDesk()
const told = (caseFile: CaseFile) =>
  caseFile.history.map((event) => event.type).filter((type) => type.startsWith('supply-'))
const requests = [{ materialNo: 2, what: '居民户口簿', reason: '没有提交', basis: null }]

async function asked() {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ without: [2] }))
  return must(await act(clerk, caseId, { move: 'request-correction', requests }))
}
const actByOf = async (caseId: string) => {
  const { accountId } = clerk.account
  const page = await listInbox(db, '4108', clerk.roles, {
    holder: 'all',
    accountId,
    text: null,
    after: null,
    limit: 50,
  })
  return page.rows.find((row) => row.caseId === caseId)?.actBy?.toString() ?? null
}

test('whoever was asked for papers is reminded once, three working days before, and told once when the day has passed', async () => {
  const { caseId, correction } = await asked()
  // Thirty days after 2 March; Wednesday 1 April. Three working days before is Friday 27 March.
  expect(correction?.dueOn.toString()).toBe('2026-04-01')
  time.goTo('2026-03-26')
  await fireAll()
  expect(told(await open(caseId))).toEqual([])
  time.goTo('2026-03-27')
  await Promise.all([fireAll(), fireAll()])
  expect(told(await open(caseId))).toEqual(['supply-reminded'])
  expect(await actByOf(caseId)).toBeNull()
  time.goTo('2026-04-01')
  await fireAll()
  expect(told(await open(caseId))).toEqual(['supply-reminded'])
  time.goTo('2026-04-02')
  await fireAll()
  await fireAll()
  expect(told(await open(caseId))).toEqual(['supply-reminded', 'supply-overdue'])
  // Officers find it in their list: five working days after 1 April, over 清明.
  expect(await actByOf(caseId)).toBe('2026-04-09')
})

test('an officer whose page stood open while the applicant was reminded acts on; what a colleague did meanwhile is told first', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ without: [2] }))
  const { version: seen, materials } = must(await act(clerk, caseId, { move: 'request-correction', requests }))
  time.goTo('2026-03-27')
  await fireAll()
  expect(told(await open(caseId))).toEqual(['supply-reminded'])
  const materialNo = materials[0]?.materialNo ?? 0
  must(await act(clerk, caseId, { move: 'check-material', materialNo, trust: 'A', note: '原件已核' }, null, seen))
  const stale = await act(clerk, caseId, { move: 'accept', deferred: [] }, null, seen)
  expect('refused' in stale && stale.sentence.zh).toContain('您打开后，本件已由')
})

test('nothing ends by itself: late papers are still taken, and an officer may end the case by law', async () => {
  const late = await asked()
  time.goTo('2026-04-03')
  await fireAll()
  const supplied = must(
    await act(citizen, late.caseId, { move: 'supplement', materials: [], form: null, note: '已带来' }),
  )
  expect(supplied.state).toBe('submitted')
  const left = await asked()
  time.goTo('2026-04-03')
  await fireAll()
  const ended = { move: 'terminate', reason: '补正期限内没有补交', basis: '一次性告知书载明的期限' } as const
  expect(must(await act(decider, left.caseId, ended)).state).toBe('terminated')
  time.goTo('2026-05-04')
  await fireAll()
  expect(told(await open(left.caseId))).toEqual(['supply-overdue'])
})

test('a time to supply whose last day is a holiday ends on the next working day, and nobody is called late before', async () => {
  time.goTo('2026-09-01')
  const { caseId } = must(await submitNew({ without: [2] }))
  const { correction } = must(await act(clerk, caseId, { move: 'request-correction', requests }))
  // Thirty days after 1 September is National Day; by the notice the first day worked after it is Thursday 8 October.
  expect(correction?.dueOn.toString()).toBe('2026-10-08')
  for (const day of ['2026-10-02', '2026-10-08']) {
    time.goTo(day)
    await fireAll()
    expect(told(await open(caseId)), day).not.toContain('supply-overdue')
  }
  time.goTo('2026-10-09')
  await fireAll()
  expect(told(await open(caseId))).toContain('supply-overdue')
})

test('who supplies in time hears nothing of it', async () => {
  const { caseId } = await asked()
  must(await act(citizen, caseId, { move: 'supplement', materials: [], form: null, note: '已带来' }))
  time.goTo('2026-04-02')
  await fireAll()
  expect(told(await open(caseId))).toEqual([])
})

test('a deferred paper is reminded of three working days before its day; told only just before, one day before; told that same day, not at all', () => {
  const calendar = makeCalendar([])
  const remindedOn = (acceptedOn: string, dueOn: string) => {
    const day = Temporal.PlainDate.from(acceptedOn)
    const deferred = [{ materialNo: 5, name: '制度目录', dueOn, supplied: false }]
    const facts = { state: 'accepted', correction: null, deferred, acceptedOn: day, history: [] } as const
    return supplyNotices({ ...facts, deferred, history: [] }, calendar).map(
      ({ type, from }) => `${type} ${from.toString()}`,
    )
  }
  // Monday 2 March to Monday 16 March: reminded on Wednesday the 11th.
  expect(remindedOn('2026-03-02', '2026-03-16')).toEqual(['supply-reminded 2026-03-11', 'supply-overdue 2026-03-17'])
  expect(remindedOn('2026-03-02', '2026-03-05')).toEqual(['supply-reminded 2026-03-04', 'supply-overdue 2026-03-06'])
  expect(remindedOn('2026-03-02', '2026-03-03')).toEqual(['supply-overdue 2026-03-04'])
})
