import { createRoute, z } from '@hono/zod-openapi'
import { isRefusal, refuse } from '#base'
import {
  type DefinitionKind,
  dropDefinitionDraft,
  keepDefinitionDraft,
  listDefinitions,
  withdrawUnused,
} from '#management'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal } from '../api-context.ts'
import { definitionView, listView } from './definition-view.ts'
import { actOf, body, editorIn, keyParam, ok, title, xml } from './editor-in.ts'

const paths = { process: '/process-definitions', decision: '/decision-definitions' } as const
const words = { process: 'route (BPMN)', decision: 'file of decisions (DMN)' } as const
const versionParam = keyParam.extend({ version: z.coerce.number().int().min(1) })

const savedMeanwhile = refuse('conflict', {
  zh: '别人刚保存过这份草稿。您画的还在，请刷新后合并。',
  en: 'Somebody else has just saved this draft. What you drew is kept; refresh and merge.',
})

/** Definitions as they are kept: list, texts, drafts, withdrawal. The same for routes and decisions. */
export function definitionRoutes(deps: ApiDeps, changed: () => Promise<void>, kind: DefinitionKind) {
  return makeRouter()
    .route('/', readingRoutes(deps, kind))
    .route('/', draftRoutes(deps, kind))
    .route('/', withdrawRoutes(deps, changed, kind))
}

const drawingRoute = createRoute({
  method: 'get',
  path: `${paths.process}/{key}/versions/{version}/drawing`,
  summary: 'The drawing of a version, to show where the cases that run by it stand. It never changes',
  request: { params: versionParam },
  responses: { 200: ok },
})

/** For whoever works on cases: the desk draws each route once, however many cases run by it. */
export const drawnRoutes = (deps: ApiDeps) =>
  makeRouter().openapi(drawingRoute, async (c) => {
    const session = officerIn(c)
    if (session instanceof Response) return session as never
    const { key, version } = c.req.valid('param')
    const found = deps.city().findDefinition(key, version)
    if (found === undefined) return notFound(c) as never
    return c.json({ version, xml: found.xml }, 200, { 'cache-control': 'private, max-age=31536000, immutable' })
  })

function readingRoutes(deps: ApiDeps, kind: DefinitionKind) {
  const get = (path: string, summary: string) => ({ method: 'get', path, summary, responses: { 200: ok } }) as const
  const list = createRoute(get(paths[kind], `Every ${words[kind]}: versions, draft, users, running cases`))
  const one = createRoute({
    ...get(`${paths[kind]}/{key}`, `One ${words[kind]} with its texts`),
    request: { params: keyParam },
  })
  const version = createRoute({
    ...get(`${paths[kind]}/{key}/versions/{version}`, 'The text of one published version'),
    request: { params: versionParam },
  })
  return makeRouter()
    .openapi(list, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const items = await listView(deps, kind)
      return c.json({ items, total: items.length }, 200)
    })
    .openapi(one, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const view = await definitionView(deps, kind, c.req.valid('param').key)
      return view === undefined ? (notFound(c) as never) : c.json(view, 200)
    })
    .openapi(version, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const wanted = c.req.valid('param')
      const all = await listDefinitions(deps.db, kind)
      const found = all.find((each) => each.key === wanted.key && each.version === wanted.version)
      return found === undefined ? (notFound(c) as never) : c.json({ version: found.version, xml: found.xml }, 200)
    })
}

function draftRoutes(deps: ApiDeps, kind: DefinitionKind) {
  const save = createRoute({
    method: 'put',
    path: `${paths[kind]}/{key}/draft`,
    summary: 'Save the draft on the save that the editor saw (`basedOn`); refused when somebody else saved in between',
    request: {
      params: keyParam,
      body: body(z.object({ title, xml, basedOn: z.number().int().min(1).nullable() })),
    },
    responses: { 200: ok },
  })
  const drop = createRoute({
    method: 'post',
    path: `${paths[kind]}/{key}/draft/removal`,
    summary: 'Throw the draft away',
    request: { params: keyParam, body: body(z.object({ version: z.number().int().min(1) })) },
    responses: { 200: ok },
  })
  return makeRouter()
    .openapi(save, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const act = actOf(deps, session, kind, c.req.valid('param').key)
      const kept = await keepDefinitionDraft(deps.db, act, c.req.valid('json'))
      return kept === false ? (refusal(c, savedMeanwhile) as never) : c.json(kept, 200)
    })
    .openapi(drop, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const act = actOf(deps, session, kind, c.req.valid('param').key)
      const dropped = await dropDefinitionDraft(deps.db, act, c.req.valid('json').version)
      return dropped ? c.json({ dropped }, 200) : (refusal(c, savedMeanwhile) as never)
    })
}

function withdrawRoutes(deps: ApiDeps, changed: () => Promise<void>, kind: DefinitionKind) {
  const withdraw = createRoute({
    method: 'post',
    path: `${paths[kind]}/{key}/versions/{version}/withdrawal`,
    summary: 'Withdraw a version: nothing new begins under it, what runs by it goes on',
    request: { params: versionParam, body: body(z.object({ reason: z.string().trim().min(2).max(500) })) },
    responses: { 200: ok },
  })
  return makeRouter().openapi(withdraw, async (c) => {
    const session = editorIn(deps, c)
    if (session instanceof Response) return session as never
    const { key, version } = c.req.valid('param')
    const act = actOf(deps, session, kind, key)
    const refused = await withdrawUnused(deps.db, deps.city(), act, { version, ...c.req.valid('json') })
    if (isRefusal(refused)) return refusal(c, refused) as never
    await changed()
    return c.json({ withdrawn: version }, 200)
  })
}
