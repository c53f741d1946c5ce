import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { callerAddress } from './caller-address.ts'

const said = async (trustProxy: boolean, forwarded?: string): Promise<string> => {
  const app = new Hono().get('/', (c) => c.text(callerAddress(c, trustProxy)))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress: '10.0.0.1' } } })).text()
}

test('behind a proxy the address is the one the proxy wrote, last, whatever the caller put before it', async () => {
  expect(await said(true, '203.0.113.7')).toBe('203.0.113.7')
  expect(await said(true, 'whatever, 198.51.100.1, 203.0.113.7')).toBe('203.0.113.7')
})

test('without a proxy the header is anybody’s, and the connection is asked', async () => {
  expect(await said(false, '203.0.113.7')).toBe('10.0.0.1')
  expect(await said(true)).toBe('10.0.0.1')
})
