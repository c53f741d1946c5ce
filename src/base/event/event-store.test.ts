import { randomUUID } from 'node:crypto'
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

test('a reader of the feed does not skip an event that commits late', async () => {
  const seen: string[] = []
  const drain = async () => {
    while (
      (await readFeed(db, 'late', 100, async (_tx, events) => void seen.push(...events.map((event) => event.type)))) > 0
    );
  }
  await drain()
  seen.length = 0
  const slow = await pool.connect()
  await slow.query('begin')
  await slow.query(`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    values ('4108', 'test', 'slow', 1, 'slow', now(), '{}', '{}')`)
  await append(randomUUID(), 'quick')
  await drain()
  expect(seen).not.toContain('quick') // it waits behind the open transaction rather than pass it by
  await slow.query('commit')
  slow.release()
  await drain()
  expect(seen.toSorted()).toEqual(['quick', 'slow'])
})

test('a reader that fails sees the same events again', async () => {
  await append(randomUUID(), 'again')
  const read = (fail: boolean) =>
    readFeed(db, 'failing', 1000, async (_tx, events) => {
      if (fail) throw new Error('broke while handling')
      expect(events.some((event) => event.type === 'again')).toBe(true)
    })
  await expect(read(true)).rejects.toThrow('broke')
  expect(await read(false)).toBeGreaterThan(0)
  expect(await read(false)).toBe(0)
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
  while ((await read()) > 0);
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
