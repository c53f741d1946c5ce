import { type Db, lastId, nextPageKey, readPageKey, sql, type Text } from '#base'
import { isBundleOf, isBundleOfSession, isCaseOf, isCaseOfSession, type OfficerRole, type Party } from '#identity'

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
  /** What goes by e-mail and SMS in its place. */
  outside: Text
  at: Temporal.Instant
  byEmail: boolean
  bySms: boolean
}

/** Remembers messages, all in one statement; a repeat of the same event's message changes nothing. */
export async function addNotifications(db: Db, cityCode: string, messages: readonly New[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((one) => ({ ...one, at: one.at.toString() }))
  await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, outside, told_at, email_state, sms_state)
    select ${cityCode}, n."caseId"::uuid, n.seq, n."accountId"::uuid, n.subject, n.body, n.outside, n.at::timestamptz,
      case when n."byEmail" then 'waiting' else 'none' end, case when n."bySms" then 'waiting' else 'none' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("caseId" text, seq int, "accountId" text, subject jsonb, body jsonb,
      outside jsonb, at text, "byEmail" boolean, "bySms" boolean)
    on conflict do nothing`.execute(db)
}

/**
 * A firm is reached through who acts for it today: whoever submitted the case, while their mandate lasts; else whoever represents
 * it; else anybody else whose mandate covers the item. `c` has `agent_account_id` and `entry_id`, `a` is the account.
 */
const reached = (today: Temporal.PlainDate) => sql`left join lateral (
    select p.profile, p.preferences from mandates m join accounts p on p.account_id = m.agent_account_id
    where a.kind = 'firm' and m.principal_account_id = a.account_id and m.revoked_at is null and p.disabled_at is null
      and ${today.toString()}::date between m.valid_from and m.valid_until
      and (m.scope->>'type' = 'all' or m.scope->'entryIds' ? c.entry_id)
    order by m.agent_account_id is not distinct from c.agent_account_id desc, m.may_delegate desc, m.granted_at limit 1) r on true`

const aboutWhat = sql`(select city_code, case_id, case_no, item_code, item_name, entry_id, authority_code, account_id, agent_account_id from case_files
      union all select city_code, bundle_file_id, bundle_no, '', '', '', '', account_id, agent_account_id from bundle_files) c`

/** Whom cases and bundles concern, and how they can be reached. `caseNo`: of the case, or of the bundle. */
export type Concerned = {
  caseNo: string
  itemCode: string
  itemName: string
  accountId: string
  hasEmail: boolean
  hasMobile: boolean
  /** What the applicant is besides, and where the case is decided: its staff do not rate it. */
  roles: OfficerRole[]
  authorityCode: string
  authorityDivision: string
}

type ConcernedRow = {
  case_id: string
  case_no: string
  item_code: string
  item_name: string
  account_id: string
  has_email: boolean
  has_mobile: boolean
  roles: OfficerRole[]
  authority_code: string
  authority_division: string | null
}

const toConcerned = (row: ConcernedRow): Concerned => ({
  caseNo: row.case_no,
  itemCode: row.item_code,
  itemName: row.item_name,
  accountId: row.account_id,
  hasEmail: row.has_email,
  hasMobile: row.has_mobile,
  roles: row.roles,
  authorityCode: row.authority_code,
  authorityDivision: row.authority_division ?? '',
})

export async function listConcerned(
  db: Db,
  cityCode: string,
  caseIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<Map<string, Concerned>> {
  const { rows } = await sql<ConcernedRow>`
    select c.case_id, c.case_no, c.item_code, c.item_name, c.account_id, coalesce(r.profile, a.profile) ? 'email' as has_email,
      coalesce(r.profile, a.profile) ? 'mobile' as has_mobile, c.authority_code, o.division_code as authority_division,
      (select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'divisionCode', h.division_code, 'authorityCode', h.authority_code)), '[]')
        from officer_roles h where h.account_id = c.account_id) as roles
    from ${aboutWhat} join accounts a using (account_id) left join authorities o on o.credit_code = c.authority_code ${reached(today)} where c.city_code = ${cityCode} and c.case_id = any(${caseIds}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.case_id, toConcerned(row)]))
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

/** Messages to this party, newest first. */
export async function listNotifications(
  db: Db,
  cityCode: string,
  party: Party,
  page: { before: string | null; limit: number },
): Promise<{ rows: Notification[]; next: string | null }> {
  const [at = 'infinity', caseId = lastId, seq = '0'] = readPageKey(page.before, ['instant', 'id', 'number']) ?? []
  const before = sql`(n.told_at, n.case_id, n.seq) < (${at}::timestamptz, ${caseId}::uuid, ${seq}::int)`
  const rows = await listMessages(db, cityCode, sql`${isTold(party)} and ${before}`, page.limit)
  return { rows, next: nextPageKey(rows, page.limit, (last) => [last.toldAt, last.caseId, last.seq]) }
}

const isTold = (party: Party) => sql`(${isCaseOf(party, 'c')} or ${isBundleOf(party, 'b')})`

/** More than so many are not counted: the number is asked for with every page, and who has as many knows enough. */
export const countedUnread = 100

/** How many messages nobody has seen in the list yet, of the party that a session (`s`, under `m`) acts for: part of its statement. */
export const unreadOf = (cityCode: string) =>
  sql<number>`(select count(*)::int from (select from notifications n left join case_files c using (city_code, case_id)
      left join bundle_files b on b.city_code = n.city_code and b.bundle_file_id = n.case_id
    where n.city_code = ${cityCode} and n.account_id = coalesce(m.principal_account_id, s.account_id) and n.read_at is null
      and (${isCaseOfSession('c')} or ${isBundleOfSession('b')}) limit ${countedUnread}) as new_ones)`

/** These messages were shown to whom they are for; the first time counts. */
export async function markRead(
  db: Db,
  cityCode: string,
  messages: readonly Pick<Notification, 'caseId' | 'seq' | 'read'>[],
  at: Temporal.Instant,
): Promise<void> {
  const unread = messages.filter((one) => !one.read).map(({ caseId, seq }) => ({ caseId, seq }))
  if (unread.length === 0) return
  await sql`update notifications n set read_at = ${at.toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(unread)}::jsonb) as seen("caseId" text, seq int)
    where n.city_code = ${cityCode} and n.case_id = seen."caseId"::uuid and n.seq = seen.seq and n.read_at is null`.execute(
    db,
  )
}

/** Messages about one case, or one bundle, newest first. */
export const listNotificationsAbout = (db: Db, cityCode: string, caseId: string): Promise<Notification[]> =>
  listMessages(db, cityCode, sql`n.case_id = ${caseId}::uuid`, 100)

async function listMessages(
  db: Db,
  cityCode: string,
  which: ReturnType<typeof isCaseOf>,
  limit: number,
): Promise<Notification[]> {
  const { rows } = await sql<Row>`select n.case_id, coalesce(c.case_no, b.bundle_no) as case_no,
      case when c.case_no is null then 'bundle' else 'case' end as about, n.seq, n.subject, n.body, n.told_at, n.read_at
    from notifications n left join case_files c using (city_code, case_id)
      left join bundle_files b on b.city_code = n.city_code and b.bundle_file_id = n.case_id
    where n.city_code = ${cityCode} and ${which}
    order by n.told_at desc, n.case_id desc, n.seq desc limit ${limit}`.execute(db)
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
  /** Null: from before it was kept apart from what the site says. */
  outside: Text | null
  email: string | null
  mobile: string | null
  emailState: string
  smsState: string
  locale: 'zh' | 'en'
  /** How often it was taken to be sent, this time included. */
  attempts: number
}

type WaitingRow = {
  case_id: string
  seq: number
  subject: Text
  outside: Text | null
  email: string | null
  mobile: string | null
  email_state: string
  sms_state: string
  locale: 'zh' | 'en' | null
  attempts: number
}

/** How long whoever takes messages has for handing them over before another may take them. */
const leaseSeconds = 120

/** Takes messages whose turn it is, those that waited longest first, with whom they reach today. */
export async function takeWaiting(
  db: Db,
  cityCode: string,
  when: { now: Temporal.Instant; today: Temporal.PlainDate },
  limit: number,
): Promise<Waiting[]> {
  const now = when.now.toString()
  const { rows } = await sql<WaitingRow>`
    with turn as (select case_id, seq from notifications
        where city_code = ${cityCode} and (email_state = 'waiting' or sms_state = 'waiting') and next_try_at <= ${now}::timestamptz
        order by next_try_at, told_at limit ${limit} for update skip locked),
      n as (update notifications w set attempts = w.attempts + 1, next_try_at = ${now}::timestamptz + ${leaseSeconds} * interval '1 second'
        from turn where w.city_code = ${cityCode} and w.case_id = turn.case_id and w.seq = turn.seq returning w.*)
    select n.attempts, n.case_id, n.seq, n.subject, n.outside, coalesce(r.profile, a.profile)->>'email' as email,
      coalesce(r.profile, a.profile)->>'mobile' as mobile, n.email_state, n.sms_state,
      coalesce(r.preferences, a.preferences)->>'locale' as locale
    from n join accounts a using (account_id)
      join ${aboutWhat} on c.city_code = n.city_code and c.case_id = n.case_id ${reached(when.today)} order by n.told_at`.execute(
    db,
  )
  return rows.map(toWaiting)
}

const toWaiting = (row: WaitingRow): Waiting => ({
  caseId: row.case_id,
  seq: row.seq,
  subject: row.subject,
  outside: row.outside,
  email: row.email,
  mobile: row.mobile,
  emailState: row.email_state,
  smsState: row.sms_state,
  locale: row.locale ?? 'zh',
  attempts: row.attempts,
})

type SentState = { type: 'sent' } | { type: 'failed' } | { type: 'later'; at: Temporal.Instant }
export type Sent = { caseId: string; seq: number; channel: 'email' | 'sms'; state: SentState }

/** Marks what a run handed over, gave up, or puts off, all in one statement. */
export async function markSent(db: Db, cityCode: string, sent: readonly Sent[]): Promise<void> {
  if (sent.length === 0) return
  const byMessage = Map.groupBy(sent, (one) => `${one.caseId} ${one.seq}`)
  const rows = [...byMessage.values()].map((list) => {
    const ended = (channel: Sent['channel']) =>
      list.find((one) => one.channel === channel && one.state.type !== 'later')?.state.type ?? null
    const later = list.flatMap(({ state }) => (state.type === 'later' ? [state.at.toString()] : []))
    return {
      caseId: list[0]?.caseId,
      seq: list[0]?.seq,
      email: ended('email'),
      sms: ended('sms'),
      later: later[0] ?? null,
    }
  })
  await sql`update notifications n set email_state = coalesce(s.email, n.email_state), sms_state = coalesce(s.sms, n.sms_state),
      next_try_at = coalesce(s.later::timestamptz, n.next_try_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s("caseId" uuid, seq int, email text, sms text, later text)
    where n.city_code = ${cityCode} and n.case_id = s."caseId" and n.seq = s.seq`.execute(db)
}
