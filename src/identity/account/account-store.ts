import { type Db, sql, uuidv7 } from '#base'
import type { OfficerRole } from '../role/role.ts'
import type { Account, Preferences, Profile } from './account.ts'

type Row = { account_id: string; kind: Account['kind']; name: string; profile: Profile; preferences: Preferences }

const toAccount = (row: Row): Account => ({
  accountId: row.account_id,
  kind: row.kind,
  name: row.name,
  profile: row.profile,
  preferences: row.preferences,
})

/** The issuer of accounts opened at a counter for people who never signed in. */
export const atCounter = 'counter'

/** The issuer of accounts opened for officers who are expected under a subject: a city has one provider, whatever its address. */
export const awaited = 'awaited'

/**
 * Creates or refreshes the account of one subject of one issuer. A disabled account stays disabled: null. Somebody who was
 * served at a counter, or appointed, before they first sign in finds those cases and roles: that account becomes theirs then.
 */
export async function keepAccount(
  db: Db,
  input: {
    issuer: string
    subject: string
    kind: 'person' | 'officer'
    name: string
    profile: Profile
    at: Temporal.Instant
  },
): Promise<Account | null> {
  if (input.kind === 'person') {
    await sql`update accounts set issuer = ${input.issuer}, subject = ${input.subject}
      where account_id = (select account_id from accounts where (issuer = ${awaited} and subject = ${input.subject})
          or (issuer = ${atCounter} and subject = ${input.profile.residentIdNo ?? null}) order by issuer limit 1)
        and not exists (select from accounts where issuer = ${input.issuer} and subject = ${input.subject})`.execute(db)
  }
  const { rows } = await sql<Row & { disabled_at: Temporal.Instant | null }>`
    insert into accounts (account_id, issuer, subject, kind, name, profile, created_at)
    values (${uuidv7(input.at)}, ${input.issuer}, ${input.subject}, ${input.kind}, ${input.name},
      ${JSON.stringify(input.profile)}::jsonb, ${input.at.toString()})
    on conflict (issuer, subject) do update set name = excluded.name,
      profile = case when accounts.kind = 'officer' then accounts.profile || excluded.profile else excluded.profile end
    returning account_id, kind, name, profile, preferences, disabled_at`.execute(db)
  const row = rows[0]
  return row === undefined || row.disabled_at !== null ? null : toAccount(row)
}

export async function keepPreferences(db: Db, accountId: string, preferences: Preferences): Promise<void> {
  await sql`update accounts set preferences = preferences || ${JSON.stringify(preferences)}::jsonb
    where account_id = ${accountId}::uuid`.execute(db)
}

export async function findAccount(db: Db, accountId: string): Promise<Account | undefined> {
  const { rows } = await sql<Row>`select account_id, kind, name, profile, preferences from accounts
    where account_id = ${accountId}::uuid`.execute(db)
  return rows[0] && toAccount(rows[0])
}

export async function findAccountBySubject(db: Db, issuer: string, subject: string): Promise<Account | undefined> {
  const { rows } = await sql<Row>`select account_id, kind, name, profile, preferences from accounts
    where issuer = ${issuer} and subject = ${subject}`.execute(db)
  return rows[0] && toAccount(rows[0])
}

export async function findAccountByResidentId(db: Db, residentIdNo: string): Promise<Account | undefined> {
  const { rows } = await sql<Row>`select account_id, kind, name, profile, preferences from accounts
    where profile->>'residentIdNo' = ${residentIdNo} and kind <> 'firm' and disabled_at is null`.execute(db)
  return rows[0] && toAccount(rows[0])
}

/** The issuer of firms' accounts: nobody signs in there. */
const ofFirms = 'firm'

/** The one account of the firm with this credit code, made when it first gives a mandate. */
export async function keepFirm(
  db: Db,
  { code, name, at }: { code: string; name: string; at: Temporal.Instant },
): Promise<string> {
  const { rows } = await sql<{ account_id: string }>`
    insert into accounts (account_id, issuer, subject, kind, name, profile, created_at)
    values (${uuidv7(at)}, ${ofFirms}, ${code}, 'firm', ${name}, '{}', ${at.toString()})
    on conflict (issuer, subject) do update set name = excluded.name returning account_id`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a firm was neither kept nor found')
  return row.account_id
}

/**
 * The account of somebody who stands at the counter: theirs, or one opened for them under their identity number. False when
 * the number belongs to an account of another name: then the card must be looked at again.
 */
export async function keepWalkIn(
  db: Db,
  input: { name: string; residentIdNo: string; mobile: string; at: Temporal.Instant },
): Promise<Account | false> {
  const known = await findAccountByResidentId(db, input.residentIdNo)
  if (known !== undefined) return known.name === input.name ? known : false
  const kept = await keepAccount(db, {
    issuer: atCounter,
    subject: input.residentIdNo,
    kind: 'person',
    name: input.name,
    profile: { residentIdNo: input.residentIdNo, mobile: input.mobile },
    at: input.at,
  })
  return kept ?? false
}

/** Gives an officer exactly these roles, as the demonstration and tests do; in a city they are appointed. */
export async function setRoles(db: Db, accountId: string, held: readonly OfficerRole[]): Promise<void> {
  await sql`with wanted as (select * from jsonb_to_recordset(${JSON.stringify(held)}::jsonb)
      as r(role text, "divisionCode" text, "authorityCode" text)),
    gone as (delete from officer_roles o where account_id = ${accountId}::uuid and not exists (select from wanted w
      where w.role = o.role and w."divisionCode" = o.division_code and w."authorityCode" is not distinct from o.authority_code))
    insert into officer_roles (account_id, role, division_code, authority_code)
    select ${accountId}::uuid, role, "divisionCode", "authorityCode" from wanted on conflict do nothing`.execute(db)
}
