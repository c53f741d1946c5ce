import { type Db, sql } from './db.ts'

/** Does work inside a transaction so that what it throws undoes the work alone, and is given back; null when it was done. */
export async function attempt(tx: Db, work: () => Promise<void>): Promise<{ error: unknown } | null> {
  await sql`savepoint attempt`.execute(tx)
  try {
    await work()
    await sql`release savepoint attempt`.execute(tx)
    return null
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx)
    return { error }
  }
}
