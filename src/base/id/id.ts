import { createHash, randomBytes, randomUUID } from 'node:crypto'

let lastMs = -1
let counter = 0

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter that keeps ids made in the same
 * millisecond in order, then random bits. Ordered ids keep B-tree inserts at the right edge.
 */
export function uuidv7(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds
  // randomUUID draws from a store of random bytes; asking the system for each id costs more than the rest of it.
  const random = randomUUID()
  counter = ms === lastMs ? (counter + 1) & 0xfff : Number.parseInt(random.slice(0, 2), 16) & 0x7f
  lastMs = ms
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${random.slice(19)}`
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (text: string): boolean => uuidShape.test(text)

/** A secret for a cookie or a one-time link: 256 bits, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret: its digest, so that a stolen table opens nothing. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

// No 0/O, 1/I/L: people copy these from paper.
const checkWordAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** A short word to follow a case or verify a paper without signing in: 8 characters, 39 bits. */
export const newCheckWord = (): string =>
  Array.from(randomBytes(8), (byte) => checkWordAlphabet[byte % checkWordAlphabet.length]).join('')
