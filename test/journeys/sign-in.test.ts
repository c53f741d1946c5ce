import { expect, test } from 'vitest'
import { appoint, findAccountBySubject } from '../../src/identity/index.ts'
import { startProvider } from '../helpers/identity-provider.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const li = {
  xm: '李正式',
  id_card: '44052418800101001 4',
  name: 'Li Zhengshi',
  email: 'li@example.cn',
  email_verified: true,
  phone_number: '+86 138-0000-0009',
  address: { formatted: '河南省焦作市\n解放区民生街 9 号', locality: '焦作市' },
  home: '410802001001',
}
const provider = await startProvider({
  people: {
    li,
    wang: {
      ...li,
      id_card: '34052419800101001X',
      email_verified: false,
      phone_number_verified: false,
      address: '老街 1 号',
    },
    boss: { xm: '王主任' },
    plain: { name: '只有名字' },
    swapped: { name: '换了人' },
  },
  scopes: {
    profile: ['name', 'xm', 'home'],
    email: ['email', 'email_verified'],
    phone: ['phone_number', 'phone_number_verified'],
    address: ['address'],
    'real-name': ['id_card'],
  },
  userinfo: (claims) => (claims['sub'] === 'swapped' ? { ...claims, sub: 'li' } : claims),
})
const bantuo = await startServer(
  undefined,
  {},
  {
    ...provider.settings,
    OIDC_SCOPES: 'openid profile email phone address real-name',
    OIDC_NAME_CLAIM: 'xm',
    OIDC_RESIDENT_ID_CLAIM: 'id_card',
    OIDC_DIVISION_CLAIM: 'home',
  },
)
provider.serve(bantuo.url)

const signIn = async (subject: string) => {
  const visitor = makeVisitor(bantuo.url)
  const choose = await visitor.get('/sign-in')
  return { visitor, page: await visitor.get(`${provider.issuer}${choose.url}?as=${subject}`) }
}
const accountOf = (subject: string) => findAccountBySubject(bantuo.db, provider.issuer, subject)

test('a standard provider tells who it is at its userinfo endpoint, under the names that the city set', async () => {
  const { page } = await signIn('li')
  expect(page.url).toBe('/me')
  expect(await accountOf('li')).toMatchObject({
    name: '李正式',
    profile: {
      residentIdNo: '440524188001010014',
      email: 'li@example.cn',
      mobile: '13800000009',
      address: '河南省焦作市 解放区民生街 9 号',
      divisionCode: '410802001001',
    },
  })
})

test('what the provider did not verify is left out, and an address in plain text is taken as it is', async () => {
  await signIn('wang')
  const account = await accountOf('wang')
  expect(account?.profile).toEqual({
    residentIdNo: '34052419800101001X',
    address: '老街 1 号',
    divisionCode: '410802001001',
  })
})

test('somebody of whom the provider knows the name only may sign in all the same', async () => {
  expect((await signIn('plain')).page.url).toBe('/me')
  expect(await accountOf('plain')).toMatchObject({ name: '只有名字', profile: {} })
})

test('an answer about another subject signs nobody in', async () => {
  const { page, visitor } = await signIn('swapped')
  expect(page.url).toContain('/sign-in/failed')
  expect((await visitor.api<{ account: null }>('GET', '/session')).body.account).toBeNull()
  expect(await accountOf('swapped')).toBeUndefined()
})

test('whom the operator appointed beforehand administers the city from the first sign-in on', async () => {
  const offices = { db: bantuo.db, clock: bantuo.time.clock, cityCode: '4108', hasPlace: () => true }
  const appointee = { by: 'subject', subject: 'boss', name: '待登录' } as const
  const role = { role: 'administrator', divisionCode: '410800000000', authorityCode: null } as const
  expect(await appoint(offices, 'operator', { appointee, role, reason: '首任' })).toMatchObject({ isNew: true })
  const { visitor } = await signIn('boss')
  const listed = await visitor.api<{ items: { name: string; signedInAt: string | null }[] }>('GET', '/officers')
  expect(listed.body.items.map((one) => [one.name, one.signedInAt])).toEqual([['王主任', '2026-03-02T01:30:00Z']])
})

test('on a machine that several use, whoever signs in after somebody signed out is asked who they are', async () => {
  const { visitor, page } = await signIn('li')
  expect(page.url).toBe('/me')
  // While nobody signed out the provider vouches without asking again.
  bantuo.time.forward({ minutes: 31 })
  expect((await visitor.get('/sign-in')).url).toBe('/me')
  await visitor.post(await visitor.get('/me'), '/sign-out')
  const asked = await visitor.get('/sign-in')
  expect(asked.url).toMatch(/^\/choose\//)
  expect((await visitor.get(`${provider.issuer}${asked.url}?as=li`)).url).toBe('/me')
  // Signed in anew, the next time it need not be asked again.
  bantuo.time.forward({ minutes: 31 })
  expect((await visitor.get('/sign-in')).url).toBe('/me')
})
