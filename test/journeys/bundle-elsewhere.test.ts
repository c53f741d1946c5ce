import { expect, test } from 'vitest'
import { sql } from '../../src/base/index.ts'
import { applyForBundle } from '../helpers/bundles.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, makeVisitor } from '../helpers/visitor.ts'

// A department that the place does not have: nobody there decides one item of the bundle.
const bantuo = await startServer()
await sql`update authorities set kind = '不在本市的机关' where kind = '住房公积金管理中心'`.execute(bantuo.db)
await sql`update city_changes set no = no + 1`.execute(bantuo.db)
const place = '410802001000'
const item = '离休、退休提取住房公积金'
const answers = { haveFund: 'yes', wantSenior: 'no' }
const wants = new URLSearchParams(answers)

const visitor = makeVisitor(bantuo.url)
await visitor.get(`/place/set?code=${place}&return=/`)

test('the guide says which item cannot be done here and where to ask, counts the others, and offers no application', async () => {
  const guide = () => visitor.get(`/bundles/retirement?${wants}`)
  await expect.poll(async () => (await guide()).text).toContain('一起办这 2 项')
  const { text, html } = await guide()
  expect(text).toContain(`“${item}”在您所在的地方没有办理的机关，请拨打 12345 问清去哪里办。`)
  expect(html).not.toContain('/bundles/retirement/apply')
  // It is needed: the answers ask for it.
  expect(/按您的情况不用办：[^。]*/.exec(text)?.[0] ?? '').not.toContain(item)
  type Guide = { members: { entryId: string; needed: boolean; whyNotInUse: { zh: string } | null }[] }
  const api = await visitor.api<Guide>(
    'GET',
    `/bundles/retirement?division=${place}&answers=${encodeURIComponent(JSON.stringify(answers))}`,
  )
  const member = api.body.members.find((one) => one.entryId === 'S0125')
  expect([member?.needed, member?.whyNotInUse?.zh]).toEqual([true, expect.stringContaining('12345')])
})

test('an application that needs it is refused by its name, and nothing is recorded as not needed; without it the rest goes on', async () => {
  await visitor.signIn('citizen-1')
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from bundle_files`.execute(bantuo.db)).rows[0]?.n
  const body = { bundleId: 'retirement', division: place, answers, form: {}, materials: [], declared: true }
  type Refused = { detail: string; errors: { pointer: string }[] }
  const refused = await visitor.api<Refused>('POST', '/bundle-files', body, { 'idempotency-key': 'elsewhere' })
  expect(refused.status).toBe(422)
  expect(refused.body.detail).toBe(`“${item}”在您所在的地方没有办理的机关，请拨打 12345 问清去哪里办。`)
  expect(refused.body.errors.map((one) => one.pointer)).toEqual(['/answers/haveFund'])
  // On the pages it is said as soon as it is answered, not after everything is filled in.
  const draft = await visitor.get(`/bundles/retirement/apply?${wants}`)
  const answered = await answerAll(visitor, draft, answers)
  expect([answered.status, answered.text]).toEqual([422, expect.stringContaining(refused.body.detail)])
  expect(await count()).toBe(0)
  await applyForBundle(visitor, 'retirement', { place, answers: { ...answers, haveFund: 'no' } })
  expect(await count()).toBe(1)
})
