import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type Clock,
  type Db,
  type FileStore,
  type KeyPart,
  localeOf,
  problem,
  type Refusal,
  readPageKey,
  refusalProblem,
} from '#base'
import type { Handling } from '#handling'
import { type AccountLimiter, administersCity, type Passkeys, type Session, type SessionEnv } from '#identity'
import type { City, SearchIndex } from '#management'
import { flawOf } from './schema-error.ts'

/** What the machine face is given by main. */
export type ApiDeps = {
  db: Db
  clock: Clock
  city: () => City
  search: () => SearchIndex
  handling: Handling
  files: FileStore
  secret: string
  passkeys: Passkeys
  limit: AccountLimiter
}

/** A router whose validation errors are problems like any other: all at once, in the reader's language. */
export const makeRouter = () =>
  new OpenAPIHono<SessionEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      return problem(
        localeOf(c),
        422,
        { zh: '请求里有内容不对，请按提示修改。', en: 'Some of the request is not right. See the errors.' },
        result.error.issues.map(flawOf),
      )
    },
  })

export const refusal = (c: Context, value: Refusal): Response => refusalProblem(localeOf(c), value)

/** The session, or the problem that asks to sign in. */
export function signedIn(c: Context<SessionEnv>): Session | Response {
  return c.get('session') ?? problem(localeOf(c), 401, { zh: '请先登录，再继续。', en: 'Sign in to go on.' })
}

/** An officer's session, or the problem. */
export function officerIn(c: Context<SessionEnv>): Session | Response {
  const session = signedIn(c)
  if (session instanceof Response || session.account.kind === 'officer') return session
  return problem(localeOf(c), 403, { zh: '这里只供工作人员使用。', en: 'This is for officers only.' })
}

/** The session of an administrator of the whole city, for what names cases of every authority; or the problem. */
export function administratorIn(deps: ApiDeps, c: Context<SessionEnv>): Session | Response {
  const session = officerIn(c)
  if (session instanceof Response || administersCity(session.roles, deps.city().cityCode)) return session
  return problem(localeOf(c), 403, { zh: '这里只供系统管理员使用。', en: 'This is for administrators only.' })
}

export const notFound = (c: Context): Response =>
  problem(localeOf(c), 404, { zh: '没有找到，或您无权查看。', en: 'Not found, or not yours to see.' })

/** Where the next page of a list begins: the `next` of the page before, and nothing else. */
export const pageKeyOf = (parts: readonly KeyPart[]) =>
  z
    .string()
    .max(200)
    .refine((text) => readPageKey(text, parts) !== null)
    .optional()
