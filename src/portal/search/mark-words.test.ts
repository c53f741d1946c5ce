import { expect, test } from 'vitest'
import { markedStretches } from './mark-words.tsx'

const marked = (name: string, ...words: string[]) =>
  markedStretches(name, words).map(([from, to]) => name.slice(from, to))

test('what was asked for is marked in a name even where it was said in other words around it', () => {
  expect(marked('出生登记（新生儿落户）', '孩子', '刚出生', '上户口')).toEqual(['出生'])
  expect(marked('户口登记项目变更更正（姓名变更）', '上户口', '改姓名')).toEqual(['户口', '姓名'])
  expect(marked('居民身份证补领（丢失补领）', '身份证', '补领')).toEqual(['身份证补领', '补领'])
})

test('one character alone, a mark of punctuation, or part of a Latin word is not marked', () => {
  expect(marked('食品经营许可', '品')).toEqual([])
  expect(marked('（新办）', '（新')).toEqual([])
  expect(marked('Registration of a firm', 'of', 'reg')).toEqual([])
  expect(marked('Ordinary passport', 'passport')).toEqual(['passport'])
})

test('where nothing was asked or nothing fits, nothing is marked', () => {
  expect(marked('食品经营许可')).toEqual([])
  expect(marked('食品经营许可', '')).toEqual([])
})
