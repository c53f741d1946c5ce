import { expect, test } from 'vitest'
import { readSeedEntries } from '../load-seeds.ts'
import type { EntryContent } from './catalogue-entry.ts'
import { checkPaperNumbers, type NumberedPaper } from './check-paper-numbers.ts'

const birth = readSeedEntries('seeds').find((one) => one.entryId === 'S0001')?.content as EntryContent
const [form] = birth.materials
type Papers = Readonly<Record<number, string>>

const published = (...revisions: readonly Papers[]): NumberedPaper[] =>
  revisions.flatMap((papers, at) => Object.entries(papers).map(([no, name]) => ({ revision: at + 1, no: +no, name })))
const check = (papers: Papers, earlier: NumberedPaper[]) => {
  const materials = Object.entries(papers).flatMap(([no, zh]) =>
    form ? [{ ...form, no: +no, name: { zh, en: zh } }] : [],
  )
  return checkPaperNumbers({ ...birth, materials }, earlier).map((one) => [one.rule, one.severity, one.places])
}

test('papers that keep their numbers, in whatever order, and new ones under new numbers are as they should be', () => {
  const earlier = published({ 1: '申请表', 2: '身份证', 3: '照片' })
  expect(check({ 1: '申请表', 2: '身份证', 3: '照片' }, earlier)).toEqual([])
  expect(check({ 3: '照片', 1: '申请表', 4: '户口簿' }, earlier)).toEqual([])
  expect(check({ 1: '申请表' }, [])).toEqual([])
})

test('two papers that change their numbers are errors, both of them', () => {
  const earlier = published({ 1: '申请表', 2: '身份证', 3: '照片' })
  expect(check({ 1: '申请表', 2: '照片', 3: '身份证' }, earlier)).toEqual([
    ['paper-keeps-number', 'error', ['materials/1/no', 'materials/2/no']],
  ])
})

test('the number of a paper that is gone is not given to another, however long it has been gone, and may come back with its paper', () => {
  const earlier = published({ 1: '申请表', 2: '身份证' }, { 1: '申请表' }, { 1: '申请表' })
  expect(check({ 1: '申请表', 2: '照片' }, earlier)).toEqual([['paper-keeps-number', 'error', ['materials/1/no']]])
  expect(check({ 1: '申请表', 2: '身份证' }, earlier)).toEqual([])
})

test('a paper that only has another name is told, and may be published', () => {
  const earlier = published({ 1: '申请表', 2: '身份证' })
  expect(check({ 1: '申请表', 2: '居民身份证' }, earlier)).toEqual([['paper-renamed', 'warning', ['materials/1/name']]])
})
