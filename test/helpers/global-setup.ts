import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, openDb, startEmbeddedPostgres } from '../../src/base/index.ts'
import { loadSeeds } from '../../src/management/index.ts'
import { unpackBrowser } from './browser.ts'
import { seededAt } from './clock.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for the run, a template with the city in it that every test file clones, and the browser unpacked. */
export async function setup(project: TestProject) {
  await unpackBrowser()
  const directory = mkdtempSync(join(tmpdir(), 'bantuo-test-'))
  const server = await startEmbeddedPostgres(directory, ['-c', 'fsync=off'])
  const { db, close } = openDb(server.url, 2)
  await migrate(db, 'migrations')
  await loadSeeds(db, 'seeds', seededAt)
  await close()
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
