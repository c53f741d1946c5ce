/**
 * How much of one request has come: its head so far, as bytes, then how many bytes of its body are still to come. Of a whole head: its
 * first line (`asked`), whether the request must be read while it comes (`isLong`), whether its sender waits to be told to send the body
 * (`waits`, 100-continue), and whether nothing more comes on this connection (`isLast`).
 */
export type Ending = Head & { head: Buffer; left: number | null; isOver: boolean; isWrong: boolean }
type Head = { asked: string; isLong: boolean; waits: boolean; isLast: boolean }

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

const nothing: Head = { asked: '', isLong: false, waits: false, isLast: false }

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
    return { ...nothing, head: bytes, left: null, isOver: false, isWrong }
  }
  return readHead(bytes.toString('latin1', 0, at), bytes.length - at - 4)
}

const withBody = (left: number) => ({ left, isOver: left === 0, isWrong: left < 0 })

const telling =
  /\r\n(?:(transfer-encoding|expect):|connection:[ \t]*(close)|(content-length):(?:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$))?)/gi

/** A whole head in one pass; `come`: how many bytes came behind it. */
function readHead(head: string, come: number): Ending {
  let [length, isToldLength, waits, isLast]: [number | null, boolean, boolean, boolean] = [0, false, false, false]
  telling.lastIndex = 0
  for (let found = telling.exec(head); found !== null; found = telling.exec(head)) {
    const [, other, close, named, digits] = found
    if (close !== undefined) isLast = true
    else if (other?.toLowerCase() === 'expect') waits = true
    else {
      length = named === undefined || digits === undefined || isToldLength ? null : Number(digits)
      isToldLength = true
    }
  }
  const lineEnd = head.indexOf('\r\n')
  const asked = lineEnd < 0 ? head : head.slice(0, lineEnd)
  const left = length === null ? 0 : length - come
  return {
    head: noBytes,
    asked,
    isLong: length === null || length > longFrom || waits,
    waits,
    isLast: isLast || asked.endsWith(' HTTP/1.0'),
    left,
    isOver: length !== null && left === 0,
    isWrong: length === null || left < 0,
  }
}
