import { type Db, dateIn } from '#base'
import type { City } from '#management'
import { projectionAt } from './project-case.ts'
import { listOpenCaseFiles, saveCounted } from './recount-store.ts'

/** Cases looked at with one statement, and stored with one. */
const batch = 200

/**
 * Counts the days of all open cases and their steps anew, as after a year's holidays became known: the dates that lists show and
 * are sorted by, and the law's timer of cases that nobody answered. Nothing happened to the cases, so no event says so.
 * May be done again, or go on after it was broken off: what is right already stays as it is. Gives how many changed.
 */
export async function recountDueDates(db: Db, city: City, now: Temporal.Instant): Promise<number> {
  const { cityCode, calendar, zone } = city
  const today = dateIn(zone, now)
  let changed = 0
  for (let after: string | null = null; ; ) {
    const cases = await listOpenCaseFiles(db, cityCode, { after, limit: batch })
    if (cases.length === 0) return changed
    const counted = []
    for (const caseFile of cases) {
      const item = await city.getItemAt(db, caseFile.item, caseFile.answers)
      const projection = projectionAt({ item, calendar, today, zone })
      const laws = projection.timers(caseFile).find((timer) => timer.element === 'art-32')
      const { caseId, version } = caseFile
      counted.push({ ...projection.columns(caseFile), caseId, version, lawsTimer: laws?.dueAt ?? null })
    }
    changed += await saveCounted(db, cityCode, counted)
    after = cases.at(-1)?.caseId ?? null
  }
}
