import { createHash } from 'node:crypto'
import { type Db, sql } from '#base'
import type { Bundle } from './bundle.ts'

export type BundleRevision = { bundleId: string; no: number; content: Bundle; publishedAt: Temporal.Instant }

/** The newest published revision of every bundle. */
export async function listBundleRevisions(db: Db): Promise<BundleRevision[]> {
  const { rows } = await sql<{ bundle_id: string; no: number; content: Bundle; published_at: Temporal.Instant }>`
    select distinct on (bundle_id) bundle_id, no, content, published_at from bundle_revisions
    order by bundle_id, no desc`.execute(db)
  return rows.map((row) => ({
    bundleId: row.bundle_id,
    no: row.no,
    content: row.content,
    publishedAt: row.published_at,
  }))
}

/** Publishes what differs from the newest revision as a new one; what was published before never changes. */
export async function publishBundles(db: Db, bundles: readonly Bundle[], at: Temporal.Instant): Promise<number> {
  const rows = bundles.map((content) => ({
    id: content.id,
    content,
    digest: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
  }))
  const { numAffectedRows } = await sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as b(id text, content jsonb, digest text)),
    newest as (select distinct on (bundle_id) bundle_id, no, digest from bundle_revisions order by bundle_id, no desc)
    insert into bundle_revisions (bundle_id, no, content, digest, published_at)
    select g.id, coalesce(n.no, 0) + 1, g.content, g.digest, ${at.toString()}::timestamptz
    from given g left join newest n on n.bundle_id = g.id where n.digest is distinct from g.digest
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}
