import { expect, test } from 'vitest'
import { cleanText, cleanTexts } from './clean-text.ts'

test('what people write stays: every script, emoji, tabs and empty lines', () => {
  const written = '王𠮷 👨‍👩‍👧 é\t一\n\n二 عربي'
  expect(cleanText(written)).toBe(written)
})

test('a line break is one character, whichever way it was sent', () => {
  expect(cleanText('一\r\n二\r三\n四')).toBe('一\n二\n三\n四')
})

test('what cannot be written down goes: half a character, control characters, turned directions', () => {
  expect(cleanText('a\u0000b\u202ec\u2067d\u007fe\u000bf')).toBe('abcdef')
  expect(cleanText('半\ud83d')).toBe('半\ufffd')
})

test('lists and records are cleaned throughout; numbers and files are let be', () => {
  const file = new File(['x'], 'a')
  const cleaned = cleanTexts({ a: ['x\u0000', 1, null], b: { c: 'y\r\n' }, file }) as { file: File }
  expect(cleaned).toEqual({ a: ['x', 1, null], b: { c: 'y\n' }, file })
  expect(cleaned.file).toBe(file)
  expect(cleanTexts(Object.assign(Object.create(null), { a: '\u0000b' }))).toEqual({ a: 'b' })
})
