import type { ReactNode } from 'react'

const han = /\p{Script=Han}/u
const latinWord = /[\p{Script=Latin}\d]+/gu

/**
 * Which stretches of a name the reader asked for: `[from, to)` offsets in order, touching ones joined. Chinese has no spaces, so
 * two characters in a row that both texts hold count (户口 in 上户口); of other writing a whole word of three letters or more.
 */
export function markedStretches(name: string, words: readonly string[]): [number, number][] {
  const isMarked = Array.from({ length: name.length }, () => false)
  const mark = (from: number, to: number) => isMarked.fill(true, from, to)
  for (let at = 0; at + 1 < name.length; at += 1) {
    const pair = name.slice(at, at + 2)
    if (han.test(pair.charAt(0)) && han.test(pair.charAt(1)) && words.some((word) => word.includes(pair)))
      mark(at, at + 2)
  }
  const asked = new Set(words.flatMap((word) => word.toLowerCase().match(latinWord) ?? []))
  for (const { 0: word, index } of name.matchAll(latinWord)) {
    if (word.length > 2 && asked.has(word.toLowerCase())) mark(index, index + word.length)
  }
  const stretches: [number, number][] = []
  for (let at = 0; at < name.length; at += 1) {
    const last = stretches.at(-1)
    if (!isMarked[at]) continue
    if (last?.[1] === at) last[1] = at + 1
    else stretches.push([at, at + 1])
  }
  return stretches
}

/** A name with what was asked for marked, and nothing else touched. */
export function markWords(name: string, words: readonly string[]): ReactNode {
  const parts: ReactNode[] = []
  let done = 0
  for (const [from, to] of markedStretches(name, words)) {
    parts.push(name.slice(done, from), <mark key={from}>{name.slice(from, to)}</mark>)
    done = to
  }
  return [...parts, name.slice(done)]
}
