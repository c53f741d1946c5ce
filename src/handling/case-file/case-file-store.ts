import { type Actor, type Db, type Saved, type StoredEvent, saveMove, sql, together } from '#base'
import { type Reading, readingWrite } from '../access/access-store.ts'
import { callWrites, type TimerRow, timerWrites } from '../process/process-store.ts'
import type { CaseEvent, HandedIn } from './case-event.ts'
import { applyEvents, type CaseFile, reduceCaseFile } from './case-file.ts'
import { makeCaseMemory } from './case-file-memory.ts'

type EventRow = { seq: number; type: string; at: string; actor: Actor; data: unknown }
/** A case as `columnsOfCase` reads it. */
export type CaseRow = {
  case_id: string
  case_no: string
  version: number
  bundle_file_id: string | null
  account: CaseFile['account'] | null
  events: EventRow[] | null
}

const toStored = (row: EventRow): StoredEvent<CaseEvent> =>
  ({ ...row, at: Temporal.Instant.from(row.at) }) as unknown as StoredEvent<CaseEvent>

const eventsOfCase = sql`from events e where e.city_code = c.city_code and e.stream = 'case' and e.stream_id = c.case_id::text`

// As text, not as jsonb: what is only read out need not be built first.
const eventsAfter = (
  seq: number,
) => sql`(select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data)
  order by e.seq) ${eventsOfCase} and e.seq > ${seq}::int)`

const momentOf = (seq: number) => sql`(select e.at ${eventsOfCase} and e.seq = ${seq}::int)`

const bundleOfCase = sql`(select m.bundle_file_id from bundle_members m where m.city_code = c.city_code and m.case_id = c.case_id)`

const accountOfCase = sql`(select jsonb_build_object('name', a.name, 'profile', a.profile) from accounts a where a.account_id = c.account_id)`

/** A case with what was done to it after the event of this number; all of it by default. */
export const columnsOfCase = (afterSeq = 0) =>
  sql`c.case_id, c.case_no, c.version, ${bundleOfCase} as bundle_file_id, ${accountOfCase} as account, ${eventsAfter(afterSeq)} as events`

export const toCaseFile = (cityCode: string, row: CaseRow): CaseFile =>
  besides(row, reduceCaseFile({ cityCode, caseId: row.case_id, caseNo: row.case_no }, (row.events ?? []).map(toStored)))

/** What of a case is not told by its events. */
const besides = (row: CaseRow, caseFile: CaseFile): CaseFile => ({
  ...caseFile,
  ...(row.bundle_file_id === null ? {} : { bundleFileId: row.bundle_file_id }),
  ...(row.account ? { account: row.account } : {}),
})

const memory = makeCaseMemory()

/** A case with everything that was done to it, in one round trip. */
export const findCaseFile = (db: Db, cityCode: string, caseId: string): Promise<CaseFile | undefined> =>
  findWhere(db, cityCode, caseId, sql`c.case_id = ${caseId}::uuid`)

export const findCaseFileByNo = (db: Db, cityCode: string, caseNo: string): Promise<CaseFile | undefined> =>
  findWhere(db, cityCode, caseNo, sql`c.case_no = ${caseNo}`)

/** Several cases in one round trip, by id. What goes through many cases once does not push those that are worked on out of the memory. */
export async function listCaseFiles(
  db: Db,
  cityCode: string,
  caseIds: readonly string[],
): Promise<Map<string, CaseFile>> {
  const { rows } = await sql<CaseRow>`select ${columnsOfCase()} from case_files c
    where c.city_code = ${cityCode} and c.case_id = any(${caseIds}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.case_id, toCaseFile(cityCode, row)]))
}

async function findWhere(
  db: Db,
  cityCode: string,
  key: string,
  where: ReturnType<typeof sql>,
): Promise<CaseFile | undefined> {
  const known = memory.recall(cityCode, key)
  const read = async (afterSeq: number) =>
    (
      await sql<ReadAgain>`select ${columnsOfCase(afterSeq)}, ${momentOf(afterSeq)} as known_at from case_files c where c.city_code = ${cityCode} and ${where}`.execute(
        together(db),
      )
    ).rows[0]
  const row = await read(known?.version ?? 0)
  if (row === undefined) return undefined
  const continued = known && goOn(known, row)
  // Another case under the number, fewer events than were seen, or others: a database that was put back to an earlier day, or a standby
  // that took over without the last of them.
  const whole = known !== undefined && continued === undefined ? await read(0) : row
  if (whole === undefined) return undefined
  const caseFile = continued ?? toCaseFile(cityCode, whole)
  // Inside a transaction lies what may yet be undone.
  if (!db.isTransaction) memory.remember(caseFile)
  return caseFile
}

/** A case with what is newer than what was known, and the moment of the last event that was known; null where there is none such. */
type ReadAgain = CaseRow & { known_at: Temporal.Instant | null }

/** The case as it was known, with what is newer; undefined where the two do not fit together. */
function goOn(known: CaseFile, row: ReadAgain): CaseFile | undefined {
  const last = known.history.at(-1)
  if (known.caseId !== row.case_id || last === undefined || row.known_at?.equals(last.at) !== true) return undefined
  const caseFile = applyEvents(known, (row.events ?? []).map(toStored))
  return caseFile.version === row.version ? besides(row, caseFile) : undefined
}

/** The columns of a case row, recomputed from its events in the same statement that stores them. */
export type Projected = {
  dueOn: Temporal.PlainDate | null
  /** By when officers must act next; the work lists are sorted by it. */
  actBy: Temporal.PlainDate | null
  clockStopped: boolean
  /** When each open task with a limit of its own must be done, by token. */
  taskDue: Readonly<Record<number, string | null>>
}

/** How those columns are had of a case, and what it waits for, by time. */
export type Projection = {
  columns: (caseFile: CaseFile) => Projected
  timers: (caseFile: CaseFile) => TimerRow[]
}

type NewCase = {
  caseId: string
  caseNo: string
  submitted: Extract<CaseEvent, { type: 'submitted' }>['data']
  project: Projection
}

const toEvents = (
  events: readonly CaseEvent[],
  from: number,
  at: Temporal.Instant,
  actor: Actor,
): StoredEvent<CaseEvent>[] =>
  events.map((event, index) => ({ ...event, seq: from + index + 1, at, actor }) as StoredEvent<CaseEvent>)

type Remember = { accountId: string; key: string; requestDigest: string }

type Opening = {
  cityCode: string
  at: Temporal.Instant
  actor: Actor
  events: readonly CaseEvent[]
  newCase: NewCase
  remember: Remember | null
  draftId: string | null
}

/**
 * Stores a submission with one statement: the case, its
 * materials, its first task, its events and the idempotency key are written, or nothing is.
 */
export async function saveSubmission(db: Db, input: Opening): Promise<Saved<{ case_id: string; case_no: string }>> {
  const { cityCode, newCase, events } = input
  const { submitted } = newCase
  const preview = reduceCaseFile(
    { cityCode, caseId: newCase.caseId, caseNo: newCase.caseNo },
    toEvents(events, 0, input.at, input.actor),
  )
  const projected = newCase.project.columns(preview)
  return saveMove(db, {
    cityCode,
    stream: 'case',
    streamId: newCase.caseId,
    expectedVersion: 0,
    at: input.at,
    actor: input.actor,
    events,
    anchor: sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision,
        item_code, item_name, authority_code, division_code, account_id, agent_account_id, applicant_kind, applicant_name,
        applicant_code, channel, submitted_at, act_by, run)
      select ${cityCode}, ${newCase.caseId}::uuid,
        ${newCase.caseNo},
        ${preview.version}, ${preview.state}, ${submitted.item.entryId}, ${submitted.item.entryRevision}, ${submitted.item.overrideRevision},
        ${submitted.itemCode}, ${submitted.itemName}, ${submitted.item.authorityCode}, ${submitted.divisionCode},
        ${submitted.applicant.accountId}::uuid, ${submitted.applicant.agent?.accountId ?? null}::uuid, ${submitted.applicant.kind},
        ${submitted.applicant.name}, ${submitted.applicant.code},
        ${submitted.channel}, ${input.at.toString()}::timestamptz, ${projected.actBy?.toString() ?? null}::date, ${JSON.stringify(preview.run)}::jsonb
      returning case_id, case_no`,
    projections: [
      insertTasks(cityCode, newCase.caseId, preview, projected),
      ...timerWrites({ cityCode, caseId: newCase.caseId }, [], newCase.project.timers(preview)),
      ...callWrites({ cityCode, caseId: newCase.caseId }, [], preview.calls, input.at),
      insertMaterials(cityCode, newCase.caseId, submitted.materials, input.at),
      ...(input.draftId === null
        ? []
        : [
            sql`delete from drafts where city_code = ${cityCode} and draft_id = ${input.draftId}::uuid and exists (select from moved)`,
          ]),
    ],
    ...(input.remember
      ? {
          remember: {
            ...input.remember,
            answer: sql`jsonb_build_object('caseId', moved.case_id, 'caseNo', moved.case_no)`,
          },
        }
      : {}),
  })
}

const insertTasks = (cityCode: string, caseId: string, after: CaseFile, { taskDue }: Projected) =>
  sql`insert into tasks (city_code, case_id, token, element, name, role, stage, authority_code, division_code, state, assignee, assignee_name, opened_at, due_on)
    select ${cityCode}, ${caseId}::uuid, t.token, t.element, t.name, t.role, t.stage, t."authorityCode", t."divisionCode", 'open',
      (t.assignee->>'accountId')::uuid, t.assignee->>'name', t."openedAt"::timestamptz, t."dueOn"::date
    from moved, jsonb_to_recordset(${JSON.stringify(after.tasks.map((task) => ({ ...task, dueOn: taskDue[task.token] })))}::jsonb) as t(token int, element text, name text, role text, stage text,
      "authorityCode" text, "divisionCode" text, assignee jsonb, "openedAt" text, "dueOn" text)
    on conflict (city_code, case_id, token) do update set assignee = excluded.assignee, assignee_name = excluded.assignee_name,
      due_on = excluded.due_on`

const insertMaterials = (cityCode: string, caseId: string, materials: readonly HandedIn[], at: Temporal.Instant) =>
  sql`insert into case_materials (city_code, case_id, material_no, position, name, digest, media_type, size, trust, given_at)
    select ${cityCode}, ${caseId}::uuid, m."materialNo", m.position, m.name, m.digest, m."mediaType", m.size, m.trust, ${at.toString()}::timestamptz
    from moved, jsonb_to_recordset(${JSON.stringify(materials)}::jsonb) as m("materialNo" int, position int, name text, digest text,
      "mediaType" text, size bigint, trust text)
    on conflict (city_code, case_id, material_no, position) do update set name = excluded.name, digest = excluded.digest,
      media_type = excluded.media_type, size = excluded.size, trust = excluded.trust, given_at = excluded.given_at`

/** What a newer paper replaces was handed in and stays evidence. It reads the papers as they were before this statement. */
const keepSuperseded = (cityCode: string, caseId: string, materials: readonly HandedIn[]) =>
  sql`insert into superseded_files (city_code, digest, case_id)
    select o.city_code, o.digest, o.case_id from moved, case_materials o
      join jsonb_to_recordset(${JSON.stringify(materials)}::jsonb) as m("materialNo" int, position int, digest text)
        on m."materialNo" = o.material_no and m.position = o.position and m.digest <> o.digest
    where o.city_code = ${cityCode} and o.case_id = ${caseId}::uuid on conflict do nothing`

type CaseMove = {
  before: CaseFile
  at: Temporal.Instant
  actor: Actor
  events: readonly CaseEvent[]
  project: Projection
  remember: Remember | null
  /** The reading of whoever moves it, where it is still to be recorded. */
  reading?: Reading | null
}

/** What a move writes besides the case's own row: tasks, papers, timers, calls. */
function writesOf(input: CaseMove, after: CaseFile, projected: Projected) {
  const { before } = input
  const ended = before.tasks
    .filter((task) => !after.tasks.some((one) => one.token === task.token))
    .map((task) => task.token)
  const cancelled = input.events.flatMap((event) => (event.type === 'task-cancelled' ? [event.data.token] : []))
  const taken = JSON.stringify(input.events.flatMap((event) => (event.type === 'task-claimed' ? [event.data] : [])))
  const writes = [
    insertTasks(before.cityCode, before.caseId, after, projected),
    ...timerWrites(before, input.project.timers(before), input.project.timers(after)),
    ...callWrites(before, before.calls, after.calls, input.at),
    sql`update tasks set state = case when token = any(${cancelled}::int[]) then 'cancelled' else 'done' end, done_at = ${input.at.toString()}::timestamptz,
        assignee = coalesce((select t."accountId" from jsonb_to_recordset(${taken}::jsonb) as t(token int, "accountId" uuid) where t.token = tasks.token), assignee),
        assignee_name = coalesce((select t.name from jsonb_to_recordset(${taken}::jsonb) as t(token int, name text) where t.token = tasks.token), assignee_name)
      where city_code = ${before.cityCode} and case_id = ${before.caseId}::uuid and token = any(${ended}::int[]) and exists (select from moved)`,
  ]
  if (input.reading) writes.push(readingWrite(input.reading))
  if (after.materials !== before.materials)
    writes.push(
      keepSuperseded(before.cityCode, before.caseId, after.materials),
      insertMaterials(before.cityCode, before.caseId, after.materials, input.at),
    )
  return writes
}

/** Stores what was decided about a case, where it is still at the version that was decided on; `after` is the case with it. */
export async function saveCaseMove(
  db: Db,
  input: CaseMove,
): Promise<Saved<{ case_id: string; case_no: string }> & { after: CaseFile }> {
  const { before } = input
  const after = applyEvents(before, toEvents(input.events, before.version, input.at, input.actor))
  const projected = input.project.columns(after)
  const { dueOn, actBy, clockStopped } = projected
  const projections = writesOf(input, after, projected)
  const saved = await saveMove<{ case_id: string; case_no: string }>(db, {
    cityCode: before.cityCode,
    stream: 'case',
    streamId: before.caseId,
    expectedVersion: before.version,
    at: input.at,
    actor: input.actor,
    events: input.events,
    anchor: sql`update case_files set version = ${after.version}, state = ${after.state}, accepted_on = ${after.acceptedOn?.toString() ?? null}::date,
        due_on = ${dueOn?.toString() ?? null}::date, act_by = ${actBy?.toString() ?? null}::date, clock_stopped = ${clockStopped}, closed_at = ${after.closedAt?.toString() ?? null}::timestamptz,
        run = ${JSON.stringify(after.run)}::jsonb
      where city_code = ${before.cityCode} and case_id = ${before.caseId}::uuid and version = ${before.version}
      returning case_id, case_no`,
    projections,
    ...(input.remember
      ? {
          remember: {
            ...input.remember,
            answer: sql`jsonb_build_object('caseId', moved.case_id, 'caseNo', moved.case_no, 'version', ${after.version}::int)`,
          },
        }
      : {}),
  })
  return { ...saved, after }
}
