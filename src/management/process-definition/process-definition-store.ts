import { createHash } from 'node:crypto'
import { type Actor, appendEvents, type Db, sql, type Text } from '#base'
import { noteCityChange } from '../city-change-store.ts'

/** Routes are BPMN, decisions DMN; both are drafted, published and withdrawn in the same way. */
export type DefinitionKind = 'process' | 'decision'

/** `withdrawn`: nothing new begins under it; what runs by it goes on. */
export type DefinitionState = 'published' | 'withdrawn'

export type StoredDefinition = {
  key: string
  version: number
  state: DefinitionState
  title: Partial<Text>
  xml: string
  publishedBy: string
  publishedAt: Temporal.Instant
}

const tables = {
  process: sql`process_definitions`,
  decision: sql`decision_definitions`,
} as const satisfies Record<DefinitionKind, unknown>
const streams = {
  process: 'process-definition',
  decision: 'decision-definition',
} as const satisfies Record<DefinitionKind, string>

/** Every version ever published, withdrawn ones too: running cases keep theirs. */
export async function listDefinitions(db: Db, kind: DefinitionKind): Promise<StoredDefinition[]> {
  const { rows } = await sql<StoredDefinition>`select key, version, state, title, xml, published_by as "publishedBy",
      published_at as "publishedAt" from ${tables[kind]} order by key, version`.execute(db)
  return rows
}

/** Publishes a definition of the seeds; the same text again is the same version, and what editors published stands. */
export async function seedDefinition(
  db: Db,
  kind: DefinitionKind,
  seed: { key: string; title: Text; xml: string; at: Temporal.Instant },
): Promise<void> {
  await sql`insert into ${tables[kind]} (key, version, state, title, xml, published_by, published_at)
    select ${seed.key}, coalesce(max(version), 0) + 1, 'published', ${JSON.stringify(seed.title)}::jsonb, ${seed.xml}, 'seed', ${seed.at.toString()}::timestamptz
    from ${tables[kind]} where key = ${seed.key}
    having not coalesce(bool_or(xml = ${seed.xml} or published_by not in ('', 'seed')), false)`.execute(db)
}

export type DefinitionDraft = {
  key: string
  /** Counts the saves. */
  version: number
  title: Text
  xml: string
  digest: string
  savedBy: string
  savedAt: Temporal.Instant
}

export async function listDefinitionDrafts(db: Db, kind: DefinitionKind): Promise<Omit<DefinitionDraft, 'xml'>[]> {
  const { rows } =
    await sql<DefinitionDraft>`select key, version, title, digest, saved_by as "savedBy", saved_at as "savedAt"
    from definition_drafts where kind = ${kind} order by key`.execute(db)
  return rows
}

export async function findDefinitionDraft(
  db: Db,
  kind: DefinitionKind,
  key: string,
): Promise<DefinitionDraft | undefined> {
  const { rows } =
    await sql<DefinitionDraft>`select key, version, title, xml, digest, saved_by as "savedBy", saved_at as "savedAt"
    from definition_drafts where kind = ${kind} and key = ${key}`.execute(db)
  return rows[0]
}

/** Who did it, when and where: every act on a definition is an event of its stream. */
export type DefinitionAct = {
  kind: DefinitionKind
  key: string
  cityCode: string
  actor: Actor
  at: Temporal.Instant
}

const tell = (db: Db, act: DefinitionAct, type: string, data: object): Promise<void> =>
  appendEvents(db, {
    cityCode: act.cityCode,
    stream: streams[act.kind],
    streamId: act.key,
    at: act.at,
    actor: act.actor,
    events: [{ type, data }],
  })

/**
 * Saves the one draft of a definition, based on the save that the editor saw (`basedOn`, or null when there was none).
 * False when somebody else saved in between: nothing is overwritten unseen. The same text again is the same save.
 */
export async function keepDefinitionDraft(
  db: Db,
  act: DefinitionAct,
  input: { title: Text; xml: string; basedOn: number | null },
): Promise<{ version: number; digest: string } | false> {
  const title = { zh: input.title.zh, en: input.title.en }
  const digest = createHash('sha256')
    .update(JSON.stringify([title, input.xml]))
    .digest('hex')
  const words = JSON.stringify(title)
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ version: number }>`
      insert into definition_drafts as d (kind, key, version, title, xml, digest, saved_by, saved_at)
      select ${act.kind}, ${act.key}, 1, ${words}::jsonb, ${input.xml}, ${digest}, ${act.actor.name}, ${act.at.toString()}::timestamptz
      where ${input.basedOn}::int is null or exists (select from definition_drafts where kind = ${act.kind} and key = ${act.key})
      on conflict (kind, key) do update set version = d.version + 1, title = excluded.title, xml = excluded.xml,
        digest = excluded.digest, saved_by = excluded.saved_by, saved_at = excluded.saved_at
      where d.version = ${input.basedOn}::int and d.digest <> ${digest}
      returning version`.execute(tx)
    const version = rows[0]?.version
    if (version === undefined) {
      const now = await findDefinitionDraft(tx, act.kind, act.key)
      return now?.digest === digest ? { version: now.version, digest } : false
    }
    await tell(tx, act, 'draft-saved', { version, digest })
    return { version, digest }
  })
}

/** Throws the draft away that the editor saw; false when there is no such draft. */
export async function dropDefinitionDraft(db: Db, act: DefinitionAct, version: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`delete from definition_drafts where kind = ${act.kind} and key = ${act.key}
      and version = ${version} returning key`.execute(tx)
    if (rows.length === 0) return false
    await tell(tx, act, 'draft-dropped', { version })
    return true
  })
}

/**
 * Publishes the draft with this digest as the next version, with the text that its calls were pinned in; it never changes again (the
 * database sees to it). False when there is no such draft (any more).
 */
export async function publishDefinition(
  db: Db,
  act: DefinitionAct,
  digest: string,
  xml: string,
): Promise<number | false> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ version: number }>`
      with gone as (delete from definition_drafts where kind = ${act.kind} and key = ${act.key} and digest = ${digest} returning title)
      insert into ${tables[act.kind]} (key, version, state, title, xml, published_by, published_at)
      select ${act.key}, coalesce((select max(version) from ${tables[act.kind]} where key = ${act.key}), 0) + 1, 'published',
        title, ${xml}, ${act.actor.name}, ${act.at.toString()}::timestamptz from gone
      returning version`.execute(tx)
    const version = rows[0]?.version
    if (version === undefined) return false
    await noteCityChange(tx)
    await tell(tx, act, 'published', { version, digest })
    return version
  })
}

/** Withdraws a version: nothing new begins under it. False when it is withdrawn already, or was never published. */
export async function withdrawDefinition(
  db: Db,
  act: DefinitionAct,
  input: { version: number; reason: string },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`update ${tables[act.kind]} set state = 'withdrawn'
      where key = ${act.key} and version = ${input.version} and state = 'published' returning key`.execute(tx)
    if (rows.length === 0) return false
    await noteCityChange(tx)
    await tell(tx, act, 'withdrawn', input)
    return true
  })
}
