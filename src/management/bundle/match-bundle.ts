import { normaliseQuery } from '../search/normalise.ts'
import type { Bundle } from './bundle.ts'

/**
 * The bundle that fits what somebody asks, or undefined: its name or one of its ways of asking is in the question. The words
 * of one way may stand apart and in any order; of several the most said in the question wins.
 */
export function matchBundle<B extends { bundle: Pick<Bundle, 'name' | 'aliases'> }>(
  bundles: readonly B[],
  question: string,
): B | undefined {
  const asked = normaliseQuery(question)
  if (asked === '') return undefined
  const said = (way: string): number => {
    const words = normaliseQuery(way).split(' ').filter(Boolean)
    return words.length > 0 && words.every((word) => asked.includes(word)) ? words.join('').length : 0
  }
  const scored = bundles
    .map((bundle) => ({
      bundle,
      score: Math.max(...[bundle.bundle.name.zh, bundle.bundle.name.en, ...bundle.bundle.aliases].map(said)),
    }))
    .filter((one) => one.score > 0)
  return scored.toSorted((a, b) => b.score - a.score)[0]?.bundle
}
