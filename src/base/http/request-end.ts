/**
 * How much of one request has come: its head so far, as bytes, then how many bytes of its body are still to come. Asked of a whole head:
 * `isApi`, whether a program asks (a path under /api/) and not a person with a browser; `isLong`, whether it must be read while it comes.
 */
export type Ending = {
  head: Buffer
  left: number | null
  isApi: boolean
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

/**
 * Finds where a request ends, for connections whose requests may be refused unread. It understands just enough of RFC 9112 for that: a
 * head up to the empty line, a body of `content-length`. What has no plain length, or is followed by more at once, is wrong.
 */
export function findEnd(chunk: Buffer, before: Ending | null): Ending {
  if (before !== null && before.left !== null) return { ...before, ...withBody(before.left - chunk.length) }
  const bytes = before === null ? chunk : Buffer.concat([before.head, chunk])
  const at = bytes.indexOf(emptyLine)
  if (at < 0)
    return { head: bytes, left: null, isApi: false, isLong: false, isOver: false, isWrong: bytes.length > headLimit }
  const head = bytes.toString('latin1', 0, at)
  const isApi = /^[A-Z]+ \/api\//.test(head)
  const length = bodyLength(head)
  if (length === null) return { head: noBytes, left: 0, isApi, isLong: true, isOver: false, isWrong: true }
  const isLong = length > longFrom || /\r\nexpect:/i.test(head)
  return { head: noBytes, isApi, isLong, ...withBody(length - (bytes.length - at - 4)) }
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
