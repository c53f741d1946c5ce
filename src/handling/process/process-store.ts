import { type Db, firstId, type KeyPart, readPageKey, sql, writePageKey } from '#base'
import type { CaseFile } from '../case-file/case-file.ts'

/** A row of the timers table. */
export type TimerRow = { token: number; element: string; dueAt: Temporal.Instant }

type Moved = { cityCode: string; caseId: string }

const asJson = (rows: readonly TimerRow[]): string =>
  JSON.stringify(rows.map((row) => ({ token: row.token, element: row.element, due: row.dueAt.toString() })))

/** The writes that make the timers of a case those that it has now; none where nothing changed. */
export function timerWrites({ cityCode, caseId }: Moved, before: readonly TimerRow[], after: readonly TimerRow[]) {
  const old = new Map(before.map((row) => [row.token, row]))
  const fresh = after.filter((row) => {
    const known = old.get(row.token)
    return known === undefined || Temporal.Instant.compare(known.dueAt, row.dueAt) !== 0
  })
  const gone = before.filter((row) => !after.some((one) => one.token === row.token)).map((row) => row.token)
  const writes = []
  if (fresh.length > 0)
    writes.push(sql`insert into timers (city_code, case_id, token, element, due_at)
      select ${cityCode}, ${caseId}::uuid, t.token, t.element, t.due::timestamptz
      from moved, jsonb_to_recordset(${asJson(fresh)}::jsonb) as t(token int, element text, due text)
      on conflict (city_code, case_id, token) do update set element = excluded.element, due_at = excluded.due_at,
        claimed_until = '-infinity'`)
  if (gone.length > 0)
    writes.push(sql`delete from timers where city_code = ${cityCode} and case_id = ${caseId}::uuid
      and token = any(${gone}::int[]) and exists (select from moved)`)
  return writes
}

/** The writes that make the waiting calls of a case those that it has now. */
export function callWrites(
  { cityCode, caseId }: Moved,
  before: CaseFile['calls'],
  after: CaseFile['calls'],
  at: Temporal.Instant,
) {
  const changed = after.filter((call) => before.find((one) => one.token === call.token)?.problem !== call.problem)
  const gone = before.filter((call) => !after.some((one) => one.token === call.token)).map((call) => call.token)
  const writes = []
  if (changed.length > 0) {
    const rows = JSON.stringify(changed.map(({ token, element, call, problem }) => ({ token, element, call, problem })))
    writes.push(sql`insert into service_calls (city_code, case_id, token, element, call, state, due_at, called_at, problem)
      select ${cityCode}, ${caseId}::uuid, c.token, c.element, c.call,
        case when c.problem is null then 'waiting' else 'incident' end, ${at.toString()}::timestamptz,
        ${at.toString()}::timestamptz, c.problem
      from moved, jsonb_to_recordset(${rows}::jsonb) as c(token int, element text, call text, problem text)
      on conflict (city_code, case_id, token) do update set state = excluded.state, due_at = excluded.due_at,
        attempts = case excluded.state when 'incident' then service_calls.attempts else 0 end,
        problem = excluded.problem, claimed_until = '-infinity'`)
  }
  if (gone.length > 0)
    writes.push(sql`delete from service_calls where city_code = ${cityCode} and case_id = ${caseId}::uuid
      and token = any(${gone}::int[]) and exists (select from moved)`)
  return writes
}

/** How long a worker that took a row keeps it to itself; after that another takes it up. */
export const leaseSeconds = 30

export type DueTimer = { caseId: string; token: number; element: string; dueAt: Temporal.Instant }

/** Takes timers whose time has come, the longest due first, for this worker alone. */
export async function takeDueTimers(
  db: Db,
  cityCode: string,
  now: Temporal.Instant,
  limit: number,
): Promise<DueTimer[]> {
  const { rows } = await sql<{ case_id: string; token: number; element: string; due_at: Temporal.Instant }>`
    update timers set claimed_until = ${now.add({ seconds: leaseSeconds }).toString()}::timestamptz
    where (city_code, case_id, token) in (
      select city_code, case_id, token from timers where city_code = ${cityCode}
        and due_at <= ${now.toString()}::timestamptz and claimed_until <= ${now.toString()}::timestamptz
      order by due_at limit ${limit} for update skip locked)
    returning case_id, token, element, due_at`.execute(db)
  return rows
    .map((row) => ({ caseId: row.case_id, token: row.token, element: row.element, dueAt: row.due_at }))
    .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
}

/** Forgets a timer that its case no longer knows, or moves it to when it is due now (a holiday notice came). */
export async function resetTimer(
  db: Db,
  cityCode: string,
  timer: Pick<DueTimer, 'caseId' | 'token'>,
  dueAt: Temporal.Instant | null,
): Promise<void> {
  const at = dueAt?.toString() ?? null
  await (dueAt === null
    ? sql`delete from timers where city_code = ${cityCode} and case_id = ${timer.caseId}::uuid and token = ${timer.token}`
    : sql`update timers set due_at = ${at}::timestamptz, claimed_until = '-infinity'
        where city_code = ${cityCode} and case_id = ${timer.caseId}::uuid and token = ${timer.token}`
  ).execute(db)
}

export type DueCall = { caseId: string; token: number; element: string; call: string; attempts: number }

/** What the product does itself has a lane of its own: no service of a deployment can stand in its way. */
export type CallLane = { lane: 'own'; limit: number } | { lane: 'services'; limit: number; except: readonly string[] }
const ownCalls = ['decide', 'timer']

/** Takes calls that wait, for this worker alone; each taking counts as an attempt, so that one that kills its worker ends too. */
export async function takeDueCalls(db: Db, cityCode: string, now: Temporal.Instant, of: CallLane): Promise<DueCall[]> {
  const lane = of.lane === 'own' ? sql`call = any(${ownCalls})` : sql`call <> all(${[...ownCalls, ...of.except]})`
  const { rows } = await sql<{ case_id: string; token: number; element: string; call: string; attempts: number }>`
    update service_calls set claimed_until = ${now.add({ seconds: leaseSeconds }).toString()}::timestamptz,
      attempts = attempts + 1
    where (city_code, case_id, token) in (
      select city_code, case_id, token from service_calls where city_code = ${cityCode} and state = 'waiting'
        and due_at <= ${now.toString()}::timestamptz and claimed_until <= ${now.toString()}::timestamptz
        and ${lane}
      order by due_at limit ${of.limit} for update skip locked)
    returning case_id, token, element, call, attempts`.execute(db)
  return rows.map(({ case_id, ...row }) => ({ ...row, caseId: case_id }))
}

/** Keeps a call that still runs from being taken up by another worker. */
export async function holdCall(
  db: Db,
  cityCode: string,
  call: Pick<DueCall, 'caseId' | 'token'>,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update service_calls set claimed_until = ${now.add({ seconds: leaseSeconds }).toString()}::timestamptz
    where city_code = ${cityCode} and case_id = ${call.caseId}::uuid and token = ${call.token}
      and claimed_until > '-infinity'`.execute(db)
}

/** Puts a call that failed back, to be tried again later. */
export async function postponeCall(
  db: Db,
  cityCode: string,
  call: Pick<DueCall, 'caseId' | 'token'>,
  again: { at: Temporal.Instant; problem: string },
): Promise<void> {
  await sql`update service_calls set due_at = ${again.at.toString()}::timestamptz, claimed_until = '-infinity',
      problem = ${again.problem}
    where city_code = ${cityCode} and case_id = ${call.caseId}::uuid and token = ${call.token}`.execute(db)
}

/** Forgets a call that its case no longer waits for. */
export async function dropCall(db: Db, cityCode: string, call: Pick<DueCall, 'caseId' | 'token'>): Promise<void> {
  await sql`delete from service_calls where city_code = ${cityCode} and case_id = ${call.caseId}::uuid
    and token = ${call.token}`.execute(db)
}

export type Incident = {
  caseId: string
  caseNo: string
  itemName: string
  itemCode: string
  token: number
  element: string
  /** What the route calls the step. */
  name: string
  call: string
  problem: string
  attempts: number
  calledAt: Temporal.Instant
  /** Its place in the list: the page after it is asked for with this. */
  at: string
}

type IncidentRow = Omit<Incident, 'at'>
const placeOf = (one: IncidentRow): string => writePageKey([one.calledAt, one.caseId, one.token])

/** By what the list of incidents is ordered. */
export const incidentKey = ['instant', 'id', 'number'] as const satisfies readonly KeyPart[]

/** What waits for an administrator: calls that failed too often, oldest first; paged by key (`after`: the `at` of the last one). */
export async function listIncidents(
  db: Db,
  cityCode: string,
  page: { after: string | null; limit: number },
): Promise<Incident[]> {
  const [calledAt = '-infinity', caseId = firstId, token = '0'] = readPageKey(page.after, incidentKey) ?? []
  const { rows } =
    await sql<IncidentRow>`select s.case_id as "caseId", c.case_no as "caseNo", c.item_name as "itemName", c.item_code as "itemCode", s.token, s.element,
      s.call, s.problem, s.attempts, s.called_at as "calledAt",
      coalesce((select e.data->>'name' from events e where e.city_code = s.city_code and e.stream = 'case' and e.stream_id = s.case_id::text
        and e.type = 'service-called' and (e.data->>'token')::int = s.token order by e.seq desc limit 1), s.call) as name
    from service_calls s join case_files c using (city_code, case_id)
    where s.city_code = ${cityCode} and s.state = 'incident'
      and (s.called_at, s.case_id, s.token) > (${calledAt}::timestamptz, ${caseId}::uuid, ${token}::int)
    order by s.called_at, s.case_id, s.token limit ${page.limit}`.execute(db)
  return rows.map((row) => ({ ...row, at: placeOf(row) }))
}
