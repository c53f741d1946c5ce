import { appendEvents, type Db, sql, uuidv7 } from '#base'
import { keepFirm } from '../account/account-store.ts'
import type { Mandate, MandateScope, Principal } from './mandate.ts'

type Row = {
  mandate_id: string
  principal_kind: 'natural' | 'legal'
  principal_account_id: string
  principal_code: string | null
  principal_name: string
  agent_account_id: string
  agent_name: string
  scope: MandateScope
  valid_from: string
  valid_until: string
  revoked_at: Temporal.Instant | null
  may_delegate: boolean
  granted_by_name: string | null
  revoked_by_name: string | null
}

/** A mandate with the names of whoever holds it, gave it and took it back. */
export type NamedMandate = Mandate & { agentName: string; grantedByName: string | null; revokedByName: string | null }

const toMandate = (row: Row): NamedMandate => ({
  mandateId: row.mandate_id,
  principalKind: row.principal_kind,
  principalAccountId: row.principal_account_id,
  principalCode: row.principal_code,
  principalName: row.principal_name,
  agentAccountId: row.agent_account_id,
  agentName: row.agent_name,
  scope: row.scope,
  validFrom: Temporal.PlainDate.from(row.valid_from),
  validUntil: Temporal.PlainDate.from(row.valid_until),
  revokedAt: row.revoked_at,
  mayDelegate: row.may_delegate,
  grantedByName: row.granted_by_name,
  revokedByName: row.revoked_by_name,
})

const named = sql`select m.*, a.name as agent_name, g.name as granted_by_name, r.name as revoked_by_name from mandates m
  join accounts a on a.account_id = m.agent_account_id
  left join accounts g on g.account_id = m.granted_by left join accounts r on r.account_id = m.revoked_by`

/** A mandate to be given: whose, to whom, for what and how long. */
export type NewMandate = Pick<Mandate, 'agentAccountId' | 'scope' | 'validFrom' | 'validUntil'> & {
  principal: Principal
  /** Only for what a registry or the identity provider vouches for: whoever represents a firm. */
  mayDelegate?: boolean
  at: Temporal.Instant
  grantedBy: { accountId: string; name: string }
}

/**
 * Gives a mandate and returns its id; a firm that gives its first gets the account that its cases belong to. One that is in force
 * in every word already is not given a second time: a form that is sent twice leads to the first.
 */
export async function addMandate(db: Db, cityCode: string, input: NewMandate): Promise<string> {
  const mandateId = uuidv7(input.at)
  const { principal } = input
  const code = principal.kind === 'legal' ? principal.code : null
  return db.transaction().execute(async (tx) => {
    const principalAccountId =
      principal.kind === 'natural' ? principal.accountId : await keepFirm(tx, { ...principal, at: input.at })
    const given = await findSame(tx, principalAccountId, input)
    if (given !== undefined) return given
    await sql`insert into mandates (mandate_id, principal_kind, principal_account_id, principal_code, principal_name,
        agent_account_id, scope, valid_from, valid_until, granted_at, granted_by, may_delegate)
      values (${mandateId}, ${principal.kind}, ${principalAccountId}::uuid, ${code}, ${principal.name},
        ${input.agentAccountId}::uuid, ${JSON.stringify(input.scope)}::jsonb,
        ${input.validFrom.toString()}, ${input.validUntil.toString()}, ${input.at.toString()}, ${input.grantedBy.accountId}::uuid, ${input.mayDelegate ?? false})`.execute(
      tx,
    )
    await appendEvents(tx, granted(cityCode, mandateId, input))
    return mandateId
  })
}

/** The mandate in force that says the same. Whoever gives one in this name at the same moment waits until this one is given. */
async function findSame(tx: Db, principalAccountId: string, input: NewMandate): Promise<string | undefined> {
  await sql`select 1 from accounts where account_id = ${principalAccountId}::uuid for no key update`.execute(tx)
  const { rows } = await sql<{ mandate_id: string }>`select mandate_id from mandates
    where principal_account_id = ${principalAccountId}::uuid and agent_account_id = ${input.agentAccountId}::uuid
      and scope = ${JSON.stringify(input.scope)}::jsonb and valid_from = ${input.validFrom.toString()}::date
      and valid_until = ${input.validUntil.toString()}::date and may_delegate = ${input.mayDelegate ?? false}
      and revoked_at is null limit 1`.execute(tx)
  return rows[0]?.mandate_id
}

const granted = (cityCode: string, mandateId: string, input: NewMandate) => ({
  cityCode,
  stream: 'mandate' as const,
  streamId: mandateId,
  at: input.at,
  actor: { kind: 'person' as const, ...input.grantedBy },
  events: [
    {
      type: 'mandate-granted',
      data: {
        agentAccountId: input.agentAccountId,
        principalCode: input.principal.kind === 'legal' ? input.principal.code : null,
        scope: input.scope,
        validUntil: input.validUntil.toString(),
      },
    },
  ],
})

/** Mandates that let this account act for others, still in force on that day. */
export async function listMandatesOfAgent(
  db: Db,
  accountId: string,
  today: Temporal.PlainDate,
): Promise<NamedMandate[]> {
  const { rows } = await sql<Row>`${named}
    where m.agent_account_id = ${accountId}::uuid and m.revoked_at is null and m.valid_until >= ${today.toString()}::date
    order by m.granted_at desc`.execute(db)
  return rows.map(toMandate)
}

const givenBy = (principal: Principal) =>
  principal.kind === 'natural'
    ? sql`m.principal_kind = 'natural' and m.principal_account_id = ${principal.accountId}::uuid`
    : sql`m.principal_kind = 'legal' and m.principal_code = ${principal.code}`

/** Who could ever act for this person or firm, ended ones too, the newest first. */
export async function listMandatesOfPrincipal(db: Db, principal: Principal): Promise<NamedMandate[]> {
  const { rows } = await sql<Row>`${named} where ${givenBy(principal)} order by m.granted_at desc limit 200`.execute(db)
  return rows.map(toMandate)
}

/** One mandate, ended ones too: whether it holds is asked of `mandateCovers`. */
export async function findMandate(db: Db, mandateId: string): Promise<Mandate | undefined> {
  const { rows } = await sql<Row>`${named} where m.mandate_id = ${mandateId}::uuid`.execute(db)
  return rows[0] && toMandate(rows[0])
}

/**
 * Ends a mandate of this principal at once; who represents a firm stands in the registry and is not dismissed here. Repeating
 * it changes nothing. Returns whether there was one.
 */
export async function revokeMandate(
  db: Db,
  cityCode: string,
  input: { mandateId: string; principal: Principal; by: { accountId: string; name: string }; at: Temporal.Instant },
): Promise<boolean> {
  const { mandateId, principal, by, at } = input
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ ended: boolean }>`select m.revoked_at is not null as ended from mandates m
      where m.mandate_id = ${mandateId}::uuid and not m.may_delegate and ${givenBy(principal)} for update`.execute(tx)
    if (rows[0] === undefined) return false
    if (rows[0].ended) return true
    await sql`update mandates set revoked_at = ${at.toString()}::timestamptz, revoked_by = ${by.accountId}::uuid
      where mandate_id = ${mandateId}::uuid`.execute(tx)
    await appendEvents(tx, {
      cityCode,
      stream: 'mandate',
      streamId: mandateId,
      at,
      actor: { kind: 'person', ...by },
      events: [{ type: 'mandate-revoked', data: {} }],
    })
    return true
  })
}
