import { type Db, digestOf, newSecret, sql, together } from '#base'
import type { Account, Preferences, Profile } from '../account/account.ts'
import type { Mandate, MandateScope } from '../mandate/mandate.ts'
import type { OfficerRole } from '../role/role.ts'
import { type Session, sessionHours, sessionIdleMinutes } from './session.ts'

/** Opens a session and returns its secret, which is stored as a digest only. */
export async function openSession(db: Db, accountId: string, at: Temporal.Instant): Promise<string> {
  const secret = newSecret()
  await sql`with seen as (update accounts set signed_in_at = ${at.toString()} where account_id = ${accountId}::uuid)
    insert into sessions (session_digest, account_id, csrf, created_at, seen_at, expires_at)
    values (${digestOf(secret)}, ${accountId}::uuid, ${newSecret()}, ${at.toString()}, ${at.toString()},
      ${at.add({ hours: sessionHours }).toString()})`.execute(db)
  return secret
}

/** A number that a statement gives. */
type SqlNumber = ReturnType<typeof sql<number>>

type Row = {
  account_id: string
  kind: Account['kind']
  name: string
  profile: Profile
  preferences: Preferences
  csrf: string
  seen_at: Temporal.Instant
  roles: OfficerRole[]
  mandate: {
    mandateId: string
    principalKind: 'natural' | 'legal'
    principalAccountId: string
    principalCode: string | null
    principalName: string
    agentAccountId: string
    scope: MandateScope
    validFrom: string
    validUntil: string
    mayDelegate: boolean
  } | null
  unread: number | null
}

/**
 * The session behind a cookie, with account, roles and mandate, in one round trip; `now` in the city's time: a mandate ends with its last
 * day there. Expired, idle or disabled: undefined. `unread` counts what is new to the party of `s` and `m` in the same statement.
 */
export async function findSession(
  db: Db,
  secret: string,
  now: Temporal.ZonedDateTime,
  unread: SqlNumber | null = null,
): Promise<Session | undefined> {
  const digest = digestOf(secret)
  const at = now.toInstant()
  const { rows } = await sql<Row>`
    select s.account_id, a.kind, a.name, a.profile, a.preferences, s.csrf, s.seen_at,
      coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'divisionCode', r.division_code,
        'authorityCode', r.authority_code)) from officer_roles r where r.account_id = s.account_id), '[]') as roles,
      case when m.mandate_id is not null then jsonb_build_object('mandateId', m.mandate_id, 'principalKind', m.principal_kind,
        'principalAccountId', m.principal_account_id, 'principalCode', m.principal_code,
        'principalName', m.principal_name, 'agentAccountId', m.agent_account_id, 'scope', m.scope,
        'validFrom', m.valid_from, 'validUntil', m.valid_until, 'mayDelegate', m.may_delegate) end as mandate,
      ${unread ?? sql<null>`null`} as unread
    from sessions s join accounts a using (account_id)
      left join mandates m on m.mandate_id = s.acting_for and m.agent_account_id = s.account_id
        and m.revoked_at is null and m.valid_until >= ${now.toPlainDate().toString()}::date
    where s.session_digest = ${digest} and s.expires_at > ${at.toString()}::timestamptz
      and s.seen_at > ${at.subtract({ minutes: sessionIdleMinutes }).toString()}::timestamptz
      and a.disabled_at is null`.execute(unread === null ? together(db) : db)
  const row = rows[0]
  if (row === undefined) {
    // What was refused once stays ended, even when the clock is set back.
    await sql`delete from sessions where session_digest = ${digest}`.execute(db)
    return undefined
  }
  // Touched once a minute, not at every request: reading pages must not write.
  if (Temporal.Instant.compare(row.seen_at.add({ minutes: 1 }), at) < 0) {
    await sql`update sessions set seen_at = ${at.toString()} where session_digest = ${digest}`.execute(db)
  }
  const session = { account: toAccount(row), roles: row.roles, csrf: row.csrf, mandate: toMandate(row.mandate) }
  return row.unread === null ? session : { ...session, unread: row.unread }
}

const toAccount = (row: Row): Account => ({
  accountId: row.account_id,
  kind: row.kind,
  name: row.name,
  profile: row.profile,
  preferences: row.preferences,
})

const toMandate = (row: Row['mandate']): Mandate | null =>
  row && {
    ...row,
    validFrom: Temporal.PlainDate.from(row.validFrom),
    validUntil: Temporal.PlainDate.from(row.validUntil),
    revokedAt: null,
  }

export async function actFor(db: Db, secret: string, mandateId: string | null): Promise<void> {
  await sql`update sessions set acting_for = ${mandateId}::uuid where session_digest = ${digestOf(secret)}`.execute(db)
}

export async function closeSession(db: Db, secret: string): Promise<void> {
  await sql`delete from sessions where session_digest = ${digestOf(secret)}`.execute(db)
}

/** Removes what has expired; run by a job. Returns how many. */
export async function sweepSessions(db: Db, at: Temporal.Instant): Promise<number> {
  const { numAffectedRows } = await sql`delete from sessions where expires_at <= ${at.toString()}::timestamptz
    or seen_at <= ${at.subtract({ minutes: sessionIdleMinutes }).toString()}::timestamptz`.execute(db)
  return Number(numAffectedRows ?? 0)
}
