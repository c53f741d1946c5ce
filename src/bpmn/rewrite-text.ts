/** What is put in place of a part of a text; `from` equals `to` where something is only put in between. `inner`: closest to the text. */
export type Edit = { from: number; to: number; text: string; inner?: true }

const rank = ({ from, to, text, inner }: Edit): number =>
  // What is put in before a part comes before what replaces it.
  to > from ? 4 : text.startsWith(')') ? (inner ? 0 : 1) : text.endsWith('(') ? (inner ? 3 : 2) : 4

/** Applies edits that do not overlap. Of those at one place, what ends a part (`) …`) comes before what begins one (`…(`). */
export function rewriteText(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.from - b.from || rank(a) - rank(b))
  let rewritten = ''
  let at = 0
  for (const edit of sorted) {
    rewritten += text.slice(at, edit.from) + edit.text
    at = edit.to
  }
  return rewritten + text.slice(at)
}
