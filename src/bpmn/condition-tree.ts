import { parseExpression } from 'feelin'
import { countersOf, iterationLimits } from './budget.ts'
import { type FeelNode, oneSpace, partsOf } from './feel-node.ts'
import type { ProblemCode } from './problem.ts'
import { editBetween, editRange, hasUnlikeEnds, isAsked, rangeTest } from './range.ts'
import { type Edit, rewriteText } from './rewrite-text.ts'

/** A trial without variables: it tells of what kind the result is, so tests may be anything. */
export type How = 'trial' | 'run'
type Fault = { code: ProblemCode; what: string }
/** An expression with `if`, `for`, `some`, `every` or a range, made safe: `parameters` are the names that `host` gives values for. */
type Guarded = {
  text: string
  locals: ReadonlySet<string>
  parameters: readonly string[]
  host: (how: How) => readonly unknown[]
}

const hasBranch = /\.\.|(?<![\p{L}\p{N}_])(?:if|for|some|every|between)(?![\p{L}\p{N}_])/u
const helpers = ['counted', 'sure', 'first', 'second', 'within'] as const
const ordered = new Set(['<', '<=', '>', '>='])
const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u

/**
 * Where a condition branches or iterates, the interpreter takes a test without result for "no", compares a text with a number, and
 * looks through whatever it is given. So tests are made to be true or false or to end everything, what is compared by order to be of
 * one type, lists are counted before they are looked through, and ranges are asked by `rangeTest`. Null when the expression does nothing
 * of the kind.
 *
 * `bare` is the text without the contents of its literals.
 */
export function guardBranches(text: string, bare: string, known: (name: string) => boolean): Guarded | Fault | null {
  if (!hasBranch.test(bare)) return null
  // Names that the condition does not have itself.
  let mark = 'x_'
  while (text.includes(mark)) mark += '_'
  const found: Found = { text, mark, edits: [], names: [], fault: null, known, all: new Set() }
  visit(found, parseExpression(text, {}, undefined).topNode)
  const { fault, all } = found
  if (fault !== null) return fault
  const parameters = helpers.map((each) => mark + each)
  return { text: rewriteText(text, found.edits), locals: all, parameters, host: hostOf }
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
}

const textOf = (found: Found, node: FeelNode): string => oneSpace(found.text.slice(node.from, node.to))
const fail = (found: Found, code: ProblemCode, what: string): void => {
  found.fault ??= { code, what }
}

function wrap(found: Found, name: (typeof helpers)[number], node: FeelNode | undefined): void {
  if (node === undefined) return
  const call = ` ${found.mark}${name}(`
  found.edits.push({ from: node.from, to: node.from, text: call }, { from: node.to, to: node.to, text: ') ' })
}

function visit(found: Found, node: FeelNode): void {
  const parts = partsOf(node)
  switch (node.name) {
    case 'ForExpression':
    case 'QuantifiedExpression':
      iterate(found, node)
      return
    case 'IfExpression':
      wrap(found, 'sure', parts[1])
      break
    case 'Comparison':
      compare(found, node)
      break
    case 'Interval':
      range(found, node)
      break
    case 'FilterExpression':
      fail(found, 'condition-forbidden', textOf(found, node))
      return
    case 'VariableName':
      name(found, node)
      return
    case 'List':
      if (found.names.length > 0) wrap(found, 'counted', node)
      break
    case 'FunctionInvocation':
      // What may be called was looked at before.
      for (const each of parts.slice(1)) visit(found, each)
      return
  }
  for (const each of parts) visit(found, each)
}

function name(found: Found, node: FeelNode): void {
  const text = textOf(found, node)
  if (found.names.includes(text)) return
  if (!found.known(text)) fail(found, 'condition-unknown-name', text)
  if (found.names.length > 0) wrap(found, 'counted', node)
}

function range(found: Found, node: FeelNode): void {
  const edits = editRange(node, `${found.mark}within`)
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
  const charged = found.names.length > 0 && (list.name === 'List' || list.name === 'VariableName')
  if (!charged) wrap(found, 'counted', list)
  visit(found, list)
  const text = textOf(found, local)
  // A second meaning of one name in one condition is a trap for whoever reads it.
  if (!plainName.test(text) || text === 'partial' || found.all.has(text)) fail(found, 'condition-forbidden', text)
  found.names.push(text)
  found.all.add(text)
  const { iterationDepth } = iterationLimits
  if (found.names.length > iterationDepth) fail(found, 'condition-forbidden', `some/every/for > ${iterationDepth}`)
}

// The interpreter answers `"350" > 300` with false where FEEL says null.
function compare(found: Found, node: FeelNode): void {
  const [left, operation, one] = partsOf(node)
  const operator = operation ? textOf(found, operation) : ''
  if (operator === 'between') {
    const edits = editBetween(node, `${found.mark}within`)
    if (edits === null) fail(found, 'condition-syntax', textOf(found, node))
    else found.edits.push(...edits)
  } else if (ordered.has(operator)) {
    wrap(found, 'first', left)
    wrap(found, 'second', one)
  } else if (operator === 'in' && found.names.length > 0 && !asksPlainly(node))
    fail(found, 'condition-forbidden', textOf(found, node))
}

/** Whether nothing but values and ranges stands after `in`: neither `> 3` nor a list written out, in which the element would be lost. */
function asksPlainly(node: FeelNode): boolean {
  const cursor = node.cursor()
  do
    if (
      cursor.name === 'List' ||
      (cursor.name === 'CompareOp' && cursor.node.parent?.name === 'SimplePositiveUnaryTest')
    )
      return false
  while (cursor.next() && cursor.from < node.to)
  return true
}

function hostOf(how: How): readonly unknown[] {
  const [counted] = countersOf()
  const kinds: unknown[] = []
  const kindOf = (value: unknown): unknown => (typeof value === 'object' ? value?.constructor : typeof value)
  const sure = (value: unknown): boolean => {
    if (typeof value === 'boolean') return value
    if (how === 'run') throw new Error('a test is neither true nor false')
    return false
  }
  const first = (value: unknown): unknown => {
    kinds.push(kindOf(value))
    return value
  }
  const second = (value: unknown): unknown => {
    if (kinds.pop() !== kindOf(value) && how === 'run') throw new Error('what is compared is not of one type')
    return value
  }
  const list = (value: unknown): unknown => counted(how === 'trial' && value === null ? [] : value)
  return [list, sure, first, second, rangeTest]
}
