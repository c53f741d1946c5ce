import { type Db, sql, type Text } from '#base'

export type Notification = {
  caseId: string
  caseNo: string
  /** Where the reader finds what it tells of. */
  about: 'case' | 'bundle'
  seq: number
  subject: Text
  body: Text
  toldAt: Temporal.Instant
  read: boolean
}

type New = {
  caseId: string
  seq: number
  accountId: string
  subject: Text
  body: Text
  at: Temporal.Instant
  byEmail: boolean
  bySms: boolean
}

/** Remembers messages, all in one statement; a repeat of the same event's message changes nothing. */
export async function addNotifications(db: Db, cityCode: string, messages: readonly New[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((one) => ({ ...one, at: one.at.toString() }))
  await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, told_at, email_state, sms_state)
    select ${cityCode}, n."caseId"::uuid, n.seq, n."accountId"::uuid, n.subject, n.body, n.at::timestamptz,
      case when n."byEmail" then 'waiting' else 'none' end, case when n."bySms" then 'waiting' else 'none' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("caseId" text, seq int, "accountId" text, subject jsonb, body jsonb,
      at text, "byEmail" boolean, "bySms" boolean)
    on conflict do nothing`.execute(db)
}

/** Whom cases and bundles concern, and how they can be reached. `caseNo`: of the case, or of the bundle. */
export type Concerned = { caseNo: string; itemName: string; accountId: string; hasEmail: boolean; hasMobile: boolean }

export async function listConcerned(
  db: Db,
  cityCode: string,
  caseIds: readonly string[],
): Promise<Map<string, Concerned>> {
  const { rows } = await sql<{
    case_id: string
    case_no: string
    item_name: string
    account_id: string
    has_email: boolean
    has_mobile: boolean
  }>`
    select c.case_id, c.case_no, c.item_name, c.account_id, a.profile ? 'email' as has_email, a.profile ? 'mobile' as has_mobile
    from (select city_code, case_id, case_no, item_name, account_id from case_files
      union all select city_code, bundle_file_id, bundle_no, '', account_id from bundle_files) c
      join accounts a using (account_id) where c.city_code = ${cityCode} and c.case_id = any(${caseIds}::uuid[])`.execute(
    db,
  )
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        caseNo: row.case_no,
        itemName: row.item_name,
        accountId: row.account_id,
        hasEmail: row.has_email,
        hasMobile: row.has_mobile,
      },
    ]),
  )
}

type Row = {
  case_id: string
  case_no: string
  about: 'case' | 'bundle'
  seq: number
  subject: Text
  body: Text
  told_at: Temporal.Instant
  read_at: Temporal.Instant | null
}

/** Messages to this account, newest first; about one case, or one bundle, when it is named. */
export async function listNotifications(
  db: Db,
  cityCode: string,
  accountId: string,
  caseId: string | null,
): Promise<Notification[]> {
  const { rows } = await sql<Row>`select n.case_id, coalesce(c.case_no, b.bundle_no) as case_no,
      case when c.case_no is null then 'bundle' else 'case' end as about, n.seq, n.subject, n.body, n.told_at, n.read_at
    from notifications n left join case_files c using (city_code, case_id)
      left join bundle_files b on b.city_code = n.city_code and b.bundle_file_id = n.case_id
    where n.city_code = ${cityCode} and n.account_id = ${accountId}::uuid and (${caseId}::uuid is null or n.case_id = ${caseId}::uuid)
    order by n.told_at desc, n.seq desc limit 100`.execute(db)
  return rows.map((row) => ({
    caseId: row.case_id,
    caseNo: row.case_no,
    about: row.about,
    seq: row.seq,
    subject: row.subject,
    body: row.body,
    toldAt: row.told_at,
    read: row.read_at !== null,
  }))
}

export type Waiting = {
  caseId: string
  seq: number
  subject: Text
  body: Text
  email: string | null
  mobile: string | null
  emailState: string
  smsState: string
  locale: 'zh' | 'en'
}

/** Messages still to be sent, oldest first. */
export async function listWaiting(db: Db, cityCode: string, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<{
    case_id: string
    seq: number
    subject: Text
    body: Text
    email: string | null
    mobile: string | null
    email_state: string
    sms_state: string
    locale: 'zh' | 'en' | null
  }>`
    select n.case_id, n.seq, n.subject, n.body, a.profile->>'email' as email, a.profile->>'mobile' as mobile, n.email_state, n.sms_state,
      a.preferences->>'locale' as locale
    from notifications n join accounts a using (account_id)
    where n.city_code = ${cityCode} and (n.email_state = 'waiting' or n.sms_state = 'waiting') order by n.told_at limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => ({
    caseId: row.case_id,
    seq: row.seq,
    subject: row.subject,
    body: row.body,
    email: row.email,
    mobile: row.mobile,
    emailState: row.email_state,
    smsState: row.sms_state,
    locale: row.locale ?? 'zh',
  }))
}

export type Sent = { caseId: string; seq: number; channel: 'email' | 'sms'; state: 'sent' | 'failed' }

/** Marks what a run handed over, all in one statement. */
export async function markSent(db: Db, cityCode: string, sent: readonly Sent[]): Promise<void> {
  if (sent.length === 0) return
  const byMessage = Map.groupBy(sent, (one) => `${one.caseId} ${one.seq}`)
  const rows = [...byMessage.values()].map((list) => ({
    caseId: list[0]?.caseId,
    seq: list[0]?.seq,
    email: list.find((one) => one.channel === 'email')?.state ?? null,
    sms: list.find((one) => one.channel === 'sms')?.state ?? null,
  }))
  await sql`update notifications n set email_state = coalesce(s.email, n.email_state), sms_state = coalesce(s.sms, n.sms_state)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s("caseId" uuid, seq int, email text, sms text)
    where n.city_code = ${cityCode} and n.case_id = s."caseId" and n.seq = s.seq`.execute(db)
}
