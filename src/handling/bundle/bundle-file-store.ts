import { type Actor, type Db, type Saved, type StoredEvent, saveMove, sql } from '#base'
import { isBundleOf, type Party } from '#identity'
import type { CaseState } from '../case-file/case-file.ts'
import type { BundleEvent } from './bundle-event.ts'
import { applyBundleEvents, type BundleFile, reduceBundleFile } from './bundle-file.ts'

type EventRow = { seq: number; type: string; at: string; actor: Actor; data: unknown }
type Row = { bundle_file_id: string; bundle_no: string; events: EventRow[] }

const eventsOfBundle = sql`(select jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data)
  order by e.seq) from events e where e.city_code = b.city_code and e.stream = 'bundle' and e.stream_id = b.bundle_file_id::text)`

const toBundleFile = (cityCode: string, row: Row): BundleFile =>
  reduceBundleFile(
    { cityCode, bundleFileId: row.bundle_file_id, bundleNo: row.bundle_no },
    row.events.map((one) => ({ ...one, at: Temporal.Instant.from(one.at) }) as unknown as StoredEvent<BundleEvent>),
  )

/** A submitted bundle with everything that was done to it, by its number. */
export async function findBundleFileByNo(db: Db, cityCode: string, bundleNo: string): Promise<BundleFile | undefined> {
  const { rows } = await sql<Row>`select b.bundle_file_id, b.bundle_no, ${eventsOfBundle} as events from bundle_files b
    where b.city_code = ${cityCode} and b.bundle_no = ${bundleNo}`.execute(db)
  return rows[0] && toBundleFile(cityCode, rows[0])
}

/** The submitted bundles that these cases belong to, each once. */
export async function listBundleFilesOf(db: Db, cityCode: string, caseIds: readonly string[]): Promise<BundleFile[]> {
  if (caseIds.length === 0) return []
  const { rows } = await sql<Row>`select b.bundle_file_id, b.bundle_no, ${eventsOfBundle} as events from bundle_files b
    where b.city_code = ${cityCode} and b.bundle_file_id in (select m.bundle_file_id from bundle_members m
      where m.city_code = ${cityCode} and m.case_id = any(${caseIds}::uuid[])) order by b.bundle_file_id`.execute(db)
  return rows.map((row) => toBundleFile(cityCode, row))
}

/** Submitted bundles by their ids. */
export async function listBundleFiles(db: Db, cityCode: string, ids: readonly string[]): Promise<BundleFile[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`select b.bundle_file_id, b.bundle_no, ${eventsOfBundle} as events from bundle_files b
    where b.city_code = ${cityCode} and b.bundle_file_id = any(${ids}::uuid[])`.execute(db)
  return rows.map((row) => toBundleFile(cityCode, row))
}

/** Where the opened cases of a bundle stand, by case. */
export async function listMemberStates(
  db: Db,
  cityCode: string,
  bundleFileId: string,
): Promise<ReadonlyMap<string, CaseState>> {
  const { rows } = await sql<{ case_id: string; state: CaseState }>`select c.case_id, c.state from bundle_members m
    join case_files c using (city_code, case_id) where m.city_code = ${cityCode} and m.bundle_file_id = ${bundleFileId}::uuid`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.case_id, row.state]))
}

/** A party's bundles, newest first. */
export async function listBundleFilesOfParty(db: Db, cityCode: string, party: Party): Promise<BundleFile[]> {
  const { rows } = await sql<Row>`select b.bundle_file_id, b.bundle_no, ${eventsOfBundle} as events from bundle_files b
    where b.city_code = ${cityCode} and ${isBundleOf(party, 'b')} order by b.submitted_at desc limit 20`.execute(db)
  return rows.map((row) => toBundleFile(cityCode, row))
}

type Key = { cityCode: string; bundleFileId: string; bundleNo: string }

const toStored = (events: readonly BundleEvent[], from: number, at: Temporal.Instant, actor: Actor) =>
  events.map((event, index) => ({ ...event, seq: from + index + 1, at, actor }) as StoredEvent<BundleEvent>)

/** Stores a submitted bundle, its members and the idempotency key with one statement; the cases follow in the same transaction. */
export async function saveBundleSubmission(
  db: Db,
  input: Key & {
    at: Temporal.Instant
    actor: Actor
    events: readonly BundleEvent[]
    remember: { accountId: string; key: string; requestDigest: string }
    draftId: string | null
  },
): Promise<Saved<{ bundle_no: string }>> {
  const { cityCode, bundleFileId, bundleNo, at, events } = input
  const after = reduceBundleFile({ cityCode, bundleFileId, bundleNo }, toStored(events, 0, at, input.actor))
  const members = after.members.map(({ entryId, caseId }) => ({ entryId, caseId }))
  return saveMove(db, {
    cityCode,
    stream: 'bundle',
    streamId: bundleFileId,
    expectedVersion: 0,
    at,
    actor: input.actor,
    events,
    anchor: sql`insert into bundle_files (city_code, bundle_file_id, bundle_no, version, state, bundle_id, bundle_revision, account_id,
        agent_account_id, submitted_at)
      values (${cityCode}, ${bundleFileId}::uuid, ${bundleNo}, ${after.version}, ${after.state}, ${after.bundle.bundleId}, ${after.bundle.no},
        ${after.applicant.accountId}::uuid, ${after.applicant.agent?.accountId ?? null}::uuid, ${at.toString()}::timestamptz) returning bundle_no`,
    projections: [
      sql`insert into bundle_members (city_code, bundle_file_id, entry_id, case_id)
        select ${cityCode}, ${bundleFileId}::uuid, m."entryId", m."caseId"
        from moved, jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m("entryId" text, "caseId" uuid)`,
      ...(input.draftId === null
        ? []
        : [
            sql`delete from drafts where city_code = ${cityCode} and draft_id = ${input.draftId}::uuid and exists (select from moved)`,
          ]),
    ],
    remember: { ...input.remember, answer: sql`jsonb_build_object('bundleNo', moved.bundle_no)` },
  })
}

/** Stores what followed, where the bundle is still as it was when that was decided. */
export async function saveBundleMove(
  db: Db,
  input: { before: BundleFile; at: Temporal.Instant; actor: Actor; events: readonly BundleEvent[] },
): Promise<boolean> {
  const { before, at, actor, events } = input
  const after = applyBundleEvents(before, toStored(events, before.version, at, actor))
  const saved = await saveMove(db, {
    cityCode: before.cityCode,
    stream: 'bundle',
    streamId: before.bundleFileId,
    expectedVersion: before.version,
    at,
    actor,
    events,
    anchor: sql`update bundle_files set version = ${after.version}, state = ${after.state}, closed_at = ${after.closedAt?.toString() ?? null}::timestamptz
      where city_code = ${before.cityCode} and bundle_file_id = ${before.bundleFileId}::uuid and version = ${before.version} returning bundle_no`,
  })
  return saved.saved
}

/** The next number of the city's day: B, division, day, serial. A number drawn for nothing leaves a gap, never a double. */
export async function drawBundleNo(
  db: Db,
  input: { cityCode: string; division: string; on: Temporal.PlainDate },
): Promise<string> {
  const { rows } = await sql<{ last: number }>`insert into bundle_no_counters as n (city_code, received_on, last)
    values (${input.cityCode}, ${input.on.toString()}, 1)
    on conflict (city_code, received_on) do update set last = n.last + 1 returning last`.execute(db)
  const serial = String(rows[0]?.last ?? 1).padStart(5, '0')
  return `B${input.division}${input.on.toString().replaceAll('-', '')}${serial}`
}
