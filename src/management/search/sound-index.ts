import { pinyin } from 'pinyin-pro'
import { isHan } from './normalise.ts'

/**
 * Sounds as people type them: zh/z, ch/c, sh/s and the endings ng/n are one, as they are for most speakers and for typing in
 * haste. Works on whole strings of letters, so that it needs no division into syllables.
 */
export const foldSound = (letters: string): string =>
  letters.replaceAll('zh', 'z').replaceAll('ch', 'c').replaceAll('sh', 's').replaceAll('ng', 'n').replaceAll('ü', 'v')

const readings = new Map<string, string[]>()

/** Every reading of a character, without tones. */
function readCharacter(character: string): string[] {
  const known = readings.get(character)
  if (known !== undefined) return known
  const list = pinyin(character, { toneType: 'none', multiple: true, type: 'array', v: true })
  const made = [...new Set(list.filter((each) => /^[a-zü]+$/.test(each)))]
  // The table never grows beyond the characters there are.
  readings.set(character, made)
  return made
}

/** The readings of a word: the usual one first, then with the other readings of its characters; at most `most`. */
export function readWord(word: string, most = 6): string[][] {
  const usual = pinyin(word, { toneType: 'none', type: 'array', v: true })
  const list = [usual]
  for (const [at, character] of Array.from(word).entries()) {
    for (const other of readCharacter(character)) {
      if (list.length >= most) return list
      if (other !== usual[at]) list.push(usual.map((each, place) => (place === at ? other : each)))
    }
  }
  return list
}

/** A word heard in letters, and whether it was written by its initials only. */
export type Heard = { words: string[]; initials: boolean }

export type SoundIndex = {
  /** Words that sound like this Chinese text: exactly, or folded for three characters and more. */
  findHomophones(text: string): readonly string[]
  /** Letters (pinyin in full or initials; spaces mark possible ends) → the words heard, in order; empty when most of it makes no word. */
  hear(letters: string): Heard[]
}

const sharesCharacter = (a: string, b: string): boolean => Array.from(a).some((character) => b.includes(character))

type Piece = { from: number; words: readonly string[]; initials: boolean; score: number; skipped: number }

/** `words` with the more important ones first: only a few are kept for one sound. */
export function makeSoundIndex(words: readonly string[]): SoundIndex {
  const full = new Map<string, string[]>()
  const exact = new Map<string, string[]>()
  const initials = new Map<string, string[]>()
  let longest = 0
  const put = (map: Map<string, string[]>, key: string, word: string): void => {
    const known = map.get(key)
    if (known === undefined) map.set(key, [word])
    else if (known.length < 6 && !known.includes(word)) known.push(word)
  }
  for (const word of words) {
    if (!isHan(word) || word.length < 2) continue
    for (const [at, syllables] of readWord(word).entries()) {
      const letters = foldSound(syllables.join(''))
      longest = Math.max(longest, letters.length)
      put(full, letters, word)
      if (at === 0) put(exact, syllables.join(' '), word)
      if (word.length > 2 || syllables.length > 2) put(initials, syllables.map((each) => each[0] ?? '').join(''), word)
    }
  }
  return {
    findHomophones(text) {
      const usual = pinyin(text, { toneType: 'none', type: 'array', v: true })
      const same = exact.get(usual.join(' ')) ?? []
      const near = text.length > 2 ? (full.get(foldSound(usual.join(''))) ?? []) : []
      // Whoever hits the wrong key still writes one character right; without that, every sound has a double.
      return [...new Set([...same, ...near])].filter(
        (word) => word.length === text.length && word !== text && sharesCharacter(word, text),
      )
    },
    hear: (letters) => hear(letters, full, initials, longest),
  }
}

/** The best division of the letters into known sounds: longer words count more, letters that fit nowhere cost. */
function hear(
  text: string,
  full: ReadonlyMap<string, readonly string[]>,
  initials: ReadonlyMap<string, readonly string[]>,
  longest: number,
): Heard[] {
  const runs = text.split(' ').filter((run) => run !== '')
  const whole = runs.join('')
  const ends = new Set<number>([0])
  let length = 0
  for (const run of runs) {
    length += run.length
    ends.add(length)
  }
  // Folding shortens the string, so the places are those of the unfolded one and each piece is folded on its own.
  const best: (Piece | undefined)[] = [{ from: -1, words: [], initials: false, score: 0, skipped: 0 }]
  for (let at = 1; at <= whole.length; at += 1) {
    const before = best[at - 1]
    let chosen: Piece | undefined = before && {
      ...before,
      from: at - 1,
      words: [],
      initials: false,
      score: before.score - 1,
      skipped: before.skipped + 1,
    }
    for (let from = Math.max(0, at - longest - 8); from < at - 1; from += 1) {
      const start = best[from]
      if (start === undefined) continue
      const piece = whole.slice(from, at)
      const words = full.get(foldSound(piece))
      const short = words === undefined && ends.has(from) && ends.has(at) ? initials.get(piece) : undefined
      const found = words ?? short
      if (found === undefined) continue
      const score = start.score + (words === undefined ? 0.5 * piece.length : piece.length ** 1.2)
      if (chosen === undefined || score > chosen.score) {
        chosen = { from, words: found, initials: words === undefined, score, skipped: start.skipped }
      }
    }
    best[at] = chosen
  }
  const last = best[whole.length]
  if (last === undefined || last.skipped > whole.length * 0.4) return []
  const heard: Heard[] = []
  for (let piece: Piece | undefined = last; piece !== undefined && piece.from >= 0; piece = best[piece.from]) {
    if (piece.words.length > 0) heard.push({ words: [...piece.words], initials: piece.initials })
  }
  return heard.reverse()
}
