import { parseExpression } from 'feelin'
import { iterationLimits } from './budget.ts'
import type { Helper } from './condition-host.ts'
import { isReckoned } from './exact.ts'
import { type FeelNode, hasError, oneSpace, partsOf } from './feel-node.ts'
import type { ProblemCode } from './problem.ts'
import { editRange, hasUnlikeEnds, isAsked } from './range.ts'
import { type Edit, rewriteText } from './rewrite-text.ts'

type Fault = { code: ProblemCode; what: string }
/** An expression made safe: `calls` are the helpers that it calls, `optional` the names that it asks whether they are there. */
type Guarded = {
  text: string
  locals: ReadonlySet<string>
  optional: ReadonlySet<string>
  calls: ReadonlyMap<Helper, string>
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u
const joins = new Set(['Conjunction', 'Disjunction'])
/** What is never true or false, whatever it is made of. */
const noTests = new Set(['StringLiteral', 'NumericLiteral', 'ArithmeticExpression', 'List', 'ForExpression'])
const sums = new Set(['sum', 'mean', 'median'])

/**
 * The interpreter takes a test without result for "no", a value of another kind for another value, and numbers for binary ones; and it
 * looks through whatever it is given. So comparisons, ranges and calculations are asked of `helpersOf`, tests are made to be true or
 * false or to end everything, and lists are counted before they are looked through. Null where the text is no expression.
 */
export function guardTests(text: string, known: (name: string) => boolean): Guarded | Fault | null {
  // Names that the condition does not have itself.
  let mark = 'x_'
  while (text.includes(mark)) mark += '_'
  const tree = parseExpression(text, {}, undefined).topNode
  if (hasError(tree)) return null
  const sets = { all: new Set<string>(), optional: new Set<string>(), calls: new Map<Helper, string>() }
  const found: Found = { text, mark, edits: [], names: [], fault: null, known, ...sets }
  visit(found, tree)
  if (found.fault !== null) return found.fault
  return { text: rewriteText(text, found.edits), locals: sets.all, optional: sets.optional, calls: sets.calls }
}

type Found = {
  text: string
  /** What the names of our own functions begin with. */
  mark: string
  edits: Edit[]
  /** The variables of the iterations around this place. */
  names: string[]
  fault: Fault | null
  known: (name: string) => boolean
  all: Set<string>
  optional: Set<string>
  /** Our own functions that are called, by the names that they have here. */
  calls: Map<Helper, string>
}

const textOf = (found: Found, node: FeelNode): string => oneSpace(found.text.slice(node.from, node.to))
const fail = (found: Found, code: ProblemCode, what: string): void => {
  found.fault ??= { code, what }
}
const put = (found: Found, from: number, to: number, text: string): void => void found.edits.push({ from, to, text })
function called(found: Found, helper: Helper): string {
  const name = found.mark + helper
  found.calls.set(helper, name)
  return name
}
const call = (found: Found, helper: Helper): string => ` ${called(found, helper)}(`

function wrap(found: Found, name: Helper, node: FeelNode | undefined): void {
  if (node === undefined) return
  put(found, node.from, node.from, call(found, name))
  put(found, node.to, node.to, ') ')
}

function visit(found: Found, node: FeelNode): void {
  const walk = ownWalks[node.name]
  if (walk !== undefined) {
    walk(found, node)
    return
  }
  const parts = partsOf(node)
  firstEdits[node.name]?.(found, node, parts)
  for (const each of parts) visit(found, each)
}

/** What looks after its own parts. */
const ownWalks: Readonly<Record<string, (found: Found, node: FeelNode) => void>> = {
  ForExpression: iterate,
  QuantifiedExpression: iterate,
  Comparison: compare,
  FilterExpression: (found, node) => fail(found, 'condition-forbidden', textOf(found, node)),
  VariableName: name,
  InstanceOfExpression(found, node) {
    const [value] = partsOf(node)
    if (value) visit(found, value)
  },
  FunctionInvocation: invoke,
}

/** What is done before the parts are visited. */
const firstEdits: Readonly<Record<string, (found: Found, node: FeelNode, parts: readonly FeelNode[]) => void>> = {
  IfExpression: (found, _, parts) => wrap(found, 'sure', parts[1]),
  Conjunction: joinBoth,
  Disjunction: joinBoth,
  PositiveUnaryTest(found, _, [test]) {
    if (test && !isKnown(found, test)) wrap(found, 'known', test)
  },
  SimplePositiveUnaryTest: (found, _, parts) => than(found, parts),
  Interval: range,
  ArithmeticExpression(found, node, parts) {
    if (parts.length === 3) wrap(found, 'taken', node)
  },
  List(found, node) {
    if (found.names.length > 0) wrap(found, 'counted', node)
  },
}

const unbracketed = (node: FeelNode): FeelNode => {
  let bare = node
  while (bare.name === 'ParenthesizedExpression') bare = partsOf(bare)[1] ?? bare.firstChild ?? bare
  return bare
}

function joinBoth(found: Found, _: FeelNode, parts: readonly FeelNode[]): void {
  for (const each of [parts[0], parts[2]]) join(found, each)
}

/** What stands beside `and` or `or` is a test: a text that stands there was meant for `in`. */
function join(found: Found, node: FeelNode | undefined): void {
  if (node === undefined) return
  const bare = unbracketed(node)
  if (noTests.has(bare.name)) fail(found, 'condition-not-boolean', textOf(found, node))
  else if (!joins.has(bare.name) && bare.name !== 'Comparison') wrap(found, 'logical', node)
}

// What may be called was looked at before.
function invoke(found: Found, node: FeelNode): void {
  const [target, open, ...rest] = partsOf(node)
  const name = target ? textOf(found, target) : ''
  const parameters = rest.find((each) => each.name === 'PositionalParameters')
  if (name === 'not' && parameters) for (const each of partsOf(parameters)) join(found, each)
  if (sums.has(name)) wrap(found, 'taken', node)
  if (target && open && parameters && isReckoned(name))
    put(found, target.from, open.to, `${call(found, 'reckoned')}"${name}", `)
  for (const each of rest) visit(found, each)
}

function name(found: Found, node: FeelNode): void {
  const text = textOf(found, node)
  if (found.names.includes(text)) return
  if (!found.known(text)) fail(found, 'condition-unknown-name', text)
  if (found.names.length > 0) wrap(found, 'counted', node)
}

function range(found: Found, node: FeelNode): void {
  const edits = editRange(node, called(found, 'within'))
  if (edits === null) fail(found, 'condition-syntax', textOf(found, node))
  else if (!isAsked(node)) fail(found, 'condition-range-value', textOf(found, node))
  else if (hasUnlikeEnds(node)) fail(found, 'condition-range-ends', textOf(found, node))
  else found.edits.push(...edits)
}

function iterate(found: Found, node: FeelNode): void {
  const [, contexts, , body] = partsOf(node)
  const before = found.names.length
  const sources = contexts ? partsOf(contexts).filter((one) => one.name === 'InExpression') : []
  for (const each of sources) bind(found, each)
  if (node.name === 'QuantifiedExpression') wrap(found, 'sure', body)
  if (body) visit(found, body)
  found.names.length = before
}

function bind(found: Found, node: FeelNode): void {
  const [local, , source] = partsOf(node)
  const [list, dots] = source ? partsOf(source) : []
  if (local === undefined || list === undefined) return
  // As a list it could be of any length.
  if (dots !== undefined) fail(found, 'condition-forbidden', '..')
  wrap(found, 'listed', list)
  visit(found, list)
  const text = textOf(found, local)
  // A second meaning of one name in one condition is a trap for whoever reads it.
  if (!plainName.test(text) || text === 'partial' || found.all.has(text)) fail(found, 'condition-forbidden', text)
  found.names.push(text)
  found.all.add(text)
  const { iterationDepth } = iterationLimits
  if (found.names.length > iterationDepth) fail(found, 'condition-forbidden', `some/every/for > ${iterationDepth}`)
}

function compare(found: Found, node: FeelNode): void {
  const [left, operation, ...rest] = partsOf(node)
  const right = rest.at(-1)
  if (left === undefined || operation === undefined || right === undefined) return
  const operator = textOf(found, operation)
  if (operator === 'in' || operator === 'between') put(found, node.from, node.from, call(found, 'among'))
  else put(found, node.from, node.from, call(found, 'compared'))
  visit(found, left)
  if (operator === 'between') between(found, node)
  else if (operator === 'in') {
    const open = rest[0]?.name === '(' ? rest[0] : operation
    put(found, operation.from, open.to, ` , ${mayLack(found, left)}, `)
    // Brackets round several tests become those of the call.
    if (open === operation) put(found, node.to, node.to, ') ')
    for (const each of rest.filter((one) => one.name !== '(' && one.name !== ')')) visit(found, each)
  } else {
    const asksForNull = [left, right].some((each) => isNull(found, each))
    const lacks = [left, right].map((each) => asksForNull || mayLack(found, each))
    put(found, operation.from, operation.to, ` , "${operator}", ${lacks.join(', ')}, `)
    visit(found, right)
    put(found, node.to, node.to, ') ')
    if (asksForNull) for (const each of [left, right]) found.optional.add(textOf(found, unbracketed(each)))
  }
}

/** A range with both its ends. */
function between(found: Found, node: FeelNode): void {
  const [left, between, first, and, last] = partsOf(node)
  if (!(left && between && first && and && last)) return
  put(found, between.from, between.to, ` , ${mayLack(found, left)}, ${called(found, 'within')}(true, true, `)
  visit(found, first)
  put(found, and.from, and.to, ' , ')
  visit(found, last)
  put(found, node.to, node.to, ')) ')
}

/** An operator with a value, after `in`. */
function than(found: Found, [operation, value]: readonly FeelNode[]): void {
  if (operation?.name !== 'CompareOp' || value === undefined) return
  put(
    found,
    operation.from,
    operation.to,
    `${call(found, 'than')}"${textOf(found, operation)}", ${mayLack(found, value)}, `,
  )
  put(found, value.to, value.to, ') ')
}

/** Whether what is asked is no calculation that may be without result. */
const isKnown = (found: Found, node: FeelNode): boolean =>
  /^(SimplePositiveUnaryTest|List|.*Literal)$/.test(unbracketed(node).name) || mayLack(found, node)

const isNull = (found: Found, node: FeelNode): boolean => textOf(found, unbracketed(node)) === 'null'
/** Whether null is a value there, as of a field that was left empty, and not a calculation without result. */
const mayLack = (found: Found, node: FeelNode): boolean =>
  unbracketed(node).name === 'VariableName' || isNull(found, node)
