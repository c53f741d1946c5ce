import { type Db, sql } from '#base'
import type { CaseFile } from './case-file.ts'
import { type CaseRow, columnsOfCase, type Projected, toCaseFile } from './case-file-store.ts'

/** Cases that are not closed, by their ids, each whole: the next `limit` after `after` (null: the first). */
export async function listOpenCaseFiles(
  db: Db,
  cityCode: string,
  page: { after: string | null; limit: number },
): Promise<CaseFile[]> {
  const { rows } = await sql<CaseRow>`select ${columnsOfCase} from case_files c
    where c.city_code = ${cityCode} and c.closed_at is null and c.case_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by c.case_id limit ${page.limit}`.execute(db)
  return rows.map((row) => toCaseFile(cityCode, row))
}

/**
 * Stores days that were counted anew, of cases and of their open tasks, with one statement. A case that was moved meanwhile is left
 * as its move has it: that counted by itself. `lawsTimer` is when the law's own timer fires, where it waits.
 */
export async function saveCounted(
  db: Db,
  cityCode: string,
  counted: readonly (Projected & { caseId: string; version: number; lawsTimer: Temporal.Instant | null })[],
): Promise<number> {
  const cases = JSON.stringify(
    counted.map(({ caseId, version, dueOn, actBy, lawsTimer }) => ({
      ...{ caseId, version, dueOn: dueOn?.toString() ?? null, actBy: actBy?.toString() ?? null },
      lawsTimer: lawsTimer?.toString() ?? null,
    })),
  )
  const tasks = JSON.stringify(
    counted.flatMap(({ caseId, taskDue }) =>
      Object.entries(taskDue).map(([token, dueOn]) => ({ caseId, token: Number(token), dueOn })),
    ),
  )
  const { rows } = await sql<{ changed: number }>`with given as (
      select g.* from jsonb_to_recordset(${cases}::jsonb) as g("caseId" uuid, version int, "dueOn" date, "actBy" date, "lawsTimer" timestamptz)
      join case_files c on c.city_code = ${cityCode} and c.case_id = g."caseId" and c.version = g.version),
    cases as (update case_files c set due_on = g."dueOn", act_by = g."actBy" from given g
      where c.city_code = ${cityCode} and c.case_id = g."caseId" and c.version = g.version
        and (c.due_on, c.act_by) is distinct from (g."dueOn", g."actBy") returning c.case_id),
    steps as (update tasks t set due_on = d."dueOn" from jsonb_to_recordset(${tasks}::jsonb) as d("caseId" uuid, token int, "dueOn" date)
      join given g using ("caseId")
      where t.city_code = ${cityCode} and t.case_id = d."caseId" and t.token = d.token and t.state = 'open'
        and t.due_on is distinct from d."dueOn" returning t.case_id),
    laws as (update timers t set due_at = g."lawsTimer" from given g
      where t.city_code = ${cityCode} and t.case_id = g."caseId" and t.element = 'art-32' and g."lawsTimer" is not null
        and t.due_at <> g."lawsTimer" returning t.case_id)
    select count(*)::int as changed from (select case_id from cases union select case_id from steps union select case_id from laws) as all_changed`.execute(
    db,
  )
  return rows[0]?.changed ?? 0
}
