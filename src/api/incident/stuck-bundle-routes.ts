import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isRefusal, type Text } from '#base'
import { hastenBundle, listStuckBundles, lookAtWaiting } from '#handling'
import type { SessionEnv } from '#identity'
import type { City } from '#management'
import { type ApiDeps, administratorIn, makeRouter, refusal } from '../api-context.ts'

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
export function stuckBundleRoutes(deps: ApiDeps) {
  const answer = async (c: Context<SessionEnv>, bundleNo: string, act: typeof hastenBundle) => {
    const session = administratorIn(deps, c)
    if (session instanceof Response) return session as never
    const found = await act(deps.handling, { session, bundleNo })
    return isRefusal(found) ? (refusal(c, found) as never) : c.json({ bundleNo, ...found }, 200)
  }
  return makeRouter()
    .openapi(retryRoute, (c) => answer(c, c.req.valid('param').bundleNo, hastenBundle))
    .openapi(lookRoute, (c) => answer(c, c.req.valid('param').bundleNo, lookAtWaiting))
}
