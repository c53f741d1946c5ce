import { type Db, lastId, nextPageKey, readPageKey, sql, uuidv7 } from '#base'
import { isCaseOf, type Party } from '#identity'

export type AccessRecord = {
  readerName: string
  authorityName: string
  purpose: string
  at: Temporal.Instant
  caseNo: string
}

/** An officer's reading of a person's file: who read it, for what. */
export type Reading = {
  cityCode: string
  caseId: string
  accountId: string
  readerName: string
  authorityName: string
  purpose: string
  at: Temporal.Instant
}

/** Reading a person's file is itself remembered, and the person can see it. Once an hour per reader and purpose. */
export const recordReading = async (db: Db, reading: Reading): Promise<void> =>
  void (await sql`${insertReading(reading)} where ${isNew(reading)}`.execute(db))

/** The same as a part of the statement that stores what was done to the case upon reading it; `moved` is that statement's anchor. */
export const readingWrite = (reading: Reading) => sql`${insertReading(reading)} from moved where ${isNew(reading)}`

const insertReading = ({ cityCode, caseId, accountId, readerName, authorityName, purpose, at }: Reading) =>
  sql`insert into access_records (city_code, case_id, access_id, account_id, reader_name, authority_name, purpose, at)
    select ${cityCode}, ${caseId}::uuid, ${uuidv7(at)}::uuid, ${accountId}::uuid, ${readerName}, ${authorityName}, ${purpose}, ${at.toString()}::timestamptz`

const isNew = ({ cityCode, caseId, accountId, purpose, at }: Reading) =>
  sql`not exists (select from access_records where city_code = ${cityCode} and case_id = ${caseId}::uuid
    and account_id = ${accountId}::uuid and purpose = ${purpose} and at > ${at.subtract({ hours: 1 }).toString()}::timestamptz)`

type Row = {
  access_id: string
  reader_name: string
  authority_name: string
  purpose: string
  at: Temporal.Instant
  case_no: string
}

/** Who has read this party's cases, newest first. */
export async function listAccess(
  db: Db,
  cityCode: string,
  party: Party,
  page: { before: string | null; limit: number },
): Promise<{ rows: AccessRecord[]; next: string | null }> {
  const [at = 'infinity', accessId = lastId] = readPageKey(page.before, ['instant', 'id']) ?? []
  const before = sql`(r.at, r.access_id) < (${at}::timestamptz, ${accessId}::uuid)`
  const rows = await listRecords(db, cityCode, sql`${isCaseOf(party, 'c')} and ${before}`, page.limit)
  return { rows, next: nextPageKey(rows, page.limit, (last) => [last.at, last.accessId]) }
}

/** Who has read this case, newest first. */
export const listAccessTo = (db: Db, cityCode: string, caseId: string): Promise<AccessRecord[]> =>
  listRecords(db, cityCode, sql`c.case_id = ${caseId}::uuid`, 200)

async function listRecords(
  db: Db,
  cityCode: string,
  which: ReturnType<typeof isCaseOf>,
  limit: number,
): Promise<(AccessRecord & { accessId: string })[]> {
  const { rows } = await sql<Row>`select r.access_id, r.reader_name, r.authority_name, r.purpose, r.at, c.case_no
    from access_records r join case_files c using (city_code, case_id)
    where r.city_code = ${cityCode} and ${which}
    order by r.at desc, r.access_id desc limit ${limit}`.execute(db)
  return rows.map((row) => ({
    accessId: row.access_id,
    readerName: row.reader_name,
    authorityName: row.authority_name,
    purpose: row.purpose,
    at: row.at,
    caseNo: row.case_no,
  }))
}
