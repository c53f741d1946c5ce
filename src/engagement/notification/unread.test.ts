import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { actFor, addMandate, findSession, type MandateScope, openSession, partyOf } from '#identity'
import { makeClock } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { aPerson } from '../../../test/helpers/people.ts'
import { roundTrips, sql } from '../../base/index.ts'
import { countedUnread, listNotifications, markRead, unreadOf } from './notification-store.ts'

const { db } = await freshDatabase()
const { clock } = makeClock()
const [city, entries] = ['4108', ['S0001', 'S0002']]
const citizen = await aPerson(db, '王小满（演示）')
const agent = await aPerson(db, '周姐（演示）')
const firm = { kind: 'legal', code: '91410800MA0000007L', name: '好味道（演示）' } as const

type Told = {
  to: string
  by?: string | undefined
  about: 'case' | 'bundle'
  entryIds: readonly string[]
  messages: number
}

/** A case or a bundle of somebody's, submitted by an agent or themselves, with messages that nobody has seen. */
async function tell({ to, by, about, entryIds, messages }: Told): Promise<void> {
  const id = randomUUID()
  if (about === 'case')
    await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
        item_name, authority_code, division_code, account_id, agent_account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
      values (${city}, ${id}::uuid, ${id}, 1, 'submitted', ${entryIds[0]}, 1, 0, 'x', '分户', '11410802M0010001XW', '410802000000',
        ${to}::uuid, ${by ?? null}::uuid, 'natural', 'x', 'x', 'online', ${clock().toString()}::timestamptz, '{}')`.execute(
      db,
    )
  else {
    await sql`insert into bundle_files (city_code, bundle_file_id, bundle_no, version, state, bundle_id, bundle_revision, account_id, agent_account_id, submitted_at)
      values (${city}, ${id}::uuid, ${id}, 1, 'open', 'newborn', 1, ${to}::uuid, ${by ?? null}::uuid, ${clock().toString()}::timestamptz)`.execute(
      db,
    )
    for (const entryId of entryIds)
      await sql`insert into bundle_members (city_code, bundle_file_id, entry_id, case_id)
        values (${city}, ${id}::uuid, ${entryId}, ${randomUUID()}::uuid)`.execute(db)
  }
  await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, told_at, email_state, sms_state)
    select ${city}, ${id}::uuid, seq, ${to}::uuid, '{}', '{}', ${clock().toString()}::timestamptz, 'none', 'none'
    from generate_series(1, ${messages}::int) seq`.execute(db)
}

const secret = await openSession(db, agent.account.accountId, clock())
const readSession = async (of = secret) => {
  const session = await findSession(db, of, clock().toZonedDateTimeISO('Asia/Shanghai'), unreadOf(city))
  if (session === undefined) throw new Error('no session')
  return session
}
/** What the list of messages shows as new to whoever is signed in now. */
async function newInList(of = secret): Promise<number> {
  const party = partyOf(await readSession(of))
  const { rows } = await listNotifications(db, city, party, { before: null, limit: 1_000 })
  return rows.filter((one) => !one.read).length
}
const mandateOf = async (
  principal: Parameters<typeof addMandate>[2]['principal'],
  scope: MandateScope,
): Promise<string> => {
  const today = Temporal.PlainDate.from(clock().toString().slice(0, 10))
  const { accountId, name } = citizen.account
  return addMandate(db, city, {
    ...{ principal, scope, at: clock(), agentAccountId: agent.account.accountId, grantedBy: { accountId, name } },
    ...{ validFrom: today, validUntil: today.add({ days: 30 }) },
  })
}
const accountOf = async (mandateId: string): Promise<string> => {
  await actFor(db, secret, mandateId)
  return (await readSession()).mandate?.principalAccountId ?? ''
}
const some: MandateScope = { type: 'entries', entryIds: ['S0001'] }
const asCitizen = { kind: 'natural', accountId: citizen.account.accountId, name: citizen.account.name } as const
const mandates = {
  all: await mandateOf(asCitizen, { type: 'all' }),
  some: await mandateOf(asCitizen, some),
  firm: await mandateOf(firm, { type: 'all' }),
  firmSome: await mandateOf(firm, some),
}
const people = {
  own: agent.account.accountId,
  citizen: citizen.account.accountId,
  firm: await accountOf(mandates.firm),
}
let messages = 1
for (const to of Object.values(people))
  for (const by of [undefined, agent.account.accountId])
    for (const entryIds of [entries.slice(0, 1), entries.slice(1), entries])
      for (const about of entryIds.length > 1 ? (['bundle'] as const) : (['case', 'bundle'] as const)) {
        await tell({ to, by, about, entryIds, messages })
        messages = (messages % 3) + 1
      }

test.each([['for oneself', null], ...Object.entries(mandates)])(
  'the number of new messages is what the list of messages shows as new: %s',
  async (_, mandateId) => {
    await actFor(db, secret, mandateId)
    const { unread } = await readSession()
    expect(unread).toBeGreaterThan(0)
    expect(unread).toBe(await newInList())
  },
)

test('the number comes with the session: no further question to the database', async () => {
  const before = roundTrips.count
  await readSession()
  expect(roundTrips.count - before).toBe(1)
  expect((await findSession(db, secret, clock().toZonedDateTimeISO('Asia/Shanghai')))?.unread).toBeUndefined()
})

test('what was seen is not new any more, and another reader keeps their own number', async () => {
  const theirs = await openSession(db, citizen.account.accountId, clock())
  const before = (await readSession(theirs)).unread
  await actFor(db, secret, null)
  const { rows } = await listNotifications(db, city, partyOf(await readSession()), { before: null, limit: 1_000 })
  await markRead(db, city, rows, clock())
  expect((await readSession()).unread).toBe(0)
  expect((await readSession(theirs)).unread).toBe(before)
})

test('of very many messages no more are counted than are shown, so that the number costs every page the same', async () => {
  await tell({ to: people.own, about: 'case', entryIds: entries, messages: 500 })
  await actFor(db, secret, null)
  expect((await readSession()).unread).toBe(countedUnread)
})
