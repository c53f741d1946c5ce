import { expect, test } from 'vitest'
import { fixture, house } from './house.ts'
import {
  drawerNames,
  impureHearts,
  listHearts,
  namedItems,
  spokenWords,
  strayingSql,
  unexplainedWords,
} from './source.ts'

test('hearts wait for nothing and ask no clock', () => {
  expect(listHearts(house).length).toBeGreaterThan(10)
  expect(impureHearts(house)).toEqual([])
  expect(impureHearts(fixture('impure-heart'))).toEqual([
    'src/handling/ticket/ticket.ts: async',
    'src/handling/ticket/ticket.ts: await',
    'src/handling/ticket/ticket.ts: new Date()',
    'src/handling/ticket/ticket.ts: Date.now',
    'src/handling/ticket/ticket.ts: Temporal.Now.instant',
    'src/handling/ticket/ticket.ts: Temporal.Now',
    'src/handling/ticket/ticket.ts: Math.random',
  ])
})

test('SQL stands in stores and in base, nowhere else', () => {
  expect(strayingSql(house)).toEqual([])
  expect(strayingSql(fixture('straying-sql'))).toEqual([
    'src/portal/page.ts: imports sql',
    'src/portal/page.ts: selectFrom',
    "src/portal/page.ts: query('select 1')",
  ])
})

test('no file or folder of src is a drawer', () => {
  expect(drawerNames(house)).toEqual([])
  expect(drawerNames(fixture('drawers'))).toEqual([
    'src/base/types.ts',
    'src/handling/case-file/case-file-service.ts',
    'src/portal/utils/dates.ts',
  ])
})

test('the code names no item: differences between items are data', () => {
  expect(namedItems(house)).toEqual([])
  expect(namedItems(fixture('named-item'))).toEqual([
    'src/handling/fire-safety.ts: S0049',
    'src/handling/fire-safety.ts: 11410800MA0000007L3410123001000',
  ])
})

test('every noun of the field and every type of a heart is a word of the glossary', () => {
  expect(spokenWords(house).length).toBeGreaterThan(50)
  expect(unexplainedWords(house)).toEqual([])
  expect(unexplainedWords(fixture('unexplained-word'))).toEqual([
    'src/handling/dossier: dossier',
    'src/handling/dossier/dossier.ts: DossierThing',
  ])
})
