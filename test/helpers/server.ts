import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Config, readConfig } from '../../src/base/index.ts'
import type { Service } from '../../src/handling/index.ts'
import { type Running, startBantuo } from '../../src/main.ts'
import { makeClock } from './clock.ts'
import { freshDatabase } from './database.ts'

/**
 * The whole product on a port of its own, with its own database and a clock that stands still; `services` and `settings`
 * (environment variables) are those of a deployment.
 */
export async function startServer(
  start?: string,
  services: Readonly<Record<string, Service>> = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<Running & { time: ReturnType<typeof makeClock>; dataDir: string }> {
  const { url: databaseUrl } = await freshDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-server-'))
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...settings })
  if ('problems' in config) throw new Error(config.problems.join('; '))
  const time = makeClock(start)
  const running = await startBantuo(config satisfies Config, { clock: time.clock, databaseUrl, services })
  afterAll(async () => {
    await running.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { ...running, time, dataDir }
}
