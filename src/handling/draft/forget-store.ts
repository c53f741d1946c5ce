import { type Db, sql } from '#base'

/** Digests that uploads, papers of cases or papers that were replaced refer to. */
const isReferred = (digest: ReturnType<typeof sql>, cityCode: string) => sql`(
  exists (select from uploads u where u.city_code = ${cityCode} and u.digest = ${digest})
  or exists (select from case_materials m where m.city_code = ${cityCode} and m.digest = ${digest})
  or exists (select from superseded_files s where s.city_code = ${cityCode} and s.digest = ${digest}))`

const forget = (cityCode: string, at: Temporal.Instant) => sql`insert into forgotten_files (city_code, digest, since)
  select distinct ${cityCode}, digest, ${at.toString()}::timestamptz from gone
  on conflict (city_code, digest) do update set since = excluded.since`

/** Throws a draft away, with the files that were given for it. */
export async function removeDraft(
  db: Db,
  cityCode: string,
  accountId: string,
  draftId: string,
  at: Temporal.Instant,
): Promise<void> {
  await sql`with draft as (delete from drafts where city_code = ${cityCode} and draft_id = ${draftId}::uuid
      and account_id = ${accountId}::uuid returning draft_id),
    gone as (delete from uploads u using draft where u.city_code = ${cityCode} and u.draft_id = draft.draft_id returning u.digest)
    ${forget(cityCode, at)}`.execute(db)
}

/** Throws drafts away that nobody has touched since, with their files; gives how many. */
export async function removeOldDrafts(
  db: Db,
  cityCode: string,
  untouchedSince: Temporal.Instant,
  at: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`with old as (delete from drafts
      where city_code = ${cityCode} and saved_at < ${untouchedSince.toString()}::timestamptz returning draft_id),
    gone as (delete from uploads u using old where u.city_code = ${cityCode} and u.draft_id = old.draft_id returning u.digest),
    told as (${forget(cityCode, at)})
    select count(*)::int as n from old`.execute(db)
  return rows[0]?.n ?? 0
}

/** Lets go of uploads that were given long ago and never handed in: those of programs, of supplements that were not sent. */
export async function removeLooseUploads(
  db: Db,
  cityCode: string,
  givenBefore: Temporal.Instant,
  at: Temporal.Instant,
): Promise<void> {
  await sql`with gone as (delete from uploads u where u.city_code = ${cityCode} and u.given_at < ${givenBefore.toString()}::timestamptz
      and not exists (select from drafts d where d.city_code = u.city_code and d.draft_id = u.draft_id)
      and not exists (select from case_materials m where m.city_code = u.city_code and m.digest = u.digest)
      and not exists (select from superseded_files s where s.city_code = u.city_code and s.digest = u.digest) returning u.digest)
    ${forget(cityCode, at)}`.execute(db)
}

/** Digests whose files may go: forgotten a while ago and referred to by nothing. Those that something refers to are struck off. */
export async function takeForgotten(
  db: Db,
  cityCode: string,
  before: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{
    digest: string
    kept: boolean
  }>`delete from forgotten_files f where (f.city_code, f.digest) in (
      select city_code, digest from forgotten_files where city_code = ${cityCode} and since < ${before.toString()}::timestamptz
      order by since limit ${limit} for update skip locked)
    returning f.digest, ${isReferred(sql`f.digest`, cityCode)} as kept`.execute(db)
  return rows.filter((row) => !row.kept).map((row) => row.digest)
}

/** Puts a digest back whose file could not be removed now. */
export async function forgetLater(db: Db, cityCode: string, digest: string, at: Temporal.Instant): Promise<void> {
  await sql`with gone as (select ${digest}::char(64) as digest) ${forget(cityCode, at)}`.execute(db)
}

/** Keys of submissions that were made long ago: nobody sends them again. */
export async function removeOldKeys(db: Db, cityCode: string, before: Temporal.Instant): Promise<void> {
  await sql`delete from idempotency_keys where city_code = ${cityCode} and at < ${before.toString()}::timestamptz`.execute(
    db,
  )
}
