import { basename, dirname, join } from 'node:path'
import ts from 'typescript'
import { listFiles, listSources, read } from './house.ts'
import { fieldModules } from './ladder.ts'

const parse = (root: string, path: string): ts.SourceFile =>
  ts.createSourceFile(
    path,
    read(root, path),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

/** The files named like their folder, in the field modules: handling/case-file/case-file.ts. */
export const listHearts = (root: string): string[] =>
  listSources(root).filter(
    (path) =>
      fieldModules.some((folder) => path.startsWith(`src/${folder}/`)) &&
      basename(path, '.ts') === basename(dirname(path)) &&
      path.split('/').length === 4,
  )

// What makes a function depend on when and where it runs. Time and chance come in as arguments.
const impure = /^(Date\.now|Temporal\.Now\b.*|Math\.random|crypto\..*|performance\.now|process\.env|console\..*|fetch)$/

/** Hearts wait for nothing and ask no clock: `await`, `async`, `new Date()`, `Temporal.Now`, `Math.random` and the like. */
export function impureHearts(root: string): string[] {
  return listHearts(root).flatMap((path) => {
    const found = new Set<string>()
    visit(parse(root, path), (node) => {
      if (ts.isAwaitExpression(node)) found.add('await')
      if (node.kind === ts.SyntaxKind.AsyncKeyword) found.add('async')
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
        found.add('new Date()')
      if (ts.isPropertyAccessExpression(node) && impure.test(node.getText())) found.add(node.getText())
      if (ts.isCallExpression(node) && impure.test(node.expression.getText())) found.add(node.expression.getText())
    })
    return [...found].map((what) => `${path}: ${what}`)
  })
}

const builders = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'executeQuery'])
const looksLikeSql = /^\s*(select|insert into|update|delete from|with|create|alter|drop|truncate)\s/i

/** SQL outside *-store.ts and base/: the `sql` tag, the query builder, or a text handed to `query()`. */
export function strayingSql(root: string): string[] {
  const free = (path: string) => path.startsWith('src/base/') || path.endsWith('-store.ts')
  return listSources(root)
    .filter((path) => !free(path))
    .flatMap((path) => {
      const found = new Set<string>()
      visit(parse(root, path), (node) => {
        if (ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'sql') found.add('imports sql')
        if (ts.isPropertyAccessExpression(node) && builders.has(node.name.text)) found.add(node.name.text)
        if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
        const [text] = node.arguments
        if (
          node.expression.name.text === 'query' &&
          text &&
          ts.isStringLiteralLike(text) &&
          looksLikeSql.test(text.text)
        ) {
          found.add(`query('${text.text}')`)
        }
      })
      return [...found].map((what) => `${path}: ${what}`)
    })
}

const drawers = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'types',
  'service',
  'services',
  'manager',
  'impl',
])

/** Files and folders in src/ whose name is a drawer and not a thing: utils, foo-helper.ts, case-manager/ … */
export function drawerNames(root: string): string[] {
  // Words of the law and of BPMN are no drawers: a service item, a service centre, a service point, a service task.
  const lawful = /^service-(item|centre|point|task)(-|$)/
  return listFiles(root, 'src').filter((path) =>
    path
      .split('/')
      .slice(1)
      .map((part) => part.replace(/\..*$/, ''))
      .some((name) => !lawful.test(name) && name.split('-').some((word) => drawers.has(word))),
  )
}

// A catalogue entry of the seeds (S0001), or an implementation or handling item code (credit code, level, basic code).
const itemCode = /\bS\d{4}\b|\b[0-9A-HJ-NPQRTUWXY]{18}[1-7]\d{12}(\d{2})?\b/

/** Places in src/ that name one item: differences between items are data. */
export function namedItems(root: string): string[] {
  return listSources(root).flatMap((path) => {
    const found = new Set<string>()
    visit(parse(root, path), (node) => {
      if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) return
      const code = itemCode.exec(node.text)
      if (code) found.add(code[0])
    })
    return [...found].map((code) => `${path}: ${code}`)
  })
}

/** The types and interfaces that a file exports, its own and those it passes on. */
export function exportedTypes(root: string, path: string): string[] {
  return parse(root, path).statements.flatMap((statement): string[] => {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
    if (exported && (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)))
      return [statement.name.text]
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return []
    return statement.exportClause.elements
      .filter((element) => statement.isTypeOnly || element.isTypeOnly)
      .map((element) => element.name.text)
  })
}

/** The words that the house speaks: nouns of the field modules and the exported types of their hearts. */
export function spokenWords(root: string): { word: string; where: string }[] {
  const files = listSources(root).filter((path) => fieldModules.some((folder) => path.startsWith(`src/${folder}/`)))
  const folders = new Set(
    files.filter((path) => path.split('/').length > 3).map((path) => path.split('/').slice(0, 3).join('/')),
  )
  const nouns = [...folders].map((folder) => ({ word: basename(folder), where: folder }))
  const types = listHearts(root).flatMap((path) => exportedTypes(root, path).map((word) => ({ word, where: path })))
  return [...nouns, ...types]
}

/** `case-file`, `CaseFile` and `caseFile` are one word. */
export const plain = (word: string): string => word.replaceAll('-', '').toLowerCase()

/** The words of docs/glossary.md: what stands in backticks in the second column, beside Chinese in the first. */
export function glossaryWords(text: string): Set<string> {
  const rows = text.split('\n').flatMap((line) => {
    const [, chinese = '', words = ''] = line.split('|')
    return /\p{Script=Han}/u.test(chinese) ? [words] : []
  })
  return new Set(rows.flatMap((words) => [...words.matchAll(/`([^`]+)`/g)].map(([, word = '']) => plain(word))))
}

/** Words that the house speaks and the glossary lacks. */
export function unexplainedWords(root: string): string[] {
  const known = glossaryWords(read(root, join('docs', 'glossary.md')))
  return spokenWords(root)
    .filter(({ word }) => !known.has(plain(word)))
    .map(({ word, where }) => `${where}: ${word}`)
}
