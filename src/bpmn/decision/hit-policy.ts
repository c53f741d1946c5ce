import { pointOf } from './cell.ts'
import type { Expression, Values } from './expression.ts'
import { refuse, type Undecided } from './refusal.ts'
import { type CompiledDecision, isAllowed, isList, type OutputClause, type Rule, type Table } from './table.ts'
import type { Result, Value } from './value.ts'

type Hit = { rule: Rule; values: readonly Value[] }
type Applied = { value: Result | readonly Result[]; rules: readonly Rule[]; usedDefault: boolean }

/** Turns the rules that match into the result of the table (DMN 1.3, 8.2.8 and 8.2.9). */
export function applyPolicy(
  decision: CompiledDecision,
  table: Table,
  matching: readonly Rule[],
  values: Values,
): Applied | Undecided {
  if (matching.length === 0) return applyDefault(decision, table, values)
  if (table.policy === 'UNIQUE' && matching.length > 1) return refuse('several-rules', decision, { rules: matching })
  const hits: Hit[] = []
  for (const rule of matching) {
    const found = work(decision, table.outputs, rule.results, values, rule)
    if ('refused' in found) return found
    hits.push({ rule, values: found.values })
  }
  return combine(decision, table, hits)
}

/** Works out one value per output. */
function work(
  decision: CompiledDecision,
  outputs: readonly OutputClause[],
  results: readonly Expression[],
  known: Values,
  rule: Rule | null,
): { values: Value[] } | Undecided {
  const values: Value[] = []
  const rules = rule === null ? [] : [rule]
  for (const [at, output] of outputs.entries()) {
    const value = results[at]?.run(known) ?? null
    if (value === null) return refuse('no-result', decision, { rules })
    if (!isAllowed(output.domain, pointOf(value, output.domain.base)))
      return refuse('result-not-allowed', decision, { rules, detail: String(value) })
    values.push(value)
  }
  return { values }
}

function applyDefault(decision: CompiledDecision, table: Table, values: Values): Applied | Undecided {
  const fallbacks = table.outputs.flatMap((output) => output.fallback ?? [])
  if (fallbacks.length < table.outputs.length) {
    if (isList(table.policy)) return { value: [], rules: [], usedDefault: false }
    if (table.policy === 'COLLECT COUNT') return { value: 0, rules: [], usedDefault: false }
    return refuse('no-rule', decision)
  }
  const found = work(decision, table.outputs, fallbacks, values, null)
  if ('refused' in found) return found
  const value = resultOf(table, found.values)
  return { value: isList(table.policy) ? [value] : value, rules: [], usedDefault: true }
}

function combine(decision: CompiledDecision, table: Table, hits: readonly Hit[]): Applied | Undecided {
  const rules = hits.map((hit) => hit.rule)
  const all = (value: Applied['value']): Applied => ({ value, rules, usedDefault: false })
  const one = (hit: Hit | undefined): Applied =>
    hit ? { value: resultOf(table, hit.values), rules: [hit.rule], usedDefault: false } : all([])
  const aggregate = (value: number): Applied | Undecided =>
    Number.isFinite(value) ? all(value) : refuse('no-result', decision, { rules })
  const numbers = (): number[] => hits.map((hit) => Number(hit.values[0]))
  switch (table.policy) {
    case 'UNIQUE':
    case 'FIRST':
      return one(hits[0])
    case 'PRIORITY':
      return one(byPriority(table, hits)[0])
    case 'ANY':
      return agree(hits) ? all(resultOf(table, hits[0]?.values ?? [])) : refuse('results-differ', decision, { rules })
    case 'COLLECT':
    case 'RULE ORDER':
      return all(hits.map((hit) => resultOf(table, hit.values)))
    case 'OUTPUT ORDER': {
      const sorted = byPriority(table, hits)
      const value = sorted.map((hit) => resultOf(table, hit.values))
      return { value, rules: sorted.map((hit) => hit.rule), usedDefault: false }
    }
    case 'COLLECT SUM':
      return aggregate(numbers().reduce((sum, each) => sum + each, 0))
    case 'COLLECT MIN':
      return aggregate(Math.min(...numbers()))
    case 'COLLECT MAX':
      return aggregate(Math.max(...numbers()))
    case 'COLLECT COUNT':
      return all(hits.length)
  }
}

// A single output is its value; the names of several are checked when the table is read, and never touch a prototype here.
function resultOf(table: Table, values: readonly Value[]): Result {
  const [first] = values
  if (table.outputs.length === 1 && first !== undefined) return first
  return Object.fromEntries(table.outputs.map((output, at) => [output.name, values[at] ?? '']))
}

const agree = (hits: readonly Hit[]): boolean =>
  hits.every((hit) => hit.values.every((value, at) => value === hits[0]?.values[at]))

/** By the first output whose listed values tell two rules apart; rules that none does keep their order in the table. */
function byPriority(table: Table, hits: readonly Hit[]): Hit[] {
  const ranks = (hit: Hit): number[] =>
    table.outputs.flatMap(({ priority, domain }, at) => {
      const value = hit.values[at]
      return priority === null || value === undefined ? [] : [priority.indexOf(pointOf(value, domain.base))]
    })
  const ranked = hits.map((hit) => ({ hit, ranks: ranks(hit) }))
  const compare = (one: number[], other: number[]): number => {
    const at = one.findIndex((rank, place) => rank !== other[place])
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
  }
  return ranked.toSorted((a, b) => compare(a.ranks, b.ranks)).map((each) => each.hit)
}
