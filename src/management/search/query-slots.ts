import { isHan, isLatin } from './normalise.ts'
import { isContent, type PhraseIndex, weighWord } from './phrase-index.ts'
import type { Segmenter } from './segment.ts'
import type { SoundIndex } from './sound-index.ts'
import type { SpellingIndex } from './spelling-index.ts'
import { foldEnglish, type Vocabulary } from './synonyms.ts'

/** How a term was come by from what was typed. */
export type Means = 'word' | 'synonym' | 'pinyin' | 'typo' | 'part'

export type Alternative = { term: string; quality: number; means: Means /** What to mark in a result. */; mark: string }

/** One thing the query says, and everything it may mean. The best alternative counts. */
export type Slot = {
  typed: string
  weight: number
  alternatives: Alternative[]
  /** A pair of neighbouring words: raises entries that have them together, but missing it costs nothing. */
  bonus: boolean
  /** A noun that is nowhere in the catalogue. */
  isUnknownThing?: boolean
}

export type Reader = {
  segmenter: Segmenter
  vocabulary: Vocabulary
  phrases: PhraseIndex
  sounds: SoundIndex
  spelling: SpellingIndex
  englishSpelling: SpellingIndex
  /** Ages that entries name (80 周岁以上), ascending. */
  ages: readonly number[]
}

type Token = { word: string; tag: string; typed: string; means: Means; quality: number; others: readonly string[] }

/** The query as a list of slots. Linear in its length but for windows of at most eight characters. */
export function readQuery(text: string, reader: Reader): Slot[] {
  const tokens = correct(
    text.split(/([a-z][a-z ]*)/).flatMap((run) => readRun(run.trim(), reader)),
    reader,
  )
  const content = tokens.filter((token) => isContent(token, reader.vocabulary))
  const slots = content.flatMap((token) => makeSlots(token, reader))
  for (const [at, token] of content.entries()) {
    const next = content[at + 1]
    if (next === undefined) continue
    const pair = (token.word.at(-1) ?? '') + (next.word[0] ?? '')
    const weight = isHan(pair) ? reader.phrases.weigh(pair) : 0
    if (weight === 0) continue
    const share = token.word.length === 1 || next.word.length === 1 ? 0.5 : 0.2
    const alternatives: Alternative[] = [{ term: pair, quality: 1, means: 'word', mark: pair }]
    slots.push({ typed: pair, weight: weight * share, alternatives, bonus: true })
  }
  return slots
}

/** What carries no meaning, cut off: tells whether anything was asked at all. */
function readRun(run: string, reader: Reader): Token[] {
  if (run === '') return []
  if (/^[a-z][a-z ]*$/.test(run)) return readLatin(run, reader)
  return reader.segmenter.cut(run).map(({ word, tag }) => plainToken(word, tag))
}

const plainToken = (word: string, tag: string): Token => ({
  word,
  tag,
  typed: word,
  means: 'word',
  quality: 1,
  others: [],
})

/** English phrases and words first; what is left is heard as pinyin; what is no pinyin either stays as an unknown word. */
function readLatin(run: string, reader: Reader): Token[] {
  const { vocabulary, phrases } = reader
  const words = run.split(' ').filter((word) => word !== '')
  const folded = words.map(foldEnglish)
  const tokens: Token[] = []
  let unknown: string[] = []
  const flush = (): void => {
    if (unknown.length > 0) tokens.push(...readUnknownLatin(unknown, reader))
    unknown = []
  }
  for (let at = 0; at < words.length; at += 1) {
    let taken = 0
    for (let length = Math.min(vocabulary.longestPhrase, words.length - at); length > 0 && taken === 0; length -= 1) {
      const phrase = folded.slice(at, at + length).join(' ')
      if (
        vocabulary.conceptsOf.has(phrase) ||
        (length === 1 && (phrases.weigh(phrase) > 0 || vocabulary.noise.has(phrase)))
      ) {
        flush()
        tokens.push({ ...plainToken(phrase, 'eng'), typed: words.slice(at, at + length).join(' ') })
        taken = length
      }
    }
    if (taken === 0) unknown.push(words[at] ?? '')
    else at += taken - 1
  }
  flush()
  return tokens
}

function readUnknownLatin(words: readonly string[], reader: Reader): Token[] {
  const heard = reader.sounds.hear(words.join(' '))
  if (heard.length > 0) {
    return heard.flatMap(({ words: [word, ...others], initials }): Token[] =>
      word === undefined
        ? []
        : cutAgain({ word, tag: 'n', typed: word, means: 'pinyin', quality: initials ? 0.8 : 0.9, others }, reader),
    )
  }
  return words.map((word): Token => {
    const [near, ...others] = isLatin(word) ? reader.englishSpelling.findNear(foldEnglish(word)) : []
    return near === undefined
      ? plainToken(word, 'eng')
      : { word: near, tag: 'eng', typed: word, means: 'typo', quality: 0.8, others }
  })
}

/**
 * Looks for misspelt words across neighbouring tokens where the dictionary found only crumbs, longest first: words that sound
 * the same (the slip of everybody who types by pinyin) before words that look alike.
 */
function correct(tokens: readonly Token[], reader: Reader): Token[] {
  return [soundsLike, looksLike].reduce((list, find) => correctBy(list, find, reader), tokens as Token[])
}

type Finder = (typed: string, span: readonly Token[], reader: Reader) => Token | undefined

function correctBy(tokens: readonly Token[], find: Finder, reader: Reader): Token[] {
  const list: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    let best: { token: Token; length: number } | undefined
    for (let length = Math.min(6, tokens.length - at); length > 0 && best === undefined; length -= 1) {
      const span = tokens.slice(at, at + length)
      const typed = span.map(({ word }) => word).join('')
      const token = isSuspect(typed, span, reader) ? find(typed, span, reader) : undefined
      if (token !== undefined) best = { token, length }
    }
    const own = tokens[at]
    if (best !== undefined) {
      list.push(...cutAgain(best.token, reader))
      at += best.length - 1
    } else if (own !== undefined) list.push(own)
  }
  return list
}

/** A whole phrase that was recognised by its sound or spelling, as the words it is made of. */
const cutAgain = (token: Token, reader: Reader): Token[] =>
  isKnown(token.word, reader)
    ? [token]
    : reader.segmenter.cut(token.word).map(({ word, tag }) => ({ ...token, word, tag, typed: word, others: [] }))

/** Whether a run of tokens may be one misspelt word: something in it is unknown or a single character. */
function isSuspect(typed: string, span: readonly Token[], reader: Reader): boolean {
  if (typed.length < 2 || typed.length > 9 || !isHan(typed) || isKnown(typed, reader)) return false
  if (span.some(({ means }) => means !== 'word')) return false
  if (!span.some(({ word }) => word.length === 1 || !isKnown(word, reader))) return false
  if (span.length > 1 && span.every(({ word }) => word.length > 1)) return false
  return span.some((token) => isContent(token, reader.vocabulary))
}

function soundsLike(typed: string, span: readonly Token[], { sounds, vocabulary }: Reader): Token | undefined {
  // A whole word of the dictionary is what the writer meant; particles at the edges belong to the sentence.
  if (typed.length === 2 && (span.length === 1 || span.some(({ word }) => vocabulary.noise.has(word)))) return undefined
  const [sound, ...others] = sounds.findHomophones(typed)
  return sound === undefined ? undefined : asTypo(typed, sound, others, 0.85)
}

function looksLike(typed: string, span: readonly Token[], reader: Reader): Token | undefined {
  const edges = [span[0], span.at(-1)]
  if (edges.some((token) => token !== undefined && reader.vocabulary.noise.has(token.word))) return undefined
  // A slip of the finger leaves the rest of the word standing, and one more character beside a known word is no slip.
  const whole = span.filter(({ word }) => word.length > 1 && isKnown(word, reader))
  const rest = typed.length - whole.reduce((sum, { word }) => sum + word.length, 0)
  if (whole.length > 0 && rest < 2) return undefined
  const [near, ...further] = reader.spelling
    .findNear(typed)
    .filter((word) => whole.every((each) => word.length > each.word.length && word.includes(each.word)))
  return near === undefined ? undefined : asTypo(typed, near, further, typed.length > 3 ? 0.75 : 0.65)
}

const asTypo = (typed: string, word: string, others: readonly string[], quality: number): Token => ({
  word,
  tag: 'n',
  typed,
  means: 'typo',
  quality,
  others: others.slice(0, 3),
})

const isKnown = (word: string, { phrases, vocabulary }: Reader): boolean =>
  vocabulary.conceptsOf.has(word) || vocabulary.noise.has(word) || phrases.weigh(word) > 0

const unknownWeight = 2.8

function makeSlots(token: Token, reader: Reader): Slot[] {
  const { phrases, vocabulary } = reader
  const all = [token.word, ...token.others]
  const alternatives = all.flatMap((word, at) => listAlternatives(word, token, at === 0 ? 1 : 0.92, reader))
  if (alternatives.length > 0) {
    const weight = Math.max(...all.map((word) => weighWord(word, phrases.weigh, vocabulary)))
    return [{ typed: token.typed, weight: weight * tellingShare(token, reader), alternatives, bonus: false }]
  }
  if (/^\d+$/.test(token.word)) return readNumber(token, reader)
  const parts = splitUnknown(token, reader)
  if (parts.length > 0) return parts
  const weight = token.word.length === 1 ? 0.5 : unknownWeight * tellingShare(token, reader)
  return [unknownSlot(token, weight)]
}

const unknownSlot = ({ typed, word, tag }: Token, weight: number): Slot => {
  const isUnknownThing = /^n/.test(tag) && word.length > 1
  return { typed, weight, alternatives: [], bonus: false, isUnknownThing }
}

/** How much a word of this part of speech tells of what somebody wants: nouns most; times, places and adverbs least. */
function tellingShare({ word, tag, means }: Token, { vocabulary }: Reader): number {
  if (means !== 'word' || vocabulary.conceptsOf.has(word) || /^\d\d+$/.test(word)) return 1
  if (/^ns/.test(tag)) return 0.6
  if (/^[rdcupytfoqz]/.test(tag) || /^[一二两三四五六七八九十百千万几多半\d]+$/.test(word)) return 0.35
  if (/^v$|^a|^m/.test(tag)) return 0.7
  return 1
}

function listAlternatives(word: string, token: Token, share: number, { phrases, vocabulary }: Reader): Alternative[] {
  const list: Alternative[] = []
  const quality = token.quality * share
  if (phrases.weigh(word) > 0) list.push({ term: word, quality, means: token.means, mark: word })
  for (const concept of vocabulary.conceptsOf.get(word) ?? []) {
    const term = `#${concept}`
    if (phrases.weigh(term) > 0) {
      list.push({ term, quality: quality * 0.85, means: token.means === 'word' ? 'synonym' : token.means, mark: word })
    }
  }
  return list
}

/** An age: every lower bound that entries name counts, the nearest most. */
function readNumber(token: Token, { ages, phrases }: Reader): Slot[] {
  const age = Number(token.word)
  const reached = age <= 120 ? ages.filter((each) => each <= age && each >= age - 25) : []
  const alternatives = reached.map(
    (each): Alternative => ({
      term: String(each),
      quality: 1 - (age - each) / 60,
      means: 'word',
      mark: String(each),
    }),
  )
  return alternatives.length === 0
    ? []
    : [
        {
          typed: token.typed,
          weight: Math.max(...alternatives.map(({ term }) => phrases.weigh(term))),
          alternatives,
          bonus: false,
        },
      ]
}

/** A word that is nowhere, by the known words and pairs of characters inside it. */
function splitUnknown(token: Token, reader: Reader): Slot[] {
  if (!isHan(token.word) || token.word.length < 2) return []
  const { phrases, segmenter, vocabulary } = reader
  const found = segmenter.cutInside(token.word)
  const inside = found.filter((part) => isKnown(part, reader) && !vocabulary.noise.has(part))
  const meaning = Array.from(token.word).filter((character) => vocabulary.conceptsOf.has(character))
  const parts =
    inside.length > 0
      ? inside
      : meaning.length > 0
        ? meaning
        : token.word.length > 2
          ? listPairs(token.word).filter((pair) => phrases.weigh(pair) > 0)
          : []
  const covered =
    new Set([...parts, ...found.filter((part) => vocabulary.noise.has(part))].join('')).size / token.word.length
  const slots = parts.map(
    (part): Slot => ({
      typed: part,
      weight: weighWord(part, phrases.weigh, vocabulary) * 0.7,
      alternatives: listAlternatives(part, { ...token, quality: 0.8 }, 1, reader).map((each) => ({
        ...each,
        means: 'part',
      })),
      bonus: false,
    }),
  )
  if (slots.length > 0 && covered < 0.9) slots.push(unknownSlot(token, unknownWeight * (1 - covered)))
  return slots
}

const listPairs = (word: string): string[] => Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
