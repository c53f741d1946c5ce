import { Hono } from 'hono'
import { type Clock, type Db, isRefusal, localeOf, problem, refusalProblem } from '#base'
import type { Passkeys } from '../passkey/passkey-ceremony.ts'
import { type SessionEnv, setSessionCookie } from '../session/session-cookie.ts'
import { openSession } from '../session/session-store.ts'
import type { LimitAttempts } from './limit-attempts.ts'

type Input = { db: Db; clock: Clock; publicUrl: () => string; passkeys: Passkeys; limit: LimitAttempts }

/** An officer signs in by passkey: POST /sign-in/passkey/ask, then POST /sign-in/passkey with what the device answered. Both are JSON. */
export function passkeySignInRoutes({ db, clock, publicUrl, passkeys, limit }: Input): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.post('/sign-in/passkey/ask', async (c) => (await limit(c)) ?? c.json(await passkeys.askToSignIn()))
  app.post('/sign-in/passkey', async (c) => {
    const tooMany = await limit(c)
    if (tooMany !== null) return tooMany
    const answer: unknown = await c.req.json().catch(() => null)
    if (!isAnswer(answer))
      return problem(localeOf(c), 422, { zh: '没有收到通行密钥。', en: 'No passkey was received.' })
    const accountId = await passkeys.signIn(answer)
    if (isRefusal(accountId)) return refusalProblem(localeOf(c), accountId)
    setSessionCookie(c, publicUrl(), await openSession(db, accountId, clock()))
    return c.json({ signedIn: true })
  })
  return app
}

type Answer = Parameters<Passkeys['signIn']>[0]

// Only what is read before the library looks at the rest, and refuses what is not right.
function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('response' in value)) return false
  const { id, response } = value
  if (typeof id !== 'string' || id.length > 2_000 || typeof response !== 'object' || response === null) return false
  return 'clientDataJSON' in response && typeof response.clientDataJSON === 'string'
}
