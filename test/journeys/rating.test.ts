import { expect, test } from 'vitest'
import { sql, uuidv7 } from '../../src/base/index.ts'
import { makeRatingTally, ratingFlaw } from '../../src/engagement/index.ts'
import { invitationDays } from '../../src/engagement/rating/rating.ts'
import { addInvitation, addRating } from '../../src/engagement/rating/rating-store.ts'
import { findAccountBySubject } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const person = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const invitedAt = bantuo.time.clock()
let count = 0

/** A case that is over, with its invitation, as the feed makes it. */
async function invite(subject: string): Promise<{ token: string; caseId: string }> {
  count += 1
  const account = await findAccountBySubject(bantuo.db, 'demo', subject)
  const accountId = account?.accountId ?? ''
  const caseId = uuidv7(invitedAt)
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision,
      item_code, item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel,
      submitted_at, run)
    values ('4108', ${caseId}::uuid, ${`4108020120260302${String(count).padStart(5, '0')}`}, 1, 'granted', 'S', 1, 0, 'x', '分户',
      '11410802M0010001XW', '410802000000', ${accountId}::uuid, 'natural', 'x', 'x', 'online', ${invitedAt.toString()}::timestamptz,
      '{}')`.execute(bantuo.db)
  const token = `token-${caseId}`
  const expiresAt = invitedAt.add({ hours: invitationDays * 24 })
  await addInvitation(bantuo.db, '4108', { token, caseId, accountId, at: invitedAt, expiresAt })
  return { token, caseId }
}
const numbers = () => makeRatingTally(bantuo.db, '4108')(bantuo.time.clock())

test('nobody has rated: nothing is counted as good, and not as five either', async () => {
  await invite('citizen-1')
  await invite('citizen-2')
  expect(await numbers()).toEqual({ invited: 2, answered: 0, good: 0 })
})

test('the applicant rates once; sent twice, and by two tabs at once, it is one rating with the first answer', async () => {
  const { token } = await invite('citizen-1')
  const citizen = await person('citizen-1')
  const page = await citizen.get(`/rate/${token}`)
  expect(page.status).toBe(200)
  // No grade is chosen beforehand.
  expect(page.html).not.toContain('checked=""')
  const tabs = await Promise.all(['2', '5', '5', '2'].map((level) => citizen.post(page, `/rate/${token}`, { level })))
  expect(tabs.map((one) => one.status).toSorted()).toEqual([200, 409, 409, 409])
  const said = Number(['2', '5', '5', '2'][tabs.findIndex((one) => one.status === 200)])
  expect((await citizen.post(page, `/rate/${token}`, { level: '1' })).status).toBe(409)
  expect(await numbers()).toEqual({ invited: 3, answered: 1, good: said === 5 ? 1 : 0 })
})

test('an invitation is for its applicant alone: another citizen, staff and nobody find nothing', async () => {
  const { token } = await invite('citizen-1')
  const before = await numbers()
  for (const subject of ['citizen-2', 'village-agent', 'clerk', 'decider', 'supervisor', 'admin']) {
    const other = await person(subject)
    expect((await other.get(`/rate/${token}`)).status, subject).toBe(404)
    expect((await other.post(await other.get('/me'), `/rate/${token}`, { level: '5' })).status, subject).toBe(404)
  }
  const nobody = makeVisitor(bantuo.url)
  expect((await nobody.get(`/rate/${token}`)).text).not.toContain('分户')
  expect(await numbers()).toEqual(before)
})

test('staff cannot rate a case they applied for with their officer’s account either', async () => {
  const { token } = await invite('clerk')
  const clerk = await person('clerk')
  expect((await clerk.get(`/rate/${token}`)).status).toBe(404)
})

test('a guessed address leads nowhere', async () => {
  const citizen = await person('citizen-1')
  for (const token of ['x', '../me', '%00', 'a'.repeat(3000)])
    expect((await citizen.get(`/rate/${encodeURIComponent(token)}`)).status, token.slice(0, 20)).toBe(404)
})

test('what was written and ticked without a grade stays in the form that comes back', async () => {
  const { token } = await invite('citizen-1')
  const citizen = await person('citizen-1')
  const page = await citizen.get(`/rate/${token}`)
  const option = /name="options" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const back = await citizen.post(page, `/rate/${token}`, { remark: '等了四十分钟', options: option })
  expect(back.status).toBe(422)
  expect(back.text).toContain('等了四十分钟')
  expect(back.html).toMatch(
    new RegExp(
      `checked="" name="options" value="${option}"|name="options" checked="" value="${option}"|name="options" value="${option}" checked=""`,
    ),
  )
})

test('what is not a grade, or a reason of another grade, is sent back and uses nothing up', async () => {
  const { token } = await invite('citizen-1')
  const citizen = await person('citizen-1')
  const page = await citizen.get(`/rate/${token}`)
  for (const wrong of [
    {},
    { level: '0' },
    { level: '6' },
    { level: '4.5' },
    { level: '5', options: ['108'] },
    { level: '1', options: ['999'] },
    { level: '5', remark: '好'.repeat(501) },
  ])
    expect((await citizen.post(page, `/rate/${token}`, wrong)).status, JSON.stringify(wrong)).toBe(422)
  expect((await citizen.post(page, `/rate/${token}`, { level: '3', options: ['309'], remark: '还行' })).status).toBe(
    200,
  )
  expect(ratingFlaw({ level: 5, options: ['510', '517'], remark: '' })).toBeNull()
})

test('a reason that is sent twice is kept once', async () => {
  const { token, caseId } = await invite('citizen-1')
  const citizen = await person('citizen-1')
  const page = await citizen.get(`/rate/${token}`)
  expect((await citizen.post(page, `/rate/${token}`, { level: '5', options: ['514', '514', '510'] })).status).toBe(200)
  const { rows } = await sql<{
    options: string[]
  }>`select options from ratings where case_id = ${caseId}::uuid`.execute(bantuo.db)
  expect(rows[0]?.options).toEqual(['514', '510'])
})

test('a repeat of the event invites nobody twice, and does not bring a used invitation back', async () => {
  const { token, caseId } = await invite('citizen-1')
  const account = await findAccountBySubject(bantuo.db, 'demo', 'citizen-1')
  const rate = () => addRating(bantuo.db, '4108', { token, level: 4, options: [], remark: '', at: bantuo.time.clock() })
  const again = (secret: string) =>
    addInvitation(bantuo.db, '4108', {
      token: secret,
      caseId,
      accountId: account?.accountId ?? '',
      at: invitedAt,
      expiresAt: invitedAt.add({ hours: 24 }),
    })
  const { invited } = await numbers()
  await again(token)
  expect(await rate()).toBe(true)
  await again(token)
  await again('another secret')
  expect(await rate()).toBe(false)
  expect(
    await addRating(bantuo.db, '4108', { token: 'another secret', level: 5, options: [], remark: '', at: invitedAt }),
  ).toBe(false)
  expect((await numbers()).invited).toBe(invited)
})

test('an invitation is good for thirty days, to the second', async () => {
  const { token } = await invite('citizen-1')
  const other = await invite('citizen-1')
  const end = invitedAt.add({ hours: 30 * 24 })
  const rate = (secret: string, at: Temporal.Instant) =>
    addRating(bantuo.db, '4108', { token: secret, level: 5, options: [], remark: '', at })
  expect(await rate(token, end.subtract({ seconds: 1 }))).toBe(true)
  expect(await rate(other.token, end)).toBe(false)
  bantuo.time.forward({ hours: 30 * 24 })
  const citizen = await person('citizen-1')
  const page = await citizen.get(`/rate/${other.token}`)
  // There is nothing left to fill in, and a form kept from earlier finds the door closed.
  expect(page.html).not.toContain('name="level"')
  const { answered } = await numbers()
  const me = await citizen.get('/me')
  expect((await citizen.post(me, `/rate/${other.token}`, { level: '5' })).status).toBe(409)
  expect((await numbers()).answered).toBe(answered)
})

test('good is what is at least fairly satisfied, of those who answered', async () => {
  const before = await numbers()
  const late = invitedAt.add({ hours: 1 })
  for (const level of [1, 2, 3, 4, 5] as const) {
    const { token } = await invite('citizen-2')
    await addRating(bantuo.db, '4108', { token, level, options: [], remark: '', at: late })
  }
  const after = await numbers()
  expect(after.answered - before.answered).toBe(5)
  expect(after.good - before.good).toBe(3)
  expect(after.invited).toBeGreaterThan(after.answered)
})
