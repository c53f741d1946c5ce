import { createHash } from 'node:crypto'
import { type Actor, appendEvents, type Db, sql } from '#base'
import { noteCityChange } from '../city-change-store.ts'
import type { EntryContent, Overrides } from './catalogue-entry.ts'
import type { NumberedPaper } from './check-paper-numbers.ts'

export type RevisionState = 'draft' | 'published' | 'locked'

/** The newest published revision of an entry, or of one authority's overrides of it. */
export type Published<C> = {
  entryId: string
  authorityCode: string
  no: number
  content: C
  publishedAt: Temporal.Instant
}

type Row = {
  entry_id: string
  authority_code: string
  no: number
  content: unknown
  published_at: Temporal.Instant
}

/** Newest published revisions of everything: 356 entries and the overrides there are. */
export async function listPublished(
  db: Db,
): Promise<{ entries: Published<EntryContent>[]; overrides: Published<Overrides>[] }> {
  const { rows } =
    await sql<Row>`select distinct on (entry_id, authority_code) entry_id, authority_code, no, content, published_at
    from revisions where state in ('published', 'locked') order by entry_id, authority_code, no desc`.execute(db)
  const shape = <C>(row: Row, content: C): Published<C> => ({
    entryId: row.entry_id,
    authorityCode: row.authority_code,
    no: row.no,
    content,
    publishedAt: row.published_at,
  })
  return {
    entries: rows.filter((row) => row.authority_code === '').map((row) => shape(row, row.content as EntryContent)),
    overrides: rows.filter((row) => row.authority_code !== '').map((row) => shape(row, row.content as Overrides)),
  }
}

/** One revision as it was published: what a case was opened under. It must exist. */
export async function getRevision(db: Db, entryId: string, authorityCode: string, no: number): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`select content from revisions
    where entry_id = ${entryId} and authority_code = ${authorityCode} and no = ${no}`.execute(db)
  if (rows[0] === undefined) throw new Error(`no revision ${no} of ${entryId} ${authorityCode}`)
  return rows[0].content
}

export type RevisionSummary = {
  no: number
  state: RevisionState
  editedBy: string
  editedAt: Temporal.Instant
  publishedAt: Temporal.Instant | null
}

export async function listRevisions(db: Db, entryId: string, authorityCode: string): Promise<RevisionSummary[]> {
  const { rows } = await sql<{
    no: number
    state: RevisionState
    edited_by: string
    edited_at: Temporal.Instant
    published_at: Temporal.Instant | null
  }>`
    select no, state, edited_by, edited_at, published_at from revisions
    where entry_id = ${entryId} and authority_code = ${authorityCode} order by no desc`.execute(db)
  return rows.map((row) => ({
    no: row.no,
    state: row.state,
    editedBy: row.edited_by,
    editedAt: row.edited_at,
    publishedAt: row.published_at,
  }))
}

/** Every number that a published revision of the entry gave a paper, with the paper's name there, oldest first. */
export async function listNumberedPapers(db: Db, entryId: string): Promise<NumberedPaper[]> {
  const { rows } = await sql<NumberedPaper>`
    select r.no as revision, (paper->>'no')::int as no, paper->'name'->>'zh' as name
    from revisions r, jsonb_array_elements(r.content->'materials') as paper
    where r.entry_id = ${entryId} and r.authority_code = '' and r.state in ('published', 'locked') order by r.no`.execute(
    db,
  )
  return rows
}

export async function findDraft(
  db: Db,
  entryId: string,
  authorityCode: string,
): Promise<{ no: number; content: unknown; digest: string } | undefined> {
  const { rows } = await sql<{ no: number; content: unknown; digest: string }>`select no, content, digest from revisions
    where entry_id = ${entryId} and authority_code = ${authorityCode} and state = 'draft'`.execute(db)
  return rows[0]
}

const digestOfContent = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

/**
 * Saves the one draft of an entry (or of an authority's overrides), based on what the editor saw (`basedOn`: the draft's
 * digest, or null when there was none) and on the newest revision there was then (`seen`, where the editor says it). Returns false when
 * somebody else saved or published in between: nothing is overwritten unseen.
 */
export async function keepDraft(
  db: Db,
  input: {
    entryId: string
    authorityCode: string
    content: unknown
    basedOn: string | null
    seen?: number | undefined
    editedBy: string
    at: Temporal.Instant
  },
): Promise<{ no: number; digest: string } | false> {
  const digest = digestOfContent(input.content)
  const content = JSON.stringify(input.content)
  const { rows } = await sql<{ no: number; digest: string }>`
    insert into revisions (entry_id, authority_code, no, state, content, digest, edited_by, edited_at)
    select ${input.entryId}, ${input.authorityCode}, coalesce(max(no), 0) + 1, 'draft', ${content}::jsonb, ${digest}, ${input.editedBy}, ${input.at.toString()}::timestamptz
    from revisions where entry_id = ${input.entryId} and authority_code = ${input.authorityCode}
    having not bool_or(coalesce(state = 'draft', false)) is true and ${input.basedOn}::text is null
      and coalesce(max(no), 0) = coalesce(${input.seen ?? null}::int, max(no), 0)
    on conflict do nothing returning no, digest`.execute(db)
  if (rows[0] !== undefined) return rows[0]
  // A save whose answer was lost comes again: the draft holds it already.
  const updated = await sql<{ no: number; digest: string }>`
    update revisions set content = ${content}::jsonb, digest = ${digest}, edited_by = ${input.editedBy}, edited_at = ${input.at.toString()}
    where entry_id = ${input.entryId} and authority_code = ${input.authorityCode} and state = 'draft' and digest in (${input.basedOn}, ${digest})
    returning no, digest`.execute(db)
  return updated.rows[0] ?? false
}

/** Publishes the draft the editor saw; from then on its content never changes. False when there is no such draft. */
export async function publishDraft(
  db: Db,
  cityCode: string,
  input: { entryId: string; authorityCode: string; digest: string; actor: Actor; at: Temporal.Instant },
): Promise<number | false> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      no: number
    }>`update revisions set state = 'published', published_at = ${input.at.toString()}
      where entry_id = ${input.entryId} and authority_code = ${input.authorityCode} and state = 'draft' and digest = ${input.digest}
      returning no`.execute(tx)
    const no = rows[0]?.no
    if (no === undefined) return false
    // Earlier revisions stay readable for the cases opened under them, and nothing new opens under them.
    await sql`update revisions set state = 'locked' where entry_id = ${input.entryId} and authority_code = ${input.authorityCode}
      and state = 'published' and no < ${no}`.execute(tx)
    await noteCityChange(tx)
    await appendEvents(tx, {
      cityCode,
      stream: 'service-item',
      streamId: input.entryId,
      at: input.at,
      actor: input.actor,
      events: [{ type: 'revision-published', data: { authorityCode: input.authorityCode, no, digest: input.digest } }],
    })
    return no
  })
}

export type SeedRevision = { entryId: string; basicCode: string; name: string; content: EntryContent }

/** Loads entries with their first published revision; entries that exist are left as editors made them. */
export async function seedEntries(db: Db, entries: readonly SeedRevision[], at: Temporal.Instant): Promise<number> {
  const rows = entries.map((entry) => ({ ...entry, digest: digestOfContent(entry.content) }))
  const { numAffectedRows } = await sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as e("entryId" text, "basicCode" text, name text, content jsonb, digest text)),
    added as (insert into catalogue_entries (entry_id, basic_code, name, created_at)
      select "entryId", "basicCode", name, ${at.toString()}::timestamptz from given on conflict do nothing returning entry_id)
    insert into revisions (entry_id, authority_code, no, state, content, digest, edited_by, edited_at, published_at)
    select g."entryId", '', 1, 'published', g.content, g.digest, 'seed', ${at.toString()}::timestamptz, ${at.toString()}::timestamptz
    from given g join added a on a.entry_id = g."entryId"`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function listEntries(db: Db): Promise<{ entryId: string; basicCode: string }[]> {
  const { rows } = await sql<{
    entry_id: string
    basic_code: string
  }>`select entry_id, basic_code from catalogue_entries order by entry_id`.execute(db)
  return rows.map((row) => ({ entryId: row.entry_id, basicCode: row.basic_code }))
}

/**
 * The confirmations that still stand: limit, fee, articles and papers of the item, with the tables and ways that say them otherwise, are
 * today what they were in the revisions that were confirmed. Whoever changes one of them lets the confirmation lapse, for every authority that took it over.
 */
export async function listConfirmations(db: Db): Promise<{ entryId: string; authorityCode: string }[]> {
  const { rows } = await sql<{ entry_id: string; authority_code: string }>`
    with newest as (select distinct on (entry_id, authority_code) entry_id, authority_code, content
      from revisions where state in ('published', 'locked') order by entry_id, authority_code, no desc)
    select c.entry_id, c.authority_code from confirmations c
    join revisions e on e.entry_id = c.entry_id and e.authority_code = '' and e.no = c.entry_revision
    join newest en on en.entry_id = c.entry_id and en.authority_code = ''
    left join revisions o on o.entry_id = c.entry_id and o.authority_code = c.authority_code and o.no = c.override_revision
    left join newest n on n.entry_id = c.entry_id and n.authority_code = c.authority_code
    where coalesce(o.content->'committed', e.content->'committed') = coalesce(n.content->'committed', en.content->'committed')
      and coalesce(o.content->'fee', e.content->'fee') = coalesce(n.content->'fee', en.content->'fee')
      and e.content->'statutory' is not distinct from en.content->'statutory'
      and e.content->'legalBasis' = en.content->'legalBasis'
      and e.content->'materials' = en.content->'materials'
      and e.content->'variants' is not distinct from en.content->'variants'
      and e.content->'tables' is not distinct from en.content->'tables'`.execute(db)
  return rows.map((row) => ({ entryId: row.entry_id, authorityCode: row.authority_code }))
}

/** An editor has checked the item against the authority's own list: the 示例数据 mark goes, and the act is an event. */
export async function confirmItem(
  db: Db,
  cityCode: string,
  input: {
    entryId: string
    authorityCode: string
    /** What was checked: later revisions are not confirmed by it. */
    revision: { entry: number; override: number }
    actor: Actor
    at: Temporal.Instant
  },
): Promise<void> {
  const { entry, override } = input.revision
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      insert into confirmations as c (entry_id, authority_code, entry_revision, override_revision, confirmed_by, confirmed_at)
      values (${input.entryId}, ${input.authorityCode}, ${entry}, ${override}, ${input.actor.name}, ${input.at.toString()})
      on conflict (entry_id, authority_code) do update set entry_revision = excluded.entry_revision,
        override_revision = excluded.override_revision, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
        where (c.entry_revision, c.override_revision) <> (excluded.entry_revision, excluded.override_revision)
      returning entry_id`.execute(tx)
    if (rows.length === 0) return
    await noteCityChange(tx)
    await appendEvents(tx, {
      cityCode,
      stream: 'service-item',
      streamId: input.entryId,
      at: input.at,
      actor: input.actor,
      events: [{ type: 'item-confirmed', data: { authorityCode: input.authorityCode, revision: input.revision } }],
    })
  })
}
