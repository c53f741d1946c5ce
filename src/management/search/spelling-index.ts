/** Words found although a character is missing, too many, wrong, or two have changed places. */
export type SpellingIndex = { findNear(text: string): readonly string[] }

const longestWord = 9

/** `words` of three characters (letters: five) and more; shorter ones have too many neighbours to be guessed. */
export function makeSpellingIndex(words: readonly string[], shortest: number): SpellingIndex {
  const known = new Set<string>()
  const without = new Map<string, string[]>()
  for (const word of words) {
    if (word.length < shortest || word.length > longestWord * 2 || known.has(word)) continue
    known.add(word)
    for (const shorter of dropOne(word)) {
      const list = without.get(shorter)
      if (list === undefined) without.set(shorter, [word])
      else if (list.length < 8 && !list.includes(word)) list.push(word)
    }
  }
  return {
    findNear(text) {
      if (text.length < shortest - 1 || known.has(text)) return []
      const found = new Set<string>(text.length < shortest && shortest > 3 ? [] : (without.get(text) ?? []))
      for (const shorter of dropOne(text)) {
        if (known.has(shorter)) found.add(shorter)
        if (text.length >= shortest)
          for (const word of without.get(shorter) ?? []) if (isNear(text, word)) found.add(word)
      }
      return [...found]
    },
  }
}

function dropOne(word: string): Set<string> {
  const list = new Set<string>()
  for (let at = 0; at < word.length; at += 1) list.add(word.slice(0, at) + word.slice(at + 1))
  return list
}

/** Of equal length: one character differs, or two neighbours have changed places. */
function isNear(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const different: number[] = []
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) different.push(at)
  const [first, second] = different
  if (different.length <= 1) return true
  return (
    different.length === 2 &&
    first !== undefined &&
    second === first + 1 &&
    a[first] === b[second] &&
    a[second] === b[first]
  )
}
