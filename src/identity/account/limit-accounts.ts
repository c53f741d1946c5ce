import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { localeOf, problem, type Text } from '#base'
import type { Session } from '../session/session.ts'
import type { SessionEnv } from '../session/session-cookie.ts'

/** How often in an hour one account may do what costs the house much, or tells of others. */
export type AccountLimits = {
  /** Asking whether an identity number has an account. */
  lookups: number
  /** Handing in files. */
  files: number
  /** Submitting applications, as a person; counters take in for many. */
  submissions: number
}

export const usualLimits: AccountLimits = { lookups: 20, files: 300, submissions: 60 }

type Limited = keyof AccountLimits

/** Too often: how long to wait, and the sentence that says so. */
export type TooOften = { seconds: number; sentence: Text }

/** Counts what accounts do. `count` tells when it was too often; `guard` answers then, 429 with Retry-After. */
export type AccountLimiter = {
  count(what: Limited, accountId: string, times?: number): Promise<TooOften | null>
  /** `isRepeat`: what was answered once is answered again, however often somebody asks. */
  guard(what: Limited, isRepeat?: (c: Context, session: Session) => Promise<boolean>): MiddlewareHandler<SessionEnv>
}

/** In the memory of this process, which is the only one of its city; a restart begins to count anew. */
export function limitAccounts(limits: AccountLimits): AccountLimiter {
  const limiter = (what: Limited) => new RateLimiterMemory({ keyPrefix: what, points: limits[what], duration: 3600 })
  const limiters = { lookups: limiter('lookups'), files: limiter('files'), submissions: limiter('submissions') }
  const count: AccountLimiter['count'] = async (what, accountId, times = 1) => {
    try {
      await limiters[what].consume(accountId, times)
      return null
    } catch (over) {
      const seconds = Math.max(1, Math.ceil(waitOf(over) / 1000))
      return { seconds, sentence: sentences[what](limits[what], Math.ceil(seconds / 60)) }
    }
  }
  return {
    count,
    guard: (what, isRepeat) => async (c, next) => {
      const session = c.get('session')
      // Whoever is not signed in is told so by the route; an officer's counter submits for many.
      if (session === undefined || (what === 'submissions' && session.account.kind !== 'person')) return next()
      const tooOften = await count(what, session.account.accountId, what === 'files' ? await countFiles(c) : 1)
      if (tooOften === null || (await isRepeat?.(c, session))) return next()
      return problem(localeOf(c), 429, tooOften.sentence, [], { 'retry-after': String(tooOften.seconds) })
    },
  }
}

// What the limiter throws is no error but the state of the count; anything else is a fault.
function waitOf(over: unknown): number {
  if (typeof over === 'object' && over !== null && 'msBeforeNext' in over) return Number(over.msBeforeNext)
  throw over
}

/** A form without scripts brings several files at once; everything else brings one. */
async function countFiles(c: Context): Promise<number> {
  if (!/^multipart\//i.test(c.req.header('content-type') ?? '')) return 1
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  const given = [body['file']].flat().filter((one) => one instanceof File && one.size > 0)
  return Math.max(1, given.length)
}

const sentences: Record<Limited, (most: number, minutes: number) => Text> = {
  lookups: (most, minutes) => ({
    zh: `一小时最多查 ${most} 个身份证号。您填的内容还在，请 ${minutes} 分钟后再试。`,
    en: `At most ${most} identity numbers an hour. What you typed is kept; try again in ${minutes} min.`,
  }),
  files: (most, minutes) => ({
    zh: `一小时最多上传 ${most} 个文件。已经传好的都在，请 ${minutes} 分钟后再传。`,
    en: `At most ${most} files an hour. What was uploaded is kept; go on in ${minutes} min.`,
  }),
  submissions: (most, minutes) => ({
    zh: `一小时最多提交 ${most} 件申请。您填的内容还在草稿里，请 ${minutes} 分钟后再提交。`,
    en: `At most ${most} applications an hour. Your draft is kept; submit it in ${minutes} min.`,
  }),
}
