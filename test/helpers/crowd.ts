import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect } from 'vitest'
import { shedLoad } from '../../src/base/http/shed-load.ts'

let close = (): void => {}
afterEach(() => close())

/** A server that works on one request at a time, lets one stand in line and one long one arrive; each is held until it is let go. */
export async function crowded() {
  const waiting: (() => void)[] = []
  const reached: (string | undefined)[] = []
  const shedder = shedLoad({ inFlight: 1, waiting: 1, arriving: 1, pauseMs: 2_000 }, (incoming, response) => {
    reached.push(incoming.url)
    incoming.resume()
    incoming.on('end', () => waiting.push(() => response.end(`done ${incoming.url}`)))
  })
  const server = createServer(shedder.handle)
  shedder.guard(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const ask = (path: string, body = ''): Promise<{ status: number; text: string; retryAfter: string | undefined }> =>
    new Promise((resolve, reject) => {
      const asked = request({ port, path, method: 'POST', agent: false }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += String(chunk)))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }),
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  const letOneGo = async (): Promise<void> => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0)
    waiting.shift()?.()
  }
  return { port, ask, letOneGo, server, reached }
}

/** A connection of its own; what it heard so far. */
export function speak(port: number) {
  const socket = connect(port, '127.0.0.1')
  const heard: string[] = []
  let isClosed = false
  socket.on('data', (chunk) => void heard.push(String(chunk)))
  socket.on('error', () => {})
  socket.on('close', () => (isClosed = true))
  const hears = (text: string, times = 1) =>
    expect.poll(() => heard.join('').split(text).length - 1, { timeout: 5_000 }).toBe(times)
  return { socket, hears, isClosed: () => isClosed }
}
/** A request as it goes over the wire. */
export const asking = (path: string, body = '') =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
