import type { parseExpression } from 'feelin'

/** A node of an expression's tree, as the interpreter's own parser gives it. */
export type FeelNode = ReturnType<typeof parseExpression>['topNode']

/** What a node is made of, blanks and comments left out. */
export function partsOf(node: FeelNode): FeelNode[] {
  const parts: FeelNode[] = []
  for (let each = node.firstChild; each !== null; each = each.nextSibling) if (!each.type.isSkipped) parts.push(each)
  return parts
}

/** A name however it is spaced: FEEL takes any blanks between its words for one. */
export const oneSpace = (text: string): string => text.replace(/\s+/g, ' ')

/** Whether a part of the text could not be read. */
export function hasError(tree: FeelNode): boolean {
  const cursor = tree.cursor()
  do if (cursor.type.isError) return true
  while (cursor.next())
  return false
}
