import { createCipheriv, createHash } from 'node:crypto'

// SM2 signatures (GB/T 32918) are not here yet: the runtime's own signer cannot set the signer's ID and fails the vector
// of the standard, so they come with a package of their own.

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
