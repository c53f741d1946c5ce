import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie'
import { type Clock, type Db, type Log, localeOf, problem } from '#base'
import type { Account } from '../account/account.ts'
import { keepAccount, keepPreferences } from '../account/account-store.ts'
import type { Passkeys } from '../passkey/passkey-ceremony.ts'
import { clearSessionCookie, type SessionEnv, setSessionCookie } from '../session/session-cookie.ts'
import { closeSession, openSession } from '../session/session-store.ts'
import { limitAttempts } from './limit-attempts.ts'
import type { Attempt, OpenId } from './open-id.ts'
import { passkeySignInRoutes } from './passkey-routes.ts'

type Input = {
  db: Db
  clock: Clock
  log: Log
  openId: OpenId
  publicUrl: () => string
  cookieSecret: string
  passkeys: Passkeys
  trustProxy: boolean
  /** The name under which accounts of this provider are kept: stable even when a demonstration moves to another port. */
  issuerName: string | null
}

const ownOrigin = 'http://bantuo.invalid'

/** Where the reader may be sent after signing in: only pages of our own, by the browser's own reading of an address, which skips tabs. */
export function safeReturn(path: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no header may hold one
  if (path === undefined || !/^\/[^\u0000-\u001f\u007f]*$/.test(path)) return '/me'
  return URL.parse(path, ownOrigin)?.origin === ownOrigin ? path : '/me'
}

// Where several share one machine (a village's terminal), whoever signs in next is not the one who signed out, though their provider
// still knows that one in this browser.
const signedOut = 'signed_out'

/** /sign-in, /sign-in/callback, /sign-in/passkey and POST /sign-out. */
export function signInRoutes(input: Input): Hono<SessionEnv> {
  const limit = limitAttempts(input.trustProxy)
  const app = new Hono<SessionEnv>()
  app.route('/', passkeySignInRoutes({ ...input, limit }))
  app.get('/sign-in', async (c) => {
    const tooMany = await limit(c)
    if (tooMany !== null) return tooMany
    const asksAgain = getCookie(c, signedOut) !== undefined
    const { url, attempt } = await input.openId.begin(safeReturn(c.req.query('return')), asksAgain)
    await setSignedCookie(c, 'signing_in', JSON.stringify(attempt), input.cookieSecret, {
      path: '/sign-in',
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: 600,
    })
    return c.redirect(url, 302)
  })
  app.get('/sign-in/callback', async (c) => {
    const kept = await getSignedCookie(c, input.cookieSecret, 'signing_in')
    if (!kept) return c.redirect('/sign-in', 302)
    const attempt = JSON.parse(kept) as Attempt
    try {
      return await letIn(input, c, attempt)
    } catch (error) {
      input.log.warn({ error: String(error) }, 'sign-in failed')
      return c.redirect(`/sign-in/failed?return=${encodeURIComponent(attempt.returnTo)}`, 303)
    }
  })
  app.post('/sign-out', async (c) => {
    const secret = c.get('sessionSecret')
    if (secret !== undefined) await closeSession(input.db, secret)
    clearSessionCookie(c, input.publicUrl())
    setCookie(c, signedOut, '1', { path: '/sign-in', httpOnly: true, sameSite: 'Lax', maxAge: 86_400 })
    return c.redirect('/', 303)
  })
  return app
}

/** Whoever comes back from the provider: their account, made or refreshed, and a session of it. */
async function letIn(input: Input, c: Context<SessionEnv>, attempt: Attempt): Promise<Response> {
  const { db, clock, publicUrl } = input
  const current = new URL(c.req.url)
  const vouched = await input.openId.finish(new URL(`${current.pathname}${current.search}`, publicUrl()), attempt)
  const { subject, name, profile } = vouched
  const issuer = input.issuerName ?? vouched.issuer
  const account = await keepAccount(db, { issuer, subject, kind: 'person', name, profile, at: clock() })
  if (account === null)
    return problem(localeOf(c), 403, {
      zh: '这个账户已停用，请联系管理员。',
      en: 'This account is disabled. Contact the administrator.',
    })
  await keepLanguage(db, c, account)
  deleteCookie(c, signedOut, { path: '/sign-in' })
  // A new session at every sign-in: a session fixed beforehand is worth nothing.
  setSessionCookie(c, publicUrl(), await openSession(db, account.accountId, clock()))
  return c.redirect(attempt.returnTo, 303)
}

/** Messages go out in the language in which somebody reads here: the one chosen, else the one that their browser asks for. */
async function keepLanguage(db: Db, c: Context, { accountId, preferences }: Account): Promise<void> {
  const isChosen = getCookie(c, 'lang') !== undefined
  const locale = localeOf(c)
  if (preferences.locale !== locale && (isChosen || preferences.locale === undefined))
    await keepPreferences(db, accountId, { locale })
}
