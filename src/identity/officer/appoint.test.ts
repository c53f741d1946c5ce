import { expect, test } from 'vitest'
import { makeClock } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { anOfficer, aPerson } from '../../../test/helpers/people.ts'
import { isRefusal, listEvents, sql } from '../../base/index.ts'
import { findAccountByResidentId, keepAccount, keepWalkIn } from '../account/account-store.ts'
import type { OfficerRole } from '../role/role.ts'
import type { Session } from '../session/session.ts'
import { findSession, openSession } from '../session/session-store.ts'
import type { Offices } from './account-change.ts'
import { appoint } from './appoint.ts'
import { disableAccount, enableAccount } from './close-account.ts'
import type { Appointee } from './officer.ts'
import { findOfficer, listOfficers } from './officer-store.ts'
import { withdrawRole } from './withdraw-role.ts'

const { db } = await freshDatabase()
const time = makeClock()
const offices: Offices = {
  db,
  clock: time.clock,
  cityCode: '4108',
  hasPlace: (role) => role.divisionCode.startsWith('4108'),
}
const citys: OfficerRole = { role: 'administrator', divisionCode: '410800000000', authorityCode: null }
const clerk: OfficerRole = { role: 'counter-clerk', divisionCode: '410802000000', authorityCode: null }
const admin = await anOfficer(db, '郑管理', [citys])

const give = (appointee: Appointee, role = clerk, by: Session = admin) =>
  appoint(offices, by, { appointee, role, reason: '调入窗口' })
const must = <T>(value: T): Exclude<T, { refused: unknown }> => {
  if (isRefusal(value)) throw new Error(value.sentence.zh)
  return value as Exclude<T, { refused: unknown }>
}
const eventsOf = async (accountId: string) =>
  (await listEvents(db, '4108', 'account', accountId)).map(({ type, actor }) => [type, actor.name])
const signIn = async (subject: string, name: string, profile = {}) => {
  const at = time.clock()
  const account = await keepAccount(db, { issuer: 'https://id.example', subject, kind: 'person', name, profile, at })
  return account && { account, secret: await openSession(db, account.accountId, at) }
}
const sessionOf = (secret: string) => findSession(db, secret, time.clock().toZonedDateTimeISO('Asia/Shanghai'))

test('whoever signed in once is given a role, and their open session has it with the next request', async () => {
  const wang = await signIn('wang', '王新')
  const secret = wang?.secret ?? ''
  const accountId = wang?.account.accountId ?? ''
  expect((await sessionOf(secret))?.account.kind).toBe('person')
  expect(must(await give({ by: 'account', accountId })).isNew).toBe(true)
  const session = await sessionOf(secret)
  expect([session?.account.kind, session?.roles]).toEqual(['officer', [clerk]])
  const officer = await findOfficer(db, accountId)
  expect(officer?.roles.map((one) => [one.givenBy, String(one.givenAt)])).toEqual([['郑管理', '2026-03-02T01:30:00Z']])
  // Again: nothing happens, nothing is noted.
  expect(must(await give({ by: 'account', accountId })).isNew).toBe(false)
  expect(await eventsOf(accountId)).toEqual([['role-given', '郑管理']])
  const [event] = await listEvents(db, '4108', 'account', accountId)
  expect(event?.data).toEqual({ ...clerk, reason: '调入窗口' })
})

test('somebody expected by identity number or by subject finds the role at the first sign-in, under the name vouched for', async () => {
  const residentIdNo = '440524188001010014'
  const byNo = must(await give({ by: 'resident-id', residentIdNo, name: '李待岗' }))
  const bySubject = must(await give({ by: 'subject', subject: 'p-77', name: '赵待岗' }))
  expect((await findOfficer(db, byNo.accountId))?.signedInAt).toBeNull()
  // The same person is appointed once more before they came: still one account.
  expect(must(await give({ by: 'resident-id', residentIdNo, name: '李待岗' })).accountId).toBe(byNo.accountId)
  const li = await signIn('p-12', '李待岗', { residentIdNo })
  const zhao = await signIn('p-77', '赵正名', { residentIdNo: '34052419800101001X' })
  expect([li?.account.accountId, zhao?.account.accountId]).toEqual([byNo.accountId, bySubject.accountId])
  expect((await sessionOf(li?.secret ?? ''))?.roles).toEqual([clerk])
  const found = await findOfficer(db, bySubject.accountId)
  expect([found?.name, found?.residentIdNo]).toEqual(['赵正名', '34052419800101001X'])
  expect((await signIn('p-77', '赵正名'))?.account.accountId).toBe(bySubject.accountId)
})

test('an officer stays a citizen: a counter finds their account by the identity number', async () => {
  const residentIdNo = '410825199001011237'
  const sun = await signIn('sun', '孙两面', { residentIdNo })
  must(await give({ by: 'resident-id', residentIdNo, name: '孙两面' }))
  const walkedIn = await keepWalkIn(db, { name: '孙两面', residentIdNo, mobile: '13800000001', at: time.clock() })
  expect(walkedIn === false ? null : walkedIn.accountId).toBe(sun?.account.accountId)
  expect((await findAccountByResidentId(db, residentIdNo))?.accountId).toBe(sun?.account.accountId)
})

test('one officer examines for two authorities of one county, and loses one of both posts only', async () => {
  const { account } = await aPerson(db, '周两岗')
  const at = (authorityCode: string): OfficerRole => ({ role: 'examiner', divisionCode: '410802000000', authorityCode })
  for (const code of ['A', 'B']) must(await give({ by: 'account', accountId: account.accountId }, at(code)))
  const asked = { accountId: account.accountId, role: at('A'), reason: '转岗' }
  expect(await withdrawRole(offices, admin, asked)).toBeNull()
  expect((await findOfficer(db, account.accountId))?.roles.map((one) => one.authorityCode)).toEqual(['B'])
  expect(await withdrawRole(offices, admin, asked)).toMatchObject({ refused: 'conflict' })
  await withdrawRole(offices, admin, { ...asked, role: at('B') })
  const { rows } = await sql<{
    kind: string
  }>`select kind from accounts where account_id = ${account.accountId}::uuid`.execute(db)
  expect(rows).toEqual([{ kind: 'person' }])
})

test('an appointment says at which field it is wrong', async () => {
  const { account } = await aPerson(db, '吴某', { residentIdNo: '11010519491231002X' })
  const flawOf = (value: unknown) => (isRefusal(value) ? value.flaws[0]?.pointer : 'given')
  const none = { by: 'resident-id', residentIdNo: '11010519491231002X', name: '别人' } as const
  expect(flawOf(await give(none))).toBe('/appointee/name')
  expect(flawOf(await give({ ...none, residentIdNo: '110105194912310021' }))).toBe('/appointee/residentIdNo')
  expect(flawOf(await give({ by: 'subject', subject: 'nobody-yet', name: '' }))).toBe('/appointee/name')
  const whom = { by: 'account', accountId: account.accountId } as const
  expect(flawOf(await give(whom, { ...clerk, divisionCode: '410100000000' }))).toBe('/role/place')
  expect(flawOf(await appoint(offices, admin, { appointee: whom, role: clerk, reason: ' ' }))).toBe('/reason')
  expect(await findOfficer(db, account.accountId)).toMatchObject({ roles: [] })
})

test('a disabled account is out at once, cannot sign in or be appointed, and comes back with its roles', async () => {
  const { account } = await aPerson(db, '钱某', { residentIdNo: '110101198001010010' })
  must(await give({ by: 'account', accountId: account.accountId }))
  const secret = await openSession(db, account.accountId, time.clock())
  const asked = { accountId: account.accountId, reason: '停职' }
  for (const _ of ['once', 'again']) expect(await disableAccount(offices, admin, asked)).toBeNull()
  expect(await sessionOf(secret)).toBeUndefined()
  expect(await give({ by: 'account', accountId: account.accountId })).toMatchObject({ refused: 'conflict' })
  for (const _ of ['once', 'again'])
    expect(await enableAccount(offices, admin, { ...asked, reason: '复职' })).toBeNull()
  const again = await openSession(db, account.accountId, time.clock())
  expect((await sessionOf(again))?.roles).toEqual([clerk])
  expect((await eventsOf(account.accountId)).map(([type]) => type)).toEqual([
    'role-given',
    'account-disabled',
    'account-enabled',
  ])
})

test('the last administrator of the city keeps the role, even when two dismiss each other at the same moment', async () => {
  const second = await anOfficer(db, '副管理', [citys])
  const dismiss = (by: Session, whom: Session) =>
    withdrawRole(offices, by, { accountId: whom.account.accountId, role: citys, reason: '轮岗' })
  const outcomes = await Promise.all([dismiss(admin, second), dismiss(second, admin)])
  expect(outcomes.filter((one) => one === null)).toHaveLength(1)
  expect(outcomes.find((one) => one !== null)).toMatchObject({
    refused: 'conflict',
    sentence: { zh: expect.stringContaining('最后一位') },
  })
  const left = outcomes[0] === null ? admin : second
  // A session that still believes in its role cannot do it either, by whichever door.
  const gone = left === admin ? second : admin
  expect(await disableAccount(offices, gone, { accountId: left.account.accountId, reason: '停职' })).toMatchObject({
    refused: 'conflict',
  })
  // The operator can always let somebody in.
  const appointee = { by: 'account', accountId: gone.account.accountId } as const
  expect(must(await appoint(offices, 'operator', { appointee, role: citys, reason: '恢复' })).isNew).toBe(true)
  expect((await eventsOf(gone.account.accountId)).at(-1)).toEqual(['role-given', 'bantuo appoint'])
})

test('a county’s administrator lists and changes the county’s officers only', async () => {
  const here = await anOfficer(db, '县管理', [{ ...citys, divisionCode: '410804000000' }])
  const theirs = await anOfficer(db, '马村窗口', [{ ...clerk, divisionCode: '410804001000' }])
  const others = await anOfficer(db, '解放窗口', [clerk])
  const filter = { scopes: here.roles, whole: false, q: '窗口', role: '', state: 'all' } as const
  const listed = await listOfficers(db, filter, { after: null, limit: 10 })
  expect(listed.map((one) => one.name)).toEqual(['马村窗口'])
  expect(
    await withdrawRole(offices, here, { accountId: others.account.accountId, role: clerk, reason: '越界' }),
  ).toMatchObject({ refused: 'not-allowed' })
  expect(await give({ by: 'account', accountId: theirs.account.accountId }, clerk, here)).toMatchObject({
    refused: 'not-allowed',
  })
})
