import { createHash } from 'node:crypto'
import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isForMachines, isUnwritable, type Log, localeOf, problem } from '#base'
import type { SessionEnv } from '#identity'
import { errorPage, notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'

/** A fault of ours: it goes into the log under a number, and the number to whoever met it. */
export const tellBreakage =
  (deps: PortalDeps, log: Log): ErrorHandler<SessionEnv> =>
  (error, c) => {
    if (isUnwritable(error)) return tellUnwritable(deps, c)
    if (error instanceof HTTPException && error.status === 400) return tellUnreadable(deps, c)
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

/** What was sent is no JSON, or no form: the sender's to mend, and no fault of ours. */
function tellUnreadable(deps: PortalDeps, c: Context<SessionEnv>): Response | Promise<Response> {
  const sentence = {
    zh: '收到的内容读不出来：格式不完整或有误。请检查后再提交。',
    en: 'What was sent cannot be read: it is cut off or not of the form it says. Check it and send it again.',
  }
  return isForMachines(c.req.path)
    ? problem(localeOf(c), 400, sentence)
    : c.html(errorPage(viewOf(deps, c), sentence), 400)
}

/** Nothing is called by such characters; in what was sent they are the sender's to take out. */
function tellUnwritable(deps: PortalDeps, c: Context<SessionEnv>): Response {
  const sentence = {
    zh: '内容里有不能保存的字符（空字符或半个表情符号），请删去后再提交。',
    en: 'There are characters in it that cannot be kept (NUL, or half an emoji). Take them out and send it again.',
  }
  const asks = ['GET', 'HEAD'].includes(c.req.method)
  const nothing = { zh: '没有这个地址。', en: 'There is no such address.' }
  if (isForMachines(c.req.path)) return problem(localeOf(c), asks ? 404 : 422, asks ? nothing : sentence)
  const view = viewOf(deps, c)
  return asks ? c.html(notFoundPage(view), 404) : c.html(errorPage(view, sentence), 422)
}
