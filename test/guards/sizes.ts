import ts from 'typescript'
import { listSources, read } from './house.ts'

/** What one sitting can read: a file of 300 lines, a function of 40 (its inner functions counted with it). */
export const mostLinesOfFile = 300
export const mostLinesOfFunction = 40

export type Size = { what: string; lines: number }

/** The files and functions of a text that are longer than that: `path` for the file, `path: name` for a function. */
export function oversized(path: string, text: string): Size[] {
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line
  const found = new Map<string, number>()
  const lines = text.trimEnd().split('\n').length
  if (lines > mostLinesOfFile) found.set(path, lines)
  const see = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const length = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1
      const what = `${path}: ${nameOf(node)}`
      if (length > mostLinesOfFunction) found.set(what, Math.max(length, found.get(what) ?? 0))
      return
    }
    ts.forEachChild(node, see)
  }
  see(file)
  return [...found].map(([what, lines]) => ({ what, lines }))
}

/** What people call an outermost function: its own name, or that of the constant, field or call that holds it. */
function nameOf(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) {
      if (at.name !== undefined) return at.name.getText()
    } else if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at)) return at.name.getText()
  }
  return 'a function without a name'
}

export const listOversized = (root: string): Size[] =>
  listSources(root).flatMap((path) => oversized(path, read(root, path)))

/**
 * Compares what is too long with the exceptions that were there when the rule was made: nothing new, nothing grown, and none
 * kept that is not needed any more.
 */
export function sizeFaults(found: readonly Size[], exceptions: ReadonlyMap<string, number>): string[] {
  const now = new Map(found.map((one) => [one.what, one.lines]))
  return [
    ...found.flatMap(({ what, lines }) => {
      const allowed = exceptions.get(what)
      if (allowed === undefined) return [`${what} has ${lines} lines: divide it`]
      return lines > allowed ? [`${what} grew from ${allowed} to ${lines} lines: divide it`] : []
    }),
    ...[...exceptions.keys()].flatMap((what) => (now.has(what) ? [] : [`${what} is short now: take it off the list`])),
  ]
}
