import { expect, test } from 'vitest'
import { sm3, sm4EcbEncrypt } from './index.ts'

test('SM3 gives the two digests of GB/T 32905', () => {
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3(Buffer.from('abcd'.repeat(16)))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('SM4 gives the block of GB/T 32907, and refuses what is no whole block', () => {
  const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  expect(sm4EcbEncrypt(block, block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  expect(() => sm4EcbEncrypt(block, block.subarray(1))).toThrow()
  expect(() => sm4EcbEncrypt(block.subarray(1), block)).toThrow()
})
