import { type Db, digestOf, makeTally, sql } from '#base'
import type { Level } from './rating.ts'

/** Makes the one invitation of a case; a repeat of the event finds it made. */
export async function addInvitation(
  db: Db,
  cityCode: string,
  input: { token: string; caseId: string; accountId: string; at: Temporal.Instant; expiresAt: Temporal.Instant },
): Promise<void> {
  await sql`insert into rating_invitations (city_code, token_digest, case_id, account_id, invited_at, expires_at)
    values (${cityCode}, ${digestOf(input.token)}, ${input.caseId}::uuid, ${input.accountId}::uuid, ${input.at.toString()}, ${input.expiresAt.toString()})
    on conflict (city_code, case_id) do nothing`.execute(db)
}

export type Invitation = {
  caseId: string
  accountId: string
  expiresAt: Temporal.Instant
  used: boolean
  caseNo: string
  itemName: string
  entryId: string
  authorityCode: string
  authorityDivision: string
}

type Row = {
  case_id: string
  account_id: string
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
  case_no: string
  item_name: string
  entry_id: string
  authority_code: string
  authority_division: string
}

const toInvitation = (row: Row): Invitation => ({
  caseId: row.case_id,
  accountId: row.account_id,
  expiresAt: row.expires_at,
  used: row.used_at !== null,
  caseNo: row.case_no,
  itemName: row.item_name,
  entryId: row.entry_id,
  authorityCode: row.authority_code,
  authorityDivision: row.authority_division,
})

export async function findInvitation(db: Db, cityCode: string, token: string): Promise<Invitation | undefined> {
  const { rows } =
    await sql<Row>`select i.case_id, i.account_id, i.expires_at, i.used_at, c.case_no, c.item_name, c.entry_id, c.authority_code,
      coalesce(a.division_code, c.division_code) as authority_division
    from rating_invitations i join case_files c using (city_code, case_id) left join authorities a on a.credit_code = c.authority_code
    where i.city_code = ${cityCode} and i.token_digest = ${digestOf(token)}`.execute(db)
  return rows[0] && toInvitation(rows[0])
}

/** Keeps a rating and uses its invitation up, in one statement. False when it was used, or has run out. */
export async function addRating(
  db: Db,
  cityCode: string,
  input: { token: string; level: Level; options: readonly string[]; remark: string; at: Temporal.Instant },
): Promise<boolean> {
  const { rows } = await sql`with used as (update rating_invitations set used_at = ${input.at.toString()}::timestamptz
      where city_code = ${cityCode} and token_digest = ${digestOf(input.token)} and used_at is null and expires_at > ${input.at.toString()}::timestamptz
      returning city_code, case_id)
    insert into ratings (city_code, case_id, level, options, remark, entry_id, authority_code, rated_at)
    select c.city_code, c.case_id, ${input.level}, ${[...new Set(input.options)]}::text[], ${input.remark}, c.entry_id, c.authority_code, ${input.at.toString()}::timestamptz
    from used join case_files c using (city_code, case_id) returning case_id`.execute(db)
  return rows.length > 0
}

export type RatingNumbers = { invited: number; answered: number; good: number }

/**
 * Honest numbers: how many were asked, how many answered, and how many of those are at least fairly satisfied. Not answering is
 * not five stars. It costs what the numbers of cases cost: everything once in a process, then the last hour, by index.
 */
export const makeRatingTally = (db: Db, cityCode: string) =>
  makeTally<RatingNumbers>(async (from, until) => {
    const [since, end] = [from?.toString() ?? '-infinity', until.toString()]
    const { rows } = await sql<
      Record<keyof RatingNumbers | `${keyof RatingNumbers}Before`, number>
    >`select i.*, r.* from
      (select count(*) filter (where invited_at < ${end}::timestamptz)::int as "invitedBefore",
          count(*) filter (where invited_at >= ${end}::timestamptz)::int as invited
        from rating_invitations where city_code = ${cityCode} and invited_at >= ${since}::timestamptz) i,
      (select count(*) filter (where before)::int as "answeredBefore", count(*) filter (where not before)::int as answered,
          count(*) filter (where before and level >= 3)::int as "goodBefore",
          count(*) filter (where not before and level >= 3)::int as good
        from (select level, rated_at < ${end}::timestamptz as before
          from ratings where city_code = ${cityCode} and rated_at >= ${since}::timestamptz) as said) r`.execute(db)
    const [row] = rows
    if (row === undefined) throw new Error('a count without a row')
    const { invitedBefore, answeredBefore, goodBefore, invited, answered, good } = row
    return {
      settled: { invited: invitedBefore, answered: answeredBefore, good: goodBefore },
      recent: { invited, answered, good },
    }
  })
