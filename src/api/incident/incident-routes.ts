import { createRoute, z } from '@hono/zod-openapi'
import { isRefusal } from '#base'
import { countRunningCases, findCaseFileByNo, hearMessage, incidentKey, listIncidents, settleIncident } from '#handling'
import { listDefinitions } from '#management'
import { type ApiDeps, administratorIn, makeRouter, notFound, pageKeyOf, refusal } from '../api-context.ts'
import { listStuck, Stuck } from './stuck-bundle-routes.ts'

const Incident = z
  .looseObject({ caseNo: z.string(), token: z.number(), call: z.string(), problem: z.string() })
  .openapi('Incident')

const Unusable = z
  .looseObject({ key: z.string(), version: z.number(), title: z.looseObject({ zh: z.string() }), running: z.number() })
  .openapi('UnusableVersion')

const listRoute = createRoute({
  method: 'get',
  path: '/incidents',
  summary:
    'Services that failed too often and wait for an administrator, oldest first; with the first page also versions of routes that cannot be run any more and on which cases stand, and bundles that cannot go on for now',
  request: {
    query: z.object({
      after: pageKeyOf(incidentKey),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'A page',
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(Incident),
            unusable: z.array(Unusable),
            bundles: z.array(Stuck),
            next: z.string().nullable(),
          }),
        },
      },
    },
  },
})
const settleRoute = createRoute({
  method: 'post',
  path: '/incidents/{caseNo}/{token}',
  summary: 'Have a failed service tried again, or pass it by, with a reason that stays with the case',
  request: {
    params: z.object({ caseNo: z.string().max(50), token: z.coerce.number().int() }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({ how: z.enum(['retried', 'skipped']), reason: z.string().max(2000) }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'Settled',
      content: { 'application/json': { schema: z.object({ caseNo: z.string(), state: z.string() }) } },
    },
  },
})
const messageRoute = createRoute({
  method: 'post',
  path: '/cases/{caseNo}/messages',
  summary: 'Tell the route of a case what it waits for (a report is there, a payment has come); heard once',
  request: {
    params: z.object({ caseNo: z.string().max(50) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            name: z.string().min(1).max(100),
            variables: z
              .record(z.string().max(100), z.union([z.string().max(2000), z.number(), z.boolean()]))
              .default({}),
          }),
        },
      },
    },
  },
  responses: {
    200: { description: 'Heard', content: { 'application/json': { schema: z.object({ heard: z.literal(true) }) } } },
  },
})

/** Versions of routes that an upgrade refuses and by which cases stand: nobody can go on with those until they are moved. */
async function listUnusable({ db, city }: ApiDeps) {
  const refused = city()
    .listDefinitions()
    .filter((one) => one.faults.length > 0)
  if (refused.length === 0) return []
  const [counts, stored] = await Promise.all([countRunningCases(db, city().cityCode), listDefinitions(db, 'process')])
  return refused.flatMap(({ key, version, faults }) => {
    const isSame = (one: { key: string; version: number }): boolean => one.key === key && one.version === version
    const running = counts.find(isSame)?.count ?? 0
    const { zh = key, en = zh } = stored.find(isSame)?.title ?? {}
    return running === 0 ? [] : [{ key, version, title: { zh, en }, running, faults: [...faults] }]
  })
}

/** What an administrator does when a service of a route fails, and what other systems tell a case. */
export function incidentRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(listRoute, async (c) => {
      const session = administratorIn(deps, c)
      if (session instanceof Response) return session as never
      const { after, limit } = c.req.valid('query')
      const found = await listIncidents(deps.db, deps.city().cityCode, { after: after ?? null, limit })
      const items = found.map(({ caseId: _caseId, at: _at, itemCode, ...one }) => ({
        ...one,
        itemNameEn: deps.city().findItemByCode(itemCode)?.content.name.en ?? one.itemName,
        calledAt: one.calledAt.toString(),
      }))
      const unusable = after === undefined ? await listUnusable(deps) : []
      const bundles = after === undefined ? await listStuck(deps) : []
      return c.json({ items, unusable, bundles, next: found.length < limit ? null : (found.at(-1)?.at ?? null) }, 200)
    })
    .openapi(settleRoute, async (c) => {
      const session = administratorIn(deps, c)
      if (session instanceof Response) return session as never
      const { caseNo, token } = c.req.valid('param')
      const { how, reason } = c.req.valid('json')
      const caseFile = await findCaseFileByNo(deps.db, deps.city().cityCode, caseNo)
      if (caseFile === undefined) return notFound(c) as never
      const settled = await settleIncident(deps.handling, session, { caseId: caseFile.caseId, token }, how, reason)
      if (isRefusal(settled)) return refusal(c, settled) as never
      return c.json({ caseNo, state: settled.state }, 200)
    })
    .openapi(messageRoute, async (c) => {
      const session = administratorIn(deps, c)
      if (session instanceof Response) return session as never
      const caseFile = await findCaseFileByNo(deps.db, deps.city().cityCode, c.req.valid('param').caseNo)
      if (caseFile === undefined) return notFound(c) as never
      const { accountId, name } = session.account
      const from = { kind: 'officer', accountId, name, authorityCode: caseFile.item.authorityCode } as const
      const heard = await hearMessage(deps.handling, caseFile.caseId, from, c.req.valid('json'))
      return isRefusal(heard) ? (refusal(c, heard) as never) : c.json({ heard: true as const }, 200)
    })
}
