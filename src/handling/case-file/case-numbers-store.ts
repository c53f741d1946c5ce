import { type Db, sql } from '#base'

/** What the service has done so far, counted from the cases themselves. */
export type CaseNumbers = { received: number; handled: number; onTime: number }

/**
 * Cases received, handled to a decision or a refusal to accept, and of those how many by their due date. Withdrawn and
 * terminated cases were not handled and count for neither side.
 */
export async function countCases(db: Db, cityCode: string, zone: string): Promise<CaseNumbers> {
  const { rows } = await sql<CaseNumbers>`
    select count(*)::int as received,
      count(*) filter (where handled)::int as handled,
      count(*) filter (where handled and (due_on is null or (closed_at at time zone ${zone})::date <= due_on))::int as "onTime"
    from (select closed_at, due_on, closed_at is not null and state in ('granted', 'denied', 'declined', 'revoked') as handled
      from case_files where city_code = ${cityCode}) as cases`.execute(db)
  return rows[0] ?? { received: 0, handled: 0, onTime: 0 }
}
