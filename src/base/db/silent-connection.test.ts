import { connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { readConfig } from '../config/config.ts'
import { makeMetrics } from '../http/metrics.ts'
import { probes } from '../http/probes.ts'
import { openDb, sql, together } from './db.ts'

const { url } = await freshDatabase()

/** A way to the database on which connections can fall silent, as behind a firewall that forgot them: nothing comes, and nobody hangs up. */
async function silentWay() {
  const target = new URL(url)
  const open: Socket[] = []
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    client.pipe(database).pipe(client)
    for (const one of [client, database]) one.on('error', () => {})
    open.push(client, database)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const way = new URL(url)
  way.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: way.href,
    fallSilent: () => {
      for (const one of open.splice(0)) one.unpipe().pause()
    },
    close: () => server.close(),
  }
}

test('a connection that fell silent holds up nobody for longer than some seconds: the next read opens another', async () => {
  const way = await silentWay()
  const { db, close } = openDb(way.url, 1)
  onTestFinished(async () => {
    way.close()
    await Promise.race([close(), new Promise((resolve) => setTimeout(resolve, 1_000))])
  })
  const read = () => sql`select ${1}::int as one`.execute(together(db))
  await read()
  way.fallSilent()
  const config = readConfig({ SESSION_SECRET: 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA' })
  if ('problems' in config) throw new Error(config.problems.join())
  const health = probes({ db, metrics: makeMetrics(), config })
  // Nobody uses the pool yet: its first connection is a new one, and that alone does not make the house well.
  expect((await health.request('/healthz')).status).toBe(503)
  await expect(read()).rejects.toThrow()
  expect((await read()).rows).toEqual([{ one: 1 }])
  expect((await health.request('/healthz')).status).toBe(200)
}, 20_000)
