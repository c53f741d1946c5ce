import { withBudget } from '../budget.ts'
import { holds, pointOf, subjectName } from './cell.ts'
import type { Values } from './expression.ts'
import { applyPolicy } from './hit-policy.ts'
import { decisionLimits } from './limits.ts'
import { refuse, type Undecided } from './refusal.ts'
import {
  type Annotation,
  type CompiledDecision,
  type Decisions,
  type Domain,
  type InputClause,
  isAllowed,
  type Rule,
  type Table,
} from './table.ts'
import { hasType, type Result, type Value } from './value.ts'

/** The rules that fired in one decision, and what they saw: enough to explain the result without the table at hand. */
export type FiredDecision = {
  decision: string
  name: string
  /** What each column, or each variable of a literal expression, held. */
  inputs: readonly { id: string | null; label: string; value: Value | readonly Value[] }[]
  /** `index` counts from 1. Empty where the default result applied, and for a literal expression. */
  rules: readonly { id: string; index: number; annotations: readonly Annotation[] }[]
  usedDefault: boolean
  value: Result | readonly Result[]
}

type How = 'wholly' | 'partly'

/** `rules` holds every decision made on the way, the required ones first and the one asked for last. */
export type Decided = { value: Result | readonly Result[]; rules: readonly FiredDecision[] }

/** What the columns of all decisions that were asked saw, by their labels. */
export const seenBy = ({ rules }: Decided): Record<string, unknown> =>
  Object.fromEntries(rules.flatMap((fired) => fired.inputs.map((input) => [input.label, input.value])))

/**
 * Makes a decision and those it requires (DMN 1.3, 10.4). Pure: the same inputs always give the same result. Inputs are read by
 * name, own properties only; those that no decision asks for are ignored. Dates are ISO texts in and out.
 *
 * With `partly`, inputs may be missing: the decision is made all the same where what is known settles it, whatever the rest would
 * be, and refused otherwise.
 *
 * A table that yields one result, a sum, a least or a greatest value is refused when no rule matches and there is no default; one
 * that lists yields the empty list, and one that counts yields 0.
 */
export function decide(
  decisions: Decisions,
  decisionId: string,
  inputs: Readonly<Record<string, unknown>>,
  how: How = 'wholly',
): Decided | Undecided {
  const asked = decisions.byId.get(decisionId)
  if (asked === undefined) return refuse('decision-unknown', { id: decisionId, name: decisionId })
  return withBudget(decisionLimits.iterationsOfDecision, () => decideAsked(decisions, asked, inputs, how))
}

function decideAsked(
  decisions: Decisions,
  asked: CompiledDecision,
  inputs: Readonly<Record<string, unknown>>,
  how: How,
): Decided | Undecided {
  const values = new Map<string, Value | readonly Value[]>()
  for (const { name, domain } of asked.inputs) {
    const value = Object.hasOwn(inputs, name) ? (inputs[name] ?? null) : null
    if (value === null && how === 'partly') continue
    if (value === null) return refuse('input-missing', asked, { input: name })
    if (!hasType(value, domain.base, domain.whole)) return wrongType(asked, name, domain)
    if (!isAllowed(domain, pointOf(value, domain.base))) return notAllowed(asked, name, value)
    values.set(name, value)
  }
  const rules: FiredDecision[] = []
  for (const id of asked.order) {
    const decision = decisions.byId.get(id)
    if (decision === undefined) throw new Error(`decision ${id} was compiled without ${asked.id}`)
    const fired = make(decision, values, how)
    // What a decision on the way cannot say yet, the one asked for may not need.
    if ('refused' in fired && how === 'partly' && id !== asked.id) continue
    if ('refused' in fired) return fired
    rules.push(fired)
    remember(values, decision.variable, fired.value)
  }
  return { value: rules.at(-1)?.value ?? [], rules }
}

const wrongType = (decision: CompiledDecision, input: string, { base, whole }: Domain): Undecided =>
  refuse('input-type', decision, { input, detail: whole ? 'integer' : base })
const notAllowed = (decision: CompiledDecision, input: string, value: Value): Undecided =>
  refuse('input-not-allowed', decision, { input, detail: String(value) })

function remember(values: Map<string, Value | readonly Value[]>, name: string, value: FiredDecision['value']): void {
  if (isMany(value)) values.set(name, value.filter(isPlain))
  else if (isPlain(value)) values.set(name, value)
  else for (const [key, one] of Object.entries(value)) values.set(`${name}.${key}`, one)
}

const isMany = (value: FiredDecision['value']): value is readonly Result[] => Array.isArray(value)
const isPlain = (value: Result): value is Value => typeof value !== 'object'

function make(decision: CompiledDecision, values: Values, how: How): FiredDecision | Undecided {
  const { id, name, logic } = decision
  if (logic.kind === 'table') return makeTable(decision, logic, values, how)
  const value = logic.expression.run(values)
  if (value === null) return refuse('no-result', decision)
  if (!isAllowed(logic.domain, pointOf(value, logic.domain.base)))
    return refuse('result-not-allowed', decision, { detail: String(value) })
  const inputs = logic.expression.needs.map((label) => ({ id: null, label, value: values.get(label) ?? [] }))
  return { decision: id, name, inputs, rules: [], usedDefault: false, value }
}

type Seen = { clause: InputClause; value: Value | null; values: Values }

function makeTable(decision: CompiledDecision, table: Table, values: Values, how: How): FiredDecision | Undecided {
  const seen: Seen[] = []
  for (const clause of table.inputs) {
    const value = clause.expression.run(values)
    const { domain, label } = clause
    if (value === null && how === 'partly') {
      seen.push({ clause, value, values })
      continue
    }
    if (value === null) return refuse('input-undecidable', decision, { input: label })
    if (!hasType(value, domain.base, domain.whole)) return wrongType(decision, label, domain)
    if (!isAllowed(domain, pointOf(value, domain.base))) return notAllowed(decision, label, value)
    seen.push({ clause, value, values: withSubject(table, values, value) })
  }
  const matching = findMatching(decision, table, seen)
  if (!Array.isArray(matching)) return matching
  const applied = applyPolicy(decision, table, matching, values)
  if ('refused' in applied) return applied
  return {
    decision: decision.id,
    name: decision.name,
    inputs: seen.flatMap(({ clause, value }) => (value === null ? [] : { id: clause.id, label: clause.label, value })),
    rules: applied.rules.map(({ id, index, annotations }) => ({ id, index, annotations })),
    usedDefault: applied.usedDefault,
    value: applied.value,
  }
}

function findMatching(decision: CompiledDecision, table: Table, seen: readonly Seen[]): Rule[] | Undecided {
  const points = seen.map(({ clause, value }) => (value === null ? null : pointOf(value, clause.domain.base)))
  const found: Rule[] = []
  for (const rule of table.rules) {
    let answer: boolean | null = true
    for (let at = 0; at < rule.cells.length && answer !== false; at += 1) {
      const cell = rule.cells[at]
      const about = seen[at]
      const point = points[at]
      if (cell === undefined || about === undefined || point === undefined || cell.kind === 'any') continue
      const one = point === null ? null : holds(cell, point, about.values)
      if (one !== true) answer = one === false ? false : null
    }
    if (answer === null) return refuse('rule-undecidable', decision, { rules: [rule] })
    if (answer) found.push(rule)
    if (answer && table.policy === 'FIRST') break
  }
  return found
}

// Only cells that are no constants ask for the value by name.
const withSubject = (table: Table, values: Values, value: Value): Values =>
  table.isConstant ? values : new Map([...values, [subjectName, value]])
