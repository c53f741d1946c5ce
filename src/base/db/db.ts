import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import pg from 'pg'
import { PreparingClient } from './preparing-client.ts'
import { shareConnection, TogetherClient } from './together-client.ts'

// The one place where `any` is allowed: rows are typed where they are read, in the stores.
// biome-ignore lint/suspicious/noExplicitAny: each store names the shape of the rows it selects
type AnyTables = any

/** A pool or a transaction: every store function serves both. */
export type Db = Kysely<AnyTables>

export { sql }

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 20) return Number // int8: our counters stay far below 2^53
    if (oid === 1082) return (text: string) => text // date: ISO text, parsed where it is used
    if (oid === 1184) return (text: string) => Temporal.Instant.from(text)
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  },
}

/** Statements sent since start: tests hold requests to a budget of round trips. */
export const roundTrips = { count: 0 }

/**
 * Opens a pool, and one connection more for what is read together. `poolSize` about twice the database's cores: more only lengthens
 * the tail.
 */
export function openDb(
  databaseUrl: string,
  poolSize: number,
  onQuery?: (sql: string, parameters: readonly unknown[]) => void,
): { db: Db; pool: pg.Pool; close: () => Promise<void> } {
  const config: pg.ClientConfig = {
    connectionString: databaseUrl,
    types: types as pg.CustomTypesConfig,
    // What lies between forgets a connection that says nothing for long, and tells neither side.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  }
  const pool = new pg.Pool({
    ...config,
    max: poolSize,
    Client: PreparingClient,
    // So few connections stay open; a timer for each, set and unset with every query, would cost more than they do.
    idleTimeoutMillis: 0,
  })
  // An idle connection that the server drops must not end the process; the next query reports it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const over = (connections: PostgresPool): Db =>
    new Kysely<AnyTables>({
      dialect: new PostgresDialect({ pool: connections }),
      log: ({ query }) => {
        roundTrips.count += 1
        onQuery?.(query.sql, query.parameters)
      },
    })
  const db = over(pool)
  const reads = over(shareConnection(() => new TogetherClient(config)))
  readsOf.set(db, reads)
  return { db, pool, close: async () => void (await Promise.all([reads.destroy(), db.destroy()])) }
}

const readsOf = new WeakMap<Db, Db>()

/**
 * The same database, for the read by key that every request makes: such reads of all requests under way share one connection and go
 * out with one write, since waking the server costs more than what it then does. A read that may take longer than a millisecond would
 * hold the others up. Inside a transaction, the transaction itself.
 */
export const together = (db: Db): Db => readsOf.get(db) ?? db

/** Does the database answer, on either way to it? Throws when it does not. */
export const ping = async (db: Db): Promise<void> =>
  void (await Promise.all([db, together(db)].map((one) => sql`select 1`.execute(one))))

/** Whether the database was handed characters that it cannot hold: NUL, halves of a character. */
export const isUnwritable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === '22021' || error.code === '22P05' || (error.code === '22P02' && /type json/.test(error.message)))

/** Did PostgreSQL refuse a duplicate, and in which constraint? */
export const brokenUnique = (error: unknown): string | null =>
  error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : null
