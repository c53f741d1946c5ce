import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin'
import { type FeelNode, partsOf } from './feel-node.ts'
import type { Edit } from './rewrite-text.ts'

/** What is asked of one value: true or false, or null where it cannot be decided. */
type Test = (value: unknown) => boolean | null

const moments = [FeelDate, FeelTime, FeelDateTime, FeelDuration] as const

/** Of what kind an end is, so that only what has one order is compared; null for what has none. */
function kindOf(value: unknown): unknown {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return Number.isNaN(value) ? null : 'number'
  return moments.find((each) => value instanceof each) ?? null
}

/**
 * What a range is for the interpreter: a question asked of one value (DMN 1.3, 10.3.2.7). Its own ranges turn an end that lies before the
 * start round, take a missing end for none, and compare a text with a number; here the first holds for nothing, and what is missing or
 * of another kind cannot be decided.
 */
export function rangeTest(fromIncluded: unknown, toIncluded: unknown, from: unknown, to: unknown): Test {
  const kind = kindOf(from)
  const half = (side: 'start' | 'end', value: unknown, included: unknown): FeelRange =>
    new FeelRange({
      ...{ 'start included': included === true, 'end included': included === true },
      ...{ start: null, end: null, valueType: null, [side]: value },
    })
  if (kind === null || kindOf(to) !== kind) return () => null
  const above = half('start', from, fromIncluded)
  const below = half('end', to, toIncluded)
  return (value) => (kindOf(value) === kind ? above.includes(value) === true && below.includes(value) === true : null)
}

/** Has an `Interval` asked by `rangeTest`, which the interpreter finds under `name`. The ends stay in their place. Null where one lacks. */
export function editRange(node: FeelNode, name: string): Edit[] | null {
  const [open, first, dots, last, close] = partsOf(node)
  if (!(open && first && dots && last && close)) return null
  const call = ` (${name}(${open.name === '['}, ${close.name === ']'}, `
  return [
    { from: open.from, to: open.to, text: call },
    { from: dots.from, to: dots.to, text: ' , ' },
    { from: close.from, to: close.to, text: ')) ' },
  ]
}

/** The same for `… between … and …`, which is a range with both its ends. */
export function editBetween(node: FeelNode, name: string): Edit[] | null {
  const [, between, first, and, last] = partsOf(node)
  if (!(between && first && and && last)) return null
  return [
    { from: between.from, to: between.to, text: ` in (${name}(true, true, ` },
    { from: and.from, to: and.to, text: ' , ' },
    { from: last.to, to: last.to, text: ')) ' },
  ]
}

/** Whether an `Interval` stands where a value is tested: after `in` or in a unary test, bracketed or one of several. */
export function isAsked(node: FeelNode): boolean {
  let around = node.parent?.parent ?? null
  while (around?.name === 'ParenthesizedExpression') around = around.parent
  return around?.name === 'PositiveUnaryTest'
}

const literals: Readonly<Record<string, string>> = {
  ...{ NumericLiteral: 'number', ArithmeticExpression: 'number', StringLiteral: 'text', DateTimeLiteral: 'moment' },
  ...{ AtLiteral: 'moment', BooleanLiteral: 'none', NullLiteral: 'none', null: 'none', List: 'none', Context: 'none' },
}

/** Whether the ends of an `Interval` can be told to be of no one kind already by how they are written. */
export function hasUnlikeEnds(node: FeelNode): boolean {
  const [, first, , last] = partsOf(node)
  const kinds = [first, last].flatMap((each) => (each === undefined ? [] : (literals[each.name] ?? [])))
  // Of sums and differences only those of numbers are known by their look.
  const isSum = first?.name === 'ArithmeticExpression' || last?.name === 'ArithmeticExpression'
  return kinds.includes('none') || (kinds.length === 2 && kinds[0] !== kinds[1] && !isSum)
}
