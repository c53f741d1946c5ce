import ts from 'typescript'
import { listSources, read } from './house.ts'

const nameOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) ? property.name.text : ''

/** What a literal says, placeholders left out; null for anything computed. */
function sayingOf(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('')
  return null
}

type Said = { path: string; zh: string; en: string }

/** Everything that is said as `{ zh, en }`. */
function saidIn(root: string): Said[] {
  return listSources(root).flatMap((path) => {
    const found: Said[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const values = new Map(
          node.properties.flatMap((property): [string, string][] => {
            const said = ts.isPropertyAssignment(property) ? sayingOf(property.initializer) : null
            return said === null ? [] : [[nameOf(property), said]]
          }),
        )
        const [zh, en] = [values.get('zh'), values.get('en')]
        if (zh !== undefined && en !== undefined) found.push({ path, zh, en })
      }
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, read(root, path), ts.ScriptTarget.Latest, true))
    return found
  })
}

/**
 * Texts in two languages that are in fact in one: the English has Chinese words in it, or either is empty. Quoted Chinese in English is
 * fine where it names what the law calls something, “…” or (…), and so is a single character.
 */
export const halfTranslated = (root: string): string[] =>
  saidIn(root)
    .filter(({ zh, en }) => {
      const bare = en.replace(/“[^”]*”|"[^"]*"|\([^)]*\)/g, '')
      return (zh.trim() === '') !== (en.trim() === '') || /\p{Script=Han}{2}/u.test(bare)
    })
    .map(({ path, zh, en }) => `${path}: ${en || zh}`)

/** Chinese sentences with the narrow marks of English beside their characters. */
export const narrowMarks = (root: string): string[] =>
  saidIn(root)
    .filter(({ zh }) => /[\p{Script=Han}”》）][,;:]|[,;:][\p{Script=Han}“《（]/u.test(zh))
    .map(({ path, zh }) => `${path}: ${zh}`)
