import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import type { Vocabulary } from './synonyms.ts'

/** A word of a text with its part of speech in the dictionary's letters (n noun, v verb, r pronoun …). */
export type Word = { word: string; tag: string }

export type Segmenter = {
  cut(text: string): Word[]
  /** The words inside a longer word, at least two characters long. */
  cutInside(word: string): string[]
}

// Reading the dictionary takes a sixth of a second; an index built again after a publication has the same words.
let last: { words: string; jieba: Jieba } | undefined

/** Cuts Chinese text into words; the vocabulary's words are never cut apart. */
export function makeSegmenter(vocabulary: Vocabulary): Segmenter {
  const words = [...vocabulary.conceptsOf.keys(), ...vocabulary.noise]
    .filter((word) => word.length > 1 && !word.includes(' '))
    .map((word) => `${word} ${word.length > 2 ? 60_000 : 6_000} n`)
    .join('\n')
  if (last?.words !== words) {
    const jieba = Jieba.withDict(dict)
    jieba.loadDict(new TextEncoder().encode(words))
    last = { words, jieba }
  }
  const { jieba } = last
  return {
    cut: (text) => jieba.tag(text, false).filter(({ word }) => word.trim() !== ''),
    cutInside: (word) => jieba.cutForSearch(word, false).filter((part) => part.length > 1 && part !== word),
  }
}
