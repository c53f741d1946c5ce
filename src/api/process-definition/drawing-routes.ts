import { createRoute, z } from '@hono/zod-openapi'
import { refuse } from '#base'
import {
  checkDecisions,
  checkDefinition,
  compareDefinitions,
  findCalledIn,
  groundOf,
  importDefinition,
  pinCalls,
  simulateDefinition,
} from '#management'
import { type ApiDeps, makeRouter, refusal } from '../api-context.ts'
import { body, editorIn, keyParam, ok, xml } from './editor-in.ts'

const post = <S extends z.ZodType>(path: string, summary: string, schema: S) =>
  createRoute({ method: 'post', path, summary, request: { body: body(schema) }, responses: { 200: ok } })

const drawing = z.object({ xml })
const variables = z.record(z.string().max(100), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
const step = z.union([
  z.object({
    type: z.literal('complete'),
    token: z.number().int(),
    outcome: z.string().max(100).optional(),
    variables: variables.optional(),
  }),
  z.object({ type: z.literal('error'), token: z.number().int(), code: z.string().min(1).max(200) }),
  z.object({ type: z.literal('timer-fired'), token: z.number().int() }),
  z.object({ type: z.literal('message'), name: z.string().max(200), token: z.number().int().optional() }),
  z.object({ type: z.literal('signal'), name: z.string().max(200) }),
])

const checkRoute = post(
  '/process-definitions/check',
  'What stands against a drawing: element, line, sentence; with the route’s own key also whether it calls itself',
  drawing.extend({ key: keyParam.shape.key.optional() }),
)
const importRoute = post(
  '/process-definitions/import',
  'Read a file of another drawing program: what is understood, what is unused, what is refused and why',
  drawing,
)
const compareRoute = post(
  '/process-definitions/compare',
  'How two versions differ: elements added, removed and changed, in words',
  z.object({ before: xml, after: xml }),
)
const simulateRoute = post(
  '/process-definitions/simulate',
  'Play a drawing through the given steps; stateless, one frame for the start and for each step',
  z.object({ xml, start: variables.default({}), steps: z.array(step).max(200) }),
)
const checkDecisionsRoute = post('/decision-definitions/check', 'What stands against a file of decisions', drawing)

const unreadable = refuse('invalid', {
  zh: '有一个版本读不出来，无法比较。',
  en: 'One of the versions cannot be read, so they cannot be compared.',
})

/** What is asked about a drawing while it is drawn. Nothing is kept. */
export function drawingRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(checkRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { xml: drawn, key } = c.req.valid('json')
      const { problems } = await checkDefinition(pinCalls(drawn, deps.city(), key), groundOf(deps.city()))
      return c.json({ problems }, 200)
    })
    .openapi(importRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const imported = await importDefinition(c.req.valid('json').xml)
      if (imported.xml === null) return c.json({ xml: null, problems: imported.problems }, 200)
      const { problems } = await checkDefinition(pinCalls(imported.xml, deps.city()), groundOf(deps.city()))
      return c.json({ ...imported, problems }, 200)
    })
    .route('/', tryingRoutes(deps))
}

function tryingRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(compareRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { before, after } = c.req.valid('json')
      const differences = await compareDefinitions(before, after)
      return differences === null ? (refusal(c, unreadable) as never) : c.json({ differences }, 200)
    })
    .openapi(simulateRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { xml: drawn, steps, start } = c.req.valid('json')
      const city = deps.city()
      return c.json(await simulateDefinition(pinCalls(drawn, city), steps, start, findCalledIn(city)), 200)
    })
    .openapi(checkDecisionsRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      return c.json({ problems: await checkDecisions(c.req.valid('json').xml) }, 200)
    })
}
