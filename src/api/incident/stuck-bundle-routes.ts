import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isRefusal, localeOf, problem, type Text } from '#base'
import { hastenBundle, listStuckBundles, lookAtWaiting, mayHasten } from '#handling'
import type { Session, SessionEnv } from '#identity'
import type { City } from '#management'
import { type ApiDeps, makeRouter, officerIn, refusal } from '../api-context.ts'

export const Stuck = z
  .looseObject({
    bundleNo: z.string(),
    problem: z.looseObject({ zh: z.string() }),
    attempts: z.number(),
    nextTryAt: z.string(),
  })
  .openapi('StuckBundle')

const waiting = {
  200: {
    description: 'How often it was tried; null where it does not wait any more',
    content: {
      'application/json': { schema: z.object({ bundleNo: z.string(), attempts: z.int().nullable() }) },
    },
  },
}
const request = { params: z.object({ bundleNo: z.string().max(50) }) }

const retryRoute = createRoute({
  method: 'post',
  path: '/bundle-files/{bundleNo}/retry',
  summary: 'Have a bundle that cannot go on for now tried again within seconds, for administrators; may be repeated',
  request,
  responses: waiting,
})

const lookRoute = createRoute({
  method: 'get',
  path: '/bundle-files/{bundleNo}/retry',
  summary: 'Whether a bundle still waits, for administrators: once it was tried again the number of tries is another',
  request,
  responses: waiting,
})

/** An administrator of the whole city: incidents name cases of every authority. */
export function administratorIn(deps: ApiDeps, c: Context<SessionEnv>): Session | Response {
  const session = officerIn(c)
  if (session instanceof Response) return session
  if (mayHasten(session, deps.city().cityCode)) return session
  return problem(localeOf(c), 403, { zh: '这里只供系统管理员使用。', en: 'This is for administrators only.' })
}

/** Bundles that wait until a route can be run, or whose next step failed: they are tried again by themselves. */
export async function listStuck({ db, city }: ApiDeps) {
  const stuck = await listStuckBundles(db, city().cityCode)
  return stuck.map(({ bundleId, nextTryAt, problem, entryWithoutRoute, ...one }) => {
    const { zh = bundleId, en = zh } = city().bundles.get(bundleId)?.bundle.name ?? {}
    const why = problem ?? ''
    const words = entryWithoutRoute === null ? { zh: why, en: why } : noRouteWords(city(), entryWithoutRoute)
    return { ...one, name: { zh, en }, problem: words, nextTryAt: nextTryAt.toString() }
  })
}

function noRouteWords(city: City, entryId: string): Text {
  const { zh = entryId, en = zh } = city.entries.get(entryId)?.published.content.name ?? {}
  return {
    zh: `“${zh}”的流程没有能用的版本，请发布修正后的版本`,
    en: `no version of the route of “${en}” can be run; publish a mended one`,
  }
}

/** What an administrator does about a bundle that cannot go on for now. */
export const stuckBundleRoutes = (deps: ApiDeps) =>
  makeRouter()
    .openapi(retryRoute, async (c) => {
      const session = administratorIn(deps, c)
      if (session instanceof Response) return session as never
      const { bundleNo } = c.req.valid('param')
      const found = await hastenBundle(deps.handling, { session, bundleNo })
      return isRefusal(found) ? (refusal(c, found) as never) : c.json({ bundleNo, ...found }, 200)
    })
    .openapi(lookRoute, async (c) => {
      const session = administratorIn(deps, c)
      if (session instanceof Response) return session as never
      const { bundleNo } = c.req.valid('param')
      const found = await lookAtWaiting(deps.handling, { session, bundleNo })
      return isRefusal(found) ? (refusal(c, found) as never) : c.json({ bundleNo, ...found }, 200)
    })
