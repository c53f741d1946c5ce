import { createRoute, z } from '@hono/zod-openapi'
import { compileDecisions, type Decisions, decide } from '#bpmn'
import { type ApiDeps, makeRouter } from '../api-context.ts'
import { body, editorIn, ok, xml } from './editor-in.ts'

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
const columnLabels = ({ byId }: Decisions): ReadonlyMap<string, string> =>
  new Map(
    [...byId.values()].flatMap(({ logic }) =>
      logic.kind === 'table' ? logic.inputs.map(({ label, expression }) => [expression.text, label] as const) : [],
    ),
  )

/** Trying decisions out. */
export function decisionRoutes(deps: ApiDeps) {
  return makeRouter().openapi(tryRoute, async (c) => {
    const session = editorIn(deps, c)
    if (session instanceof Response) return session as never
    const { xml: file, decision, inputs } = c.req.valid('json')
    const compilation = await compileDecisions(file)
    if ('problems' in compilation) return c.json({ problems: compilation.problems, decisions: [] }, 200)
    const { decisions } = compilation
    const columns = columnLabels(decisions)
    const asks = [...decisions.byId.values()].map((one) => ({
      ...{ id: one.id, name: one.name },
      inputs: one.inputs.map(({ name, label, domain }) => ({
        // A file calls an input by its id; the columns of its tables say what people call it.
        ...{ name, label: label === name ? (columns.get(name) ?? name) : label, type: domain.base },
        allowed: domain.allowed.flatMap((cell) => (cell.kind === 'discrete' ? [cell.text] : [])),
      })),
    }))
    const outcome = decision === undefined ? null : decide(decisions, decision, inputs)
    return c.json({ problems: compilation.warnings, decisions: asks, outcome }, 200)
  })
}
