import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Actor, refuse } from '#base'
import type { Session, SessionEnv } from '#identity'
import { type DefinitionAct, type DefinitionKind, mayEditDefinitions } from '#management'
import { type ApiDeps, officerIn, refusal } from '../api-context.ts'

export const loose = z.record(z.string(), z.unknown())
export const ok = { description: 'Done', content: { 'application/json': { schema: loose } } }
export const keyParam = z.object({ key: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/) })
export const title = z.object({ zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(120) })
/** A file; how large it may be the engine says, in words. */
export const xml = z.string().min(1).max(4_000_000)
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

const notAllowed = refuse('not-allowed', {
  zh: '流程和决策由全市的事项目录编辑或系统管理员维护。',
  en: 'Routes and decisions are kept by the city’s catalogue editors and administrators.',
})

/** The session of somebody who may draw routes, or the problem. */
export function editorIn(deps: Pick<ApiDeps, 'city'>, c: Context<SessionEnv>): Session | Response {
  const session = officerIn(c)
  if (session instanceof Response) return session
  return mayEditDefinitions(session, deps.city()) ? session : refusal(c, notAllowed)
}

export const actorOf = (session: Session): Actor => ({
  kind: 'officer',
  accountId: session.account.accountId,
  name: session.account.name,
  authorityCode: '',
})

export const actOf = (deps: ApiDeps, session: Session, kind: DefinitionKind, key: string): DefinitionAct => ({
  ...{ kind, key, cityCode: deps.city().cityCode, at: deps.clock(), actor: actorOf(session) },
})
