import { isHan, normalise } from './normalise.ts'
import type { Segmenter, Word } from './segment.ts'
import { foldEnglish, type Vocabulary } from './synonyms.ts'

/** Where a phrase stands in an entry. */
export type Place = 'name' | 'alias' | 'text'

export type SourcePhrase = { entry: number; place: Place; text: string }

export type Phrase = {
  entry: number
  place: Place
  text: string
  /** How much a match in it counts for its entry. */
  weight: number
  /** The sum of the weights of its words: how much there is to match. */
  size: number
}

export type Posting = { phrase: number; quality: number }

export type PhraseIndex = {
  readonly phrases: readonly Phrase[]
  find(term: string): readonly Posting[]
  /** How much a term tells: rare terms more. 0: it is nowhere. */
  weigh(term: string): number
  /** Every Chinese word of the names and aliases. */
  readonly words: readonly string[]
  readonly englishWords: readonly string[]
  /** Per entry, the situations named in its name. */
  readonly situations: readonly ReadonlySet<string>[]
}

const placeWeight: Record<Place, number> = { name: 1, alias: 0.95, text: 0.4 }

/** Parts of speech that carry no meaning of their own: pronouns, particles, prepositions, conjunctions, exclamations, measure words. */
export const isEmptyTag = (tag: string): boolean => /^[rupcyeoqkzd]/.test(tag) && tag !== 'vd'

/** Whether a word of a text is worth matching. Numbers of two digits and more are (80 周岁, 12315). */
export const isContent = ({ word, tag }: Word, vocabulary: Vocabulary): boolean =>
  vocabulary.conceptsOf.has(word) || (!vocabulary.noise.has(word) && !(word.length === 1 && isEmptyTag(tag)))

type Terms = { terms: Map<string, number>; words: string[] }

/** The terms of a phrase with how well each stands for it: words 1, their parts, concepts, pairs and triples of characters, single characters. */
function readTerms(text: string, segmenter: Segmenter, vocabulary: Vocabulary): Terms {
  const terms = new Map<string, number>()
  const put = (term: string, quality: number): void => {
    if ((terms.get(term) ?? 0) < quality) terms.set(term, quality)
  }
  const words: string[] = []
  const cut = segmenter.cut(text)
  for (const each of cut) {
    const { word } = each
    if (!isContent(each, vocabulary)) continue
    if (/^[a-z]/.test(word)) {
      put(foldEnglish(word), 1)
      words.push(foldEnglish(word))
      continue
    }
    put(word, 1)
    words.push(word)
    for (const concept of vocabulary.conceptsOf.get(word) ?? []) put(`#${concept}`, 1)
    for (const part of segmenter.cutInside(word)) {
      put(part, 0.9)
      for (const concept of vocabulary.conceptsOf.get(part) ?? []) put(`#${concept}`, 0.6)
    }
  }
  for (const [number] of text.matchAll(/\d{2,}/g)) put(number, 0.9)
  for (const run of text.split(' ')) {
    if (!isHan(run)) continue
    for (let at = 0; at < run.length; at += 1) {
      put(run.slice(at, at + 1), 0.6)
      if (at + 2 <= run.length) put(run.slice(at, at + 2), 0.9)
      if (at + 3 <= run.length) put(run.slice(at, at + 3), 0.95)
    }
  }
  return { terms, words }
}

/** Reads all phrases once; memory is a few megabytes for some hundred entries. */
export function makePhraseIndex(
  sources: readonly SourcePhrase[],
  entryCount: number,
  segmenter: Segmenter,
  vocabulary: Vocabulary,
): PhraseIndex {
  const postings = new Map<string, Posting[]>()
  // A term is as telling as few entries are called by it; that half of them ask for an identity card says nothing of it.
  const calledBy = new Map<string, Set<number>>()
  const toldBy = new Map<string, Set<number>>()
  const wordSet = new Set<string>()
  const english = new Set<string>()
  const situations = Array.from({ length: entryCount }, () => new Set<string>())
  const read = sources.map((source, phrase) => {
    const { terms, words } = readTerms(normalise(source.text), segmenter, vocabulary)
    for (const [term, quality] of terms) {
      const list = postings.get(term)
      if (list === undefined) postings.set(term, [{ phrase, quality }])
      else list.push({ phrase, quality })
      const byTerm = source.place === 'text' ? toldBy : calledBy
      const entries = byTerm.get(term) ?? new Set()
      entries.add(source.entry)
      byTerm.set(term, entries)
      if (source.place === 'name' && vocabulary.situations.has(term.slice(1)))
        situations[source.entry]?.add(term.slice(1))
    }
    for (const word of words) {
      if (/^[a-z]/.test(word)) english.add(word)
      else if (source.place !== 'text' && word.length > 1) wordSet.add(word)
    }
    return words
  })
  const weigh = (term: string): number => {
    const entries = (calledBy.get(term) ?? toldBy.get(term))?.size ?? 0
    return entries === 0 ? 0 : Math.min(4.8, Math.max(0.6, Math.log((entryCount + 1) / (entries + 0.5))))
  }
  const phrases = sources.map((source, at): Phrase => {
    const size = (read[at] ?? []).reduce((sum, word) => sum + weighWord(word, weigh, vocabulary), 0)
    return { ...source, weight: placeWeight[source.place], size: Math.max(size, 0.5) }
  })
  return {
    phrases,
    find: (term) => postings.get(term) ?? [],
    weigh,
    words: [...wordSet],
    englishWords: [...english],
    situations,
  }
}

/** What a word is worth: as rare as its commonest meaning, so that a rare way of saying a common thing does not count twice. */
export function weighWord(word: string, weigh: (term: string) => number, vocabulary: Vocabulary): number {
  const concepts = vocabulary.conceptsOf.get(word)
  const own = weigh(word)
  if (concepts === undefined) return word.length === 1 ? Math.min(own, 4) * 0.6 : own
  const meant = Math.max(...concepts.map((concept) => weigh(`#${concept}`)))
  const weight = own === 0 ? meant : Math.min(own, Math.max(meant, own * 0.7))
  return concepts.some((concept) => vocabulary.situations.has(concept)) ? weight * 1.3 : weight
}
