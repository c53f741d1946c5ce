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

test('what a head says is read in whatever order and case it says it', () => {
  const said = (lines: string[]) => findEnd(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), null)
  const first = 'POST /a HTTP/1.1'
  const plain = { asked: first, isLong: false, waits: false, isLast: false, isOver: true }
  expect(said([first, 'content-length: 0', 'connection: keep-alive', 'x: expect: connection: close'])).toMatchObject(
    plain,
  )
  expect(said([first])).toMatchObject(plain)
  expect(said([first, 'Connection: Close', 'Content-Length: 5'])).toMatchObject({
    isLast: true,
    left: 5,
    isLong: false,
  })
  expect(said([first, 'CONTENT-LENGTH:5', 'EXPECT: 100-continue', 'connection:close'])).toMatchObject({
    left: 5,
    waits: true,
    isLast: true,
    isLong: true,
  })
  expect(said([first, 'content-length: 70000'])).toMatchObject({ left: 70_000, waits: false, isLong: true })
  expect(said(['GET / HTTP/1.0'])).toMatchObject({ isLast: true, isOver: true })
})
