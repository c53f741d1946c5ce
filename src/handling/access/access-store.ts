import { type Db, sql, uuidv7 } from '#base'

export type AccessRecord = {
  readerName: string
  authorityName: string
  purpose: string
  at: Temporal.Instant
  caseNo: string
}

/** Reading a person's file is itself remembered, and the person can see it. Once an hour per reader and purpose. */
export async function recordAccess(
  db: Db,
  cityCode: string,
  input: {
    caseId: string
    accountId: string
    readerName: string
    authorityName: string
    purpose: string
    at: Temporal.Instant
  },
): Promise<void> {
  await sql`insert into access_records (city_code, case_id, access_id, account_id, reader_name, authority_name, purpose, at)
    select ${cityCode}, ${input.caseId}::uuid, ${uuidv7(input.at)}::uuid, ${input.accountId}::uuid, ${input.readerName}, ${input.authorityName}, ${input.purpose}, ${input.at.toString()}::timestamptz
    where not exists (select from access_records where city_code = ${cityCode} and case_id = ${input.caseId}::uuid
      and account_id = ${input.accountId}::uuid and purpose = ${input.purpose} and at > ${input.at.subtract({ hours: 1 }).toString()}::timestamptz)`.execute(
    db,
  )
}

type Row = { reader_name: string; authority_name: string; purpose: string; at: Temporal.Instant; case_no: string }

/** Who has read this applicant's cases, newest first; of one case when it is named. */
export async function listAccess(
  db: Db,
  cityCode: string,
  accountId: string,
  caseId: string | null,
): Promise<AccessRecord[]> {
  const { rows } = await sql<Row>`select r.reader_name, r.authority_name, r.purpose, r.at, c.case_no
    from access_records r join case_files c using (city_code, case_id)
    where r.city_code = ${cityCode} and c.account_id = ${accountId}::uuid and (${caseId}::uuid is null or r.case_id = ${caseId}::uuid)
    order by r.at desc limit 200`.execute(db)
  return rows.map((row) => ({
    readerName: row.reader_name,
    authorityName: row.authority_name,
    purpose: row.purpose,
    at: row.at,
    caseNo: row.case_no,
  }))
}
