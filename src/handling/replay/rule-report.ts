import type { Text } from '#base'
import type { Ruling } from '../process/process-event.ts'
import type { AssessmentReport } from './assessment-report.ts'
import type { RuleChange, RuledAgain } from './replay-ruling.ts'

/** What was said of a case, and by which rules; the last rule is the one that concluded. */
export type Said = Pick<Ruling, 'outcome' | 'reason' | 'rules'>

export type RuleSample = {
  caseNo: string
  itemName: string
  change: RuleChange
  before: Said
  /** Null where it could not be decided again: then `why` says the reason. */
  after: Said | null
  why: Text | null
}

/** What a draft of a table would have said of the cases that were decided by it. */
export type RuleReport = {
  cases: number
  same: number
  changes: Record<RuleChange, number>
  /** Why cases could not be decided again, with how many. */
  undecided: { why: Text; cases: number }[]
  /** The first cases of each change, by their numbers. */
  samples: RuleSample[]
  /** What it would have said of applications; absent in reports made before this was asked. */
  assessed?: AssessmentReport
}

const mostRuleSamples = 20
/** What a table names is bounded, and so are the reasons for which it cannot decide; a hostile draft changes nothing about it. */
const mostReasons = 50

/** Adds up what became of each ruling; holds a few numbers and samples, however many there are. */
export function startRuleReport() {
  const changes: RuleReport['changes'] = { 'to-doubtful': 0, 'to-granted': 0, outputs: 0, rules: 0, undecided: 0 }
  const totals = { cases: 0, same: 0 }
  const reasons = new Map<string, { why: Text; cases: number }>()
  const samples = new Map<RuleChange, RuleSample[]>()
  const add = (one: { caseNo: string; itemName: string; ruling: Ruling }, again: RuledAgain): void => {
    totals.cases += 1
    if (again.change === null) {
      totals.same += 1
      return
    }
    const { change } = again
    changes[change] += 1
    const why = change === 'undecided' ? again.why : null
    if (why !== null) countReason(reasons, why)
    const after = change === 'undecided' ? null : said(again.after)
    const sample = { caseNo: one.caseNo, itemName: one.itemName, change, before: said(one.ruling), after, why }
    samples.set(change, withSample(samples.get(change) ?? [], sample))
  }
  const report = (): RuleReport => ({
    ...totals,
    changes: { ...changes },
    undecided: [...reasons.values()].toSorted((a, b) => b.cases - a.cases),
    samples: [...samples.values()].flat(),
  })
  return { add, report }
}

/** The first by their numbers; cases come in the order of their ids, which is nearly that. */
function withSample(kept: RuleSample[], sample: RuleSample): RuleSample[] {
  const at = kept.findLastIndex((one) => one.caseNo <= sample.caseNo) + 1
  return at >= mostRuleSamples ? kept : kept.toSpliced(at, 0, sample).slice(0, mostRuleSamples)
}

function countReason(reasons: Map<string, { why: Text; cases: number }>, why: Text): void {
  const known = reasons.get(why.zh)
  if (known === undefined && reasons.size >= mostReasons) return
  reasons.set(why.zh, { why, cases: (known?.cases ?? 0) + 1 })
}

const said = ({ outcome, reason, rules }: Ruling): Said => ({ outcome, reason, rules })
