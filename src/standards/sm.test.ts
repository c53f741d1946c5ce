import { expect, test } from 'vitest'
import { sm2Sign, sm2Verify, sm3, sm4EcbEncrypt } from './index.ts'

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

// The example of GB/T 32918.5 on the recommended curve.
const message = Buffer.from('message digest')
const privateKey = '3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8'
const publicKey = `04${'09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020'}${'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'}`
const signature = `${'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3'}${'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA'}`

test('SM2 verifies the signature of GB/T 32918.5 under the ID of the standard, and no other', () => {
  expect(sm2Verify(message, signature, publicKey)).toBe(true)
  expect(sm2Verify(message, signature, publicKey, 'another signer')).toBe(false)
  expect(sm2Verify(Buffer.from('message digesT'), signature, publicKey)).toBe(false)
  expect(sm2Verify(message, signature.replace(/^F/, 'E'), publicKey)).toBe(false)
})

test('what SM2 signs it verifies; what is no signature or no key is neither, and no breakage', () => {
  const signed = sm2Sign(message, privateKey)
  expect(signed).toMatch(/^[0-9a-f]{128}$/)
  expect(sm2Verify(message, signed, publicKey)).toBe(true)
  for (const bad of ['', 'x'.repeat(128), signed.slice(2), `${signed}00`])
    expect(sm2Verify(message, bad, publicKey)).toBe(false)
  for (const bad of ['', `04${'0'.repeat(128)}`, publicKey.slice(2)])
    expect(sm2Verify(message, signed, bad)).toBe(false)
})
