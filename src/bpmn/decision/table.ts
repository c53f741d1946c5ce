import { type Cell, holdsAt, type Point } from './cell.ts'
import type { Expression } from './expression.ts'
import type { Base } from './value.ts'

/** How several matching rules become one result (DMN 1.3, 8.2.8 and 8.2.9). */
export const hitPolicies = [
  ...(['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'RULE ORDER', 'OUTPUT ORDER'] as const),
  ...(['COLLECT', 'COLLECT SUM', 'COLLECT MIN', 'COLLECT MAX', 'COLLECT COUNT'] as const),
] as const
export type HitPolicy = (typeof hitPolicies)[number]

export const isHitPolicy = (text: string): text is HitPolicy => hitPolicies.some((each) => each === text)

/** Whether the policy takes exactly one rule's result. */
export const isSingleHit = (policy: HitPolicy): boolean => ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY'].includes(policy)
export const isList = (policy: HitPolicy): boolean => ['RULE ORDER', 'OUTPUT ORDER', 'COLLECT'].includes(policy)

/** A simple type, and the values that it allows: those for which every cell holds. */
export type Domain = { base: Base; whole: boolean; allowed: readonly Cell[] }

/** Whether a value of the right type is among those that its domain allows. */
export function isAllowed(domain: Domain, point: Point): boolean {
  if (domain.whole && !Number.isInteger(point)) return false
  return domain.allowed.every((cell) => cell.kind !== 'discrete' || holdsAt(cell, point))
}

export type InputClause = { id: string | null; label: string; expression: Expression; domain: Domain }
export type OutputClause = {
  name: string
  domain: Domain
  /** The listed values in their order of priority, the highest first; null when none are listed. */
  priority: readonly Point[] | null
  fallback: Expression | null
}
export type Annotation = { name: string; text: string }
export type Rule = {
  id: string
  /** Counted from 1, as people count the rows. */
  index: number
  cells: readonly Cell[]
  results: readonly Expression[]
  annotations: readonly Annotation[]
}

export type Table = {
  kind: 'table'
  policy: HitPolicy
  inputs: readonly InputClause[]
  outputs: readonly OutputClause[]
  rules: readonly Rule[]
  /** Whether every cell holds constants only. */
  isConstant: boolean
}
export type Literal = { kind: 'literal'; expression: Expression; domain: Domain }

/** A value from outside that a decision, or one that it requires, asks for. */
export type DecisionInput = { name: string; label: string; domain: Domain }

export type CompiledDecision = {
  id: string
  name: string
  variable: string
  /** Everything asked of the caller, for this decision and those it requires. */
  inputs: readonly DecisionInput[]
  /** The decisions to be made, the required ones first and this one last. */
  order: readonly string[]
  logic: Table | Literal
}

/** Decisions ready to be made, by id. */
export type Decisions = { readonly byId: ReadonlyMap<string, CompiledDecision> }
