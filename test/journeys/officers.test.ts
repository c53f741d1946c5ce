import { expect, test } from 'vitest'
import { findAccountBySubject } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const admin = await signed('admin')
type Role = { role: string; divisionCode: string; authorityCode: string | null }
type Officer = {
  accountId: string
  name: string
  residentIdNo: string | null
  signedInAt: string | null
  disabledAt: string | null
  roles: (Role & { authorityName: string | null; divisionName: string; givenBy: string | null; mayWithdraw: boolean })[]
  history: { type: string; by: string; reason: string; role: Role | null }[]
  detail?: string
}
type List = { items: Officer[]; next: string | null; total: number }
const list = async (query: string) => (await admin.api<List>('GET', `/officers${query}`)).body
const place = async (q: string) =>
  (await admin.api<{ items: (Role & { name: string })[] }>('GET', `/places?q=${encodeURIComponent(q)}`)).body.items
const appoint = (body: unknown, by = admin) => by.api<Officer>('POST', '/officers/appointments', body)

test('a citizen is found by name, appointed at an authority found by name, works at once, and loses the post at once', async () => {
  const zhang = await signed('citizen-2')
  expect((await zhang.api('GET', '/inbox')).status).toBe(403)
  const found = await admin.api<{ items: Officer[] }>('POST', '/officers/lookup', { words: '张大爷（演示）' })
  const [one] = found.body.items
  // Only the whole name finds a citizen, and the number is masked.
  expect(one?.residentIdNo).toBe('440524********0014')
  expect((await admin.api<{ items: Officer[] }>('POST', '/officers/lookup', { words: '张' })).body.items).toEqual([])
  const byNo = await admin.api<{ items: Officer[] }>('POST', '/officers/lookup', { words: '440524 18800101 0014' })
  expect(byNo.body.items.map((each) => each.accountId)).toEqual([one?.accountId])

  const [bureau] = await place('解放区市场监督管理局')
  const role = {
    role: 'examiner',
    divisionCode: bureau?.divisionCode ?? '',
    authorityCode: bureau?.authorityCode ?? null,
  }
  const body = { appointee: { by: 'account', accountId: one?.accountId }, role, reason: '借调审查' }
  const given = await appoint(body)
  expect([given.status, given.body.detail]).toEqual([201, undefined])
  expect((await appoint(body)).status).toBe(200)
  expect(given.body.roles.map((each) => [each.authorityName, each.givenBy, each.mayWithdraw])).toEqual([
    [bureau?.name, '郑管理（演示）', true],
  ])
  expect((await zhang.api('GET', '/inbox')).status).toBe(200)
  const page = await list('?q=张大爷&role=examiner')
  expect([page.total, page.items[0]?.name]).toEqual([1, '张大爷（演示）'])

  const path = `/officers/${one?.accountId}/role-withdrawals`
  expect((await admin.api<Officer>('POST', path, { role, reason: '' })).body).toMatchObject({
    errors: [{ pointer: '/reason' }],
  })
  const withdrawn = await admin.api<Officer>('POST', path, { role, reason: '借调期满' })
  expect(withdrawn.body.history.map(({ type, by, reason }) => [type, by, reason])).toEqual([
    ['role-withdrawn', '郑管理（演示）', '借调期满'],
    ['role-given', '郑管理（演示）', '借调审查'],
  ])
  expect((await zhang.api('GET', '/inbox')).status).toBe(403)
  expect((await list('?q=张大爷')).total).toBe(0)
})

test('somebody expected is listed as such, under a masked number', async () => {
  const role = { role: 'counter-clerk', divisionCode: '410802000000', authorityCode: null }
  const appointee = { by: 'resident-id', residentIdNo: '110101198001010010', name: '新来的' }
  expect((await appoint({ appointee, role, reason: '招录' })).status).toBe(201)
  const expected = await list('?state=expected&q=新来的')
  expect(expected.items.map((one) => [one.name, one.residentIdNo, one.signedInAt])).toEqual([
    ['新来的', '110101********0010', null],
  ])
})

test('the list is paged by key, every officer once', async () => {
  const names: string[] = []
  let after = ''
  for (let turn = 0; turn < 20; turn++) {
    const page = await list(`?limit=3${after}`)
    names.push(...page.items.map((one) => one.accountId))
    if (page.next === null) break
    after = `&after=${encodeURIComponent(page.next)}`
  }
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBe((await list('')).total)
})

test('a county’s administrator reaches the county’s officers and nobody else’s; nobody changes their own roles', async () => {
  const clerk = await findAccountBySubject(bantuo.db, 'demo', 'other-clerk')
  const role = { role: 'administrator', divisionCode: '410804000000', authorityCode: null }
  const made = await appoint({
    appointee: { by: 'account', accountId: clerk?.accountId },
    role,
    reason: '马村区的管理员',
  })
  expect(made.status).toBe(201)
  const countys = await signed('other-clerk')
  const seen = await countys.api<List>('GET', '/officers')
  expect(seen.body.items.map((one) => one.name)).toEqual(['马村窗口（演示）'])
  const examiner = await findAccountBySubject(bantuo.db, 'demo', 'examiner')
  expect((await countys.api('GET', `/officers/${examiner?.accountId}`)).status).toBe(404)
  const disabling = await countys.api('POST', `/officers/${examiner?.accountId}/disabling`, { reason: '越界' })
  expect(disabling.status).toBe(403)
  const own = await countys.api<Officer>('POST', `/officers/${clerk?.accountId}/role-withdrawals`, {
    role,
    reason: '不干了',
  })
  expect([own.status, own.body.detail]).toEqual([403, expect.stringContaining('另一位管理员')])
  const self = await findAccountBySubject(bantuo.db, 'demo', 'admin')
  expect((await admin.api('POST', `/officers/${self?.accountId}/disabling`, { reason: '停' })).status).toBe(403)
  const places = await countys.api<{ items: Role[] }>('GET', '/places')
  expect(places.body.items.every((one) => one.divisionCode.startsWith('410804'))).toBe(true)
})

test('disabling ends the sessions at once; enabling lets the officer in again', async () => {
  const examiner = await signed('examiner')
  const { accountId } = (await examiner.api<{ account: { accountId: string } }>('GET', '/session')).body.account
  const disabled = await admin.api<Officer>('POST', `/officers/${accountId}/disabling`, { reason: '停职' })
  expect(disabled.body.disabledAt).not.toBeNull()
  expect((await examiner.api('GET', '/inbox')).status).toBe(401)
  expect((await list('?state=disabled')).items.map((one) => one.accountId)).toEqual([accountId])
  await examiner.signIn('examiner')
  expect((await examiner.api('GET', '/inbox')).status).toBe(401)
  await admin.api('POST', `/officers/${accountId}/enabling`, { reason: '复职' })
  await examiner.signIn('examiner')
  expect((await examiner.api('GET', '/inbox')).status).toBe(200)
})
