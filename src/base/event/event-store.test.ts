import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { sql } from '../db/db.ts'
import { appendEvents, listEvents, readFeed } from './event-store.ts'

const { db, pool } = await freshDatabase()
const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
const actor = { kind: 'system', name: 'test' } as const

const append = (streamId: string, ...types: string[]) =>
  appendEvents(db, {
    cityCode: '4108',
    stream: 'test',
    streamId,
    at,
    actor,
    events: types.map((type) => ({ type, data: {} })),
  })

test('events of a stream are numbered from one without a gap, even when twenty append at once', async () => {
  const streamId = randomUUID()
  await Promise.all(Array.from({ length: 20 }, (_, index) => append(streamId, `e${index}`)))
  const events = await listEvents(db, '4108', 'test', streamId)
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

// Transactions are counted for the whole server: one that is open in another database (another test file's) keeps the
// feed waiting here too. So what must come is waited for, never expected at once.
async function readUntil(read: () => Promise<number>, enough: () => boolean): Promise<void> {
  const patience = Date.now() + 30_000
  while (!enough() && Date.now() < patience) if ((await read()) === 0) await setTimeout(20)
}

test('a reader of the feed does not skip an event that commits late', async () => {
  const seen: string[] = []
  const read = () =>
    readFeed(db, 'late', 100, async (_tx, events) => void seen.push(...events.map((event) => event.type)))
  const slow = await pool.connect()
  await slow.query('begin')
  await slow.query(`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    values ('4108', 'test', 'slow', 1, 'slow', now(), '{}', '{}')`)
  await append(randomUUID(), 'quick')
  while ((await read()) > 0);
  expect(seen).not.toContain('quick') // it waits behind the open transaction rather than pass it by
  await slow.query('commit')
  slow.release()
  await readUntil(read, () => seen.includes('quick') && seen.includes('slow'))
  expect(seen.filter((type) => type === 'quick' || type === 'slow').toSorted()).toEqual(['quick', 'slow'])
})

test('the feed stays in order when transaction numbers gain a digit', async () => {
  await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data, tx)
    select '4108', 'test', 'digits', n, 'tx' || n, now(), '{}', '{}', n::text::xid8 from generate_series(8, 12) n`.execute(
    db,
  )
  const seen: string[] = []
  const read = () =>
    readFeed(db, 'digits', 1, async (_tx, events) => void seen.push(...events.map((event) => event.type)))
  for (let count = 0; count < 6; count++) await read()
  expect(seen.slice(0, 5)).toEqual(['tx8', 'tx9', 'tx10', 'tx11', 'tx12'])
})

test('a reader that fails sees the same events again', async () => {
  await append(randomUUID(), 'again')
  const seen: string[] = []
  let broken = false
  const read = () =>
    readFeed(db, 'failing', 1000, async (_tx, events) => {
      if (!broken && events.some((event) => event.type === 'again')) {
        broken = true
        throw new Error('broke while handling')
      }
      seen.push(...events.map((event) => event.type))
    })
  await expect(readUntil(read, () => false)).rejects.toThrow('broke')
  expect(seen).not.toContain('again')
  await readUntil(read, () => seen.includes('again'))
  expect(seen.filter((type) => type === 'again')).toHaveLength(1)
  expect(await read()).toBe(0)
})

test('two processes with the same reader do not handle one event twice', async () => {
  const handled: string[] = []
  await append(randomUUID(), ...Array.from({ length: 50 }, (_, index) => `n${index}`))
  const read = () =>
    readFeed(
      db,
      'shared',
      1000,
      async (_tx, events) =>
        void handled.push(...events.filter((event) => /^n\d/.test(event.type)).map((event) => event.type)),
    )
  await Promise.all([read(), read(), read()])
  await readUntil(read, () => handled.length >= 50)
  expect(handled.length).toBe(50)
  expect(new Set(handled).size).toBe(50)
})

test('the events table keeps its numbers when a transaction is rolled back', async () => {
  const before = await sql<{ n: number }>`select count(*)::int as n from events`.execute(db)
  await db
    .transaction()
    .execute(async (tx) => {
      await appendEvents(tx, {
        cityCode: '4108',
        stream: 'test',
        streamId: 'gone',
        at,
        actor,
        events: [{ type: 'gone', data: {} }],
      })
      throw new Error('roll back')
    })
    .catch(() => {})
  const after = await sql<{ n: number }>`select count(*)::int as n from events`.execute(db)
  expect(after.rows[0]?.n).toBe(before.rows[0]?.n)
})
