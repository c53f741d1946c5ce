import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { limitBody } from './body-limit.ts'

const app = new Hono()
app.use(limitBody(10, (c) => c.text('too large', 413)))
app.post('/', async (c) => c.text(await c.req.text()))

const streamOf = (...parts: string[]) =>
  new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
      controller.close()
    },
  })
const chunked = (...parts: string[]) =>
  app.request('/', {
    method: 'POST',
    body: streamOf(...parts),
    headers: { 'transfer-encoding': 'chunked' },
    // @ts-expect-error a stream as a body needs this, and the types do not know it
    duplex: 'half',
  })
const told = (body: string, length = String(body.length)) =>
  app.request('/', { method: 'POST', body, headers: { 'content-length': length } })

test('a body that says how long it is is taken up to the limit and refused beyond, unread', async () => {
  expect(await (await told('0123456789')).text()).toBe('0123456789')
  expect((await told('0123456789a')).status).toBe(413)
  expect((await app.request('/', { method: 'POST' })).status).toBe(200)
})

test('a body that does not say is counted while it comes, whatever its parts', async () => {
  expect(await (await chunked('01234', '56789')).text()).toBe('0123456789')
  expect((await chunked('01234', '56789', 'a')).status).toBe(413)
})
