import { createHash } from 'node:crypto'
import type { ErrorHandler } from 'hono'
import { isForMachines, type Log, localeOf, problem } from '#base'
import type { SessionEnv } from '#identity'
import { errorPage, type PortalDeps, viewOf } from '../portal-context.ts'

/** A fault of ours: it goes into the log under a number, and the number to whoever met it. */
export const tellBreakage =
  (deps: PortalDeps, log: Log): ErrorHandler<SessionEnv> =>
  (error, c) => {
    const id =
      c.res.headers.get('x-request-id') ?? createHash('sha256').update(String(Math.random())).digest('hex').slice(0, 12)
    log.error({ id, error: error.stack ?? String(error), route: c.req.path.split('/')[1] }, 'a request broke')
    const sentence = {
      zh: `系统出错了，已经记录（编号 ${id}）。您填的内容没有丢，请稍后再试。`,
      en: `Something broke and has been recorded (${id}). Nothing you entered is lost; try again later.`,
    }
    if (isForMachines(c.req.path)) return problem(localeOf(c), 500, sentence)
    return c.html(errorPage(viewOf(deps, c), sentence), 500)
  }
