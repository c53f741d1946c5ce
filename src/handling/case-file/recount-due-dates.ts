import { setTimeout as rest } from 'node:timers/promises'
import { type Db, dateIn } from '#base'
import { isReadable } from '#bpmn'
import type { City } from '#management'
import { lawsToken, projectionAt } from './project-case.ts'
import { countAlone, listOpenCaseFiles, saveCounted } from './recount-store.ts'

/** Cases looked at with one statement, and stored with one. */
const batch = 100
/** How long to wait before asking again whether another process is through with its count, in milliseconds. */
const patience = 1_000

/** Between two batches so many milliseconds are left to whoever else asks; `signal` ends the count after the batch it is at. */
type Pace = { signal?: AbortSignal; between?: number }

/**
 * Counts the days of all open cases and their steps anew, as after a year's holidays became known: the dates that lists show and
 * are sorted by, the law's timer of cases that nobody answered, and the timers of routes that count working days. Nothing happened
 * to the cases, so no event says so. One process counts at a time; another waits for it.
 * May be done again, or go on after it was broken off: what is right already stays as it is. Gives how many changed.
 */
export async function recountDueDates(db: Db, city: City, now: Temporal.Instant, pace: Pace = {}): Promise<number> {
  const { signal } = pace
  while (signal?.aborted !== true) {
    const changed = await countAlone(db, city.cityCode, (held) => recountAll(held, city, now, pace))
    if (changed !== null) return changed
    await pause(patience, signal)
  }
  return 0
}

async function recountAll(db: Db, city: City, now: Temporal.Instant, { signal, between = 0 }: Pace): Promise<number> {
  const { cityCode, calendar, zone } = city
  const today = dateIn(zone, now)
  let changed = 0
  for (let after: string | null = null; signal?.aborted !== true; ) {
    const cases = await listOpenCaseFiles(db, cityCode, { after, limit: batch })
    if (cases.length === 0) break
    const counted = []
    for (const caseFile of cases) {
      const item = await city.getItemAt(db, caseFile.item, caseFile.answers)
      const { graph } = city.getDefinition(caseFile.route.key, caseFile.route.version)
      const projection = projectionAt({ item, graph, calendar, today, zone })
      const { caseId, version } = caseFile
      // Which clock a border timer counts by only the route can say: without one, such timers stay as they were counted.
      const timers = projection.timers(caseFile).filter((one) => isReadable(graph) || one.token <= lawsToken)
      counted.push({ ...projection.columns(caseFile), caseId, version, timers })
    }
    changed += await saveCounted(db, cityCode, counted)
    after = cases.at(-1)?.caseId ?? null
    if (between > 0) await pause(between, signal)
  }
  return changed
}

/** Waits, but not for what is to end. */
const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  rest(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {})
