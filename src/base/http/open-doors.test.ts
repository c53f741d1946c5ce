import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openDoors, whyShut } from './open-doors.ts'

const make = () => createServer((_, response) => response.end('here'))
const portOf = (server: ReturnType<typeof make>): number => (server.address() as AddressInfo).port
const ask = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
const close = (server: ReturnType<typeof make>) => new Promise((resolve) => server.close(resolve))

test('whoever comes is served, whichever door the system sends them to', async () => {
  const server = make()
  await openDoors(server, { port: 0, host: '127.0.0.1' })
  const answers = await Promise.all(Array.from({ length: 64 }, () => ask(portOf(server))))
  expect(new Set(answers)).toEqual(new Set(['here']))
  await close(server)
})

test('a port that another server has is refused, though doors could share it', async () => {
  const [first, second] = [make(), make()]
  await openDoors(first, { port: 0, host: '127.0.0.1' })
  await expect(openDoors(second, { port: portOf(first), host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
  await close(first)
})

test('whoever starts a server at a port that is taken reads which port it is and what to do', async () => {
  const first = make()
  await openDoors(first, { port: 0, host: '127.0.0.1' })
  const port = portOf(first)
  expect(await whyShut({ port, host: '127.0.0.1' })).toContain(`port ${port} is taken`)
  await close(first)
  expect(await whyShut({ port, host: '127.0.0.1' })).toBeNull()
})

test('a server that closes shuts every door: nobody comes in any more, and the port is free for the next', async () => {
  const [first, second] = [make(), make()]
  await openDoors(first, { port: 0, host: '127.0.0.1' })
  const port = portOf(first)
  await close(first)
  await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await openDoors(second, { port, host: '127.0.0.1' })
  expect(await ask(port)).toBe('here')
  await close(second)
})
