import { type Cell, type Point, pointOf, readCell } from './cell.ts'
import { checkTable, warningOf } from './check-table.ts'
import { allow, type Compiling, isUsableName, type Known, report, reportFault, resolveType } from './compiling.ts'
import { type Expression, readExpression } from './expression.ts'
import { decisionLimits } from './limits.ts'
import type { ModelInputClause, ModelOutputClause, ModelRule, ModelTable } from './model.ts'
import { type Fault, isFault } from './problem.ts'
import {
  type Domain,
  type HitPolicy,
  type InputClause,
  isAllowed,
  isHitPolicy,
  isList,
  isSingleHit,
  type OutputClause,
  type Rule,
  type Table,
} from './table.ts'

type Column = { cells: Map<string, Cell | Fault> }

/** Reads a decision table; `owner` is the decision, for what has no id of its own. Null when there are problems. */
export function compileTable(compiling: Compiling, model: ModelTable, known: Known, owner: string): Table | null {
  const before = compiling.problems.length
  const at = model.id ?? owner
  if (!checkCounts(compiling, model, at)) return null
  const policy = readPolicy(compiling, model, at)
  const inputs = model.inputs.map((clause) => readInputClause(compiling, clause, known, at))
  const outputs = model.outputs.map((clause) => readOutputClause(compiling, clause, model, known, at))
  checkNames(compiling, model, at)
  if (policy === null || compiling.problems.length > before) return null
  const table = { policy, inputs: inputs.filter(isPresent), outputs: outputs.filter(isPresent) }
  checkPolicy(compiling, policy, table.outputs, at)
  const columns = model.inputs.map((): Column => ({ cells: new Map() }))
  const results = model.outputs.map(() => new Map<string, Expression | Fault>())
  const rules = model.rules.map((rule, index) =>
    readRule({ compiling, table, known, columns, results, annotations: model.annotations }, rule, index + 1),
  )
  if (compiling.problems.length > before) return null
  const isConstant = rules.every((rule) => rule.cells.every((cell) => cell.kind !== 'expression'))
  const compiled: Table = { kind: 'table', ...table, rules, isConstant }
  compiling.warnings.push(...checkTable(compiled).map((doubt) => warningOf(doubt, at, compiling.lines)))
  return compiled
}

const isPresent = <T>(value: T | null): value is T => value !== null

function checkCounts(compiling: Compiling, model: ModelTable, at: string): boolean {
  const before = compiling.problems.length
  const bound = (what: string, count: number, most: number): void =>
    void (count > most && report(compiling, at, 'too-many', what, String(most)))
  bound('rule', model.rules.length, decisionLimits.rules)
  bound('input', model.inputs.length, decisionLimits.inputs)
  bound('output', model.outputs.length, decisionLimits.outputs)
  if (model.outputs.length === 0) report(compiling, at, 'no-output')
  if (model.rules.length === 0) report(compiling, at, 'no-rule')
  return compiling.problems.length === before
}

function readPolicy(compiling: Compiling, model: ModelTable, at: string): HitPolicy | null {
  const { hitPolicy, aggregation } = model
  if (aggregation !== null && hitPolicy !== 'COLLECT') return report(compiling, at, 'aggregation', aggregation)
  const policy = aggregation === null ? hitPolicy : `${hitPolicy} ${aggregation}`
  return isHitPolicy(policy) ? policy : report(compiling, at, 'hit-policy', policy)
}

function readInputClause(compiling: Compiling, clause: ModelInputClause, known: Known, at: string): InputClause | null {
  const place = clause.id ?? at
  const label = clause.label ?? clause.text
  const expression = readExpression(clause.text, known.types)
  if (isFault(expression)) return reportFault(compiling, place, expression)
  const { type } = expression
  const found = known.domains.get(clause.text.trim())
  const declared = clause.typeRef ? resolveType(compiling, place, label, clause.typeRef) : null
  if (clause.typeRef && declared === null) return null
  if (declared !== null && declared.base !== type) return report(compiling, place, 'type-mismatch', declared.base, type)
  if (type !== 'string' && type !== 'number' && type !== 'boolean' && type !== 'date')
    return report(compiling, place, 'type-mismatch', 'string / number / boolean / date', type)
  const allowed = [...(found?.allowed ?? []), ...(declared?.allowed ?? [])]
  const whole = (found?.whole ?? false) || (declared?.whole ?? false)
  const open: Domain = { base: type, whole, allowed }
  const domain = clause.values === null ? open : allow(compiling, place, label, open, clause.values)
  return domain === null ? null : { id: clause.id, label, expression, domain }
}

function readOutputClause(
  compiling: Compiling,
  clause: ModelOutputClause,
  model: ModelTable,
  known: Known,
  at: string,
): OutputClause | null {
  const place = clause.id ?? at
  const name = clause.name ?? ''
  const column = model.outputs.indexOf(clause)
  const declared = clause.typeRef ?? inferOutput(model.rules[0]?.results[column] ?? '', known)
  const open = resolveType(compiling, place, name === '' ? 'output' : name, declared)
  if (open === null) return null
  const domain = clause.values === null ? open : allow(compiling, place, name, open, clause.values)
  if (domain === null) return null
  const fallback = clause.fallback === null || clause.fallback.trim() === '' ? null : clause.fallback
  const read = fallback === null ? null : readResult(fallback, domain, known)
  if (read !== null && isFault(read)) return reportFault(compiling, place, read)
  return { name, domain, priority: readPriority(domain, clause.values !== null), fallback: read }
}

/** An output without a type has that of its first rule. */
function inferOutput(text: string, known: Known): string | null {
  const first = readExpression(text, known.types)
  return isFault(first) ? null : first.type
}

function readPriority(domain: Domain, listed: boolean): Point[] | null {
  const cell = domain.allowed.at(-1)
  if (!listed || cell?.kind !== 'discrete' || cell.negated) return null
  const points = cell.pieces.flatMap((piece) => ('is' in piece ? [piece.is] : []))
  return points.length === cell.pieces.length ? points : null
}

/** A result, whose constants are already compared with the type and the allowed values. */
function readResult(text: string, domain: Domain, known: Known): Expression | Fault {
  const expression = readExpression(text, known.types)
  if (isFault(expression)) return expression
  if (expression.type !== domain.base) return { code: 'type-mismatch', what: [domain.base, expression.type] }
  if (expression.needs.length > 0) return expression
  const value = expression.run(new Map())
  if (value === null) return { code: 'expression-fails', what: [text] }
  return isAllowed(domain, pointOf(value, domain.base)) ? expression : { code: 'value-not-allowed', what: [text] }
}

function checkNames(compiling: Compiling, model: ModelTable, at: string): void {
  if (model.outputs.length < 2) return
  const seen = new Set<string>()
  for (const { id, name } of model.outputs) {
    const place = id ?? at
    if (name === null || name === '') report(compiling, place, 'name-missing', 'output')
    else if (!isUsableName(name)) report(compiling, place, 'name-unusable', name)
    else if (seen.has(name)) report(compiling, place, 'name-twice', name)
    seen.add(name ?? '')
  }
}

function checkPolicy(compiling: Compiling, policy: HitPolicy, outputs: readonly OutputClause[], at: string): void {
  const defaults = outputs.filter((output) => output.fallback !== null).length
  if (defaults > 0 && defaults < outputs.length) report(compiling, at, 'default-incomplete')
  if (defaults > 0 && policy === 'COLLECT COUNT') report(compiling, at, 'default-of-count')
  const byPriority = policy === 'PRIORITY' || policy === 'OUTPUT ORDER'
  if (byPriority && outputs.every((output) => output.priority === null))
    report(compiling, at, 'priority-without-values')
  if (isSingleHit(policy) || isList(policy) || policy === 'COLLECT COUNT') return
  const [first] = outputs
  if (outputs.length > 1) report(compiling, at, 'aggregation', policy)
  else if (first?.domain.base !== 'number') report(compiling, at, 'aggregation', first?.name ?? policy)
}

type Reading = {
  compiling: Compiling
  table: Pick<Table, 'inputs' | 'outputs'>
  known: Known
  columns: readonly Column[]
  results: readonly Map<string, Expression | Fault>[]
  annotations: readonly string[]
}

function readRule(reading: Reading, model: ModelRule, index: number): Rule {
  const { compiling, table, known } = reading
  const count = (wanted: number, found: number): void =>
    void (wanted !== found && report(compiling, model.id, 'cell-count', String(wanted), String(found)))
  count(table.inputs.length, model.cells.length)
  count(table.outputs.length, model.results.length)
  const cells = table.inputs.map((clause, at): Cell => {
    const text = model.cells[at] ?? ''
    const cell = remember(reading.columns[at]?.cells, text, () => readCell(text, clause.domain.base, known.types))
    if (!isFault(cell)) return cell
    reportFault(compiling, model.id, cell)
    return { kind: 'any' }
  })
  const results = table.outputs.flatMap((clause, at) => {
    const text = model.results[at] ?? ''
    const result = remember(reading.results[at], text, () => readResult(text, clause.domain, known))
    if (!isFault(result)) return [result]
    reportFault(compiling, model.id, result)
    return []
  })
  const annotations = model.annotations
    .map((text, at) => ({ name: reading.annotations[at] ?? '', text }))
    .filter((each) => each.text !== '')
  return { id: model.id, index, cells, results, annotations }
}

/** Cells of one column repeat: each text is read once. */
function remember<T>(known: Map<string, T> | undefined, text: string, read: () => T): T {
  const found = known?.get(text)
  if (found !== undefined) return found
  const value = read()
  known?.set(text, value)
  return value
}
