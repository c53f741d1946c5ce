import type { Text } from '../text/text.ts'

/** What is wrong with one place of the input. `pointer` is an RFC 6901 JSON pointer into what was sent. */
export type Flaw = { pointer: string; sentence: Text }

/**
 * An expected "no". Refusals are values; only breakage throws.
 * Four kinds are enough, and HTTP meets them in one place (`httpStatus`).
 */
export type Refusal = {
  readonly refused: 'not-found' | 'not-allowed' | 'conflict' | 'invalid'
  readonly sentence: Text
  readonly flaws: readonly Flaw[]
}

export const refuse = (refused: Refusal['refused'], sentence: Text, flaws: readonly Flaw[] = []): Refusal => ({
  refused,
  sentence,
  flaws,
})

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && 'sentence' in value

export const httpStatus = {
  'not-found': 404,
  'not-allowed': 403,
  conflict: 409,
  invalid: 422,
} as const satisfies Record<Refusal['refused'], number>
