import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { type Config, readConfig } from '../config/config.ts'
import { openDb } from '../db/db.ts'
import { makeMetrics } from './metrics.ts'
import { probes } from './probes.ts'

const { db } = await freshDatabase()
const metrics = makeMetrics()
const read = readConfig({ SESSION_SECRET: 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA' })
if ('problems' in read) throw new Error(read.problems.join())
const demo: Config = read
const token = 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA'
const ask = async (path: string, config = demo, authorization = '') =>
  probes({ db, metrics, config }).request(path, { headers: { authorization } })

test('a well house says so; while the database is away the probe hears it as a problem, in both languages', async () => {
  expect((await ask('/healthz')).status).toBe(200)
  const away = openDb('postgres://nobody:x@127.0.0.1:1/nowhere', 1)
  const app = probes({ db: away.db, metrics, config: demo })
  for (const [language, word] of [
    ['zh', '数据库没有回应'],
    ['en', 'The database does not answer'],
  ] as const) {
    const answer = await app.request('/healthz', { headers: { 'accept-language': language } })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining(word) })
  }
  await away.close()
})

test('metrics are open in the demonstration, closed in production, and for whoever has the token where there is one', async () => {
  const open = await ask('/metrics')
  expect(open.status).toBe(200)
  expect(await open.text()).toContain('bantuo_requests_total')
  const production: Config = { ...demo, mode: 'production' }
  const closed = await ask('/metrics', production)
  expect([closed.status, closed.headers.get('content-type')]).toEqual([404, expect.stringContaining('problem+json')])
  for (const mode of ['demo', 'production'] as const) {
    const config: Config = { ...demo, mode, metricsToken: token }
    expect((await ask('/metrics', config)).status).toBe(404)
    expect((await ask('/metrics', config, 'Bearer wrong')).status).toBe(404)
    expect((await ask('/metrics', config, `Bearer ${token}`)).status).toBe(200)
  }
})
