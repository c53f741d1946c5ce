import { mkdirSync } from 'node:fs'
import { type Config, type Db, openDb, readConfig, startEmbeddedPostgres } from '../src/base/index.ts'

/**
 * Runs `work` on the database that the configuration names: DATABASE_URL or the embedded one under DATA_DIR. The embedded one
 * serves one process at a time, so stop `npm start` first.
 */
export async function withConfiguredDatabase(work: (db: Db, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env)
  if ('problems' in config) {
    for (const problem of config.problems) console.error(problem)
    process.exitCode = 1
    return
  }
  mkdirSync(config.dataDir, { recursive: true })
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(config.dataDir) : null
  const { db, close } = openDb(config.databaseUrl ?? embedded?.url ?? '', 2)
  try {
    await work(db, config)
  } finally {
    await close()
    await embedded?.stop()
  }
}
