import { beforeAll, expect, test } from 'vitest'
import { makeSecurityKey } from '../helpers/security-key.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const key = makeSecurityKey(bantuo.url)
let examiner: Visitor
beforeAll(async () => {
  examiner = makeVisitor(bantuo.url)
  await examiner.signIn('examiner')
})

type Kept = { items: { passkeyId: string; name: string; usedAt: string | null }[]; detail?: string }
type Asked = { challenge: string; rp: { id: string }; detail?: string }

const askToAdd = async (who: Visitor, name: string) => who.api<Asked>('POST', '/session/passkeys/ask', { name })
const add = (who: Visitor, name: string, answer: unknown) =>
  who.api<Kept>('POST', '/session/passkeys', { name, answer })
const post = (who: Visitor, path: string, body: unknown) =>
  who.raw(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
async function challenge(who: Visitor): Promise<string> {
  return (JSON.parse((await post(who, '/sign-in/passkey/ask', {})).html) as Asked).challenge
}
const signedIn = async (who: Visitor) => (await who.api<{ account: { name: string } | null }>('GET', '/session')).body

test('an officer’s passkey opens the account; what it was asked is good once', async () => {
  const asked = await askToAdd(examiner, '安全密钥')
  expect(asked.status, asked.body.detail).toBe(200)
  expect(asked.body.rp.id).toBe('localhost')
  const added = await add(examiner, '安全密钥', key.create(asked.body.challenge))
  expect(added.body.items.map((one) => [one.name, one.usedAt])).toEqual([['安全密钥', null]])
  const again = await add(examiner, '又一把', makeSecurityKey(bantuo.url).create(asked.body.challenge))
  expect([again.status, again.body.detail]).toEqual([409, '等得太久，或这一次已经用过。请重新开始。'])

  const visitor = makeVisitor(bantuo.url)
  const answer = key.get(await challenge(visitor))
  expect((await post(visitor, '/sign-in/passkey', answer)).status).toBe(200)
  expect((await signedIn(visitor)).account?.name).toContain('演示')
  const other = makeVisitor(bantuo.url)
  expect((await post(other, '/sign-in/passkey', answer)).status).toBe(409)
  expect((await signedIn(other)).account).toBeNull()
})

test('what another place, a device that does not know its user, a copied key or nobody signed opens nothing', async () => {
  const visitor = makeVisitor(bantuo.url)
  const attempts = [
    key.get(await challenge(visitor), { counter: 2, at: 'https://elsewhere.example' }),
    key.get(await challenge(visitor), { counter: 2, isVerified: false }),
    key.get(await challenge(visitor), { counter: 1 }), // the counter that was there before
    makeSecurityKey(bantuo.url).get(await challenge(visitor), { counter: 2 }),
  ]
  for (const attempt of attempts) expect((await post(visitor, '/sign-in/passkey', attempt)).status).toBe(403)
  const late = key.get(await challenge(visitor), { counter: 2 })
  bantuo.time.forward({ minutes: 6 })
  expect((await post(visitor, '/sign-in/passkey', late)).status).toBe(409)
  for (const nothing of [{}, [], 'x', { id: 1, response: {} }, { id: 'a', response: { clientDataJSON: 'e30' } }])
    expect([409, 422]).toContain((await post(visitor, '/sign-in/passkey', nothing)).status)
  const foreign = await visitor.raw('/sign-in/passkey/ask', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    body: '{}',
  })
  expect(foreign.status).toBe(403)
  expect((await signedIn(visitor)).account).toBeNull()
})

test('nobody else sees or removes an officer’s passkey; applicants have none; a name is asked for and stands once', async () => {
  const mine = (await examiner.api<Kept>('GET', '/session/passkeys')).body.items
  const decider = makeVisitor(bantuo.url)
  await decider.signIn('decider')
  expect((await decider.api<Kept>('GET', '/session/passkeys')).body.items).toEqual([])
  const path = `/session/passkeys/${mine[0]?.passkeyId}/removal`
  expect((await decider.api('POST', path, {})).status).toBe(404)
  const citizen = makeVisitor(bantuo.url)
  await citizen.signIn('citizen-1')
  expect((await citizen.api('GET', '/session/passkeys')).status).toBe(403)
  expect((await askToAdd(citizen, '手机')).status).toBe(403)
  expect((await askToAdd(examiner, ' ')).body.detail).toContain('请给这台设备起个名字')
  expect((await askToAdd(examiner, '安全密钥')).body.detail).toContain('已经有一把')
  // A challenge asked by one officer adds nothing to another's account.
  const asked = await askToAdd(decider, '甲')
  expect((await add(examiner, '甲', makeSecurityKey(bantuo.url).create(asked.body.challenge))).status).toBe(409)
  // The same device cannot open two accounts.
  const second = await askToAdd(decider, '乙')
  expect((await add(decider, '乙', key.create(second.body.challenge))).status).toBe(403)
})

test('a disabled account is opened by no passkey; a removed passkey opens nothing', async () => {
  const clerk = makeVisitor(bantuo.url)
  await clerk.signIn('clerk')
  const own = makeSecurityKey(bantuo.url)
  const asked = await askToAdd(clerk, '窗口')
  expect((await add(clerk, '窗口', own.create(asked.body.challenge))).status).toBe(200)
  const { account } = (await clerk.api<{ account: { accountId: string } }>('GET', '/session')).body
  const admin = makeVisitor(bantuo.url)
  await admin.signIn('admin')
  expect((await admin.api('POST', `/officers/${account.accountId}/disabling`, { reason: '离岗' })).status).toBe(200)
  const visitor = makeVisitor(bantuo.url)
  expect((await post(visitor, '/sign-in/passkey', own.get(await challenge(visitor)))).status).toBe(403)

  const [mine] = (await examiner.api<Kept>('GET', '/session/passkeys')).body.items
  const removed = await examiner.api<Kept>('POST', `/session/passkeys/${mine?.passkeyId}/removal`, {})
  expect(removed.body.items).toEqual([])
  expect((await post(visitor, '/sign-in/passkey', key.get(await challenge(visitor), { counter: 9 }))).status).toBe(403)
})
