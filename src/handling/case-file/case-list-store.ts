import { type Db, lastId, nextPageKey, readPageKey, sql } from '#base'
import { isCaseOf, type Party } from '#identity'
import { casesKey } from '../task/task-store.ts'
import type { CaseFile } from './case-file.ts'

export type CaseSummary = {
  caseId: string
  caseNo: string
  itemName: string
  itemCode: string
  state: CaseFile['state']
  authorityCode: string
  applicantName: string
  channel: string
  submittedAt: Temporal.Instant
  /** By when it must be done. None while the clock stands: what is stored then is what its notice foresaw (Licensing Law art. 45). */
  dueOn: Temporal.PlainDate | null
  clockStopped: boolean
}

type SummaryRow = {
  case_id: string
  case_no: string
  item_name: string
  item_code: string
  state: CaseFile['state']
  authority_code: string
  applicant_name: string
  channel: string
  submitted_at: Temporal.Instant
  due_on: string | null
  clock_stopped: boolean
}

const toSummary = (row: SummaryRow): CaseSummary => ({
  caseId: row.case_id,
  caseNo: row.case_no,
  itemName: row.item_name,
  itemCode: row.item_code,
  state: row.state,
  authorityCode: row.authority_code,
  applicantName: row.applicant_name,
  channel: row.channel,
  submittedAt: row.submitted_at,
  dueOn: row.due_on === null || row.clock_stopped ? null : Temporal.PlainDate.from(row.due_on),
  clockStopped: row.clock_stopped,
})

/** A party's cases, newest first, paged by key. */
export async function listCasesOf(
  db: Db,
  cityCode: string,
  party: Party,
  page: { before: string | null; limit: number },
): Promise<{ rows: CaseSummary[]; next: string | null }> {
  const [at = 'infinity', caseId = lastId] = readPageKey(page.before, casesKey) ?? []
  const { rows } =
    await sql<SummaryRow>`select case_id, case_no, item_name, item_code, state, authority_code, applicant_name, channel,
      submitted_at, due_on, clock_stopped from case_files c
    where city_code = ${cityCode} and ${isCaseOf(party, 'c')}
      and (submitted_at, case_id) < (${at}::timestamptz, ${caseId}::uuid)
    order by submitted_at desc, case_id desc limit ${page.limit}`.execute(db)
  const next = nextPageKey(rows, page.limit, (last) => [last.submitted_at, last.case_id])
  return { rows: rows.map(toSummary), next }
}

/** Cases whose applicant must be told something by law today: still submitted, never told, for the deemed-acceptance job. */
export async function listUntold(
  db: Db,
  cityCode: string,
  submittedBefore: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from case_files where city_code = ${cityCode} and state = 'submitted'
    and accepted_on is null and submitted_at < ${submittedBefore.toString()}::timestamptz order by submitted_at limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => row.case_id)
}
