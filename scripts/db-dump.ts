import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dumpSchema, migrate, openDb, startEmbeddedPostgres } from '../src/base/index.ts'

// A database of its own, made from the migrations alone: what somebody did to theirs never reaches the document.
const directory = mkdtempSync(join(tmpdir(), 'bantuo-dump-'))
const server = await startEmbeddedPostgres(directory, ['-c', 'fsync=off'])
const { db, close } = openDb(server.url, 2)
try {
  await migrate(db, 'migrations')
  writeFileSync('docs/schema.sql', await dumpSchema(db))
  console.log('docs/schema.sql is written')
} finally {
  await close()
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
}
