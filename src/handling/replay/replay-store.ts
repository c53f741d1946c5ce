import { type Actor, type Db, type StoredEvent, sql } from '#base'
import type { DefinitionKind } from '#management'
import type { CaseEvent } from '../case-file/case-event.ts'
import { type CaseFile, reduceCaseFile } from '../case-file/case-file.ts'
import type { Askable } from '../process/asked-facts.ts'
import type { PastTask, RecordedClock } from './replay-due-date.ts'
import { cutMark, holdingMarks, type RecordLine, recordLines } from './replay-record.ts'
import type { ReplayReport } from './replay-report.ts'
import type { RecordedRuling } from './replay-ruling.ts'
import type { BegunStep, OpenTask, OpenTimer } from './replay-timer.ts'
import type { RuleReport } from './rule-report.ts'

/** A case as a replay needs it: under which version it runs, what moved it (see `readRecord`), and its open steps. */
export type RecordedCase = {
  caseId: string
  caseNo: string
  itemName: string
  version: number
  running: boolean
  record: string
  /** Open tasks: element, and the day from which its own limit counts. */
  open: OpenTask[]
  /** Those of the timers asked for that it waits for, and the stops of its clock; nothing where neither timers nor stops are asked for. */
  timers: OpenTimer[]
  clock: RecordedClock[]
  /** Of the services, sub-processes and calls asked for: at which it stands, since when. */
  begun: BegunStep[]
  /** Where the draft stops the clock otherwise: what the limit of a case that is not closed follows from, and all its tasks. */
  promised: (Pick<CaseFile, 'item' | 'answers'> & { tasks: PastTask[] }) | null
  /** What was submitted, where it was asked for: the draft may read what no version of the route read before. */
  submitted: (Askable & { itemCode: string; receivedOn: string }) | null
}

const textAt = (path: readonly string[]) =>
  sql.join(
    ['e.data', ...path].map((name, at) =>
      at === 0 ? sql.raw(name) : sql`${sql.raw(at === path.length ? '->>' : '->')}${sql.lit(name)}`,
    ),
    sql``,
  )
const linesOf = Object.entries<RecordLine>(recordLines).map(([type, { mark, token, says }]) => {
  const parts = [
    sql.lit(mark),
    ...(token === true ? [textAt(['token'])] : []),
    ...says.flatMap((path) => [sql.lit(' '), textAt(path)]),
  ]
  return sql`when ${sql.lit(type)} then ${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` || `,
  )}`
})
const recordedTypes = sql.join(Object.keys(recordLines).map((type) => sql.lit(type)))

// What moved the run, a line each, in the order in which it came about; read as text so that equal histories are equal strings.
const recordOf = sql`(select string_agg(case e.type ${sql.join(linesOf, sql` `)} end, E'\n' order by e.seq)
    from events e where e.city_code = p.city_code and e.stream = 'case' and e.stream_id = p.stream_id and e.type in (${recordedTypes}))`
const isHolding = sql.join(
  holdingMarks.map((mark) => sql`t ? ${sql.lit(mark)}`),
  sql` or `,
)
const standingOf = sql`case p.run->>'status' when 'cancelled' then ${cutMark}
    else (select string_agg(t->>'at', ' ' order by (t->>'id')::int) from jsonb_array_elements(p.run->'tokens') t
      where not (${isHolding})) end`

/** The timers of a case among these, each with when it was last set and what was counted then; one that became an incident waits no more. */
const timersOf = (
  elements: readonly string[],
) => sql`(select jsonb_agg(jsonb_build_object('element', t->>'at', 'since', e.at,
      'dueAt', coalesce(e.data->>'dueAt', e.data->>'again'), 'working', e.data->'working'))
    from jsonb_array_elements(p.run->'tokens') t cross join lateral (select e.type, e.at, e.data from events e
      where e.city_code = p.city_code and e.stream = 'case' and e.stream_id = p.stream_id
        and e.type in ('timer-set', 'timer-fired', 'timer-cancelled') and e.data->'token' = t->'id' order by e.seq desc limit 1) e
    where t->>'at' = any(${elements}::text[]) and coalesce(e.data->>'dueAt', e.data->>'again') is not null)`
/** Since when a case stands at these: a token never changes its number, so it is there since it stood in the run for the first time. */
const begunAt = (
  elements: readonly string[],
) => sql`(select jsonb_agg(jsonb_build_object('element', t->>'at', 'at', (select min(e.at) from events e
      where e.city_code = p.city_code and e.stream = 'case' and e.stream_id = p.stream_id and e.type = 'run-advanced'
        and e.data->'run'->'tokens' @> jsonb_build_array(jsonb_build_object('id', t->'id', 'at', t->'at')))) order by (t->>'id')::int)
    from jsonb_array_elements(p.run->'tokens') t where t->>'at' = any(${elements}::text[]))`
const nothing = sql`null::jsonb`
const clockOf = sql`(select jsonb_agg(e.data || jsonb_build_object('type', e.type, 'seq', e.seq) order by e.seq) from events e
    where e.city_code = p.city_code and e.stream = 'case' and e.stream_id = p.stream_id
      and e.type in ('accepted', 'extended', 'clock-stopped', 'clock-started'))`
// A step that is a special procedure stops the clock in the same breath in which it is opened.
const stopOfTask = sql`(select e.seq + 1 from events e where e.city_code = t.city_code and e.stream = 'case' and e.stream_id = p.stream_id
      and e.type = 'task-opened' and e.data->'token' = to_jsonb(t.token) and e.data ? 'procedure'
      order by e.seq desc limit 1)`
// Its result starts the clock just before the step is done; where the route leaves it without one, just after.
const startOfTask = sql`(select e.seq + case e.type when 'task-done' then -1 else 1 end from events e
      where e.city_code = t.city_code and e.stream = 'case' and e.stream_id = p.stream_id
        and e.type in ('task-done', 'task-cancelled') and e.data->'token' = to_jsonb(t.token)
      order by e.seq desc limit 1)`
const promisedOf = sql`case when p.closed_at is null then jsonb_build_object('item', p.item, 'answers', p.answers, 'tasks',
    (select coalesce(jsonb_agg(jsonb_build_object('element', t.element, 'openedAt', t.opened_at, 'doneAt', t.done_at,
        'authorityCode', t.authority_code, 'stopSeq', ${stopOfTask}, 'startSeq', ${startOfTask}) order by t.token), '[]')
      from tasks t where t.city_code = p.city_code and t.case_id = p.case_id)) end`

/** What a draft needs of cases besides their way: only what it has otherwise is read. */
export type Asked = { submitted: boolean; timers: readonly string[]; hosts: readonly string[]; stops: boolean }

const given = (wanted: boolean, column: typeof nothing) => (wanted ? column : nothing)
const besides = ({
  timers,
  hosts,
  stops,
}: Asked) => sql`coalesce(${given(timers.length > 0, timersOf(timers))}, '[]') as timers,
      coalesce(${given(hosts.length > 0, begunAt(hosts))}, '[]') as begun,
      coalesce(${given(timers.length > 0 || stops, clockOf)}, '[]') as clock, ${given(stops, promisedOf)} as promised`

/**
 * The next cases that began on any version of a route, in the order of their ids; `after` is the last id of the page before.
 * One index range and one look-up a case: a page costs the same wherever it lies.
 */
export async function listRecordedCases(
  db: Db,
  cityCode: string,
  key: string,
  after: string,
  page: Asked & { limit: number },
): Promise<RecordedCase[]> {
  const { rows } = await sql<RecordedCase>`with p as materialized (
      select s.city_code, s.stream_id, s.data->'route'->>'version' as began_on, c.case_id, c.case_no, c.item_name, c.run, c.closed_at,
        ${given(page.submitted, sql`s.data`)} as submitted, ${given(page.stops, sql`s.data->'item'`)} as item,
        ${given(page.stops, sql`s.data->'answers'`)} as answers
      from events s join case_files c on c.city_code = s.city_code and c.case_id = s.stream_id::uuid
      where s.city_code = ${cityCode} and s.stream = 'case' and s.type = 'submitted' and s.data->'route'->>'key' = ${key}
        and s.stream_id > ${after}
      order by s.stream_id limit ${page.limit})
    select p.submitted, p.stream_id as "caseId", p.case_no as "caseNo", p.item_name as "itemName",
      coalesce((select (m.data->>'to')::int from events m where m.city_code = p.city_code and m.stream = 'case' and m.stream_id = p.stream_id
        and m.type = 'route-moved' order by m.seq desc limit 1), p.began_on::int) as version,
      p.run->>'status' = 'running' as running,
      coalesce(${recordOf}, '') || E'\n' || coalesce(${standingOf}, '') as record,
      ${besides(page)},
      coalesce((select jsonb_agg(jsonb_build_object('element', t.element, 'openedAt', t.opened_at, 'authorityCode', t.authority_code))
        from tasks t where t.city_code = p.city_code and t.case_id = p.case_id and t.state = 'open'), '[]') as open
    from p order by p.stream_id`.execute(db)
  return rows.map((row) => ({
    ...row,
    clock: row.clock.map((event) => ({ ...event, on: Temporal.PlainDate.from(event.on) })),
  }))
}

/** How many cases ever began on a route: what a replay will go through. */
export async function countRecordedCases(db: Db, cityCode: string, key: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from events
    where city_code = ${cityCode} and stream = 'case' and type = 'submitted' and data->'route'->>'key' = ${key}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** A ruling of a table: on which case, as it was by then, and which event it is. */
export type StoredRuling = {
  caseId: string
  seq: number
  caseNo: string
  itemName: string
  before: CaseFile
  at: Temporal.Instant
  ruling: RecordedRuling['ruling']
}

type RulingRow = Omit<StoredRuling, 'before'> & {
  events: { seq: number; type: string; at: string; actor: Actor; data: unknown }[]
}

/** The next rulings by any version of a file of decisions, in the order of the cases' ids; those that no version made are left out. */
export async function listRulings(
  db: Db,
  cityCode: string,
  key: string,
  after: { caseId: string; seq: number },
  limit: number,
): Promise<StoredRuling[]> {
  const { rows } = await sql<RulingRow>`with r as materialized (
      select city_code, stream_id, seq, at, data from events
      where city_code = ${cityCode} and stream = 'case' and type = 'ruled' and data->'decision'->>'key' = ${key}
        and (stream_id, seq) > (${after.caseId}, ${after.seq}) and data->'decision'->>'version' <> '0'
      order by stream_id, seq limit ${limit})
    select r.stream_id as "caseId", r.seq, c.case_no as "caseNo", c.item_name as "itemName", r.at, r.data as ruling,
      (select jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data) order by e.seq)
        from events e where e.city_code = r.city_code and e.stream = 'case' and e.stream_id = r.stream_id and e.seq < r.seq) as events
    from r join case_files c on c.city_code = r.city_code and c.case_id = r.stream_id::uuid
    order by r.stream_id, r.seq`.execute(db)
  return rows.map(({ events, ...row }) => ({
    ...row,
    before: reduceCaseFile({ cityCode, caseId: row.caseId, caseNo: row.caseNo }, events.map(toStored)),
  }))
}

const toStored = (row: RulingRow['events'][number]): StoredEvent<CaseEvent> =>
  ({ ...row, at: Temporal.Instant.from(row.at) }) as unknown as StoredEvent<CaseEvent>

/** How many rulings there are by any version of a file of decisions. */
export async function countRulings(db: Db, cityCode: string, key: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from events
    where city_code = ${cityCode} and stream = 'case' and type = 'ruled' and data->'decision'->>'key' = ${key}
      and data->'decision'->>'version' <> '0'`.execute(db)
  return rows[0]?.count ?? 0
}

// What was said of an application when it was sent in; what was said again later, of a changed form, is not a part of it.
const saidAtFirst = sql`(select jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data) order by e.seq)
  from events e where e.city_code = c.city_code and e.stream = 'case' and e.stream_id = c.case_id::text
    and (e.type = 'submitted' or e.type in ('eligibility-assessed', 'fee-assessed') and e.at = c.submitted_at))`

/** The next applications to these entries as they were sent in, in the order of their ids. */
export async function listSubmittedOf(
  db: Db,
  cityCode: string,
  entryIds: readonly string[],
  after: string,
  limit: number,
): Promise<CaseFile[]> {
  type Row = Pick<RulingRow, 'caseId' | 'caseNo' | 'events'>
  const { rows } = await sql<Row>`select c.case_id as "caseId", c.case_no as "caseNo", ${saidAtFirst} as events
    from case_files c where c.city_code = ${cityCode} and c.entry_id = any(${entryIds}::text[]) and c.case_id > ${after}::uuid
    order by c.case_id limit ${limit}`.execute(db)
  return rows.map(({ caseId, caseNo, events }) => reduceCaseFile({ cityCode, caseId, caseNo }, events.map(toStored)))
}

/** How many applications there are to these entries. */
export async function countSubmittedOf(db: Db, cityCode: string, entryIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from case_files
    where city_code = ${cityCode} and entry_id = any(${entryIds}::text[])`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many cases run on each version of each route now: accepted and not closed, or closed and still to be delivered. */
export async function countRunningCases(
  db: Db,
  cityCode: string,
): Promise<{ key: string; version: number; count: number }[]> {
  const { rows } = await sql<{ key: string; version: number; count: number }>`with running as (
      select case_id from case_files where city_code = ${cityCode} and closed_at is null
      union select case_id from tasks where city_code = ${cityCode} and state = 'open'),
    moved as (select distinct on (stream_id) stream_id, (data->>'to')::int as version from events
      where city_code = ${cityCode} and stream = 'case' and type = 'route-moved' order by stream_id, seq desc)
    select e.data->'route'->>'key' as key, coalesce(m.version, (e.data->'route'->>'version')::int) as version, count(*)::int as count
    from running r join events e on e.city_code = ${cityCode} and e.stream = 'case' and e.stream_id = r.case_id::text and e.seq = 1
      left join moved m on m.stream_id = e.stream_id
    group by 1, 2`.execute(db)
  return rows
}

export type StoredReplay = {
  replayId: string
  /** What was replayed: a route against cases, or a file of decisions against its rulings. */
  kind: DefinitionKind
  key: string
  digest: string
  /** The version that was the newest published one when the replay began; 0: there was none. */
  against: number
  state: 'running' | 'done' | 'failed'
  replayed: number
  total: number
  report: ReplayReport | RuleReport | null
  startedBy: string
  startedAt: Temporal.Instant
  /** When it was last heard of. */
  toldAt: Temporal.Instant
}

export async function beginReplay(
  db: Db,
  cityCode: string,
  replay: Pick<StoredReplay, 'replayId' | 'kind' | 'key' | 'digest' | 'against' | 'total' | 'startedBy' | 'startedAt'>,
): Promise<void> {
  const at = replay.startedAt.toString()
  await sql`insert into replays (city_code, replay_id, kind, key, digest, against, state, total, started_by, started_at, told_at)
    values (${cityCode}, ${replay.replayId}::uuid, ${replay.kind}, ${replay.key}, ${replay.digest}, ${replay.against}, 'running', ${replay.total},
      ${replay.startedBy}, ${at}::timestamptz, ${at}::timestamptz)`.execute(db)
}

/** Tells how far a replay is, or what came of it. */
export async function tellReplay(
  db: Db,
  cityCode: string,
  replayId: string,
  told: Pick<StoredReplay, 'state' | 'replayed' | 'report'> & { at: Temporal.Instant },
): Promise<void> {
  await sql`update replays set state = ${told.state}, replayed = ${told.replayed}, told_at = ${told.at.toString()}::timestamptz,
      report = ${told.report === null ? null : JSON.stringify(told.report)}::jsonb
    where city_code = ${cityCode} and replay_id = ${replayId}::uuid`.execute(db)
}

export async function findReplay(db: Db, cityCode: string, replayId: string): Promise<StoredReplay | undefined> {
  const { rows } =
    await sql<StoredReplay>`select replay_id as "replayId", kind, key, digest, against, state, replayed, total, report,
      started_by as "startedBy", started_at as "startedAt", told_at as "toldAt"
    from replays where city_code = ${cityCode} and replay_id = ${replayId}::uuid`.execute(db)
  return rows[0]
}
