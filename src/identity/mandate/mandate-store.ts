import { appendEvents, type Db, sql, uuidv7 } from '#base'
import type { Mandate, MandateScope } from './mandate.ts'

type Row = {
  mandate_id: string
  principal_kind: 'natural' | 'legal'
  principal_account_id: string | null
  principal_code: string | null
  principal_name: string
  agent_account_id: string
  agent_name: string
  scope: MandateScope
  valid_from: string
  valid_until: string
  revoked_at: Temporal.Instant | null
}

const toMandate = (row: Row): Mandate & { agentName: string } => ({
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
})

export async function addMandate(
  db: Db,
  cityCode: string,
  input: Omit<Mandate, 'mandateId' | 'revokedAt'> & {
    at: Temporal.Instant
    grantedBy: { accountId: string; name: string }
  },
): Promise<string> {
  const mandateId = uuidv7(input.at)
  await db.transaction().execute(async (tx) => {
    await sql`insert into mandates (mandate_id, principal_kind, principal_account_id, principal_code, principal_name,
        agent_account_id, scope, valid_from, valid_until, granted_at)
      values (${mandateId}, ${input.principalKind}, ${input.principalAccountId}::uuid, ${input.principalCode},
        ${input.principalName}, ${input.agentAccountId}::uuid, ${JSON.stringify(input.scope)}::jsonb,
        ${input.validFrom.toString()}, ${input.validUntil.toString()}, ${input.at.toString()})`.execute(tx)
    await appendEvents(tx, {
      cityCode,
      stream: 'mandate',
      streamId: mandateId,
      at: input.at,
      actor: { kind: 'person', ...input.grantedBy },
      events: [{ type: 'mandate-granted', data: { scope: input.scope, validUntil: input.validUntil.toString() } }],
    })
  })
  return mandateId
}

/** Mandates that let this account act for others, still in force on that day. */
export async function listMandatesOfAgent(
  db: Db,
  accountId: string,
  today: Temporal.PlainDate,
): Promise<(Mandate & { agentName: string })[]> {
  const { rows } =
    await sql<Row>`select m.*, a.name as agent_name from mandates m join accounts a on a.account_id = m.agent_account_id
    where m.agent_account_id = ${accountId}::uuid and m.revoked_at is null and m.valid_until >= ${today.toString()}::date
    order by m.granted_at desc`.execute(db)
  return rows.map(toMandate)
}

/** Mandates this account gave, including ended ones: who could act for me. */
export async function listMandatesOfPrincipal(db: Db, accountId: string): Promise<(Mandate & { agentName: string })[]> {
  const { rows } =
    await sql<Row>`select m.*, a.name as agent_name from mandates m join accounts a on a.account_id = m.agent_account_id
    where m.principal_account_id = ${accountId}::uuid order by m.granted_at desc`.execute(db)
  return rows.map(toMandate)
}

/** One mandate, ended ones too: whether it holds is asked of `mandateCovers`. */
export async function findMandate(db: Db, mandateId: string): Promise<Mandate | undefined> {
  const { rows } =
    await sql<Row>`select m.*, a.name as agent_name from mandates m join accounts a on a.account_id = m.agent_account_id
    where m.mandate_id = ${mandateId}::uuid`.execute(db)
  return rows[0] && toMandate(rows[0])
}

/** Ends a mandate at once; only the principal can. Repeating it changes nothing. Returns whether there was one. */
export async function revokeMandate(
  db: Db,
  mandateId: string,
  principalAccountId: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`update mandates set revoked_at = coalesce(revoked_at, ${at.toString()}::timestamptz)
    where mandate_id = ${mandateId}::uuid and principal_account_id = ${principalAccountId}::uuid returning mandate_id`.execute(
    db,
  )
  return rows.length > 0
}
