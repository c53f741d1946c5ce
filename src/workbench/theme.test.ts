import { expect, test } from 'vitest'
import { contrast, themeTokens, tokens } from './theme.ts'

test('black on white has the contrast the standard names', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
})

test.each([
  ['ink', tokens.ink],
  ['secondary ink', tokens.ink2],
  ['links', tokens.act],
  ['pressed links', tokens.act2],
  ['the seal', tokens.seal],
  ['good', tokens.ok],
  ['amber', tokens.amber],
  ['red', tokens.red],
  ['hints inside fields', String(themeTokens.token?.colorTextPlaceholder)],
])('%s can be read on paper and on bands', (_name, colour) => {
  expect(contrast(colour, tokens.paper)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(colour, tokens.paper2)).toBeGreaterThanOrEqual(4.5)
})

test.each([
  ['good', tokens.ok, tokens.okBg],
  ['amber', tokens.amber, tokens.amberBg],
  ['red', tokens.red, tokens.redBg],
  ['chosen', tokens.act, tokens.actBg],
])('a %s state can be read on its own ground', (_name, colour, ground) => {
  expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5)
})

test('the outline of a field stands out against paper at 3:1', () => {
  expect(contrast(tokens.edge, tokens.paper)).toBeGreaterThanOrEqual(3)
})
