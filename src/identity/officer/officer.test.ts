import { expect, test } from 'vitest'
import type { OfficerRole } from '../role/role.ts'
import { mayNot, maySee, type OfficerChange } from './officer.ts'

const city = '4108'
const of = (role: OfficerRole['role'], divisionCode: string, authorityCode: string | null = null): OfficerRole => ({
  role,
  divisionCode,
  authorityCode,
})
const citys = of('administrator', '410800000000')
const countys = of('administrator', '410802000000')
const bureaus = of('administrator', '410802000000', 'A')
const clerk = of('counter-clerk', '410802001000')
const clerkOfA = of('counter-clerk', '410802000000', 'A')
const elsewhere = of('counter-clerk', '410804000000')
const appointing = (role: OfficerRole): OfficerChange => ({ change: 'appoint', role })
const withdrawing = (role: OfficerRole): OfficerChange => ({ change: 'withdraw', role })
const disabling: OfficerChange = { change: 'disable' }

test.each<[string, OfficerRole, OfficerChange, OfficerRole[], boolean]>([
  ['the city’s appoints in every county', citys, appointing(elsewhere), [], true],
  ['the city’s withdraws in every county', citys, withdrawing(elsewhere), [elsewhere], true],
  ['a county’s appoints in its townships', countys, appointing(clerk), [], true],
  ['a county’s appoints nobody next door', countys, appointing(elsewhere), [], false],
  ['a county’s appoints nobody for the city', countys, appointing(citys), [], false],
  ['a county’s appoints another for the county', countys, appointing(countys), [], true],
  ['a bureau’s appoints in its bureau', bureaus, appointing(clerkOfA), [], true],
  ['a bureau’s appoints nobody for every authority', bureaus, appointing(countys), [], false],
  ['a bureau’s appoints nobody for another', bureaus, appointing(of('examiner', '410802000000', 'B')), [], false],
  ['a county’s disables whoever works there', countys, disabling, [clerk, clerkOfA], true],
  ['a county’s disables nobody who works elsewhere too', countys, disabling, [clerk, elsewhere], false],
  ['a county’s disables no citizen', countys, disabling, [], false],
  ['the city’s disables a citizen', citys, disabling, [], true],
  ['a clerk appoints nobody', clerk, appointing(clerk), [], false],
  ['an editor appoints nobody', of('catalogue-editor', '410800000000'), appointing(clerk), [], false],
])('an administrator: %s', (_, held, change, roles, allowed) => {
  const refused = mayNot({ account: { accountId: 'me' }, roles: [held] }, change, { accountId: 'them', roles }, city)
  expect(refused === null).toBe(allowed)
})

test('nobody changes their own roles or closes their own account', () => {
  const me = { account: { accountId: 'me' }, roles: [citys] }
  for (const change of [appointing(clerk), withdrawing(citys), disabling, { change: 'enable' } as const])
    expect(mayNot(me, change, { accountId: 'me', roles: [citys] }, city)?.sentence.zh).toContain('另一位管理员')
})

test('an administrator sees whoever holds a role within reach; whoever holds none is the whole city’s to see', () => {
  expect(maySee([countys], { roles: [] }, city)).toBe(false)
  expect(maySee([citys], { roles: [] }, city)).toBe(true)
  const held = { ...clerk, givenAt: null, givenBy: null }
  expect(maySee([countys], { roles: [held] }, city)).toBe(true)
  expect(maySee([countys], { roles: [{ ...elsewhere, givenAt: null, givenBy: null }] }, city)).toBe(false)
  expect(maySee([clerk], { roles: [held] }, city)).toBe(false)
})
