import { parse } from 'csv-parse/sync'
import { normalise } from './normalise.ts'

/** Words that people say and the official words they mean. Data of a deployment: seeds/search-synonyms.csv. */
export type SynonymGroup = { group: string; colloquial: readonly string[]; official: readonly string[] }

/**
 * Reads the table `group,colloquial,official`; the last two are lists separated by commas. A group whose official column says
 * 剔除 holds words that carry no meaning for the search (怎么办, 俺); a group whose name begins 情形： tells apart the items about
 * one paper (lost, expired, transferred). Throws when a row is not of this shape.
 */
export function readSynonyms(csvText: string): SynonymGroup[] {
  const rows: Record<string, string>[] = parse(csvText, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  })
  return rows.map((row, at) => {
    const { group, colloquial, official } = row
    if (!group || !colloquial || !official) throw new Error(`synonyms: row ${at + 2} lacks a column`)
    return { group, colloquial: splitList(colloquial), official: splitList(official) }
  })
}

const splitList = (text: string): string[] =>
  text
    .split(/[,，]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** How the name of a group begins that tells apart the items about one paper. */
export const situationMark = '情形'

/** What the groups amount to: which word means which concepts, and which words mean nothing. */
export type Vocabulary = {
  readonly noise: ReadonlySet<string>
  /** A word (normalised) → the names of the groups it belongs to. English phrases keep their spaces. */
  readonly conceptsOf: ReadonlyMap<string, readonly string[]>
  readonly situations: ReadonlySet<string>
  /** The most words an English phrase has. */
  readonly longestPhrase: number
}

export function makeVocabulary(groups: readonly SynonymGroup[]): Vocabulary {
  const noise = new Set<string>()
  const situations = new Set<string>()
  const conceptsOf = new Map<string, string[]>()
  let longestPhrase = 1
  for (const { group, colloquial, official } of groups) {
    if (official.some((word) => word.includes('剔除'))) {
      for (const word of colloquial) noise.add(normaliseWord(word))
      continue
    }
    if (group.startsWith(situationMark)) situations.add(group)
    for (const word of [...colloquial, ...official].map(normaliseWord)) {
      const known = conceptsOf.get(word)
      if (known === undefined) conceptsOf.set(word, [group])
      else if (!known.includes(group)) known.push(group)
      longestPhrase = Math.max(longestPhrase, word.split(' ').length)
    }
  }
  return { noise, conceptsOf, situations, longestPhrase }
}

/** English words are compared without their plural s, and licence is one word however it is spelt. */
export const foldEnglish = (word: string): string => {
  const plain = word.replace('license', 'licence').replace('labor', 'labour').replace('center', 'centre')
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain
}

const normaliseWord = (word: string): string => {
  const plain = normalise(word)
  return /[a-z]/.test(plain) ? plain.split(' ').map(foldEnglish).join(' ') : plain.replaceAll(' ', '')
}
