import { createCipheriv, createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'

// SM2 comes from a package: the runtime's own signer cannot set the signer's ID and fails the vector of the standard.

/** The signer's ID that GM/T 0009 prescribes where parties agreed on no other. */
export const defaultSignerId = '1234567812345678'

/**
 * SM2 signature (GB/T 32918.2-2016, with SM3) of a message: r and s as 128 hexadecimal digits. `privateKey` are 64 hexadecimal digits; each call
 * gives another signature of the same message.
 */
export const sm2Sign = (message: Uint8Array, privateKey: string, signerId = defaultSignerId): string =>
  sm2.doSignature(message, privateKey, { hash: true, userId: signerId })

/** Whether `signature` (r and s, 128 hexadecimal digits) is that of this key: 04 and both coordinates, 130 hexadecimal digits. */
export function sm2Verify(
  message: Uint8Array,
  signature: string,
  publicKey: string,
  signerId = defaultSignerId,
): boolean {
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^04[0-9a-f]{128}$/i.test(publicKey)) return false
  try {
    return sm2.doVerifySignature(message, signature, publicKey, { hash: true, userId: signerId })
  } catch {
    // The package throws for a point that is not on the curve: that is no key, and so nobody's signature.
    return false
  }
}

/** SM3 digest (GB/T 32905-2016) in lower-case hexadecimal, 64 characters. Text is taken as UTF-8. */
export const sm3 = (data: string | Uint8Array): string => createHash('sm3').update(data).digest('hex')

/**
 * SM4 (GB/T 32907-2016) in ECB mode without padding: key of 16 bytes, data a multiple of 16 bytes; throws otherwise.
 * For single blocks such as wrapped keys and for the vectors of the standard; equal blocks show, so never for texts.
 */
export function sm4EcbEncrypt(key: Uint8Array, data: Uint8Array): Buffer {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(data), cipher.final()])
}
