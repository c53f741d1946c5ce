import { expect, test } from 'vitest'
import { renderMoves } from '../../scripts/docs/render-moves.ts'
import { dumpSchema, sql } from '../../src/base/index.ts'
import { freshDatabase } from '../helpers/database.ts'
import { brokenLinks, changelogProblems } from './documents.ts'
import { fixture, house, read } from './house.ts'

test('docs/schema.sql is what the migrations make (npm run db:dump)', async () => {
  const { db } = await freshDatabase()
  expect(await dumpSchema(db)).toBe(read(house, 'docs/schema.sql'))
  await sql`alter table events add column extra text`.execute(db)
  expect(await dumpSchema(db)).not.toBe(read(house, 'docs/schema.sql'))
})

test('docs/moves.md is what the tables of moves and roles say (npm run docs)', () => {
  const moves = read(house, 'docs/moves.md')
  expect(renderMoves()).toBe(moves)
  expect(moves).toContain('submitted --> accepted: accept')
})

test('documents point at files that exist', () => {
  expect(brokenLinks(house)).toEqual([])
  expect(brokenLinks(fixture('broken-link'))).toEqual(['docs/guide.md: gone.md', 'docs/guide.md: src/gone.ts'])
})

test('both READMEs name the same commands', () => {
  const commands = (text: string) => new Set(text.match(/\bnpm (start|test|run [\w:]+)/g))
  expect(commands(read(house, 'README.zh-CN.md'))).toEqual(commands(read(house, 'README.md')))
})

test('every script named in a document exists', () => {
  const { scripts } = JSON.parse(read(house, 'package.json')) as { scripts: Record<string, string> }
  const named = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'docs/operate.md', 'docs/install.md'].flatMap(
    (path) => [...read(house, path).matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = '']) => name),
  )
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('the table of settings in docs/operate.md is complete', () => {
  const settings = [...read(house, 'src/base/config/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+): z/gm)].map(
    ([, name]) => name,
  )
  const described = [...read(house, 'docs/operate.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, name]) => name)
  expect(settings.length).toBeGreaterThan(10)
  expect(described.toSorted()).toEqual(settings.toSorted())
})

test('a version is released only when nothing is pending', () => {
  const { version } = JSON.parse(read(house, 'package.json')) as { version: string }
  expect(changelogProblems(read(house, 'CHANGELOG.md'), version)).toEqual([])
  expect(changelogProblems('## Pending\n## 0.2.0\n## 0.1.0\n', '0.2.0')).toEqual([
    '0.2.0 is released, and notes are pending',
  ])
  expect(changelogProblems('## 0.1.0\n', '0.2.0')).toEqual(['0.2.0 is neither pending nor released'])
  expect(changelogProblems('## 0.2.0\n## 0.1.0\n', '0.2.0')).toEqual([])
})
