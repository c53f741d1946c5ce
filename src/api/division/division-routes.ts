import { createRoute, z } from '@hono/zod-openapi'
import { type Division, englishPlace } from '#management'
import { type ApiDeps, makeRouter, notFound } from '../api-context.ts'

const DivisionView = z
  .object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    level: z.string(),
    parentCode: z.string().nullable(),
  })
  .openapi('Division')

const listRoute = createRoute({
  method: 'get',
  path: '/divisions',
  summary: 'Divisions below a division; without a parent, the city itself',
  request: {
    query: z.object({
      parent: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    }),
  },
  responses: {
    200: {
      description: 'The divisions',
      content: { 'application/json': { schema: z.object({ items: z.array(DivisionView) }) } },
    },
  },
})

const viewOf = (division: Division) => {
  const { code, name, level, parentCode } = division
  return { code, name, nameEn: englishPlace(division), level, parentCode }
}

export function divisionRoutes(deps: ApiDeps) {
  return makeRouter().openapi(listRoute, (c) => {
    const { divisions } = deps.city()
    const { parent } = c.req.valid('query')
    if (parent !== undefined && divisions.find(parent) === undefined) return notFound(c) as never
    const items =
      parent === undefined ? divisions.all.filter((one) => one.level === 'city') : divisions.listChildren(parent)
    return c.json({ items: items.map(viewOf) }, 200)
  })
}
