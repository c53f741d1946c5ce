import type { RawBuilder } from 'kysely'
import { brokenUnique, type Db, sql, together } from '../db/db.ts'
import type { Actor, FeedEvent, NewEvent, StoredEvent } from './event.ts'

export type Move = {
  cityCode: string
  stream: string
  streamId: string
  /** How many events the stream had when the decision was made. */
  expectedVersion: number
  at: Temporal.Instant
  actor: Actor
  events: readonly NewEvent[]
  /** Returns exactly one row if, and only if, the case is still at the expected version. */
  anchor: RawBuilder<unknown>
  /** Further writes; each must select from `moved`, so that nothing is written when the anchor missed. */
  projections?: readonly RawBuilder<unknown>[]
  /** Remembered with the move: the same key gives the same answer. `answer` is SQL that may read `moved`. */
  remember?: { accountId: string; key: string; requestDigest: string; answer: RawBuilder<unknown> }
}

export type Saved<R> = { saved: true; row: R } | { saved: false; why: 'moved-meanwhile' | 'key-used' }

/**
 * Stores a decision with ONE statement, autocommitted: the events, the case row where its version still matches, tasks,
 * counters, the idempotency key. Nothing is acknowledged before this returned; when somebody else moved first nothing
 * is written at all (`moved-meanwhile`: load again and decide again).
 */
export async function saveMove<R>(db: Db, move: Move): Promise<Saved<R>> {
  const events = JSON.stringify(
    move.events.map((event, index) => ({
      seq: move.expectedVersion + index + 1,
      type: event.type,
      data: event.data,
    })),
  )
  const parts = [
    sql`moved as (${move.anchor})`,
    sql`appended as (insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
      select ${move.cityCode}, ${move.stream}, ${move.streamId}, e.seq, e.type, ${move.at.toString()}::timestamptz,
        ${JSON.stringify(move.actor)}::jsonb, e.data
      from moved, jsonb_to_recordset(${events}::jsonb) as e(seq int, type text, data jsonb))`,
    ...(move.projections ?? []).map((query, index) => sql`${sql.raw(`p${index}`)} as (${query})`),
    ...(move.remember
      ? [
          sql`remembered as (insert into idempotency_keys (city_code, account_id, key, request_digest, answer, at)
      select ${move.cityCode}, ${move.remember.accountId}::uuid, ${move.remember.key}, ${move.remember.requestDigest},
        ${move.remember.answer}, ${move.at.toString()}::timestamptz from moved)`,
        ]
      : []),
  ]
  try {
    const { rows } = await sql<R>`with ${sql.join(parts, sql`, `)} select * from moved`.execute(db)
    const row = rows[0]
    return row === undefined ? { saved: false, why: 'moved-meanwhile' } : { saved: true, row }
  } catch (error) {
    const constraint = brokenUnique(error)
    if (constraint === 'idempotency_keys_pkey') return { saved: false, why: 'key-used' }
    // Two moves computed the same next seq, or the row was inserted twice: the other one won.
    if (constraint !== null) return { saved: false, why: 'moved-meanwhile' }
    throw error
  }
}

/** The answer that was given under this key, if any. */
export async function findRemembered<A>(
  db: Db,
  cityCode: string,
  accountId: string,
  key: string,
): Promise<{ requestDigest: string; answer: A } | undefined> {
  const { rows } = await sql<{ request_digest: string; answer: A }>`
    select request_digest, answer from idempotency_keys
    where city_code = ${cityCode} and account_id = ${accountId}::uuid and key = ${key}`.execute(together(db))
  const row = rows[0]
  return row && { requestDigest: row.request_digest, answer: row.answer }
}

/** Appends to a stream that has no row of its own (an account's, an item's); retries while others append too. */
export async function appendEvents(
  db: Db,
  input: {
    cityCode: string
    stream: string
    streamId: string
    at: Temporal.Instant
    actor: Actor
    events: readonly NewEvent[]
  },
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
        select ${input.cityCode}, ${input.stream}, ${input.streamId},
          (select coalesce(max(seq), 0) from events where city_code = ${input.cityCode}
            and stream = ${input.stream} and stream_id = ${input.streamId}) + e.ordinality,
          e.value->>'type', ${input.at.toString()}::timestamptz, ${JSON.stringify(input.actor)}::jsonb, e.value->'data'
        from jsonb_array_elements(${JSON.stringify(input.events)}::jsonb) with ordinality as e`.execute(db)
      return
    } catch (error) {
      if (brokenUnique(error) === null || attempt >= 20) throw error
    }
  }
}

type EventRow = { seq: number; type: string; at: Temporal.Instant; actor: Actor; data: unknown }

/** A stream's events, oldest first. */
export async function listEvents(db: Db, cityCode: string, stream: string, streamId: string): Promise<StoredEvent[]> {
  const { rows } = await sql<EventRow>`select seq, type, at, actor, data from events
    where city_code = ${cityCode} and stream = ${stream} and stream_id = ${streamId} order by seq`.execute(db)
  return rows
}

type FeedRow = EventRow & { city_code: string; stream: string; stream_id: string; tx: string; feed_no: number }

type Cursor = { tx: string; feed_no: number }

const takeCursor = async (tx: Db, reader: string): Promise<Cursor | undefined> =>
  (
    await sql<Cursor>`select tx::text as tx, feed_no from feed_cursors where reader = ${reader} for update skip locked`.execute(
      tx,
    )
  ).rows[0]

/** Is there a cursor only now? A reader that exists already and is somebody else's at the moment stays theirs. */
const makeCursor = async (tx: Db, reader: string): Promise<boolean> =>
  (await sql`insert into feed_cursors (reader) values (${reader}) on conflict do nothing returning reader`.execute(tx))
    .rows.length > 0

/**
 * Reads the next events for one named reader and hands them to `handle` in the same transaction as the cursor moves:
 * at least once, in order, and none missed, since rows of transactions that may still commit are left for later.
 * Two processes with the same reader take turns (the cursor row is locked). Returns how many were read.
 */
export async function readFeed(
  db: Db,
  reader: string,
  limit: number,
  handle: (tx: Db, events: readonly FeedEvent[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const from =
      (await takeCursor(tx, reader)) ?? ((await makeCursor(tx, reader)) ? await takeCursor(tx, reader) : undefined)
    if (from === undefined) return 0
    const { rows } = await sql<FeedRow>`
      select city_code, stream, stream_id, seq, type, at, actor, data, tx::text as tx, feed_no from events
      where (tx, feed_no) > (${from.tx}::xid8, ${from.feed_no}::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
      order by events.tx, events.feed_no limit ${limit}`.execute(tx)
    const last = rows.at(-1)
    if (last === undefined) return 0
    await handle(
      tx,
      rows.map((row) => ({
        cityCode: row.city_code,
        stream: row.stream,
        streamId: row.stream_id,
        seq: row.seq,
        type: row.type,
        at: row.at,
        actor: row.actor,
        data: row.data,
      })),
    )
    await sql`update feed_cursors set tx = ${last.tx}::xid8, feed_no = ${last.feed_no} where reader = ${reader}`.execute(
      tx,
    )
    return rows.length
  })
}
