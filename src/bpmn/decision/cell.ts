import { parseUnaryTests } from 'feelin'
import { bindIn } from '../bind-in.ts'
import { type FeelNode, hasError, partsOf } from '../feel-node.ts'
import type { Edit } from '../rewrite-text.ts'
import { checkLength, type Expression, finish, namesOf, type Values } from './expression.ts'
import { inferTest, inferType, unbracketed } from './infer-type.ts'
import { type Fault, fault, isFault } from './problem.ts'
import { type Base, dayNumber, listOf, type Value } from './value.ts'
import { type Scope, startWalk, textOf, type Walk } from './walk.ts'

/** A value as tests see it: a date is the number of its day, so that both kinds of order are one. */
export type Point = string | number | boolean
/** One alternative of a cell: an interval of points, or a single one. `other` is everything but that one. */
type Piece = { from: number; fromIncluded: boolean; to: number; toIncluded: boolean } | { is: Point } | { other: Point }

/**
 * What a rule asks of one input. `discrete` cells hold constants only, are tested without the interpreter, and can be compared
 * with each other; `expression` cells yield true, false, or null when they cannot be decided.
 */
export type Cell =
  | { kind: 'any' }
  | { kind: 'discrete'; text: string; pieces: readonly Piece[]; negated: boolean }
  | { kind: 'expression'; text: string; test: Expression }

export const subjectName = '?'

export const pointOf = (value: Value, base: Base): Point =>
  base === 'date' && typeof value === 'string' ? (dayNumber(value) ?? Number.NaN) : value

export function holdsAt(cell: Extract<Cell, { kind: 'discrete' }>, point: Point): boolean {
  for (const piece of cell.pieces) if (isIn(piece, point)) return !cell.negated
  return cell.negated
}

function isIn(piece: Piece, point: Point): boolean {
  if ('is' in piece) return piece.is === point
  if ('other' in piece) return piece.other !== point
  const at = Number(point)
  const above = at > piece.from || (piece.fromIncluded && at === piece.from)
  return above && (at < piece.to || (piece.toIncluded && at === piece.to))
}

/** Reads unary tests (DMN 1.3, 10.3.1.2, grammar rule 15) on a value of the given type. */
export function readCell(text: string, subject: Base, scope: Scope): Cell | Fault {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '-') return { kind: 'any' }
  const refused = checkLength(trimmed)
  if (refused) return refused
  const full: Scope = new Map([...scope, [subjectName, subject]])
  const parse = (each: string) => parseUnaryTests(each, namesOf(full), undefined).topNode
  const bound = bindIn(trimmed, parse)
  const tree = parse(bound)
  if (hasError(tree)) return fault('expression-syntax', trimmed)
  const parts = partsOf(tree)
  const tests = parts.find((each) => each.name === 'PositiveUnaryTests')
  const children = tests === undefined ? [] : partsOf(tests).map((each) => partsOf(each)[0])
  if (children.length === 0) return fault('expression-syntax', trimmed)
  const walk = startWalk(bound, full)
  const kinds = children.map((each) => checkTest(walk, each, subject))
  if (walk.fault) return walk.fault
  const negated = parts[0]?.name === 'not'
  // Texts between two others cannot be listed; they are asked for one by one.
  const asksTexts = subject === 'string' && walk.ranges.length > 0
  if (walk.uses.length > 0 || walk.edits.length > 0 || asksTexts) {
    const test = readQuestion(walk, children, kinds, negated)
    return isFault(test) ? test : { kind: 'expression', text: trimmed, test }
  }
  const pieces: Piece[] = []
  for (const each of children) {
    const piece = each === undefined ? fault('expression-syntax', trimmed) : readPiece(walk, each, subject)
    if (isFault(piece)) return piece
    pieces.push(piece)
  }
  return { kind: 'discrete', text: trimmed, pieces, negated }
}

/** Whether the test is a question about `?` of its own, or something to compare the value with. */
function checkTest(walk: Walk, node: FeelNode | undefined, subject: Base): 'question' | 'comparison' {
  const before = walk.uses.length
  const probe: Walk = { ...walk, uses: [], edits: [], ranges: [], sums: [], fault: null }
  const type = node?.name === 'SimplePositiveUnaryTest' ? null : inferType(probe, node)
  if (type === 'boolean' && probe.uses.some((each) => each.key === subjectName)) {
    walk.uses.push(...probe.uses)
    walk.edits.push(...probe.edits)
    walk.ranges.push(...probe.ranges)
    walk.sums.push(...probe.sums)
    walk.fault ??= probe.fault
    return 'question'
  }
  inferTest(walk, node, subject)
  // `[?..5]` or a bare `?` would compare the value with itself.
  const self = walk.uses.slice(before).some((each) => each.key === subjectName)
  if (self) walk.fault ??= fault('expression-forbidden', subjectName)
  return 'comparison'
}

/** Puts the tests of a cell as one question about `?`. */
function readQuestion(
  walk: Walk,
  children: readonly (FeelNode | undefined)[],
  kinds: readonly ('question' | 'comparison')[],
  negated: boolean,
): Expression | Fault {
  const none = { uses: [] as Walk['uses'], edits: [] as Edit[], ranges: [] as Edit[], sums: [] as Edit[] }
  const built = { text: '', ...none }
  const put = (part: string): void => {
    built.text += part
  }
  put(negated ? 'not(' : '')
  for (const [at, child] of children.entries()) {
    if (child === undefined) continue
    put(at === 0 ? '(' : ' or (')
    if (kinds[at] === 'comparison') {
      built.uses.push({ key: subjectName, from: built.text.length, to: built.text.length + 1, local: null })
      put('? in (')
    }
    const shift = built.text.length - child.from
    const shifted = <Part extends { from: number; to: number }>(parts: readonly Part[]): Part[] =>
      parts
        .filter((each) => each.from >= child.from && each.to <= child.to)
        .map((each) => ({ ...each, from: each.from + shift, to: each.to + shift }))
    built.uses.push(...shifted(walk.uses))
    built.edits.push(...shifted(walk.edits))
    built.ranges.push(...shifted(walk.ranges))
    built.sums.push(...shifted(walk.sums))
    put(textOf(walk, child))
    put(kinds[at] === 'comparison' ? '))' : ')')
  }
  put(negated ? ')' : '')
  return finish({ ...walk, ...built }, walk.text, 'boolean', [subjectName])
}

function readPiece(walk: Walk, given: FeelNode, subject: Base): Piece | Fault {
  const node = unbracketed(given)
  const [first, second] = partsOf(node)
  if (node.name !== 'SimplePositiveUnaryTest') {
    const point = readConstant(walk, node, subject)
    return typeof point === 'object' ? point : { is: point }
  }
  if (first?.name === 'Interval') return readInterval(walk, first, subject)
  const point = second ? readConstant(walk, second, subject) : fault('expression-syntax', walk.text)
  if (typeof point === 'object') return point
  const operator = first ? textOf(walk, first) : ''
  if (operator === '=') return { is: point }
  if (operator === '!=') return { other: point }
  const at = Number(point)
  const included = operator.endsWith('=')
  return operator.startsWith('<')
    ? { from: -Infinity, fromIncluded: false, to: at, toIncluded: included }
    : { from: at, fromIncluded: included, to: Infinity, toIncluded: false }
}

function readInterval(walk: Walk, node: FeelNode, subject: Base): Piece | Fault {
  const [open, first, , last, close] = partsOf(node)
  if (!open || !first || !last || !close) return fault('expression-syntax', walk.text)
  const from = readConstant(walk, first, subject)
  const to = readConstant(walk, last, subject)
  if (typeof from === 'object') return from
  if (typeof to === 'object') return to
  const fromIncluded = open.name === '['
  const toIncluded = close.name === ']'
  const empty = Number(from) > Number(to) || (from === to && !(fromIncluded && toIncluded))
  if (empty) return fault('range-reversed', textOf(walk, node))
  return { from: Number(from), fromIncluded, to: Number(to), toIncluded }
}

function readConstant(walk: Walk, node: FeelNode, subject: Base): Point | Fault {
  const text = textOf(walk, node)
  // Plain numbers and texts are by far the most cells, and need no interpreter.
  if (node.name === 'NumericLiteral') return Number(text)
  if (node.name === 'StringLiteral' && subject === 'string' && !text.includes('\\')) return text.slice(1, -1)
  const inner: Walk = startWalk(text, new Map())
  if (node.name === 'List') return fault('type-mismatch', subject, listOf(subject))
  const expression = finish(inner, text, subject)
  if (isFault(expression)) return expression
  const value = expression.run(new Map())
  return value === null ? fault('expression-fails', text) : pointOf(value, subject)
}

/** Whether the cell holds for a value; null when it cannot be decided. `values` must hold the value under `?`. */
export function holds(cell: Cell, point: Point, values: Values): boolean | null {
  switch (cell.kind) {
    case 'any':
      return true
    case 'discrete':
      return holdsAt(cell, point)
    case 'expression': {
      const answer = cell.test.run(values)
      return typeof answer === 'boolean' ? answer : null
    }
  }
}
