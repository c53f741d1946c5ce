import { type Db, sql } from '#base'
import type { TimerRow } from '../process/process-store.ts'
import type { CaseFile } from './case-file.ts'
import { type CaseRow, columnsOfCase, type Projected, toCaseFile } from './case-file-store.ts'

/** Cases that are not closed, by their ids, each whole: the next `limit` after `after` (null: the first). */
export async function listOpenCaseFiles(
  db: Db,
  cityCode: string,
  page: { after: string | null; limit: number },
): Promise<CaseFile[]> {
  const { rows } = await sql<CaseRow>`select ${columnsOfCase()} from case_files c
    where c.city_code = ${cityCode} and c.closed_at is null and c.case_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by c.case_id limit ${page.limit}`.execute(db)
  return rows.map((row) => toCaseFile(cityCode, row))
}

/** Does `work`, on a connection of its own, while no other process does it for this city; null, without doing it, while one does. */
export async function countAlone<Done>(
  db: Db,
  cityCode: string,
  work: (held: Db) => Promise<Done>,
): Promise<Done | null> {
  const lock = sql`hashtextextended(${`count-days ${cityCode}`}, 0)`
  // The lock belongs to a connection: when the process dies, the database lets it go.
  return db.connection().execute(async (held) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${lock}) as got`.execute(held)
    if (rows[0]?.got !== true) return null
    try {
      return await work(held)
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(held)
    }
  })
}

type Counted = Projected & { caseId: string; version: number; timers: readonly TimerRow[] }

/** Days as the statement reads them: of cases, of their open tasks, and of what they wait for. */
function asRows(counted: readonly Counted[]): { cases: string; tasks: string; timers: string } {
  const cases = counted.map(({ caseId, version, dueOn, actBy }) => ({ caseId, version, dueOn, actBy }))
  const tasks = counted.flatMap(({ caseId, taskDue }) =>
    Object.entries(taskDue).map(([token, dueOn]) => ({ caseId, token: Number(token), dueOn })),
  )
  const timers = counted.flatMap((one) => one.timers.map(({ token, dueAt }) => ({ caseId: one.caseId, token, dueAt })))
  return { cases: JSON.stringify(cases), tasks: JSON.stringify(tasks), timers: JSON.stringify(timers) }
}

/**
 * Stores days that were counted anew, of cases, of their open tasks and of what they wait for, with one statement. A case that was moved
 * meanwhile is left as its move has it: that counted by itself. So that none is moved in between, the cases are held until all is stored.
 */
export async function saveCounted(db: Db, cityCode: string, counted: readonly Counted[]): Promise<number> {
  const { cases, tasks, timers } = asRows(counted)
  const { rows } = await sql<{ changed: number }>`with given as materialized (
      select g.* from case_files c
      join jsonb_to_recordset(${cases}::jsonb) as g("caseId" uuid, version int, "dueOn" date, "actBy" date)
        on c.case_id = g."caseId" and c.version = g.version
      where c.city_code = ${cityCode} for no key update of c),
    cases as (update case_files c set due_on = g."dueOn", act_by = g."actBy" from given g
      where c.city_code = ${cityCode} and c.case_id = g."caseId" and c.version = g.version
        and (c.due_on, c.act_by) is distinct from (g."dueOn", g."actBy") returning c.case_id),
    steps as (update tasks t set due_on = d."dueOn" from jsonb_to_recordset(${tasks}::jsonb) as d("caseId" uuid, token int, "dueOn" date)
      join given g using ("caseId")
      where t.city_code = ${cityCode} and t.case_id = d."caseId" and t.token = d.token and t.state = 'open'
        and t.due_on is distinct from d."dueOn" returning t.case_id),
    waits as (update timers t set due_at = d."dueAt", claimed_until = '-infinity'
      from jsonb_to_recordset(${timers}::jsonb) as d("caseId" uuid, token int, "dueAt" timestamptz)
      join given g using ("caseId")
      where t.city_code = ${cityCode} and t.case_id = d."caseId" and t.token = d.token
        and t.due_at <> d."dueAt" returning t.case_id)
    select count(*)::int as changed from (select case_id from cases union select case_id from steps union select case_id from waits) as all_changed`.execute(
    db,
  )
  return rows[0]?.changed ?? 0
}
