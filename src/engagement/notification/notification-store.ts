import { type Db, sql, type Text } from '#base'

export type Notification = {
  caseId: string
  caseNo: string
  seq: number
  subject: Text
  body: Text
  toldAt: Temporal.Instant
  read: boolean
}

/** Remembers a message; a repeat of the same event's message changes nothing. Returns whether it is new. */
export async function addNotification(
  db: Db,
  cityCode: string,
  input: {
    caseId: string
    seq: number
    accountId: string
    subject: Text
    body: Text
    at: Temporal.Instant
    byEmail: boolean
    bySms: boolean
  },
): Promise<boolean> {
  const { rows } =
    await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, told_at, email_state, sms_state)
    values (${cityCode}, ${input.caseId}::uuid, ${input.seq}, ${input.accountId}::uuid, ${JSON.stringify(input.subject)}::jsonb, ${JSON.stringify(input.body)}::jsonb,
      ${input.at.toString()}, ${input.byEmail ? 'waiting' : 'none'}, ${input.bySms ? 'waiting' : 'none'})
    on conflict do nothing returning seq`.execute(db)
  return rows.length > 0
}

type Row = {
  case_id: string
  case_no: string
  seq: number
  subject: Text
  body: Text
  told_at: Temporal.Instant
  read_at: Temporal.Instant | null
}

/** Messages to this account, newest first; about one case when it is named. */
export async function listNotifications(
  db: Db,
  cityCode: string,
  accountId: string,
  caseId: string | null,
): Promise<Notification[]> {
  const { rows } = await sql<Row>`select n.case_id, c.case_no, n.seq, n.subject, n.body, n.told_at, n.read_at
    from notifications n join case_files c using (city_code, case_id)
    where n.city_code = ${cityCode} and n.account_id = ${accountId}::uuid and (${caseId}::uuid is null or n.case_id = ${caseId}::uuid)
    order by n.told_at desc, n.seq desc limit 100`.execute(db)
  return rows.map((row) => ({
    caseId: row.case_id,
    caseNo: row.case_no,
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

export async function markSent(
  db: Db,
  cityCode: string,
  input: { caseId: string; seq: number; channel: 'email' | 'sms'; state: 'sent' | 'failed' },
): Promise<void> {
  const column = input.channel === 'email' ? sql`email_state` : sql`sms_state`
  await sql`update notifications set ${column} = ${input.state} where city_code = ${cityCode} and case_id = ${input.caseId}::uuid and seq = ${input.seq}`.execute(
    db,
  )
}
