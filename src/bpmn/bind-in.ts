import { type FeelNode, partsOf } from './feel-node.ts'
import { type Edit, rewriteText } from './rewrite-text.ts'

const joins = new Set(['Conjunction', 'Disjunction'])

/**
 * The interpreter reads `kind in [1, 2] or urgent` as `kind in ([1, 2] or urgent)`. Everybody else means `(kind in [1, 2]) or urgent`, and so
 * does DMN 1.3 (10.3.1.2): what is tested is put in brackets. `parse` reads a text as the caller will.
 */
export function bindIn(text: string, parse: (text: string) => FeelNode): string {
  if (!/\bin\b/.test(text) || !/\b(?:and|or)\b/.test(text)) return text
  const edits: Edit[] = []
  const cursor = parse(text).cursor()
  do edits.push(...bracket(cursor.node))
  while (cursor.next())
  return rewriteText(text, edits)
}

function bracket(node: FeelNode): Edit[] {
  const [, operation, test] = node.name === 'Comparison' ? partsOf(node) : []
  if (operation?.name !== 'in' || test?.name !== 'PositiveUnaryTest') return []
  const [asked] = partsOf(test)
  const compared = asked?.name === 'SimplePositiveUnaryTest' ? partsOf(asked)[1] : asked
  if (compared === undefined || !joins.has(compared.name)) return []
  let first: FeelNode = compared
  for (let inner = partsOf(first)[0]; inner !== undefined && joins.has(first.name); inner = partsOf(first)[0])
    first = inner
  return [
    { from: node.from, to: node.from, text: ' (' },
    { from: first.to, to: first.to, text: ') ' },
  ]
}
