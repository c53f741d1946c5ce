import type { Db, FileStore } from '#base'
import { forgetLater, removeLooseUploads, removeOldDrafts, removeOldKeys, takeForgotten } from './forget-store.ts'

/** How long what was never handed in is kept, in days. Ours, for want of a rule; told on the draft and in docs/assumptions. */
export const draftDays = 180
const looseDays = 30
const keyDays = 90
/** Whoever gives the very same file again has this long until its row is stored. */
const graceMinutes = 60

type Forgetting = { db: Db; cityCode: string; files: FileStore; now: Temporal.Instant }

/**
 * Forgets what people threw away or left lying before they handed it in: old drafts, files of either, keys of old requests. What was
 * handed in is never touched. May be broken off and run again at any time; gives how many files went.
 */
export async function forgetUnsent({ db, cityCode, files, now }: Forgetting): Promise<number> {
  const ago = (days: number): Temporal.Instant => now.subtract({ hours: days * 24 })
  await removeOldDrafts(db, cityCode, ago(draftDays), now)
  await removeLooseUploads(db, cityCode, ago(looseDays), now)
  await removeOldKeys(db, cityCode, ago(keyDays))
  let gone = 0
  for (;;) {
    const digests = await takeForgotten(db, cityCode, now.subtract({ minutes: graceMinutes }), 100)
    if (digests.length === 0) return gone
    for (const digest of digests) {
      const isGone = await files.forget(digest, now.subtract({ minutes: graceMinutes })).catch(() => null)
      if (isGone === null) await forgetLater(db, cityCode, digest, now)
      else if (isGone) gone += 1
    }
  }
}
