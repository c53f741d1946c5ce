import type { Context } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { localeOf, problem } from '#base'

/** Counts an attempt to sign in; the problem to answer with when there were too many, else null. */
export type LimitAttempts = (c: Context) => Promise<Response | null>

/** Sixty attempts a minute from one address: a hall's counters share one. */
export function limitAttempts(trustProxy: boolean): LimitAttempts {
  const limiter = new RateLimiterMemory({ points: 60, duration: 60 })
  return async (c) => {
    const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',')[0]?.trim() : undefined
    try {
      await limiter.consume(forwarded ?? addressOf(c.env))
      return null
    } catch {
      return problem(
        localeOf(c),
        429,
        { zh: '登录尝试过于频繁，请一分钟后再试。', en: 'Too many sign-in attempts. Try again in a minute.' },
        [],
        { 'retry-after': '60' },
      )
    }
  }
}

type NodeEnv = { incoming?: { socket?: { remoteAddress?: string } } }
const addressOf = (env: unknown): string => (env as NodeEnv | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown'
