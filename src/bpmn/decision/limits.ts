import { iterationLimits } from '../budget.ts'
import { defaultLimits, type Limits } from '../limits.ts'

/** What the XML of a decision model may cost: a table of 2,000 rules has many more elements than a process. */
export const xmlLimits: Limits = { ...defaultLimits, bytes: 4_000_000, elements: 60_000 }

/** What a decision model may hold; exceeding any of these is a problem at compile time. */
export const decisionLimits = {
  /** Rules of one table. */
  rules: 2_000,
  /** Decisions of one file. */
  decisions: 100,
  /** Inputs: of one file, and of one table. */
  inputs: 200,
  /** Outputs of one table. */
  outputs: 50,
  /** Characters of one expression or one cell. */
  expressionLength: 2_000,
  /** Nesting of one expression. */
  expressionDepth: 60,
  ...iterationLimits,
  /** Elements that all expressions of one decision, with those it requires, look through in all. */
  iterationsOfDecision: 50_000,
  /** Elements that constant expressions look through while a file is read. */
  iterationsOfFile: 200_000,
  /** Comparisons that the search for overlaps, and that for gaps, may take before a table counts as too tangled. */
  analysis: 50_000_000,
  /** Warnings of one kind about one table. */
  warnings: 20,
} as const
