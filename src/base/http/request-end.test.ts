import { expect, test } from 'vitest'
import { findEnd } from './request-end.ts'

test('the end of a request is found however its bytes come apart', () => {
  const whole = Buffer.from('POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345')
  for (let cut = 1; cut < whole.length; cut++) {
    const first = findEnd(whole.subarray(0, cut), null)
    expect(first).toMatchObject({ isOver: false, isWrong: false })
    expect(findEnd(whole.subarray(cut), first)).toMatchObject({ isOver: true, isWrong: false })
  }
})

test('a length that is said twice, or not plainly, is none to go by', () => {
  for (const headers of [
    'content-length: 3\r\nContent-Length: 5',
    'content-length: 3\r\ntransfer-encoding: chunked',
    'content-length: +3',
    'content-length: 3, 3',
    'content-length:',
  ])
    expect(findEnd(Buffer.from(`POST /a HTTP/1.1\r\n${headers}\r\n\r\nabc`), null)).toMatchObject({ isWrong: true })
})
