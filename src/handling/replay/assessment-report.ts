import type { Text } from '#base'
import type { TableUse } from '#management'
import type { Reassessed } from './replay-assessment.ts'

/** What a draft of a table would have said of applications to the items that ask it who qualifies, what it costs or which papers. */
export type AssessmentReport = {
  cases: number
  same: number
  /** Cases whose record does not give again what was said then. */
  undecided: number
  /** How many changes of applications are not told one by one: of the rarer kinds. */
  others: number
  /** The most frequent first. */
  changes: { use: TableUse; change: Text; cases: number; samples: string[] }[]
}

/** The first numbers of each change. */
const mostSamples = 5
/** Different changes told one by one, and counted one by one: a fee by area may be another for every application. */
const mostTold = 50
const mostCounted = 5_000

/** Adds up what a draft says otherwise of each application. */
export function startAssessmentReport() {
  const totals = { cases: 0, same: 0, undecided: 0, others: 0 }
  const changes = new Map<string, AssessmentReport['changes'][number]>()
  const add = ({ caseNo }: { caseNo: string }, found: readonly Reassessed[]): void => {
    totals.cases += 1
    if (found.length === 0) totals.same += 1
    if (found.some((one) => 'undecided' in one)) totals.undecided += 1
    for (const one of found) {
      if ('undecided' in one) continue
      const at = `${one.use} ${one.change.zh}`
      const known = changes.get(at) ?? { ...one, cases: 0, samples: [] }
      if (!changes.has(at) && changes.size >= mostCounted) {
        totals.others += 1
        continue
      }
      const samples = [...known.samples, caseNo].toSorted().slice(0, mostSamples)
      changes.set(at, { ...known, cases: known.cases + 1, samples })
    }
  }
  const report = (): AssessmentReport => {
    const counted = [...changes.values()].toSorted((a, b) => b.cases - a.cases)
    const rare = counted.slice(mostTold).reduce((sum, one) => sum + one.cases, 0)
    return { ...totals, others: totals.others + rare, changes: counted.slice(0, mostTold) }
  }
  return { add, report }
}
