import { type FeelNode, partsOf } from '../feel-node.ts'
import type { Edit } from '../rewrite-text.ts'
import { type Fault, fault } from './problem.ts'
import type { Type } from './value.ts'

export type Scope = ReadonlyMap<string, Type>
/** Where a text names a variable; `local` is what an iteration's own variable is called from then on. */
type Use = { key: string; from: number; to: number; local: string | null }

/** An expression on the way through its tree: what it names, what must be rewritten, and the first thing that is wrong. */
export type Walk = {
  text: string
  scope: Scope
  uses: Use[]
  edits: Edit[]
  /** How ranges are written for the interpreter. */
  ranges: Edit[]
  /** Where numbers are calculated. */
  sums: Edit[]
  fault: Fault | null
  depth: number
  inCondition: boolean
  /** The variables of the iterations around this place, with the names that the interpreter sees. */
  locals: ReadonlyMap<string, string>
  /** Iterations around this place. */
  loops: number
}

export const startWalk = (text: string, scope: Scope): Walk => ({
  ...{
    text,
    scope,
    uses: [],
    edits: [],
    ranges: [],
    sums: [],
    fault: null,
    depth: 0,
    inCondition: false,
    locals: new Map(),
    loops: 0,
  },
})

export const textOf = (walk: { text: string }, node: FeelNode): string => walk.text.slice(node.from, node.to)

export function fail(walk: Walk, code: Fault['code'], ...what: string[]): null {
  walk.fault ??= fault(code, ...what)
  return null
}

/** Notes the use of a variable, and yields its type. */
export function use(walk: Walk, node: FeelNode, key: string): Type | null {
  const type = walk.scope.get(key)
  if (type === undefined) return fail(walk, 'expression-unknown-name', key)
  walk.uses.push({ key, from: node.from, to: node.to, local: walk.locals.get(key) ?? null })
  return type
}

/** Has a list counted each time it is looked through. */
export function charge(walk: Walk, node: FeelNode): void {
  walk.edits.push({ from: node.from, to: node.from, text: ` ${counter}(` }, { from: node.to, to: node.to, text: ') ' })
}

/** Has the outcome of a calculation taken as a decimal number. */
export function takeExactly(walk: Walk, node: FeelNode): void {
  walk.sums.push(
    { from: node.from, to: node.from, text: ` ${taker}(`, inner: true },
    { from: node.to, to: node.to, text: ') ', inner: true },
  )
}

/** Has a number rounded by its decimal digits. */
export function roundExactly(walk: Walk, node: FeelNode, name: string): void {
  const [target, open] = partsOf(node)
  if (target && open) walk.sums.push({ from: target.from, to: open.to, text: ` ${rounder}("${name}", ` })
}

/** Whether a list at this place is charged wherever it stands: within an iteration it is looked through again and again. */
export const isChargedAnyway = (walk: Walk, node: FeelNode): boolean =>
  walk.loops > 0 && ['List', 'VariableName', 'PathExpression'].includes(node.name)

/** The names under which the interpreter finds what counts a list, and what makes one of a range. */
export const counter = 'counted'
export const ranger = 'ranged'
/** And what asks whether a value lies in a range. */
export const asker = 'within'
/** And what takes a number as a decimal one, and rounds it. */
export const taker = 'taken'
export const rounder = 'rounded'
