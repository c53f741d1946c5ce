import { type Db, sql } from '#base'

export type StoredDefinition = { key: string; version: number; xml: string }

/** Every published version: running cases keep theirs, so old ones stay. */
export async function listDefinitions(db: Db): Promise<StoredDefinition[]> {
  const { rows } = await sql<StoredDefinition>`select key, version, xml from process_definitions
    where state = 'published' order by key, version`.execute(db)
  return rows
}

/** Publishes a route; the same text again is the same version. */
export async function publishDefinition(db: Db, key: string, xml: string, at: Temporal.Instant): Promise<void> {
  await sql`insert into process_definitions (key, version, state, xml, published_at)
    select ${key}, coalesce(max(version), 0) + 1, 'published', ${xml}, ${at.toString()}::timestamptz
    from process_definitions where key = ${key}
    having coalesce((array_agg(xml order by version desc))[1], '') <> ${xml}`.execute(db)
}
