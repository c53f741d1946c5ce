import type { Subject } from '../catalogue/catalogue-entry.ts'
import { answer, type Scored, type SearchAnswer, type SearchHit } from './answer.ts'
import { countSubjects } from './count-subjects.ts'
import { normalise, normaliseQuery } from './normalise.ts'
import { makePhraseIndex, type PhraseIndex, type SourcePhrase } from './phrase-index.ts'
import { type Reader, readQuery, type Slot } from './query-slots.ts'
import { makeSegmenter } from './segment.ts'
import { makeSoundIndex } from './sound-index.ts'
import { makeSpellingIndex } from './spelling-index.ts'
import { makeVocabulary, type SynonymGroup, type Vocabulary } from './synonyms.ts'

/** What the search knows of a catalogue entry. */
export type SearchEntry = {
  entryId: string
  name: { zh: string; en: string }
  aliases: readonly string[]
  theme: string
  department: string
  materials: readonly string[]
  result: string
  subjects: readonly Subject[]
  levels: readonly ('city' | 'county' | 'township' | 'village')[]
}

export type SearchIndex = {
  /** `subject`: the best for these, as if there were no others. `among`: of what fits best, only what is for these. */
  search(query: string, options?: { subject?: Subject; among?: Subject; limit?: number }): SearchAnswer
}

/**
 * The index of the catalogue: all in memory, built once for what is published. Answers spoken questions, pinyin, initials,
 * misspelt words, traditional characters and English; never throws, whatever is typed.
 */
export function makeSearchIndex(entries: readonly SearchEntry[], synonyms: readonly SynonymGroup[]): SearchIndex {
  const vocabulary = makeVocabulary(synonyms)
  const segmenter = makeSegmenter(vocabulary)
  const sources = entries.flatMap(listPhrases)
  const phrases = makePhraseIndex(sources, entries.length, segmenter, vocabulary)
  const words = listSoundWords(phrases, vocabulary, sources)
  const reader: Reader = {
    segmenter,
    vocabulary,
    phrases,
    sounds: makeSoundIndex(words),
    spelling: makeSpellingIndex(words, 3),
    englishSpelling: makeSpellingIndex([...phrases.englishWords, ...words.filter((word) => /^[a-z]+$/.test(word))], 5),
    ages: listAges(sources),
  }
  const byId = new Map(entries.map((entry, at) => [entry.entryId.toLowerCase(), at]))
  const ranker = makeRanker(entries, phrases)
  return {
    search(query, options = {}) {
      const limit = Math.max(0, Math.floor(options.limit ?? 20))
      const text = normaliseQuery(query)
      const named = byId.get(text)
      const entry = named === undefined ? undefined : entries[named]
      if (entry !== undefined) {
        return {
          hits: [{ entryId: entry.entryId, score: 1, matched: [entry.entryId], via: 'name' }].slice(
            0,
            limit,
          ) as SearchHit[],
          total: 1,
          counts: countSubjects([entry]),
          sure: true,
          suggestions: [],
        }
      }
      const slots = text === '' ? [] : readQuery(text, reader)
      return ranker(slots, { limit, subject: options.subject, among: options.among })
    },
  }
}

/** The phrases of an entry: its name, the name's parts inside and outside brackets, its aliases, and what else is said of it. */
function listPhrases(entry: SearchEntry, at: number): SourcePhrase[] {
  const { name } = entry
  const parts = name.zh.split(/[（）()]/).filter((part) => part.trim().length > 1)
  const names = parts.length > 1 ? [name.zh, ...parts] : [name.zh]
  if (name.en !== name.zh) names.push(name.en)
  return [
    ...names.map((text): SourcePhrase => ({ entry: at, place: 'name', text })),
    ...entry.aliases.map((text): SourcePhrase => ({ entry: at, place: 'alias', text })),
    ...[entry.theme, entry.department, entry.result, ...entry.materials].map(
      (text): SourcePhrase => ({ entry: at, place: 'text', text }),
    ),
  ]
}

/** Words that may be misspelt or written by their sound, the more important first. */
function listSoundWords(phrases: PhraseIndex, vocabulary: Vocabulary, sources: readonly SourcePhrase[]): string[] {
  const short = sources
    .filter(({ place }) => place !== 'text')
    .map(({ text }) => normalise(text))
    .filter((text) => text.length <= 12 && !text.includes(' '))
  const spoken = [...vocabulary.conceptsOf.keys()].flatMap((word) => word.split(' '))
  return [...new Set([...spoken, ...phrases.words, ...short, ...vocabulary.noise])]
}

const listAges = (sources: readonly SourcePhrase[]): number[] => {
  const found = sources.flatMap(({ text }) => [...text.matchAll(/(\d{2,3})周?岁/g)].map((match) => Number(match[1])))
  return [...new Set(found)].toSorted((a, b) => a - b)
}

type Wanted = { limit: number; subject: Subject | undefined; among: Subject | undefined }
type Ranker = (slots: readonly Slot[], wanted: Wanted) => SearchAnswer

function makeRanker(entries: readonly SearchEntry[], phrases: PhraseIndex): Ranker {
  const phraseSum = new Float64Array(phrases.phrases.length)
  const entrySum = new Float64Array(entries.length)
  const phraseBest = new Float64Array(phrases.phrases.length)
  const entryBest = new Float64Array(entries.length)

  /** Adds one slot: for every phrase and every entry only its best alternative. */
  const addSlot = (slot: Slot): void => {
    const touched: number[] = []
    for (const { term, quality } of slot.alternatives) {
      for (const posting of phrases.find(term)) {
        const value = quality * posting.quality
        if ((phraseBest[posting.phrase] ?? 0) >= value) continue
        if (phraseBest[posting.phrase] === 0) touched.push(posting.phrase)
        phraseBest[posting.phrase] = value
      }
    }
    const seen: number[] = []
    for (const at of touched) {
      const phrase = phrases.phrases[at]
      if (phrase === undefined) continue
      const value = phraseBest[at] ?? 0
      phraseSum[at] = (phraseSum[at] ?? 0) + value * slot.weight
      phraseBest[at] = 0
      if (entryBest[phrase.entry] === 0) seen.push(phrase.entry)
      entryBest[phrase.entry] = Math.max(entryBest[phrase.entry] ?? 0, value * phrase.weight)
    }
    for (const at of seen) {
      entrySum[at] = (entrySum[at] ?? 0) + (entryBest[at] ?? 0) * slot.weight
      entryBest[at] = 0
    }
  }

  return (slots, { subject, among, limit }) => {
    phraseSum.fill(0)
    entrySum.fill(0)
    for (const slot of slots) addSlot(slot)
    const known = slots.filter(({ alternatives, bonus }) => alternatives.length > 0 && !bonus)
    const knownWeight = sumWeights(known)
    const fullWeight = sumWeights(slots.filter(({ bonus }) => !bonus))
    const closest = findClosest(phrases, phraseSum, knownWeight, entries.length)
    const scored = entries.flatMap((entry, at): Scored[] => {
      const sum = entrySum[at] ?? 0
      if (sum === 0 || (subject !== undefined && !entry.subjects.includes(subject))) return []
      const close = closest[at]
      const unmet = countUnmet(phrases.situations[at] ?? new Set(), slots)
      const score = (0.55 * sum) / knownWeight + 0.45 * (close?.value ?? 0) - 0.04 * unmet
      return [{ at, score, coverage: Math.min(1, sum / fullWeight), close: close?.phrase ?? -1 }]
    })
    scored.sort((a, b) => b.score - a.score || a.at - b.at)
    return answer(scored, { entries, phrases, slots, limit, among })
  }
}

const sumWeights = (slots: readonly Slot[]): number => slots.reduce((sum, { weight }) => sum + weight, 0)

/** Per entry the phrase that is most like the query: shared weight against what either says more than the other. */
function findClosest(
  phrases: PhraseIndex,
  sums: Float64Array,
  knownWeight: number,
  entryCount: number,
): ({ value: number; phrase: number } | undefined)[] {
  const best: ({ value: number; phrase: number } | undefined)[] = new Array(entryCount).fill(undefined)
  for (const [at, phrase] of phrases.phrases.entries()) {
    const shared = sums[at] ?? 0
    if (shared === 0 || phrase.place === 'text') continue
    const value =
      (shared / (shared + 0.5 * Math.max(0, knownWeight - shared) + 0.4 * Math.max(0, phrase.size - shared))) *
      phrase.weight
    if (value > (best[phrase.entry]?.value ?? 0)) best[phrase.entry] = { value, phrase: at }
  }
  return best
}

/** Situations in the entry's name (lost, expired …) that the query says nothing of. */
const countUnmet = (situations: ReadonlySet<string>, slots: readonly Slot[]): number =>
  [...situations].filter(
    (situation) => !slots.some(({ alternatives }) => alternatives.some(({ term }) => term === `#${situation}`)),
  ).length
