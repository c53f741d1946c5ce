/** WCAG 2.2 relative luminance of #rgb or #rrggbb. */
function luminance(colour: string): number {
  const hex = colour.slice(1)
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The colour tokens of a style sheet's first `:root`. */
export function readTokens(css: string): Map<string, string> {
  const root = /:root\s*\{([^}]*)\}/.exec(css)?.[1] ?? ''
  return new Map(
    [...root.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\s*;/gi)].map(([, name = '', colour = '']) => [name, colour]),
  )
}

const textPairs = [
  ['ink', 'paper'],
  ['ink', 'paper-2'],
  ['ink', 'act-bg'],
  ['ink', 'ok-bg'],
  ['ink', 'amber-bg'],
  ['ink', 'red-bg'],
  ['ink-2', 'paper'],
  ['ink-2', 'paper-2'],
  ['act', 'paper'],
  ['act', 'paper-2'],
  ['act', 'act-bg'],
  ['act-2', 'paper'],
  ['seal', 'paper'],
  ['ok', 'paper'],
  ['ok', 'ok-bg'],
  ['amber', 'paper'],
  ['amber', 'amber-bg'],
  ['red', 'paper'],
  ['red', 'red-bg'],
  // Words on buttons and on the seal.
  ['paper', 'act'],
  ['paper', 'act-2'],
  ['paper', 'seal'],
] as const

// The focus ring is yellow inside ink: each edge must be seen (1.4.11, 2.4.13).
const edgePairs = [
  ['focus', 'ink'],
  ['ink', 'paper'],
  ['ink', 'paper-2'],
  ['act', 'focus'],
] as const

/** Pairs of tokens that are too close: below 4.5 for text, below 3 for what marks the focus. */
export function faintPairs(tokens: ReadonlyMap<string, string>): string[] {
  const check = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs.flatMap(([one, other]) => {
      const [a, b] = [tokens.get(one), tokens.get(other)]
      if (a === undefined || b === undefined) return [`${one} on ${other}: no such token`]
      const ratio = contrast(a, b)
      return ratio >= least ? [] : [`${one} on ${other}: ${ratio.toFixed(2)} < ${least}`]
    })
  return [...check(textPairs, 4.5), ...check(edgePairs, 3)]
}
