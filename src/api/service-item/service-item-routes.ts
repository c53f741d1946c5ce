import { createRoute, z } from '@hono/zod-openapi'
import { dateIn, localeOf, problem } from '#base'
import { type ApiDeps, makeRouter, notFound } from '../api-context.ts'
import { Answers } from './answers.ts'
import { Situation, situationOf } from './assessment-view.ts'
import { guideOf, ItemSummary, summaryOf } from './service-item-view.ts'

const searchRoute = createRoute({
  method: 'get',
  path: '/service-items',
  summary: 'Search the catalogue in everyday words, resolved to the authority competent for a division; best first',
  request: {
    query: z.object({
      q: z.string().max(2000).default(''),
      division: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
      subject: z.enum(['natural', 'legal']).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: {
      description: 'Items, best first; `sure` is false when nothing fits well',
      content: {
        'application/json': { schema: z.object({ items: z.array(ItemSummary), total: z.number(), sure: z.boolean() }) },
      },
    },
  },
})

const guideRoute = createRoute({
  method: 'get',
  path: '/service-items/{itemCode}',
  summary:
    'The guide of one service item, with every element of the implementation list; with `answers`, also what they select: papers, eligibility, fee',
  request: { params: z.object({ itemCode: z.string() }), query: z.object({ answers: Answers.optional() }) },
  responses: {
    200: {
      description: 'The guide; `situation` is null without answers',
      content: { 'application/json': { schema: z.looseObject({ situation: Situation.nullable() }).openapi('Guide') } },
    },
  },
})

const unknownDivision = (code: string) => ({
  zh: `没有区划代码 ${code}。请用本市行政区划的 12 位代码；不写则按全市查。`,
  en: `There is no division ${code}. Use a 12-digit code of one of this city's divisions, or leave it out to search city-wide.`,
})

export function serviceItemRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(searchRoute, (c) => {
      const { q, division, subject, limit } = c.req.valid('query')
      const city = deps.city()
      const place = division ?? `${city.cityCode}00000000`
      if (city.divisions.find(place) === undefined) return problem(localeOf(c), 422, unknownDivision(place)) as never
      const found = deps.search().search(q, { limit, ...(subject ? { subject } : {}) })
      const today = dateIn(city.zone, deps.clock())
      const items = found.hits.flatMap((hit) => {
        const resolved = city.findItemFor(hit.entryId, place)
        return resolved ? [summaryOf(city, resolved.item, resolved.needsPlace, hit.matched, today)] : []
      })
      return c.json({ items, total: found.total, sure: found.sure }, 200)
    })
    .openapi(guideRoute, (c) => {
      const city = deps.city()
      const item = city.findItemByCode(c.req.valid('param').itemCode.slice(0, 31))
      if (item === undefined) return notFound(c) as never
      const { answers } = c.req.valid('query')
      const situation = answers === undefined ? null : situationOf(item, answers)
      return c.json({ ...guideOf(city, item, dateIn(city.zone, deps.clock())), situation }, 200)
    })
}
