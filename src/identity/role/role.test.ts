import { expect, test } from 'vitest'
import { covers, reaches, scopePrefix } from './role.ts'

test('a scope is the part of a division code that is not padding', () => {
  expect(scopePrefix('410000000000')).toBe('41')
  expect(scopePrefix('410800000000')).toBe('4108')
  expect(scopePrefix('410802000000')).toBe('410802')
  expect(scopePrefix('410802001000')).toBe('410802001')
  expect(scopePrefix('410802001001')).toBe('410802001001')
})

test('a city officer covers every county of the city and no other city', () => {
  expect(covers('410800000000', '410882003001')).toBe(true)
  expect(covers('410800000000', '410100000000')).toBe(false)
})

test('a county officer does not cover the neighbouring county', () => {
  expect(covers('410802000000', '410803001000')).toBe(false)
})

test('a role bound to an authority reaches that authority only', () => {
  const held = [{ role: 'examiner', divisionCode: '410802000000', authorityCode: 'A' }] as const
  expect(reaches(held, 'examiner', { divisionCode: '410802000000', authorityCode: 'A' })).toBe(true)
  expect(reaches(held, 'examiner', { divisionCode: '410802000000', authorityCode: 'B' })).toBe(false)
  expect(reaches(held, 'decider', { divisionCode: '410802000000', authorityCode: 'A' })).toBe(false)
})
