/** What is put in place of a part of a text; `from` equals `to` where something is only put in between. */
export type Edit = { from: number; to: number; text: string }

const rank = (text: string): number => (text.startsWith(')') ? 0 : text.endsWith('(') ? 1 : 2)

/** Applies edits that do not overlap. Of those at one place, what ends a part (`) …`) comes before what begins one (`…(`). */
export function rewriteText(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.from - b.from || rank(a.text) - rank(b.text))
  let rewritten = ''
  let at = 0
  for (const edit of sorted) {
    rewritten += text.slice(at, edit.from) + edit.text
    at = edit.to
  }
  return rewritten + text.slice(at)
}
