import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, sql } from './db.ts'

/**
 * Applies the files of `directory` (0001-name.sql, …) that this database has not seen, each in a transaction.
 * A file that changed after it was applied is refused: history is not edited.
 */
export async function migrate(db: Db, directory: string): Promise<string[]> {
  await sql`create table if not exists schema_migrations (
    name text primary key, digest text not null, applied_at timestamptz not null default now())`.execute(db)
  const { rows } = await sql<{ name: string; digest: string }>`select name, digest from schema_migrations`.execute(db)
  const applied = new Map(rows.map((row) => [row.name, row.digest]))
  const done: string[] = []
  for (const name of readdirSync(directory)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()) {
    const text = readFileSync(join(directory, name), 'utf8')
    const digest = createHash('sha256').update(text).digest('hex')
    const before = applied.get(name)
    if (before === digest) continue
    if (before !== undefined) throw new Error(`migration ${name} was changed after it was applied; write a new one`)
    await db.transaction().execute(async (tx) => {
      await sql.raw(text).execute(tx)
      await sql`insert into schema_migrations (name, digest) values (${name}, ${digest})`.execute(tx)
    })
    done.push(name)
  }
  return done
}
