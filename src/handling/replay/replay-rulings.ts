import { dateIn } from '#base'
import type { Decisions } from '#bpmn'
import type { ServiceItem } from '#management'
import type { CaseFile } from '../case-file/case-file.ts'
import type { Handling } from '../case-file/make-move.ts'
import { replayRuling } from './replay-ruling.ts'
import { listRulings } from './replay-store.ts'
import { type RuleReport, startRuleReport } from './rule-report.ts'
import { takeTurns } from './turns.ts'

/** Whole histories are read, so a page is small. */
const pageSize = 200

/** Decides every recorded case of a table again by a draft, page by page; memory holds one page and the items met in it. */
export async function replayRulings(
  handling: Handling,
  key: string,
  draft: Decisions,
  progress: (count: number) => Promise<void>,
): Promise<RuleReport> {
  const { db } = handling
  const city = handling.city()
  const { add, report } = startRuleReport()
  const turn = takeTurns(progress)
  let count = 0
  for (let after = { caseId: '', seq: 0 }; ; ) {
    const page = await listRulings(db, city.cityCode, key, after, pageSize)
    const itemOf = itemsOfPage(handling)
    for (const { before, ruling, at, caseNo, itemName } of page) {
      const then = city.getDecisions(key, ruling.decision.version).decisions
      const recorded = { before, item: await itemOf(before), on: dateIn(city.zone, at), ruling }
      add({ caseNo, itemName, ruling }, replayRuling(recorded, then, draft))
      count += 1
      await turn(count)
    }
    await progress(count)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return report()
    after = { caseId: last.caseId, seq: last.seq }
  }
}

/** Cases of one item are many: it is looked up once for each page and each set of answers. */
export function itemsOfPage(
  handling: Handling,
): (caseFile: Pick<CaseFile, 'item' | 'answers'>) => Promise<ServiceItem> {
  const known = new Map<string, Promise<ServiceItem>>()
  return ({ item, answers }) => {
    const at = JSON.stringify([item, answers])
    const found = known.get(at) ?? handling.city().getItemAt(handling.db, item, answers)
    known.set(at, found)
    return found
  }
}
