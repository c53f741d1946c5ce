import { expect, test } from 'vitest'
import { house, listSources, read } from './house.ts'
import { listOversized, oversized, sizeFaults } from './sizes.ts'

// The exceptions of the day the rule was made, each with its length then. A line may go or its number may shrink.
const exceptions = new Map(
  read(house, 'test/guards/sizes.txt')
    .split('\n')
    .flatMap((line): [string, number][] => {
      const [, lines, what] = /^(\d+) (\S.*)$/.exec(line) ?? []
      return what === undefined ? [] : [[what, Number(lines)]]
    }),
)

test('files have at most 300 lines and functions 40, save the exceptions, which only shrink', () => {
  expect(listSources(house).length).toBeGreaterThan(200)
  expect(sizeFaults(listOversized(house), exceptions)).toEqual([])
})

const lines = (count: number): string => 'a()\n'.repeat(count)

test('the guard sees a long file, and a long function however it is written', () => {
  expect(oversized('src/a.ts', lines(300))).toEqual([])
  expect(oversized('src/a.ts', lines(301))).toEqual([{ what: 'src/a.ts', lines: 301 }])
  expect(oversized('src/a.ts', `function ask() {\n${lines(38)}}`)).toEqual([])
  for (const [head, tail] of [
    ['export function ask() {', '}'],
    ['const ask = () => {', '}'],
    ['const ask = async function () {', '}'],
    ['const desk = {\n ask() {', '}\n}'],
    ['const desk = {\n ask: () => {', '}\n}'],
    ['class Desk {\n ask() {', '}\n}'],
    // An inner function is part of the one around it.
    ['function ask() { return () => {', '}}'],
  ])
    expect(oversized('src/a.ts', `${head}\n${lines(39)}${tail}`), head).toEqual([{ what: 'src/a.ts: ask', lines: 41 }])
})

test('a new excess, a grown one, and an exception that nobody needs are faults', () => {
  const listed = new Map([
    ['src/a.ts', 310],
    ['src/b.ts', 320],
    ['src/c.ts', 330],
  ])
  const found = [
    { what: 'src/a.ts', lines: 311 },
    { what: 'src/b.ts', lines: 305 },
    { what: 'src/d.ts', lines: 301 },
  ]
  expect(sizeFaults(found, listed)).toEqual([
    'src/a.ts grew from 310 to 311 lines: divide it',
    'src/d.ts has 301 lines: divide it',
    'src/c.ts is short now: take it off the list',
  ])
})
