import { simplify } from './traditional.ts'

/** How much of a query is read, in characters: a spoken question is shorter; the rest of a pasted letter changes nothing. */
export const longestQuery = 160

const tens = new Map([
  ['五', 50],
  ['六', 60],
  ['七', 70],
  ['八', 80],
  ['九', 90],
])
const units = '零一二三四五六七八九'

/** Ages are spoken as 八十, 八十二 and written as 80, 82 in the catalogue. */
const readTens = (text: string): string =>
  text.replaceAll(/([五六七八九])十([一二三四五六七八九])?/g, (_, ten: string, unit?: string) =>
    String((tens.get(ten) ?? 0) + (unit === undefined ? 0 : units.indexOf(unit))),
  )

/**
 * Text as the index keeps it: simplified, half-width, lower case, letters and digits only, everything else (punctuation,
 * emoji, control characters) one space. Pure; linear in the length.
 */
export function normalise(text: string): string {
  const plain = simplify(text.normalize('NFKC').toLowerCase()).replaceAll(/['’]/g, '')
  return readTens(plain)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The same for a query, cut to `longestQuery` characters first. */
export const normaliseQuery = (text: string): string =>
  normalise(
    Array.from(text.slice(0, longestQuery * 2))
      .slice(0, longestQuery)
      .join(''),
  )

export const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text)
export const isLatin = (text: string): boolean => /^[a-z]+$/.test(text)
