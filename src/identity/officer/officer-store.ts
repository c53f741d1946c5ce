import { type Actor, appendEvents, type Db, type NewEvent, sql, uuidv7 } from '#base'
import { atCounter, awaited } from '../account/account-store.ts'
import { type OfficerRole, scopePrefix } from '../role/role.ts'
import { type Appointee, type HeldRole, isWholeCity, type Officer } from './officer.ts'

type Row = {
  account_id: string
  name: string
  resident_id_no: string | null
  signed_in_at: Temporal.Instant | null
  disabled_at: Temporal.Instant | null
  roles: (OfficerRole & { givenAt: string | null; givenBy: string | null })[]
}

const toOfficer = (row: Row): Officer => ({
  accountId: row.account_id,
  name: row.name,
  residentIdNo: row.resident_id_no,
  signedInAt: row.signed_in_at,
  disabledAt: row.disabled_at,
  roles: row.roles.map(
    (one): HeldRole => ({ ...one, givenAt: one.givenAt === null ? null : Temporal.Instant.from(one.givenAt) }),
  ),
})

const officers = sql`select a.account_id, a.name, a.profile->>'residentIdNo' as resident_id_no, a.signed_in_at, a.disabled_at,
  coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'divisionCode', r.division_code, 'authorityCode', r.authority_code,
    'givenAt', r.given_at, 'givenBy', r.given_by_name) order by r.role, r.division_code, r.authority_code)
    from officer_roles r where r.account_id = a.account_id), '[]') as roles from accounts a`

/** Which officers are looked for. `scopes`: where the reader administers; `whole`: in the whole city, so that nobody is left out. */
export type OfficerFilter = {
  scopes: readonly OfficerRole[]
  whole: boolean
  /** Part of a name. */
  q: string
  role: string
  state: 'all' | 'enabled' | 'disabled' | 'expected'
}

const fits = ({ scopes, whole, q, role, state }: OfficerFilter) => {
  const within = JSON.stringify(
    scopes.map((one) => ({ prefix: `${scopePrefix(one.divisionCode)}%`, authority: one.authorityCode })),
  )
  return sql`a.kind = 'officer' and position(${q} in a.name) > 0
    and exists (select from officer_roles r where r.account_id = a.account_id and (${role} = '' or r.role = ${role})
      and (${whole} or exists (select from jsonb_to_recordset(${within}::jsonb) as s(prefix text, authority text)
        where r.division_code like s.prefix and (s.authority is null or s.authority = r.authority_code))))
    and case ${state} when 'enabled' then a.disabled_at is null when 'disabled' then a.disabled_at is not null
      when 'expected' then a.signed_in_at is null else true end`
}

/** Officers by name, paged by key: `after` is the last one of the page before. */
export async function listOfficers(
  db: Db,
  filter: OfficerFilter,
  page: { after: { name: string; accountId: string } | null; limit: number },
): Promise<Officer[]> {
  const { after } = page
  const { rows } = await sql<Row>`${officers} where ${fits(filter)}
    and (${after === null} or (a.name collate "C", a.account_id)
      > (${after?.name ?? ''}, ${after?.accountId ?? '00000000-0000-0000-0000-000000000000'}::uuid))
    order by a.name collate "C", a.account_id limit ${page.limit}`.execute(db)
  return rows.map(toOfficer)
}

export async function countOfficers(db: Db, filter: OfficerFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from accounts a where ${fits(filter)}`.execute(db)
  return rows[0]?.n ?? 0
}

export async function findOfficer(db: Db, accountId: string): Promise<Officer | undefined> {
  const { rows } = await sql<Row>`${officers} where a.account_id = ${accountId}::uuid and a.kind <> 'firm'`.execute(db)
  return rows[0] && toOfficer(rows[0])
}

/** Everybody of exactly this name, or with this identity number: who is to be appointed is found among them. */
export async function listNamesakes(db: Db, words: string): Promise<Officer[]> {
  const { rows } =
    await sql<Row>`${officers} where a.kind <> 'firm' and (a.name = ${words} or a.profile->>'residentIdNo' = ${words})
    order by a.signed_in_at desc nulls last, a.account_id limit 20`.execute(db)
  return rows.map(toOfficer)
}

/** The account that an appointee has already, signed in or expected. */
export async function findAppointee(db: Db, appointee: Appointee): Promise<Officer | undefined> {
  switch (appointee.by) {
    case 'account':
      return findOfficer(db, appointee.accountId)
    case 'resident-id': {
      const { rows } =
        await sql<Row>`${officers} where a.kind <> 'firm' and a.profile->>'residentIdNo' = ${appointee.residentIdNo}
        order by a.signed_in_at desc nulls last, a.account_id limit 1`.execute(db)
      return rows[0] && toOfficer(rows[0])
    }
    case 'subject': {
      const { rows } =
        await sql<Row>`${officers} where a.kind <> 'firm' and a.subject = ${appointee.subject} and a.issuer <> ${atCounter}
        order by a.signed_in_at desc nulls last, a.account_id limit 1`.execute(db)
      return rows[0] && toOfficer(rows[0])
    }
  }
}

/** What was done to an account, by whom and when. */
export type AccountAct = { cityCode: string; at: Temporal.Instant; actor: Actor; reason: string }

const note = (tx: Db, accountId: string, { cityCode, at, actor }: AccountAct, event: NewEvent): Promise<void> =>
  appendEvents(tx, { cityCode, stream: 'account', streamId: accountId, at, actor, events: [event] })

/** Opens the account of somebody who is expected: the first sign-in under that number or subject takes it over. */
async function keepExpected(
  tx: Db,
  appointee: Exclude<Appointee, { by: 'account' }>,
  at: Temporal.Instant,
): Promise<string> {
  const [issuer, subject, profile] =
    appointee.by === 'subject'
      ? [awaited, appointee.subject, {}]
      : [atCounter, appointee.residentIdNo, { residentIdNo: appointee.residentIdNo }]
  const { rows } = await sql<{ account_id: string }>`
    insert into accounts (account_id, issuer, subject, kind, name, profile, created_at)
    values (${uuidv7(at)}, ${issuer}, ${subject}, 'officer', ${appointee.name}, ${JSON.stringify(profile)}::jsonb, ${at.toString()})
    on conflict (issuer, subject) do update set name = accounts.name returning account_id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('an expected account was neither kept nor found')
  return row.account_id
}

/** Gives a role, to whoever has an account or is expected; what is held already stays as it is. Returns whose, and whether it is new. */
export async function giveRole(
  db: Db,
  to: string | Exclude<Appointee, { by: 'account' }>,
  role: OfficerRole,
  act: AccountAct,
): Promise<{ accountId: string; isNew: boolean }> {
  return db.transaction().execute(async (tx) => {
    const accountId = typeof to === 'string' ? to : await keepExpected(tx, to, act.at)
    const { rows } =
      await sql`insert into officer_roles (account_id, role, division_code, authority_code, given_at, given_by_name)
      values (${accountId}::uuid, ${role.role}, ${role.divisionCode}, ${role.authorityCode}, ${act.at.toString()}, ${act.actor.name})
      on conflict do nothing returning role`.execute(tx)
    if (rows.length === 0) return { accountId, isNew: false }
    await sql`update accounts set kind = 'officer' where account_id = ${accountId}::uuid`.execute(tx)
    await note(tx, accountId, act, { type: 'role-given', data: { ...role, reason: act.reason } })
    return { accountId, isNew: true }
  })
}

/** Is somebody else an administrator of the whole city? Those who are stay locked until the end: two cannot dismiss each other at once. */
async function hasOtherAdministrator(tx: Db, cityCode: string, accountId: string): Promise<boolean> {
  const whole = [`${cityCode}00000000`, `${cityCode.slice(0, 2)}0000000000`]
  const { rows } = await sql<{
    account_id: string
  }>`select a.account_id from officer_roles r join accounts a using (account_id)
    where r.role = 'administrator' and r.authority_code is null and r.division_code = any(${whole}::text[]) and a.disabled_at is null
    order by a.account_id for update`.execute(tx)
  return rows.some((one) => one.account_id !== accountId) || !rows.some((one) => one.account_id === accountId)
}

/** Takes a role away; whoever holds none any more is a citizen again. 'last': the city would have no administrator left. */
export async function takeRole(
  db: Db,
  accountId: string,
  role: OfficerRole,
  act: AccountAct,
): Promise<'taken' | 'not-held' | 'last'> {
  return db.transaction().execute(async (tx) => {
    const isTheirs = role.role === 'administrator' && isWholeCity(role, act.cityCode)
    if (isTheirs && !(await hasOtherAdministrator(tx, act.cityCode, accountId))) return 'last'
    const { rows } = await sql`delete from officer_roles where account_id = ${accountId}::uuid and role = ${role.role}
      and division_code = ${role.divisionCode} and authority_code is not distinct from ${role.authorityCode} returning role`.execute(
      tx,
    )
    if (rows.length === 0) return 'not-held'
    await sql`update accounts set kind = 'person' where account_id = ${accountId}::uuid
      and not exists (select from officer_roles where account_id = ${accountId}::uuid)`.execute(tx)
    await note(tx, accountId, act, { type: 'role-withdrawn', data: { ...role, reason: act.reason } })
    return 'taken'
  })
}

/** Disables an account and ends its sessions with it: it is out at once. Once is enough. 'last': nobody else administers the city. */
export async function disable(db: Db, accountId: string, act: AccountAct): Promise<'done' | 'last'> {
  return db.transaction().execute(async (tx) => {
    if (!(await hasOtherAdministrator(tx, act.cityCode, accountId))) return 'last'
    const { rows } = await sql`with gone as (delete from sessions where account_id = ${accountId}::uuid)
      update accounts set disabled_at = ${act.at.toString()} where account_id = ${accountId}::uuid and disabled_at is null
      returning account_id`.execute(tx)
    if (rows.length > 0) await note(tx, accountId, act, { type: 'account-disabled', data: { reason: act.reason } })
    return 'done'
  })
}

/** Opens a disabled account again, with the roles that it holds. */
export async function enable(db: Db, accountId: string, act: AccountAct): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } =
      await sql`update accounts set disabled_at = null where account_id = ${accountId}::uuid and disabled_at is not null
      returning account_id`.execute(tx)
    if (rows.length > 0) await note(tx, accountId, act, { type: 'account-enabled', data: { reason: act.reason } })
  })
}

/** Was this account ever appointed or dismissed by somebody? Then the demonstration's own roles are not put back. */
export async function wasAppointed(db: Db, cityCode: string, accountId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from events where city_code = ${cityCode} and stream = 'account' and stream_id = ${accountId}
    and type in ('role-given', 'role-withdrawn') limit 1`.execute(db)
  return rows.length > 0
}
