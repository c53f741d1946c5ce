import { type Db, sql } from '#base'

/** Seconds until a bundle that could not go on is tried again; the last holds from then on. */
const waits = [30, 300, 1_800, 7_200]

/** Remembers that a bundle could not go on, and when it is tried again. */
export async function keepForRetry(
  db: Db,
  cityCode: string,
  bundleFileId: string,
  failed: { at: Temporal.Instant; problem: string },
): Promise<void> {
  await sql`insert into bundle_retries as r (city_code, bundle_file_id, attempts, next_try_at, problem)
    values (${cityCode}, ${bundleFileId}::uuid, 1, ${failed.at.add({ seconds: waits[0] ?? 30 }).toString()}::timestamptz, ${failed.problem})
    on conflict (city_code, bundle_file_id) do update set attempts = r.attempts + 1, problem = excluded.problem,
      next_try_at = ${failed.at.toString()}::timestamptz
        + (${waits}::int[])[least(r.attempts + 1, ${waits.length})] * interval '1 second'`.execute(db)
}

/** Takes a bundle whose turn it is for this transaction alone; undefined where none is due. */
export async function takeRetry(db: Db, cityCode: string, now: Temporal.Instant): Promise<string | undefined> {
  const { rows } = await sql<{ bundle_file_id: string }>`select bundle_file_id from bundle_retries
    where city_code = ${cityCode} and next_try_at <= ${now.toString()}::timestamptz
    order by next_try_at limit 1 for update skip locked`.execute(db)
  return rows[0]?.bundle_file_id
}

/** Takes a bundle's place among those that are tried again for this transaction alone, if it has one. */
export async function lockRetry(db: Db, cityCode: string, bundleFileId: string): Promise<void> {
  await sql`select from bundle_retries where city_code = ${cityCode} and bundle_file_id = ${bundleFileId}::uuid
    for update`.execute(db)
}

/** Brings all that wait forward to this moment: what held them up may be gone. */
export async function hastenRetries(db: Db, cityCode: string, at: Temporal.Instant): Promise<void> {
  await sql`update bundle_retries set next_try_at = ${at.toString()}::timestamptz
    where city_code = ${cityCode} and next_try_at > ${at.toString()}::timestamptz`.execute(db)
}

type One = { cityCode: string; bundleFileId: string }

/** Brings one forward to this moment, never back; how often it was tried, null where it does not wait. */
export async function hastenRetry(
  db: Db,
  { cityCode, bundleFileId }: One,
  at: Temporal.Instant,
): Promise<number | null> {
  const { rows } = await sql<{ attempts: number }>`update bundle_retries
    set next_try_at = least(next_try_at, ${at.toString()}::timestamptz)
    where city_code = ${cityCode} and bundle_file_id = ${bundleFileId}::uuid returning attempts`.execute(db)
  return rows[0]?.attempts ?? null
}

/** How often one that cannot go on was tried; null where it does not wait. */
export async function countTries(db: Db, { cityCode, bundleFileId }: One): Promise<number | null> {
  const { rows } = await sql<{ attempts: number }>`select attempts from bundle_retries
    where city_code = ${cityCode} and bundle_file_id = ${bundleFileId}::uuid`.execute(db)
  return rows[0]?.attempts ?? null
}

/** It has gone on. */
export async function dropRetry(db: Db, cityCode: string, bundleFileId: string): Promise<void> {
  await sql`delete from bundle_retries where city_code = ${cityCode} and bundle_file_id = ${bundleFileId}::uuid`.execute(
    db,
  )
}

const noRoute = 'no-route '
/** The problem of a bundle whose item of this entry has no route that can be run. */
export const withoutRouteOf = (entryId: string): string => `${noRoute}${entryId}`

/** A bundle that could not go on: why, how often it was tried, and when it is tried next. */
export type StuckBundle = {
  bundleNo: string
  bundleId: string
  /** What went wrong, in the words of whatever broke; null where it only waits for a route. */
  problem: string | null
  /** The entry whose route cannot be run. */
  entryWithoutRoute: string | null
  attempts: number
  nextTryAt: Temporal.Instant
}

/** The bundles that cannot go on for now, whose turn it is soonest first. */
export async function listStuckBundles(db: Db, cityCode: string): Promise<StuckBundle[]> {
  const { rows } = await sql<
    Omit<StuckBundle, 'problem' | 'entryWithoutRoute'> & { problem: string }
  >`select b.bundle_no as "bundleNo", b.bundle_id as "bundleId", r.problem, r.attempts,
      r.next_try_at as "nextTryAt"
    from bundle_retries r join bundle_files b using (city_code, bundle_file_id)
    where r.city_code = ${cityCode} order by r.next_try_at, b.bundle_no limit 100`.execute(db)
  return rows.map(({ problem, ...one }) =>
    problem.startsWith(noRoute)
      ? { ...one, problem: null, entryWithoutRoute: problem.slice(noRoute.length) }
      : { ...one, problem, entryWithoutRoute: null },
  )
}
