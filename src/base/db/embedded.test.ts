import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDb, ping } from './db.ts'
import { startEmbeddedPostgres } from './embedded.ts'

test('a database that dies under the running system is back within seconds, at the same address', {
  timeout: 90_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bantuo-embedded-'))
  const server = await startEmbeddedPostgres(directory, ['-c', 'fsync=off'])
  const { db, close } = openDb(server.url, 2)
  await ping(db)
  const pidNow = () => Number(readFileSync(join(directory, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
  const before = pidNow()
  process.kill(before, 'SIGKILL')
  const isBack = async () =>
    ping(db).then(
      () => pidNow() !== before,
      () => false,
    )
  for (let tries = 0; tries < 120 && !(await isBack()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 250))
  expect(await isBack()).toBe(true)
  await close()
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
})
