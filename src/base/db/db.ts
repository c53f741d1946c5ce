import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'

// The one place where `any` is allowed: rows are typed where they are read, in the stores.
// biome-ignore lint/suspicious/noExplicitAny: each store names the shape of the rows it selects
type AnyTables = any

/** A pool or a transaction: every store function serves both. */
export type Db = Kysely<AnyTables>

export { sql }

const names = new Map<string, string>()
// Beyond this many different texts the server would hold too many plans; the rest run unnamed.
const maxPrepared = 400

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= maxPrepared) return undefined
  const name = `q${names.size}`
  names.set(text, name)
  return name
}

type QueryArguments = [text: unknown, values?: unknown, ...rest: unknown[]]

/** Names every parameterised statement so that PostgreSQL parses and plans it once per connection. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven overloads of one function
  override query(...args: any[]): any {
    const [text, values, ...rest] = args as QueryArguments
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const query = super.query as (...a: any[]) => unknown
    if (typeof text !== 'string' || !Array.isArray(values)) return query.apply(this, args)
    // Without parameters it may be a script of several statements, which cannot be prepared.
    if (values.length === 0) return query.call(this, text, ...rest)
    const name = nameOf(text)
    return query.call(this, name === undefined ? { text, values } : { name, text, values }, ...rest)
  }
}

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

/** Opens a pool. `poolSize` about twice the database's cores: more only lengthens the tail. */
export function openDb(
  databaseUrl: string,
  poolSize: number,
  onQuery?: (sql: string, parameters: readonly unknown[]) => void,
): { db: Db; pool: pg.Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    Client: PreparingClient,
    types: types as pg.CustomTypesConfig,
    // So few connections stay open; a timer for each, set and unset with every query, would cost more than they do.
    idleTimeoutMillis: 0,
  })
  // An idle connection that the server drops must not end the process; the next query reports it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db: Db = new Kysely<AnyTables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      roundTrips.count += 1
      onQuery?.(query.sql, query.parameters)
    },
  })
  return { db, pool, close: () => db.destroy() }
}

/** Does the database answer? Throws when it does not. */
export const ping = async (db: Db): Promise<void> => void (await sql`select 1`.execute(db))

/** Did PostgreSQL refuse a duplicate, and in which constraint? */
export const brokenUnique = (error: unknown): string | null =>
  error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : null
