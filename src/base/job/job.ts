import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Log } from '../log/log.ts'

/** Work done after the fact: at least once, idempotently. The payload is whatever was queued. */
export type Job = (payload: unknown) => Promise<void>

export type JobRunner = { stop: () => Promise<void> }

/**
 * Runs queued jobs and the cron lines (`minute hour day month weekday name`) with graphile-worker in the same database.
 * A failing job is retried with back-off; the worker outlives a restart of the database.
 */
export async function startJobs(input: {
  pool: Pool
  jobs: Readonly<Record<string, Job>>
  crontab: string
  log: Log
}): Promise<JobRunner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(input.jobs).map(([name, job]) => [name, (payload: unknown) => job(payload)]),
  )
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') input.log.error({ source: 'job' }, message)
    else if (level === 'warning') input.log.warn({ source: 'job' }, message)
  })
  const runner: Runner = await run({
    pgPool: input.pool,
    taskList,
    crontab: input.crontab,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger,
  })
  // A rejected runner promise means the worker gave up: say so instead of ending the process silently.
  runner.promise.catch((error: unknown) => input.log.error({ source: 'job', error: String(error) }, 'jobs stopped'))
  return { stop: () => runner.stop() }
}
