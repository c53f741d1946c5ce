import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { asking, crowded, speak } from '../../../test/helpers/crowd.ts'

test('a connection that was refused is served as soon as there is room, with nothing of its request lost', async () => {
  const { port, ask, letOneGo } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  const socket = connect(port, '127.0.0.1')
  const heard: string[] = []
  socket.on('data', (chunk) => void heard.push(String(chunk)))
  socket.write('POST /api/v1/cases HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n01234')
  await setTimeout(50)
  socket.write('56789')
  await expect.poll(() => heard.join('')).toContain('503 Service Unavailable')
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
  socket.write('POST /again HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc')
  await letOneGo()
  await expect.poll(() => heard.join('')).toContain('done /again')
  socket.destroy()
})

test('whoever was served and asks again while the line is full is refused on the same connection, and served on it afterwards', async () => {
  const { port, ask, letOneGo, reached } = await crowded()
  const { socket, hears, isClosed } = speak(port)
  socket.write(asking('/a'))
  await letOneGo()
  await hears('done /a')
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  socket.write(asking('/refused', 'abc'))
  await hears('503 Service Unavailable')
  socket.write(asking('/api/refused', 'x'.repeat(50_000)))
  await hears('503 Service Unavailable', 2)
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
  socket.write(asking('/b', 'abc'))
  await letOneGo()
  await hears('done /b')
  expect(isClosed()).toBe(false)
  expect(reached.toSorted()).toEqual(['/1', '/2', '/a', '/b'])
  socket.destroy()
})

test('what has come whole goes before what is still coming: slow connections keep no place from others', async () => {
  const { port, letOneGo, reached } = await crowded()
  const slow = Array.from({ length: 6 }, () => speak(port))
  const request = asking('/slow', 'x'.repeat(1_000))
  for (const [no, one] of slow.entries()) one.socket.write(request.slice(0, no < 3 ? 10 : 500))
  await setTimeout(100)
  const quick = speak(port)
  quick.socket.write(asking('/quick'))
  await letOneGo()
  await quick.hears('done /quick')
  expect(reached).toEqual(['/quick'])
  for (const [no, one] of slow.entries()) {
    one.socket.write(request.slice(no < 3 ? 10 : 500))
    await letOneGo()
    await one.hears('done /slow')
  }
  // The same on connections that were served before.
  slow[0]?.socket.write(request.slice(0, 500))
  slow[1]?.socket.write(request.slice(0, 500))
  await setTimeout(100)
  quick.socket.write(asking('/quick'))
  await letOneGo()
  await quick.hears('done /quick', 2)
  slow[0]?.socket.write(request.slice(500))
  await letOneGo()
  await slow[0]?.hears('done /slow', 2)
  for (const { socket } of [...slow, quick]) socket.destroy()
})

test('a request that came while there was room is answered, or told to come back, by the room there is when it has come whole', async () => {
  const { port, ask, letOneGo } = await crowded()
  const { socket, hears } = speak(port)
  const request = asking('/api/slow', 'x'.repeat(1_000))
  socket.write(request.slice(0, 500))
  await setTimeout(100)
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  socket.write(request.slice(500))
  await hears('503 Service Unavailable')
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
  socket.write(request)
  await letOneGo()
  await hears('done /api/slow')
  socket.destroy()
})

test('who waits to be told before sending is told', async () => {
  const { port, letOneGo } = await crowded()
  const { socket, hears } = speak(port)
  socket.write('POST /polite HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n')
  await hears('100 Continue')
  socket.write('abc')
  await letOneGo()
  await hears('done /polite')
  socket.destroy()
})

test('a request that stops half way is given up, and its connection with it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  const { port, ask, letOneGo } = await crowded()
  const begun = speak(port)
  begun.socket.write(asking('/slow', 'xxxx').slice(0, -1))
  const served = ask('/1')
  await letOneGo()
  expect((await served).text).toBe('done /1')
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  await expect.poll(begun.isClosed).toBe(true)
})

test('requests that come at once, or say no length, are the server’s own to read, in their order', async () => {
  const { port, letOneGo } = await crowded()
  const { socket, hears } = speak(port)
  socket.write(asking('/a') + asking('/b', 'xyz'))
  await letOneGo()
  await hears('done /a')
  await letOneGo()
  await hears('done /b')
  socket.write('POST /c HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n')
  socket.write('0\r\n\r\n')
  await letOneGo()
  await hears('done /c')
  socket.destroy()
})

test('a second request on a connection whose first is refused waits for its turn, though there is room by then', async () => {
  const { port, ask, letOneGo } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  const { socket, hears } = speak(port)
  socket.write(asking('/api/a'))
  await setTimeout(50)
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
  socket.write(asking('/api/b'))
  await hears('503 Service Unavailable', 2)
  socket.destroy()
})

test('who says that nothing more comes is told and let go; what asks for a head gets no body', async () => {
  const { port, ask, letOneGo, server } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  const last = speak(port)
  last.socket.write('POST /api/last HTTP/1.1\r\nhost: x\r\nConnection: Close\r\ncontent-length: 0\r\n\r\n')
  await last.hears('503 Service Unavailable')
  await expect.poll(last.isClosed).toBe(true)
  const head = speak(port)
  head.socket.write('HEAD /page HTTP/1.1\r\nhost: x\r\n\r\n')
  await head.hears('retry-after: 2\r\n\r\n')
  await head.hears('<!doctype', 0)
  const half = speak(port)
  half.socket.end(asking('/half', 'xxxx').slice(0, -2))
  await expect.poll(half.isClosed).toBe(true)
  head.socket.destroy()
  await expect.poll(connections).toBe(2)
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
})

test('who waits to be told before sending a long one is told no where there is no place for it', async () => {
  const { port, letOneGo } = await crowded()
  const long = asking('/long', 'x'.repeat(100_000))
  const first = speak(port)
  first.socket.write(long.slice(0, 50_000))
  await setTimeout(100)
  const polite = speak(port)
  polite.socket.write('POST /polite HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 100000\r\n\r\n')
  await polite.hears('503 Service Unavailable')
  await polite.hears('100 Continue', 0)
  await expect.poll(polite.isClosed).toBe(true)
  first.socket.write(long.slice(50_000))
  await letOneGo()
  await first.hears('done /long')
  first.socket.destroy()
})

test('a request that comes slowly behind an answered one is not taken for silence', { timeout: 20_000 }, async () => {
  const { port, letOneGo, server } = await crowded()
  server.keepAliveTimeout = 300
  const { socket, hears } = speak(port)
  socket.write(asking('/1'))
  await setTimeout(50)
  socket.write(asking('/2', 'xxxx').slice(0, -2))
  await letOneGo()
  await hears('done /1')
  await setTimeout(2_000)
  socket.write('xx')
  await letOneGo()
  await hears('done /2')
  socket.destroy()
})

test('a server that stops lets who has begun to send come to an end, and nobody else keeps it waiting', async () => {
  const { port, letOneGo, server } = await crowded()
  const [begun, silent] = [speak(port), speak(port)]
  begun.socket.write(asking('/1'))
  await letOneGo()
  await begun.hears('done /1')
  begun.socket.write(asking('/2', 'xxxx').slice(0, -2))
  await setTimeout(100)
  let isOver = false
  server.close(() => (isOver = true))
  await expect.poll(silent.isClosed).toBe(true)
  begun.socket.write('xx')
  await letOneGo()
  await begun.hears('done /2')
  server.closeIdleConnections()
  await expect.poll(() => isOver).toBe(true)
})

test('what cannot be followed to its end is closed, not guessed at', async () => {
  const { port, ask, letOneGo } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  const long = speak(port)
  long.socket.write(asking('/long', 'x'.repeat(100_000)).slice(0, 50_000))
  await setTimeout(100)
  for (const bad of [
    'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    'x'.repeat(20_000),
    'GET / HTTP/1.1\nhost: x\n\n',
  ]) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(bad)
    await new Promise((resolve) => socket.once('close', resolve))
  }
  await letOneGo()
  await letOneGo()
  await Promise.all([first, second])
})

test('a server that stops lets go of the connections it held back', async () => {
  const { port, ask, server } = await crowded()
  void ask('/1').catch(() => {})
  void ask('/2').catch(() => {})
  await setTimeout(100)
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  await setTimeout(50)
  server.closeAllConnections()
  await new Promise((resolve) => socket.once('close', resolve))
})
