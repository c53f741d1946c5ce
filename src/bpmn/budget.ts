/** What `for`, `some` and `every` may look through; exceeding it is a fault of an expression, or leaves it without result. */
export const iterationLimits = {
  /** Iterations one in the other; several variables of one count as so many. */
  iterationDepth: 2,
  /** Elements of one list or range. */
  iterated: 1_000,
  /** Elements that one expression looks through in all. */
  iterations: 10_000,
} as const

// What is left of what one decision (or one compilation) may look through. Everything between the two ends of
// `withBudget` is synchronous, so there is never more than one.
let left: number | null = null

/** Ends an evaluation that must have no result; caught where the interpreter is called. */
class Unusable extends Error {}

/** Runs what may look through at most `most` elements of lists in all; whatever wants more has no result. */
export function withBudget<T>(most: number, run: () => T): T {
  const before = left
  left = most
  try {
    return run()
  } finally {
    left = before
  }
}

/**
 * What an expression's iterations call: `counted` for each list before it is looked through, `ranged` for a range, which counts
 * downwards where its first end is the greater (DMN 1.3, 10.3.2.14). Both throw where the bounds of `iterationLimits` are exceeded.
 */
export function countersOf(): readonly [
  counted: (list: unknown) => unknown,
  ranged: (from: unknown, to: unknown) => number[],
] {
  let own: number = iterationLimits.iterations
  const spend = (count: number): void => {
    own -= count
    if (left !== null) left -= count
    if (count > iterationLimits.iterated || own < 0 || (left !== null && left < 0))
      throw new Unusable('more is looked through than may be')
  }
  const counted = (list: unknown): unknown => {
    // An empty list costs something too: it is looked at.
    if (Array.isArray(list)) spend(Math.max(1, list.length))
    return list
  }
  const ranged = (from: unknown, to: unknown): number[] => {
    if (typeof from !== 'number' || typeof to !== 'number' || !Number.isInteger(from) || !Number.isInteger(to))
      throw new Unusable('the ends of a range are whole numbers')
    const length = Math.abs(to - from) + 1
    spend(length)
    return Array.from({ length }, (_, at) => (from <= to ? from + at : from - at))
  }
  return [counted, ranged]
}
