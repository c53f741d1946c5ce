import { createHmac, timingSafeEqual } from 'node:crypto'

// No 0/O, 1/I/L: people copy these from paper.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/**
 * The word that goes with a case number to follow a case, or verify its result, without signing in. Computed from a secret of
 * the server's, so that nothing has to be stored and a lost word can be shown again: 8 characters, about 39 bits.
 */
export function checkWordOf(secret: string, use: 'follow' | 'verify', caseNo: string): string {
  const bytes = createHmac('sha256', secret).update(`${use} ${caseNo}`).digest()
  return Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % alphabet.length]).join('')
}

export function isCheckWord(secret: string, use: 'follow' | 'verify', caseNo: string, typed: string): boolean {
  const right = Buffer.from(checkWordOf(secret, use, caseNo))
  const given = Buffer.from(typed.trim().toUpperCase())
  return given.length === right.length && timingSafeEqual(given, right)
}
