import { appendEvents, type Db, digestOf, sql } from '#base'
import type { Account } from '../account/account.ts'
import { challengeMinutes, type Passkey } from './passkey.ts'

type Row = {
  passkey_id: string
  account_id: string
  name: string
  added_at: Temporal.Instant
  used_at: Temporal.Instant | null
}

const toPasskey = (row: Row): Passkey => ({
  passkeyId: row.passkey_id,
  accountId: row.account_id,
  name: row.name,
  addedAt: row.added_at,
  usedAt: row.used_at,
})

/** What it takes to check a signature of a device. */
export type PasskeyKey = { publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: string[] }

export async function listPasskeys(db: Db, accountId: string): Promise<Passkey[]> {
  const { rows } = await sql<Row>`select passkey_id, account_id, name, added_at, used_at from passkeys
    where account_id = ${accountId}::uuid order by added_at`.execute(db)
  return rows.map(toPasskey)
}

/** The passkey and the account it opens; undefined when it is unknown or the account is disabled or no officer's. */
export async function findPasskey(
  db: Db,
  passkeyId: string,
): Promise<{ passkey: Passkey; key: PasskeyKey; accountId: string } | undefined> {
  const { rows } = await sql<Row & { public_key: Buffer; counter: string; transports: string[] }>`
    select p.*, p.counter::text as counter from passkeys p join accounts a using (account_id)
    where p.passkey_id = ${passkeyId} and a.disabled_at is null and a.kind = 'officer'`.execute(db)
  const row = rows[0]
  if (row === undefined) return undefined
  const key = {
    publicKey: new Uint8Array(row.public_key),
    counter: Number(row.counter),
    transports: row.transports,
  }
  return { passkey: toPasskey(row), key, accountId: row.account_id }
}

/** Keeps a new passkey. False when this device is kept already. */
export async function keepPasskey(
  db: Db,
  cityCode: string,
  account: Account,
  input: { passkeyId: string; name: string; key: PasskeyKey; at: Temporal.Instant },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`insert into passkeys
      (passkey_id, account_id, public_key, counter, transports, name, added_at)
      values (${input.passkeyId}, ${account.accountId}::uuid, ${Buffer.from(input.key.publicKey)}, ${input.key.counter},
        ${input.key.transports}::text[], ${input.name}, ${input.at.toString()})
      on conflict do nothing returning passkey_id`.execute(tx)
    if (rows.length === 0) return false
    await note(tx, cityCode, account, input.at, { type: 'passkey-added', data: { name: input.name } })
    return true
  })
}

/** The device signed: its counter moves on. */
export async function touchPasskey(db: Db, passkeyId: string, counter: number, at: Temporal.Instant): Promise<void> {
  await sql`update passkeys set counter = ${counter}, used_at = ${at.toString()} where passkey_id = ${passkeyId}`.execute(
    db,
  )
}

/** Takes a passkey of this account away. False when the account has none such. */
export async function removePasskey(
  db: Db,
  cityCode: string,
  account: Account,
  passkeyId: string,
  at: Temporal.Instant,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ name: string }>`delete from passkeys
      where passkey_id = ${passkeyId} and account_id = ${account.accountId}::uuid returning name`.execute(tx)
    const name = rows[0]?.name
    if (name === undefined) return false
    await note(tx, cityCode, account, at, { type: 'passkey-removed', data: { name } })
    return true
  })
}

const note = (
  tx: Db,
  cityCode: string,
  { accountId, name }: Account,
  at: Temporal.Instant,
  event: { type: 'passkey-added' | 'passkey-removed'; data: { name: string } },
): Promise<void> =>
  appendEvents(tx, {
    cityCode,
    stream: 'account',
    streamId: accountId,
    at,
    actor: { kind: 'person', accountId, name },
    events: [event],
  })

/** Remembers what a device was asked to sign; those nobody came back with go with it. */
export async function keepChallenge(
  db: Db,
  challenge: string,
  accountId: string | null,
  at: Temporal.Instant,
): Promise<void> {
  await sql`with gone as (delete from passkey_challenges where expires_at <= ${at.toString()}::timestamptz)
    insert into passkey_challenges (challenge_digest, account_id, expires_at)
    values (${digestOf(challenge)}, ${accountId}::uuid, ${at.add({ minutes: challengeMinutes }).toString()})`.execute(
    db,
  )
}

/** Whether a device was asked this, by this account (null: by whoever signs in), a short while ago. Asked once: it is gone then. */
export async function takeChallenge(
  db: Db,
  challenge: string,
  accountId: string | null,
  at: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`delete from passkey_challenges where challenge_digest = ${digestOf(challenge)}
    and account_id is not distinct from ${accountId}::uuid and expires_at > ${at.toString()}::timestamptz
    returning challenge_digest`.execute(db)
  return rows.length > 0
}
