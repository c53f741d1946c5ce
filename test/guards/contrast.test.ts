import { expect, test } from 'vitest'
import { contrast, faintPairs, readTokens } from './contrast.ts'
import { fixture, house, read } from './house.ts'

test('contrast is computed as WCAG says', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2)
})

test('every text of the portal can be read and every focus seen', () => {
  expect(faintPairs(readTokens(read(house, 'src/portal/layout/portal.css')))).toEqual([])
})

test('a pale ink and a pale focus are refused', () => {
  const tokens = readTokens(read(fixture('faint'), 'portal.css'))
  expect(faintPairs(tokens)).toEqual(
    expect.arrayContaining(['ink-2 on paper: 2.32 < 4.5', 'focus on ink: 1.74 < 3', 'seal on paper: no such token']),
  )
})
