import { type Axis, covers, cutAxis, describe } from './axis.ts'
import { decisionLimits } from './limits.ts'
import { type DecisionProblemCode, problemOf } from './problem.ts'
import { isSingleHit, type Rule, type Table } from './table.ts'

/** Something doubtful about a table, at one of its rules or (null) at the table itself. */
export type Doubt = { rule: string | null; code: DecisionProblemCode; what: readonly string[] }

type Search = { axes: readonly Axis[]; rows: readonly Row[]; steps: number; doubts: Doubt[] }
/** A rule as the stretches that it covers on each axis. */
type Row = { rule: Rule; masks: readonly Uint8Array[]; empty: boolean; comparable: boolean }

/**
 * Rules that overlap, contradict, mask or repeat each other, and inputs that no rule covers (DMN 1.3, 8.2.8). Exact: each input is
 * cut where any rule cuts it, and the pieces are compared one by one. Rules with cells that are no constants are left
 * out of the comparison, and a table that has any is not searched for gaps.
 */
export function checkTable(table: Table): Doubt[] {
  const axes = table.inputs.map((clause, at) =>
    cutAxis(
      clause,
      table.rules.flatMap((rule) => rule.cells[at] ?? []),
    ),
  )
  const rows = table.rules.map((rule) => maskRule(rule, axes))
  const search: Search = { axes, rows, steps: 0, doubts: [] }
  for (const row of rows)
    if (row.comparable && row.empty)
      search.doubts.push({ rule: row.rule.id, code: 'rule-impossible', what: [String(row.rule.index)] })
  const shared = sharesVariable(table)
  if (!shared) comparePairs(search, table)
  const complete = !isSingleHit(table.policy) || table.outputs.every((output) => output.fallback !== null)
  if (!complete) checkGaps(search, shared)
  return search.doubts
}

function maskRule(rule: Rule, axes: readonly Axis[]): Row {
  const masks = axes.map(({ stretches }, at) => {
    const cell = rule.cells[at]
    const mask = new Uint8Array(stretches.length)
    for (const [place, { sample }] of stretches.entries()) if (cell && covers(cell, sample)) mask[place] = 1
    return mask
  })
  const comparable = rule.cells.every((cell) => cell.kind !== 'expression')
  return { rule, masks, empty: masks.some((mask) => !mask.includes(1)), comparable }
}

// Two columns that ask about the same variable are not independent, and what lies apart in one may be impossible in the other.
function sharesVariable(table: Table): boolean {
  const needs = table.inputs.flatMap((clause) => clause.expression.needs)
  return new Set(needs).size < needs.length
}

function comparePairs(search: Search, table: Table): void {
  const { rows } = search
  for (const [at, later] of rows.entries())
    for (const earlier of rows.slice(0, at)) {
      const before = search.doubts.filter((each) => each.code !== 'rule-impossible').length
      if (before >= decisionLimits.warnings) return
      if (search.steps > decisionLimits.analysis) {
        search.doubts.push({ rule: null, code: 'overlaps-not-checked', what: [] })
        return
      }
      const doubt = comparePair(search, table, earlier, later)
      if (doubt === null) continue
      const what = [String(earlier.rule.index), String(later.rule.index)]
      search.doubts.push({ rule: later.rule.id, code: doubt, what })
      // One reason is enough for a rule that can never fire.
      if (doubt === 'rule-masked' || doubt === 'rule-identical') break
    }
}

function comparePair(search: Search, table: Table, earlier: Row, later: Row): DecisionProblemCode | null {
  if (earlier.empty || later.empty) return null
  if (isSameText(earlier.rule, later.rule)) return identical(table, earlier.rule, later.rule)
  if (!earlier.comparable || !later.comparable) return null
  if (table.policy === 'FIRST')
    return later.masks.every((mask, at) => isWithin(search, mask, earlier.masks[at])) ? 'rule-masked' : null
  if (table.policy !== 'UNIQUE' && table.policy !== 'ANY') return null
  if (!later.masks.every((mask, at) => meets(search, mask, earlier.masks[at]))) return null
  if (table.policy === 'ANY') return differ(earlier.rule, later.rule) ? 'rule-contradiction' : null
  return later.masks.every((mask, at) => isSame(mask, earlier.masks[at])) ? 'rule-identical' : 'rule-overlap'
}

function identical(table: Table, earlier: Rule, later: Rule): DecisionProblemCode | null {
  if (table.policy === 'UNIQUE') return 'rule-identical'
  if (table.policy === 'FIRST') return 'rule-masked'
  return table.policy === 'ANY' && differ(earlier, later) ? 'rule-contradiction' : null
}

const textOf = (rule: Rule): string => rule.cells.map((cell) => (cell.kind === 'any' ? '-' : cell.text)).join('\n')
const isSameText = (one: Rule, other: Rule): boolean => textOf(one) === textOf(other)
const differ = (one: Rule, other: Rule): boolean =>
  one.results.some((result, at) => {
    const beside = other.results[at]
    const isPlain = result.needs.length === 0 && beside?.needs.length === 0
    // 0.3 and 0.30 are one result.
    return !isPlain || result.run(new Map()) !== beside.run(new Map())
  })

function meets(search: Search, one: Uint8Array, other: Uint8Array | undefined): boolean {
  for (let at = 0; at < one.length; at += 1) {
    search.steps += 1
    if (one[at] === 1 && other?.[at] === 1) return true
  }
  return false
}

function isWithin(search: Search, inner: Uint8Array, outer: Uint8Array | undefined): boolean {
  for (let at = 0; at < inner.length; at += 1) {
    search.steps += 1
    if (inner[at] === 1 && outer?.[at] !== 1) return false
  }
  return true
}

const isSame = (one: Uint8Array, other: Uint8Array | undefined): boolean => one.every((bit, at) => bit === other?.[at])

function checkGaps(search: Search, shared: boolean): void {
  const notChecked = (zh: string, en: string): void => {
    search.doubts.push({ rule: null, code: 'gaps-not-checked', what: [zh, en] })
  }
  const moving = search.rows.find((row) => !row.comparable)?.rule.index
  if (shared) notChecked('几列输入出自同一变量', 'several columns ask about the same variable')
  else if (moving !== undefined)
    notChecked(`规则 ${moving} 的条件不是常量`, `the conditions of rule ${moving} are not constants`)
  else {
    search.steps = 0
    const found: Found = { gaps: [], seen: new Set() }
    const all = search.rows.map((_, at) => at).filter((at) => !search.rows[at]?.empty)
    const done = searchGaps(search, found, 0, all, [])
    search.doubts.push(...found.gaps)
    if (!done) notChecked('规则过于错综，只检查了一部分', 'the rules are too tangled, only a part was searched')
  }
}

type Found = { gaps: Doubt[]; seen: Set<string> }

/** Goes through the inputs one by one with the rules still possible; false when it had to give up. */
function searchGaps(
  search: Search,
  found: Found,
  depth: number,
  possible: readonly number[],
  words: readonly { zh: string; en: string }[],
): boolean {
  if (found.gaps.length >= decisionLimits.warnings) return true
  if (possible.length === 0) {
    const zh = words.length === 0 ? '任何输入' : words.map((each) => each.zh).join('、')
    const en = words.length === 0 ? 'any input' : words.map((each) => each.en).join(', ')
    found.gaps.push({ rule: null, code: 'rule-gap', what: [zh, en] })
    return true
  }
  const axis = search.axes[depth]
  if (axis === undefined || possible.some((at) => coversRest(search, at, depth))) return true
  const key = `${depth}:${possible.join(',')}`
  if (found.seen.has(key)) return true
  const before = found.gaps.length
  search.steps += possible.length * axis.stretches.length
  if (search.steps > decisionLimits.analysis) return false
  for (const [rules, places] of groupStretches(search, axis, depth, possible))
    if (!searchGaps(search, found, depth + 1, rules, [...words, describe(axis, places)])) return false
  if (found.gaps.length === before) found.seen.add(key)
  return true
}

const coversRest = (search: Search, at: number, depth: number): boolean =>
  search.rows[at]?.masks.slice(depth).every((mask) => !mask.includes(0)) ?? false

type Group = [rules: number[], places: number[]]

/** Stretches that the same rules cover, those of numbers and days only as far as they lie side by side. */
function groupStretches(search: Search, axis: Axis, depth: number, possible: readonly number[]): Group[] {
  const ordered = axis.clause.domain.base === 'number' || axis.clause.domain.base === 'date'
  const groups: Group[] = []
  const byRules = new Map<string, Group>()
  for (const [at, stretch] of axis.stretches.entries()) {
    const rules = possible.filter((row) => search.rows[row]?.masks[depth]?.[at] === 1)
    const neighbour = axis.stretches[at - 1]?.place === stretch.place - 1
    const last = groups.at(-1)
    const same = ordered ? (neighbour && last && isEqual(last[0], rules) ? last : undefined) : byRules.get(rules.join())
    if (same) same[1].push(at)
    else {
      const group: Group = [rules, [at]]
      groups.push(group)
      if (!ordered) byRules.set(rules.join(), group)
    }
  }
  return groups
}

const isEqual = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at])

/** A doubt as a warning at its place in the file. */
export const warningOf = (doubt: Doubt, table: string | null, lines: ReadonlyMap<string, number>) => {
  const element = doubt.rule ?? table
  return problemOf(doubt.code, element, element === null ? null : (lines.get(element) ?? null), doubt.what, 'warning')
}
