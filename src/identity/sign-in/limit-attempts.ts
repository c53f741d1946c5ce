import type { Context } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { callerAddress, localeOf, problem } from '#base'

/** Counts an attempt to sign in; the problem to answer with when there were too many, else null. */
export type LimitAttempts = (c: Context) => Promise<Response | null>

/** Sixty attempts a minute from one address: a hall's counters share one. */
export function limitAttempts(trustProxy: boolean): LimitAttempts {
  const limiter = new RateLimiterMemory({ points: 60, duration: 60 })
  return async (c) => {
    try {
      await limiter.consume(callerAddress(c, trustProxy))
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
