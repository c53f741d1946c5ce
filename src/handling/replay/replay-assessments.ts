import { dateIn, firstId } from '#base'
import type { Decisions } from '#bpmn'
import type { City } from '#management'
import type { Handling } from '../case-file/make-move.ts'
import { type AssessmentReport, startAssessmentReport } from './assessment-report.ts'
import { reassess } from './replay-assessment.ts'
import { itemsOfPage } from './replay-rulings.ts'
import { listSubmittedOf } from './replay-store.ts'
import { takeTurns } from './turns.ts'

const pageSize = 200
/** The items that ask this file of decisions now. */
export const entriesAsking = (city: City, key: string): string[] =>
  [...city.entries.values()]
    .filter(({ published }) => Object.values(published.content.tables ?? {}).includes(key))
    .map((one) => one.entryId)

/** Asks a draft of every application that was sent in for an item that uses the table, page by page. */
export async function replayAssessments(
  handling: Handling,
  key: string,
  draft: Decisions,
  progress: (count: number) => Promise<void>,
): Promise<AssessmentReport> {
  const { db } = handling
  const city = handling.city()
  const entries = entriesAsking(city, key)
  // Version 0: none was in force.
  const then = (version: number) => (version === 0 ? undefined : city.getDecisions(key, version))
  const { add, report } = startAssessmentReport()
  const turn = takeTurns(progress)
  let count = 0
  for (let after = firstId; entries.length > 0; ) {
    const page = await listSubmittedOf(db, city.cityCode, entries, after, pageSize)
    const itemOf = itemsOfPage(handling)
    for (const caseFile of page) {
      const item = await itemOf(caseFile)
      const on = dateIn(city.zone, caseFile.submittedAt)
      add(caseFile, reassess({ caseFile, item, on, said: caseFile }, key, then, draft))
      count += 1
      await turn(count)
    }
    await progress(count)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    after = last.caseId
  }
  return report()
}
