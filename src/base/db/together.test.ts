import { describe, expect, it } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { type Db, sql, together } from './db.ts'

const { db } = await freshDatabase()

const numberFor = async (reads: Db, asked: number): Promise<number | undefined> =>
  (await sql<{ n: number }>`select ${asked}::int as n`.execute(reads)).rows[0]?.n
const connectionOf = async (reads: Db): Promise<number | undefined> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid, ${1}::int as n`.execute(reads)).rows[0]?.pid

describe('reads that go out together', () => {
  it('share one connection, and each gets its own answer', async () => {
    const asked = Array.from({ length: 200 }, (_, at) => at)
    expect(await Promise.all(asked.map((one) => numberFor(together(db), one)))).toEqual(asked)
    const connections = await Promise.all(asked.map(() => connectionOf(together(db))))
    expect(new Set(connections).size).toBe(1)
    expect(connections).not.toContain(await connectionOf(db))
  })

  it('see what was stored before they were asked', async () => {
    await sql`create table stored_before (n int)`.execute(db)
    for (let n = 1; n <= 20; n += 1) {
      await sql`insert into stored_before values (${n})`.execute(db)
      const { rows } = await sql<{ n: number }>`select n from stored_before where n = ${n}`.execute(together(db))
      expect(rows).toEqual([{ n }])
    }
  })

  it('fail one by one: a question the database refuses spoils no other', async () => {
    const refused = () => sql`select ${'x'}::int / 0`.execute(together(db))
    const answers = await Promise.allSettled([
      numberFor(together(db), 1),
      refused(),
      numberFor(together(db), 2),
      refused(),
    ])
    expect(answers.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    expect(await numberFor(together(db), 3)).toBe(3)
  })

  it('fail when their connection is lost, and the next open another', async () => {
    const lost = await connectionOf(together(db))
    const waiting = expect(sql`select pg_sleep(${30})`.execute(together(db))).rejects.toThrow()
    await sql`select pg_terminate_backend(${lost}::int)`.execute(db)
    await waiting
    // The server says that it ends before it hangs up.
    await expect.poll(() => connectionOf(together(db)).catch(() => lost)).not.toBe(lost)
    const next = await connectionOf(together(db))
    expect(next).not.toBe(lost)
    expect(await connectionOf(together(db))).toBe(next)
  })

  it('are the transaction’s own inside one', async () => {
    await db.transaction().execute(async (tx) => {
      await sql`create table not_yet_seen (n int)`.execute(tx)
      const { rows } = await sql`select n from not_yet_seen where n > ${0}`.execute(together(tx))
      expect(rows).toEqual([])
    })
  })
})
