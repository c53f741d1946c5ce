import { describe, expect, test } from 'vitest'
import { isRefusal, type Refusal, sql } from '#base'
import { revokeMandate, type Session } from '#identity'
import { aPerson } from '../../../test/helpers/people.ts'
import { ruleCases, woman } from '../../../test/helpers/rule-cases.ts'
import { openRuleDesk, ruleCase } from '../../../test/helpers/rule-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { runCalls } from './run-calls.ts'

// 秒批: the route “automatic” with its tables, from the application to the decision or to a person’s desk.

const desk = await openRuleDesk()
const {
  db,
  time,
  handling,
  city,
  itemOf,
  must,
  act,
  citizen,
  mandateOf,
  apply,
  open,
  decideAll,
  officersOf,
  publishTable,
  withdrawTable,
} = desk
const today = (): Temporal.PlainDate => time.clock().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
const types = (caseFile: CaseFile): string[] => caseFile.history.map((event) => event.type)
const sentence = (value: CaseFile | Refusal): string => (isRefusal(value) ? value.sentence.zh : value.state)
const pension = ruleCase('S0075')

describe('at half past two in the night of the Spring Festival', () => {
  test.each(ruleCases.map((one) => [itemOf(one.entryId).content.name.en, one] as const))('%s', async (_, one) => {
    time.goTo('2026-02-17')
    time.forward({ hours: -7 })
    const item = itemOf(one.entryId)
    expect(item.content.route).toBe('automatic')
    const { caseId, caseNo } = await apply(one)
    expect((await open(caseId)).state).toBe('submitted')
    await decideAll()
    const granted = await open(caseId)
    expect(granted.state, JSON.stringify(granted.ruling)).toBe('granted')
    expect(granted.decision).toMatchObject({
      ...{ outcome: 'granted', byRule: true, by: '', byName: '自动审批' },
      ...{ basis: item.content.legalBasis[0], reason: granted.ruling?.reason },
    })
    expect(granted.acceptedOn?.toString()).toBe('2026-02-17')
    expect(granted.result?.resultNo).toBe(`${caseNo}-1`)
    expect(granted.closedAt?.toString()).toBe('2026-02-16T18:30:00Z')
    expect(types(granted)).toContain('rating-invited')
    expect(granted.ruling?.decision).toMatchObject({ key: item.content.decision, version: 1 })
    const actors = granted.history.filter((event) => ['accepted', 'decided', 'closed'].includes(event.type))
    expect(actors.map((event) => event.actor)).toEqual(Array(3).fill({ kind: 'system', name: '自动审批' }))
  })

  test.each(ruleCases.map((one) => [itemOf(one.entryId).content.name.en, one] as const))(
    '%s: what is doubtful waits for a person, who reads why',
    async (_, one) => {
      const { caseId } = await apply(one, one.doubtful.with(today()))
      await decideAll()
      const left = await open(caseId)
      expect(left.state).toBe('submitted')
      expect(left.decision).toBeNull()
      expect(left.ruling?.outcome).toBe('doubtful')
      const read = [left.ruling?.reason, ...(left.ruling?.rules ?? []).map((rule) => rule.says.zh)].join(' ')
      expect(read).toContain(one.doubtful.because)
      expect(left.tasks.map((task) => [task.role, task.stage])).toEqual([['counter-clerk', 'acceptance']])
    },
  )
})

test('the doubtful case is taken on as usual: a clerk accepts it and decides on the spot', async () => {
  time.goTo('2026-03-02')
  const item = itemOf(pension.entryId)
  const { clerk } = await officersOf(item)
  const { caseId } = await apply(pension, pension.doubtful.with(today()))
  await decideAll()
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const done = must(
    await act(clerk, caseId, {
      move: 'decide',
      outcome: 'granted',
      reason: '已核对，原养老保险已经终止，准予参保',
      basis: item.content.legalBasis[0] ?? '',
    }),
  )
  expect(done.state).toBe('granted')
  expect(done.decision).toMatchObject({ byRule: false, byName: '窗口（演示）' })
  // What an officer decided is not drawn, and not overturned.
  expect(types(done)).not.toContain('sampled')
  const { decider } = await officersOf(item)
  const refused = await act(decider, caseId, { move: 'overturn', reason: '想撤销这个决定', basis: '第六十九条' })
  expect(sentence(refused)).toContain('不是系统按规则决定的')
})

test('several workers at once decide once', async () => {
  const { caseId } = await apply(pension)
  await Promise.all(Array.from({ length: 6 }, () => runCalls(handling, {})))
  const granted = await open(caseId)
  for (const type of ['ruled', 'accepted', 'decided', 'result-issued', 'closed', 'rating-invited'])
    expect(
      types(granted).filter((one) => one === type),
      type,
    ).toHaveLength(1)
  // A worker whose lease ran out finds nothing to do.
  await sql`insert into service_calls (city_code, case_id, token, element, call, state, due_at, called_at)
    values ('4108', ${caseId}::uuid, 1, 'rule', 'decide', 'waiting', ${time.clock().toString()}, ${time.clock().toString()})`.execute(
    db,
  )
  await decideAll()
  expect((await open(caseId)).version).toBe(granted.version)
})

test('a mandate that was revoked before the table looked covers nothing any more', async () => {
  const agent = await aPerson(db, '代办人（演示）', { residentIdNo: '34052419800101001X' })
  const mandate = await mandateOf({ kind: 'natural', accountId: citizen.account.accountId, name: woman.name }, agent)
  const acting: Session = { ...agent, mandate }
  const { caseId: first } = await apply(pension, {}, acting)
  await decideAll()
  expect((await open(first)).state).toBe('granted')
  const { caseId: second } = await apply(pension, {}, acting)
  const by = { accountId: citizen.account.accountId, name: woman.name }
  const principal = { kind: 'natural', ...by } as const
  await revokeMandate(db, '4108', { mandateId: mandate.mandateId, principal, by, at: time.clock() })
  await decideAll()
  const left = await open(second)
  expect(left.state).toBe('submitted')
  expect(left.ruling?.rules.map((rule) => rule.says.zh).join()).toContain('委托已经失效')
})

test('a name or number typed otherwise than vouched for is looked at by a person', async () => {
  for (const over of [{ applicantName: '林夏' }, { residentIdNo: '34052419800101001X' }]) {
    const { caseId } = await apply(pension, over)
    await decideAll()
    expect((await open(caseId)).state).toBe('submitted')
  }
  const unvouched = await aPerson(db, woman.name)
  const { caseId } = await apply(pension, {}, { ...unvouched, account: { ...unvouched.account, profile: {} } })
  await decideAll()
  expect((await open(caseId)).state).toBe('submitted')
  // A firm whose code was only typed, without its mandate.
  const typed = await apply(ruleCase('S0308'), {}, citizen)
  await decideAll()
  expect((await open(typed.caseId)).state).toBe('submitted')
})

describe('a table that changes while cases are on their way', () => {
  const key = 'fund-certificate'
  const certificate = ruleCase('S0129')

  test('decides by the version that holds when the case comes to it, and the case keeps which it was', async () => {
    const before = await apply(certificate)
    await decideAll()
    const later = await apply(certificate)
    // The new version grants nothing but sealed accounts.
    const xml = city().getDecisions(key).xml.replace('<text>"normal"</text>', '<text>"frozen"</text>')
    await publishTable(key, xml)
    await decideAll()
    expect((await open(before.caseId)).ruling).toMatchObject({ outcome: 'granted', decision: { key, version: 1 } })
    const left = await open(later.caseId)
    expect(left.ruling).toMatchObject({ outcome: 'doubtful', decision: { key, version: 2 } })
    expect(left.state).toBe('submitted')
    // What was decided stays decided.
    expect((await open(before.caseId)).state).toBe('granted')
  })

  test('leaves cases to a person when it was withdrawn and nothing stands in its place', async () => {
    const { caseId } = await apply(certificate)
    for (const version of [1, 2]) await withdrawTable(key, version)
    await decideAll()
    const left = await open(caseId)
    expect(left.ruling).toMatchObject({ outcome: 'doubtful', decision: { key, version: 0 } })
    expect(left.ruling?.reason).toContain('没有有效的审批规则')
    expect(left.tasks.map((task) => task.stage)).toEqual(['acceptance'])
    expect(left.calls).toEqual([])
  })
})
