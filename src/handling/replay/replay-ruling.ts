import type { Text } from '#base'
import type { Decisions } from '#bpmn'
import { listFields, type ServiceItem } from '#management'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Fact, factsOfCase } from '../process/facts-of-case.ts'
import type { Ruling, VouchedFacts } from '../process/process-event.ts'
import { type Ruled, ruleBy } from '../process/ruling.ts'

/** One ruling as it stands in a case's history, and the case as it was at that moment. */
export type RecordedRuling = {
  before: CaseFile
  /** The item as it was published when the case was submitted. */
  item: ServiceItem
  on: Temporal.PlainDate
  ruling: Ruling & { vouched?: VouchedFacts }
}

/** `undecided`: what is recorded is not enough to say what the draft would have said. */
export type RuleChange = 'to-doubtful' | 'to-granted' | 'outputs' | 'rules' | 'undecided'

/** What a draft of a table would have said of a case; `why` is told of `undecided` only. */
export type RuledAgain =
  | { change: null }
  | { change: Exclude<RuleChange, 'undecided'>; after: Ruling }
  | { change: 'undecided'; why: Text }

/**
 * Decides once more, by a draft, what a table decided (DMN 1.3, 10.4). The facts are those recorded with the ruling, and for the rest
 * the case as its events made it by then; they count only when the version that decided says the same of them again. A fact that
 * nobody was asked for at the time makes the case undecided; one that was asked for and left empty is missing, as it was then. Pure.
 */
export function replayRuling(recorded: RecordedRuling, then: Decisions, draft: Decisions): RuledAgain {
  const { ruling } = recorded
  const facts = factsAt(recorded, then)
  const before = ruleBy(ruling.decision, then, facts)
  const unknown = notRecorded(recorded, before, facts)
  if (unknown !== null) return unknown
  const after = ruleBy(ruling.decision, draft, facts)
  const missing = neverAsked(recorded, after, facts)
  if (missing !== null) return missing
  const change = changeOf(before, after)
  return change === null ? { change } : { change, after: after.ruling }
}

function changeOf(before: Ruled, after: Ruled): Exclude<RuleChange, 'undecided'> | null {
  if (before.ruling.outcome !== after.ruling.outcome)
    return after.ruling.outcome === 'granted' ? 'to-granted' : 'to-doubtful'
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  if (!same(sorted(before.outputs), sorted(after.outputs)) || before.ruling.reason !== after.ruling.reason)
    return 'outputs'
  return same(before.fired.toSorted(), after.fired.toSorted()) ? null : 'rules'
}

const sorted = (outputs: Ruled['outputs']): [string, Fact][] =>
  Object.entries(outputs).toSorted(([one], [other]) => (one < other ? -1 : 1))

type Facts = Record<string, Fact>

function factsAt({ before, item, on, ruling }: RecordedRuling, then: Decisions): Facts {
  const facts: Facts = factsOfCase(before, { item, today: on }, { account: null, mandate: null })
  // What others vouched for then cannot be asked of them today.
  delete facts['identityMatches']
  if (before.applicant.agent !== undefined) delete facts['mandateCovers']
  return { ...facts, ...ruling.vouched, ...seenBy(then, ruling) }
}

/** The facts that stand in the ruling: columns that show a fact as it is, where no other column goes by the same name. */
function seenBy(then: Decisions, { decision, inputs }: Ruling): Facts {
  const asked = then.byId.get(decision.id)
  const names = new Set(asked?.inputs.map((one) => one.name))
  const byLabel = new Map<string, Set<string>>()
  for (const { label, text } of columnsOf(then, asked?.order ?? []))
    byLabel.set(label, (byLabel.get(label) ?? new Set()).add(text))
  const seen: Facts = {}
  for (const [label, texts] of byLabel) {
    const [name = '', ...others] = texts
    const value = inputs[label]
    if (others.length === 0 && names.has(name) && isFact(value)) seen[name] = value
  }
  return seen
}

function columnsOf(then: Decisions, order: readonly string[]): { label: string; text: string }[] {
  return order.flatMap((id) => {
    const logic = then.byId.get(id)?.logic
    if (logic === undefined) return []
    return logic.kind === 'table'
      ? logic.inputs.map(({ label, expression }) => ({ label, text: expression.text }))
      : logic.expression.needs.map((name) => ({ label: name, text: name }))
  })
}

const isFact = (value: unknown): value is Fact =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const undecided = (zh: string, en: string): RuledAgain => ({ change: 'undecided', why: { zh, en } })

/** The version that decided must say again what it said. */
function notRecorded({ ruling }: RecordedRuling, again: Ruled, facts: Facts): RuledAgain | null {
  const input = again.undecided?.code === 'input-missing' ? (again.undecided.input ?? '') : ''
  if (vouchedNames.has(input) && facts[input] === undefined) return notVouched(input)
  const rules = (one: Ruling): string => one.rules.map((rule) => `${rule.decision} ${rule.rule}`).join('\n')
  const { outcome, reason } = again.ruling
  if (outcome === ruling.outcome && reason === ruling.reason && rules(again.ruling) === rules(ruling)) return null
  return undecided(
    '用办件里记录的情况按当时的版本再算一次，得不到当时的结论',
    'on the facts recorded with the case, the version that decided does not say again what it said',
  )
}

const vouchedNames: ReadonlySet<string> = new Set<keyof VouchedFacts>(['identityMatches', 'mandateCovers'])
const notVouched = (name: string): RuledAgain =>
  undecided(
    `当时没有记下“${name}”（身份核验、委托是否有效），事后不能再核验`,
    `“${name}” was not recorded then and cannot be verified now`,
  )

/** What the draft asks for and nobody was asked for when the case was handled. */
function neverAsked(recorded: RecordedRuling, after: Ruled, facts: Facts): RuledAgain | null {
  const input = after.undecided?.code === 'input-missing' ? after.undecided.input : null
  if (input === null || facts[input] !== undefined) return null
  if (vouchedNames.has(input)) return notVouched(input)
  if (wasAsked(recorded.item, input)) return null
  return undecided(
    `草稿要问“${input}”，办件申请时没有这一项`,
    `the draft asks for “${input}”, which was not asked when the case was submitted`,
  )
}

function wasAsked({ content }: ServiceItem, name: string): boolean {
  const asked = new Set([...content.questions, ...listFields(content.form)].map((one) => one.id))
  return name === 'applicantAge' || asked.has(name) || asked.has(name.replace(/(Age|Sex)$/, ''))
}
