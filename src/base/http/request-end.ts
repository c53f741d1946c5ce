/**
 * How much of one request has come: its head so far, as bytes, then how many bytes of its body are still to come. Of a whole head: what it
 * says (`asked`, its lines without the empty one), and whether the request must be read while it comes (`isLong`).
 */
export type Ending = {
  head: Buffer
  left: number | null
  asked: string
  isLong: boolean
  isOver: boolean
  isWrong: boolean
}

// What forms and programs send stays below it; files do not.
const longFrom = 65_536

/** Whether a request is read while it comes: a long body, one of no plain length, one whose sender waits to be told to send it. */
export const isLong = (headers: {
  'content-length'?: string | undefined
  'transfer-encoding'?: string | undefined
  expect?: string | undefined
}): boolean =>
  Number(headers['content-length'] ?? 0) > longFrom ||
  headers['transfer-encoding'] !== undefined ||
  headers.expect !== undefined

const headLimit = 16_384
const noBytes = Buffer.alloc(0)
const emptyLine = Buffer.from('\r\n\r\n')
const bareLines = Buffer.from('\n\n')

/** Whether the sender of this head sends the body only when it is told to (100-continue). */
export const waitsToBeTold = (asked: string): boolean => /\r\nexpect:/i.test(asked)
/** Whether nothing more comes on this connection. */
export const isLastRequest = (asked: string): boolean =>
  /\r\nconnection:[ \t]*close/i.test(asked) || /^[^\r]* HTTP\/1\.0/.test(asked)

/**
 * Finds where a request ends, for connections whose requests may be refused unread. It understands just enough of RFC 9112 for that: a
 * head up to the empty line, a body of `content-length`. What has no plain length, or is followed by more at once, is wrong.
 */
export function findEnd(chunk: Buffer, before: Ending | null): Ending {
  if (before !== null && before.left !== null) return { ...before, ...withBody(before.left - chunk.length) }
  const bytes = before === null ? chunk : Buffer.concat([before.head, chunk])
  const at = bytes.indexOf(emptyLine)
  if (at < 0) {
    const isWrong = bytes.length > headLimit || bytes.includes(bareLines)
    return { head: bytes, left: null, asked: '', isLong: false, isOver: false, isWrong }
  }
  const asked = bytes.toString('latin1', 0, at)
  const length = bodyLength(asked)
  if (length === null) return { head: noBytes, left: 0, asked, isLong: true, isOver: false, isWrong: true }
  const isLong = length > longFrom || waitsToBeTold(asked)
  return { head: noBytes, asked, isLong, ...withBody(length - (bytes.length - at - 4)) }
}

const withBody = (left: number) => ({ left, isOver: left === 0, isWrong: left < 0 })

const bodyHeader = /\r\n(?:transfer-encoding:|content-length:(?:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$))?)/i

/** The length of the body that a head announces, in bytes; null when it does not say, once and plainly. */
function bodyLength(head: string): number | null {
  const found = bodyHeader.exec(head)
  if (found === null) return 0
  if (found[1] === undefined || bodyHeader.test(head.slice(found.index + found[0].length))) return null
  return Number(found[1])
}
