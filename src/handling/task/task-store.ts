import { type Db, firstId, type KeyPart, lastId, nextPageKey, readPageKey, sql } from '#base'
import { type OfficerRole, scopePrefix } from '#identity'
import type { Channel } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'

/** A case as lists show it. */
export type FoundCase = {
  caseId: string
  caseNo: string
  itemName: string
  itemCode: string
  applicantKind: 'natural' | 'legal'
  applicantName: string
  channel: Channel
  state: CaseFile['state']
  dueOn: Temporal.PlainDate | null
  /** By when officers must act next: the five working days before acceptance, then the promised date. */
  actBy: Temporal.PlainDate | null
  clockStopped: boolean
  authorityCode: string
  submittedAt: Temporal.Instant
}

/** A task with the case it belongs to. */
export type InboxRow = FoundCase & {
  token: number
  task: string
  stage: string
  assignee: { accountId: string; name: string } | null
  openedAt: Temporal.Instant
}

type Row = {
  case_id: string
  case_no: string
  token: number
  task: string
  stage: string
  item_name: string
  item_code: string
  applicant_kind: 'natural' | 'legal'
  applicant_name: string
  channel: Channel
  state: CaseFile['state']
  due_on: string | null
  act_by: string | null
  clock_stopped: boolean
  assignee: string | null
  assignee_name: string | null
  authority_code: string
  opened_at: Temporal.Instant
  submitted_at: Temporal.Instant
}

const dateOf = (text: string | null): Temporal.PlainDate | null =>
  text === null ? null : Temporal.PlainDate.from(text)

const toFoundCase = (row: Row): FoundCase => ({
  caseId: row.case_id,
  caseNo: row.case_no,
  itemName: row.item_name,
  itemCode: row.item_code,
  applicantKind: row.applicant_kind,
  applicantName: row.applicant_name,
  channel: row.channel,
  state: row.state,
  dueOn: dateOf(row.due_on),
  actBy: dateOf(row.act_by),
  clockStopped: row.clock_stopped,
  authorityCode: row.authority_code,
  submittedAt: row.submitted_at,
})

const toInboxRow = (row: Row): InboxRow => ({
  ...toFoundCase(row),
  token: row.token,
  task: row.task,
  stage: row.stage,
  assignee: row.assignee === null ? null : { accountId: row.assignee, name: row.assignee_name ?? '' },
  openedAt: row.opened_at,
})

const scopesOf = (roles: readonly OfficerRole[]): string =>
  JSON.stringify(
    roles.map((one) => ({ role: one.role, prefix: scopePrefix(one.divisionCode), authority: one.authorityCode })),
  )

// A task is within reach when one of the officer's roles fits it: the same rule as `reaches`, for many rows at once.
const withinReach = (
  roles: readonly OfficerRole[],
) => sql`exists (select from jsonb_to_recordset(${scopesOf(roles)}::jsonb)
    as s(role text, prefix text, authority text)
  where s.role = t.role and starts_with(t.division_code, s.prefix) and (s.authority is null or s.authority = t.authority_code))`

/** Whether a case has these words in its number, its item or its applicant: as they were typed, `%` and `_` being no wildcards. */
const named = (words: string) => {
  const pattern = `%${words.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`
  return sql`c.case_no like ${pattern} or c.item_name like ${pattern} or c.applicant_name like ${pattern}`
}

export type InboxFilter = {
  holder: 'mine' | 'free' | 'all'
  accountId: string
  text: string | null
  /** Between which days the next act is due, both included; `from` null: however long ago. What stands still is not due. */
  due?: { from: Temporal.PlainDate | null; to: Temporal.PlainDate }
  /** The name of the step, as its route has it. */
  step?: string
  channel?: string
  after: string | null
  limit: number
}

// By when a task is to be done: the earlier of its step's own day and the case's. What stands still is not due: a step whose clock stands has
// no day stored, while another department's stop holds the case up and not this step (Licensing Law art. 45).
const dueDay = sql`least(t.due_on, case when not c.clock_stopped then c.act_by end)`
const shownDay = sql`coalesce(${dueDay}, c.act_by)`
const stands = sql`(c.clock_stopped and t.due_on is null)`

const heldBy = ({ holder, accountId }: InboxFilter) =>
  holder === 'mine' ? sql`t.assignee = ${accountId}::uuid` : holder === 'free' ? sql`t.assignee is null` : sql`true`

const fits = (filter: InboxFilter) =>
  sql.join(
    [
      sql`t.state = 'open'`,
      heldBy(filter),
      filter.text === null ? null : sql`(${named(filter.text)})`,
      filter.due === undefined
        ? null
        : sql`${dueDay} between ${filter.due.from?.toString() ?? '-infinity'}::date and ${filter.due.to.toString()}::date`,
      filter.step === undefined ? null : sql`t.name = ${filter.step}`,
      filter.channel === undefined ? null : sql`c.channel = ${filter.channel}`,
    ].filter((one) => one !== null),
    sql` and `,
  )

/** By what the inbox is ordered. */
export const inboxKey = ['day', 'instant', 'id', 'number'] as const satisfies readonly KeyPart[]

/**
 * Open tasks that these roles reach, most urgent first: by the day on which the law or the step's own limit wants the next act, then
 * what waits longest. Paged by key (`after` is the `next` of the page before). There is no inbox without a scope.
 */
export async function listInbox(
  db: Db,
  cityCode: string,
  roles: readonly OfficerRole[],
  filter: InboxFilter,
): Promise<{ rows: InboxRow[]; next: string | null }> {
  const [due = '-infinity', opened = '-infinity', caseId = firstId, token = '0'] =
    readPageKey(filter.after, inboxKey) ?? []
  const { rows } =
    await sql<Row>`select c.case_id, c.case_no, t.token, t.name as task, t.stage, c.item_name, c.item_code, c.applicant_kind, c.applicant_name, c.channel, c.state,
      case when c.clock_stopped and not ${stands} then null else c.due_on end as due_on, ${shownDay} as act_by, ${stands} as clock_stopped,
      t.assignee, t.assignee_name, t.authority_code, t.opened_at, c.submitted_at
    from tasks t join case_files c using (city_code, case_id)
    where t.city_code = ${cityCode} and ${withinReach(roles)} and ${fits(filter)}
      and (coalesce(${shownDay}, 'infinity'), t.opened_at, c.case_id, t.token) > (${due}::date, ${opened}::timestamptz, ${caseId}::uuid, ${token}::int)
    order by coalesce(${shownDay}, 'infinity'), t.opened_at, c.case_id, t.token limit ${filter.limit}`.execute(db)
  const next = nextPageKey(rows, filter.limit, (last) => [
    last.act_by ?? 'infinity',
    last.opened_at,
    last.case_id,
    last.token,
  ])
  return { rows: rows.map(toInboxRow), next }
}

export type InboxCounts = { mine: number; free: number; dueToday: number; overdue: number }

/** A step at which tasks wait, and how many. */
export type StepCount = { step: string; waiting: number }

/** What waits, in numbers, for the top of the page; what stands still is not due. */
export async function countInbox(
  db: Db,
  cityCode: string,
  roles: readonly OfficerRole[],
  accountId: string,
  today: Temporal.PlainDate,
): Promise<{ counts: InboxCounts; steps: StepCount[] }> {
  type Row = InboxCounts & { step: string; waiting: number }
  const { rows } = await sql<Row>`select t.name as step, count(*)::int as waiting,
      count(*) filter (where t.assignee = ${accountId}::uuid)::int as mine,
      count(*) filter (where t.assignee is null)::int as free,
      count(*) filter (where ${dueDay} = ${today.toString()}::date)::int as "dueToday",
      count(*) filter (where ${dueDay} < ${today.toString()}::date)::int as overdue
    from tasks t join case_files c using (city_code, case_id)
    where t.city_code = ${cityCode} and t.state = 'open' and ${withinReach(roles)}
    group by t.name order by count(*) desc, t.name`.execute(db)
  const sum = (of: keyof InboxCounts): number => rows.reduce((total, row) => total + row[of], 0)
  return {
    counts: { mine: sum('mine'), free: sum('free'), dueToday: sum('dueToday'), overdue: sum('overdue') },
    steps: rows.map(({ step, waiting }) => ({ step, waiting })),
  }
}

/** Cases with an open task that this officer holds and none of these roles reaches. */
export async function listHeldBeyond(
  db: Db,
  cityCode: string,
  { accountId, roles }: { accountId: string; roles: readonly OfficerRole[] },
): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`select distinct t.case_id from tasks t
    where t.city_code = ${cityCode} and t.state = 'open' and t.assignee = ${accountId}::uuid and not ${withinReach(roles)}
    order by t.case_id`.execute(db)
  return rows.map((row) => row.case_id)
}

/** Everybody who holds an open task. */
export async function listHolders(db: Db, cityCode: string): Promise<string[]> {
  const { rows } = await sql<{ assignee: string }>`select distinct assignee from tasks
    where city_code = ${cityCode} and state = 'open' and assignee is not null`.execute(db)
  return rows.map((row) => row.assignee)
}

/** By what the tasks that were done are ordered. */
export const doneKey = ['instant', 'id', 'number'] as const satisfies readonly KeyPart[]

/** Tasks that this officer has done, newest first (已办); paged by key (`before` is the `next` of the page before). */
export async function listDone(
  db: Db,
  cityCode: string,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<{ rows: (InboxRow & { doneAt: Temporal.Instant })[]; next: string | null }> {
  const [at = 'infinity', caseId = lastId, token = '999999999'] = readPageKey(page.before, doneKey) ?? []
  const { rows } = await sql<
    Row & { done_at: Temporal.Instant }
  >`select c.case_id, c.case_no, t.token, t.name as task, t.stage, c.item_name, c.item_code, c.applicant_kind, c.applicant_name, c.channel,
      c.state, c.due_on, c.act_by, c.clock_stopped, t.assignee, t.assignee_name, t.authority_code, t.opened_at, c.submitted_at, t.done_at
    from tasks t join case_files c using (city_code, case_id)
    where t.city_code = ${cityCode} and t.state = 'done' and t.assignee = ${accountId}::uuid
      and (t.done_at, t.case_id, t.token) < (${at}::timestamptz, ${caseId}::uuid, ${token}::int)
    order by t.done_at desc, t.case_id desc, t.token desc limit ${page.limit}`.execute(db)
  const next = nextPageKey(rows, page.limit, (last) => [last.done_at, last.case_id, last.token])
  return { rows: rows.map((row) => ({ ...toInboxRow(row), doneAt: row.done_at })), next }
}

/** By what found cases are ordered, an officer's and an applicant's. */
export const casesKey = ['instant', 'id'] as const satisfies readonly KeyPart[]

/** Cases that an officer finds: those that their authority decides, and those of others on which it worked. */
const within = (cityCode: string, roles: readonly OfficerRole[], filter: { text: string; state: string | null }) =>
  sql`from case_files c join authorities a on a.credit_code = c.authority_code
    where c.city_code = ${cityCode}
      and (exists (select from jsonb_to_recordset(${scopesOf(roles)}::jsonb) as s(role text, prefix text, authority text)
        where s.role in ('counter-clerk', 'examiner', 'decider', 'supervisor') and starts_with(a.division_code, s.prefix)
          and (s.authority is null or s.authority = c.authority_code))
        or exists (select from tasks t where t.city_code = c.city_code and t.case_id = c.case_id and ${withinReach(roles)}))
      and (${filter.text} = '' or ${named(filter.text)})
      and (${filter.state}::text is null or c.state = ${filter.state})`

/** How many there are, counted no further than a thousand and one. */
export async function countFound(
  db: Db,
  cityCode: string,
  roles: readonly OfficerRole[],
  filter: { text: string; state: string | null },
): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from (select ${within(cityCode, roles, filter)} limit 1001) found`.execute(db)
  return rows[0]?.n ?? 0
}

/**
 * Cases within reach by number, item or applicant, newest first (查询): those that their authority decides, and those of others
 * on which it worked. Paged by key (`before` is the `next` of the page before).
 */
export async function searchCases(
  db: Db,
  cityCode: string,
  roles: readonly OfficerRole[],
  filter: { text: string; state: string | null; before: string | null; limit: number },
): Promise<{ rows: FoundCase[]; next: string | null }> {
  const [at = 'infinity', caseId = lastId] = readPageKey(filter.before, casesKey) ?? []
  const { rows } =
    await sql<Row>`select c.case_id, c.case_no, c.item_name, c.item_code, c.applicant_kind, c.applicant_name, c.channel, c.state, c.due_on, c.act_by,
      c.clock_stopped, c.authority_code, c.submitted_at
    ${within(cityCode, roles, filter)}
      and (c.submitted_at, c.case_id) < (${at}::timestamptz, ${caseId}::uuid)
    order by c.submitted_at desc, c.case_id desc limit ${filter.limit}`.execute(db)
  const next = nextPageKey(rows, filter.limit, (last) => [last.submitted_at, last.case_id])
  return { rows: rows.map(toFoundCase), next }
}
