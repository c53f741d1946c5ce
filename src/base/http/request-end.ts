/** How much of one request has come: its head so far, then how many bytes of its body are still to come. */
export type Ending = { head: string; left: number | null; isOver: boolean; isWrong: boolean }

const headLimit = 16_384
const beginning: Ending = { head: '', left: null, isOver: false, isWrong: false }

/**
 * Finds where a request ends, for connections whose requests are refused unread. It understands just enough of RFC 9112 for that: a
 * head up to the empty line, a body of `content-length`. What has no plain length, or is followed by more at once, is wrong:
 * then the connection is closed, which is an answer too.
 */
export function findEnd(chunk: Buffer, before: Ending | null): Ending {
  const { head, left } = before ?? beginning
  if (left !== null) return withBody(head, left - chunk.length)
  const text = head + chunk.toString('latin1')
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return { head: text, left: null, isOver: false, isWrong: text.length > headLimit }
  const whole = text.slice(0, at)
  if (/\r\ntransfer-encoding:/i.test(whole)) return { head: whole, left: 0, isOver: false, isWrong: true }
  const length = /\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*(?:\r\n|$)/i.exec(whole)?.[1] ?? '0'
  return withBody(whole, Number(length) - (text.length - at - 4))
}

const withBody = (head: string, left: number): Ending => ({ head, left, isOver: left === 0, isWrong: left < 0 })
