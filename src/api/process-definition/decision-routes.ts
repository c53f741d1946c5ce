import { createRoute, z } from '@hono/zod-openapi'
import { refuse } from '#base'
import { compileDecisions, decide } from '#bpmn'
import { checkDecisions, findDefinitionDraft, publishDefinition } from '#management'
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

const noDraft = refuse('conflict', {
  zh: '草稿已变化或不存在，请刷新后再发布。',
  en: 'The draft changed or is gone. Refresh before publishing.',
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
    const draft = await findDefinitionDraft(deps.db, 'decision', key)
    if (draft === undefined || draft.digest !== digest) return refusal(c, noDraft) as never
    const errors = (await checkDecisions(draft.xml)).filter((one) => one.severity === 'error')
    if (errors.length > 0) {
      const sentence = {
        zh: `还有 ${errors.length} 处错误，不能发布。`,
        en: `${errors.length} errors: it cannot be published.`,
      }
      const flaws = errors.map((one) => ({ pointer: `/xml/${one.element ?? ''}`, sentence: one.sentence }))
      return refusal(c, refuse('invalid', sentence, flaws)) as never
    }
    const version = await publishDefinition(deps.db, actOf(deps, session, 'decision', key), digest)
    if (version === false) return refusal(c, noDraft) as never
    await changed()
    return c.json({ version }, 200)
  })
}
