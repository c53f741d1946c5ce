import { createMiddleware } from 'hono/factory'
import { isForMachines } from '#base'
import type { SessionEnv } from '#identity'
import { type PortalDeps, viewOf } from '../portal-context.ts'
import { messagePage } from './message-page.tsx'

type Problem = { detail?: string }

/** The page somebody came from, when it is one of ours. */
export function pageBefore(referer: string | undefined, own: string): string | null {
  try {
    const url = new URL(referer ?? '')
    return url.host === new URL(own).host ? `${url.pathname}${url.search}` : null
  } catch {
    return null
  }
}

/**
 * A refusal that is written for machines (RFC 9457) reaches a person at a browser as a page: what happened, and the way back
 * to where the form still stands. Scripts and interfaces, which do not ask for HTML, get the problem as it is.
 */
export const problemPages = (deps: PortalDeps) =>
  createMiddleware<SessionEnv>(async (c, next) => {
    await next()
    const isProblem = c.res.headers.get('content-type')?.startsWith('application/problem+json')
    const forPeople = c.req.header('accept')?.includes('text/html') && !isForMachines(c.req.path)
    if (!isProblem || !forPeople) return
    const { status, headers } = c.res
    const told = (await c.res.json().catch(() => ({}))) as Problem
    const view = viewOf(deps, c)
    const page = messagePage(view, {
      title: view.w('没有办成', 'That did not work'),
      body: told.detail ?? '',
      search: false,
      back: pageBefore(c.req.header('referer'), c.req.url),
    })
    const kept = new Headers({ 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'no-store' })
    const retry = headers.get('retry-after')
    if (retry !== null) kept.set('retry-after', retry)
    c.res = undefined
    c.res = new Response(page, { status, headers: kept })
  })
