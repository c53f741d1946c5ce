import { createRoute, z } from '@hono/zod-openapi'
import { isRefusal } from '#base'
import { compileDecisions, decide } from '#bpmn'
import { publishChecked } from '#management'
import { type ApiDeps, makeRouter, refusal } from '../api-context.ts'
import { actOf, body, editorIn, keyParam, ok, xml } from './editor-in.ts'

const tryRoute = createRoute({
  method: 'post',
  path: '/decision-definitions/try',
  summary: 'What a file asks for; with a decision and inputs, the result and the rules that fired. Nothing is kept',
  request: {
    body: body(
      z.object({
        xml,
        decision: z.string().max(200).optional(),
        inputs: z.record(z.string().max(200), z.unknown()).default({}),
      }),
    ),
  },
  responses: { 200: ok },
})
const publishRoute = createRoute({
  method: 'post',
  path: '/decision-definitions/{key}/publish',
  summary: 'Publish the draft the editor saw; refused while the check finds errors',
  request: { params: keyParam, body: body(z.object({ digest: z.string().length(64) })) },
  responses: { 200: ok },
})

/** Trying decisions out, and publishing them. */
export function decisionRoutes(deps: ApiDeps, changed: () => Promise<void>) {
  return makeRouter()
    .openapi(tryRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { xml: file, decision, inputs } = c.req.valid('json')
      const compilation = await compileDecisions(file)
      if ('problems' in compilation) return c.json({ problems: compilation.problems, decisions: [] }, 200)
      const { decisions } = compilation
      const asks = [...decisions.byId.values()].map((one) => ({
        ...{ id: one.id, name: one.name },
        inputs: one.inputs.map(({ name, label, domain }) => ({
          ...{ name, label, type: domain.base },
          allowed: domain.allowed.flatMap((cell) => (cell.kind === 'discrete' ? [cell.text] : [])),
        })),
      }))
      const outcome = decision === undefined ? null : decide(decisions, decision, inputs)
      return c.json({ problems: compilation.warnings, decisions: asks, outcome }, 200)
    })
    .route('/', publishRoutes(deps, changed))
}

function publishRoutes(deps: ApiDeps, changed: () => Promise<void>) {
  return makeRouter().openapi(publishRoute, async (c) => {
    const session = editorIn(deps, c)
    if (session instanceof Response) return session as never
    const { key } = c.req.valid('param')
    const { digest } = c.req.valid('json')
    const act = actOf(deps, session, 'decision', key)
    const published = await publishChecked(deps.db, deps.city(), act, digest)
    if (isRefusal(published)) return refusal(c, published) as never
    await changed()
    return c.json(published, 200)
  })
}
