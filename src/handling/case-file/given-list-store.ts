import { type Db, lastId, nextPageKey, readPageKey, sql } from '#base'
import { isCaseOf, type Party } from '#identity'
import type { ItemRef } from '#management'

/** A result as its holder lists it; the document is drawn from the case. */
export type IssuedResult = {
  caseNo: string
  resultNo: string
  name: string
  itemName: string
  issuedAt: Temporal.Instant
}

/** A paper that was handed in and is kept with its case; `item` is what the case was opened under, which names the paper. */
export type GivenPaper = {
  caseNo: string
  item: Omit<ItemRef, 'papersVersion'>
  materialNo: number
  position: number
  name: string
  itemName: string
  givenAt: Temporal.Instant
}

export type Page = { before: string | null; limit: number }

/** Results issued to this party that still hold, newest first; what was revoked is nobody's to carry any more. */
export async function listResultsOf(
  db: Db,
  cityCode: string,
  party: Party,
  page: Page,
): Promise<{ rows: IssuedResult[]; next: string | null }> {
  const [at = 'infinity', caseId = lastId] = readPageKey(page.before, ['instant', 'id']) ?? []
  type Row = {
    case_id: string
    case_no: string
    item_name: string
    result_no: string
    name: string
    at: Temporal.Instant
  }
  const { rows } = await sql<Row>`select c.case_id, c.case_no, c.item_name, e.data->>'resultNo' as result_no,
      e.data->>'name' as name, e.at
    from case_files c join lateral (select data, at from events where city_code = c.city_code and stream = 'case' and stream_id = c.case_id::text
      and type = 'result-issued' order by seq desc limit 1) e on true
    where c.city_code = ${cityCode} and ${isCaseOf(party, 'c')} and c.state = 'granted'
      and (e.at, c.case_id) < (${at}::timestamptz, ${caseId}::uuid)
    order by e.at desc, c.case_id desc limit ${page.limit}`.execute(db)
  return {
    rows: rows.map((row) => ({
      caseNo: row.case_no,
      resultNo: row.result_no,
      name: row.name,
      itemName: row.item_name,
      issuedAt: row.at,
    })),
    next: nextPageKey(rows, page.limit, (last) => [last.at, last.case_id]),
  }
}

type PaperRow = {
  case_id: string
  case_no: string
  item_name: string
  entry_id: string
  authority_code: string
  entry_revision: number
  override_revision: number
  material_no: number
  position: number
  name: string
  given_at: Temporal.Instant
}

const toPaper = (row: PaperRow): GivenPaper => ({
  caseNo: row.case_no,
  item: {
    entryId: row.entry_id,
    authorityCode: row.authority_code,
    entryRevision: row.entry_revision,
    overrideRevision: row.override_revision,
  },
  materialNo: row.material_no,
  position: row.position,
  name: row.name,
  itemName: row.item_name,
  givenAt: row.given_at,
})

/** Papers this party handed in that can be looked at, newest first. */
export async function listPapersOf(
  db: Db,
  cityCode: string,
  party: Party,
  page: Page,
): Promise<{ rows: GivenPaper[]; next: string | null }> {
  const kinds = ['instant', 'id', 'number', 'number'] as const
  const [at = 'infinity', caseId = lastId, no = '999999999', position = '999999999'] =
    readPageKey(page.before, kinds) ?? []
  const { rows } =
    await sql<PaperRow>`select c.case_id, c.case_no, c.item_name, c.entry_id, c.authority_code, c.entry_revision,
      c.override_revision, m.material_no, m.position, m.name, m.given_at
    from case_files c join case_materials m using (city_code, case_id)
    where c.city_code = ${cityCode} and ${isCaseOf(party, 'c')} and m.digest is not null
      and (m.given_at, c.case_id, m.material_no, m.position) < (${at}::timestamptz, ${caseId}::uuid, ${no}::int, ${position}::int)
    order by m.given_at desc, c.case_id desc, m.material_no desc, m.position desc limit ${page.limit}`.execute(db)
  return {
    rows: rows.map(toPaper),
    next: nextPageKey(rows, page.limit, (last) => [last.given_at, last.case_id, last.material_no, last.position]),
  }
}
