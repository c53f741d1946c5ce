import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepDoing, type Log } from '#base'
import type { Handling } from './make-move.ts'
import { recountDueDates } from './recount-due-dates.ts'

/**
 * Counts the days of what is open anew, beside everything else, whenever the calendar is another than the one they were counted by:
 * after a start with new seeds, or when somebody imported a year's holidays. `stamp` says where that calendar is remembered, and for
 * which database; it is only once all is counted, so what was broken off is done again. Requests go first: there is a pause after each batch.
 */
export function keepDaysCounted(
  { db, city, clock }: Handling,
  { stamp, log }: { stamp: { directory: string; database: string }; log: Log },
): { stop: () => Promise<void> } {
  const file = join(stamp.directory, 'days-counted')
  let counted = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const ending = new AbortController()
  const { signal } = ending
  const count = async (): Promise<number> => {
    const now = city()
    const wanted = createHash('sha256').update(`${now.calendarStamp} ${stamp.database}`).digest('hex')
    if (wanted === counted) return 0
    log.info('the calendar is another: the days of open cases are counted anew')
    const changed = await recountDueDates(db, now, clock(), { signal, between: 50 })
    if (signal.aborted) return 0
    writeFileSync(file, wanted)
    counted = wanted
    log.info({ changed }, 'the days of open cases were counted anew')
    return 0
  }
  const loop = keepDoing(count, {
    idle: 1_000,
    onError: (error) => log.warn({ error: String(error) }, 'counting days anew failed; it is tried again'),
  })
  return {
    async stop() {
      ending.abort()
      await loop.stop()
    },
  }
}
