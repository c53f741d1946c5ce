import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { asking, crowded, speak } from '../../../test/helpers/crowd.ts'

test('who comes while the line is full is told to come back, a program as a problem, a person as a page', async () => {
  const { ask, letOneGo } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  const program = await ask('/api/v1/cases', '{"a":1}')
  expect(program).toMatchObject({ status: 503, retryAfter: '2' })
  expect(JSON.parse(program.text)).toMatchObject({ status: 503 })
  const person = await ask('/draft', 'x'.repeat(50_000))
  expect(person).toMatchObject({ status: 503 })
  expect(person.text).toContain('现在办理的人很多')
  await letOneGo()
  await letOneGo()
  expect([(await first).text, (await second).text]).toEqual(['done /1', 'done /2'])
})

test('probes are answered while the line is full, over a connection of their own or one that was refused', async () => {
  const { port, ask, letOneGo, reached } = await crowded()
  const [first, second] = [ask('/1'), ask('/2')]
  await setTimeout(100)
  expect((await ask('/3')).status).toBe(503)
  const socket = connect(port, '127.0.0.1')
  const heard: string[] = []
  socket.on('data', (chunk) => void heard.push(String(chunk)))
  socket.write('GET /healthzone HTTP/1.1\r\nhost: x\r\n\r\n')
  await expect.poll(() => heard.join('')).toContain('503 Service Unavailable')
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
  await expect.poll(() => reached).toContain('/healthz')
  expect(reached).not.toContain('/healthzone')
  for (let open = 0; open < 3; open++) await letOneGo()
  await expect.poll(() => heard.join('')).toContain('done /healthz')
  expect([(await first).text, (await second).text]).toEqual(['done /1', 'done /2'])
  socket.destroy()
})

test('long ones have places of their own while they arrive; one more is told to come back', async () => {
  const { port, ask, letOneGo, reached } = await crowded()
  const long = asking('/long', 'x'.repeat(100_000))
  const [first, second] = [speak(port), speak(port)]
  first.socket.write(long.slice(0, 50_000))
  await setTimeout(100)
  const served = ask('/1')
  await letOneGo()
  expect((await served).text).toBe('done /1')
  second.socket.write(long)
  await second.hears('503 Service Unavailable')
  first.socket.write(long.slice(50_000))
  await letOneGo()
  await first.hears('done /long')
  second.socket.write(long)
  await letOneGo()
  await second.hears('done /long')
  expect(reached).toEqual(['/long', '/1', '/long'])
  first.socket.destroy()
  second.socket.destroy()
})

test('a long one whose sender falls silent gives its place to the next', async () => {
  const { port, letOneGo, reached } = await crowded()
  const long = asking('/long', 'x'.repeat(100_000))
  const [silent, next] = [speak(port), speak(port)]
  silent.socket.write(long.slice(0, 50_000))
  await expect.poll(() => reached).toEqual(['/long'])
  await expect.poll(silent.isClosed, { timeout: 5_000 }).toBe(true)
  next.socket.write(long)
  await letOneGo()
  await next.hears('done /long')
  next.socket.destroy()
})

// The server is kept from reading until another thread has asked five times and hung up each time.
const askAndHangUp = (port: number): void => {
  const gone = new Int32Array(new SharedArrayBuffer(4))
  const thread = `const { workerData: { port, gone } } = require('node:worker_threads')
    for (let no = 0; no < 5; no++) require('node:net').connect(port, '127.0.0.1')
      .on('finish', () => { Atomics.add(gone, 0, 1); Atomics.notify(gone, 0) })
      .end('POST /gone HTTP/1.1\\r\\nhost: x\\r\\ncontent-length: 0\\r\\n\\r\\n')`
  const worker = new Worker(thread, { eval: true, workerData: { port, gone } })
  worker.unref()
  for (let count = 0; count < 5; count = Atomics.load(gone, 0)) Atomics.wait(gone, 0, count, 5_000)
}

test('nobody works for a client that hung up right after asking', async () => {
  const { port, ask, letOneGo, reached } = await crowded()
  askAndHangUp(port)
  const next = ask('/next')
  await letOneGo()
  expect((await next).text).toBe('done /next')
  expect(reached).toEqual(['/next'])
})
