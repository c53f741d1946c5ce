import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { type Clock, type Db, isForMachines, localeOf, problem } from '#base'
import type { Session } from './session.ts'
import { findSession } from './session-store.ts'

export type SessionEnv = { Variables: { session: Session | undefined; sessionSecret: string | undefined } }

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https://')
// The prefix binds the cookie to this host over HTTPS; on plain http (a demonstration) browsers refuse the prefix.
export const sessionCookieName = (publicUrl: string): string => (isHttps(publicUrl) ? '__Host-session' : 'session')

type SessionInput = {
  db: Db
  clock: Clock
  /** The city's time zone, by its IANA name. */
  zone: string
  publicUrl: () => string
  /** What counts the messages that are new to the session, for pages, which show it; programs ask for none. */
  unread?: Parameters<typeof findSession>[3]
}

/** Puts the session of the cookie, if there is one, into the context: one round trip. */
export function withSession(input: SessionInput) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const secret = getCookie(c, sessionCookieName(input.publicUrl()))
    c.set('sessionSecret', secret)
    const unread = isForMachines(c.req.path) ? null : input.unread
    const now = input.clock().toZonedDateTimeISO(input.zone)
    c.set('session', secret === undefined ? undefined : await findSession(input.db, secret, now, unread))
    await next()
  })
}

/** Is this a form sent to be carried out: by its method, and by one of the three types that a form can have? */
export const isFormPost = (c: Context): boolean =>
  !['GET', 'HEAD'].includes(c.req.method) &&
  /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i.test(c.req.header('content-type') ?? '')

/** Was this form drawn for another session than the one that sends it, or for none? */
export async function carriesStaleToken(c: Context<SessionEnv>): Promise<boolean> {
  const session = c.get('session')
  if (session === undefined || !isFormPost(c)) return false
  // A body that cannot be read carries no token.
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  return (c.req.header('x-csrf-token') ?? body['_csrf']) !== session.csrf
}

/**
 * Refuses form posts without the session's token. JSON cannot be posted across sites without a preflight that we never
 * allow, so for it the check of the origin is enough.
 */
export const withCsrf = createMiddleware<SessionEnv>(async (c, next) => {
  if (await carriesStaleToken(c)) {
    return problem(localeOf(c), 403, {
      zh: '页面已过期。请返回上一页刷新后再提交，您填的内容还在。',
      en: 'The page has expired. Go back, refresh and submit again; what you entered is kept.',
    })
  }
  await next()
  return
})

export function setSessionCookie(c: Context, publicUrl: string, secret: string): void {
  setCookie(c, sessionCookieName(publicUrl), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(publicUrl),
  })
}

export function clearSessionCookie(c: Context, publicUrl: string): void {
  setCookie(c, sessionCookieName(publicUrl), '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(publicUrl),
    maxAge: 0,
  })
}
