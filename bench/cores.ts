import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import pg from 'pg'

const canConfine = (): boolean => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return cpus().length > 1
  } catch {
    return false
  }
}

const lastCore = cpus().length - 1

/** Confines a process, and what it starts from now on, to some cores. */
const confine = (pid: number, cores: string): void => {
  execFileSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' })
}

async function databaseProcesses(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid union select pid from pg_stat_activity",
  )
  await client.end()
  return rows.map((one) => one.pid).filter((pid) => isAlive(pid))
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * Gives the load a core of its own and everything that serves it the others, as if the load came from another machine: what is
 * measured then is what the load does to the server, not what making it costs. Does its work and lets everything go where it likes again;
 * says whether this machine can do so.
 */
export async function withLoadApart<T>(
  databaseUrl: string,
  work: (place: (pid: number) => void) => Promise<T>,
): Promise<{ isApart: boolean; result: T }> {
  if (!canConfine()) return { isApart: false, result: await work(() => undefined) }
  const [serving, all] = [`0-${lastCore - 1}`, `0-${lastCore}`]
  for (const pid of await databaseProcesses(databaseUrl)) confine(pid, serving)
  confine(process.pid, String(lastCore))
  try {
    return { isApart: true, result: await work((pid) => confine(pid, serving)) }
  } finally {
    confine(process.pid, all)
    for (const pid of await databaseProcesses(databaseUrl)) confine(pid, all)
  }
}
