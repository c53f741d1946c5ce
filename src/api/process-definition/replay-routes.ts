import { createRoute, z } from '@hono/zod-openapi'
import { isRefusal } from '#base'
import { moveCase, previewMove, publishReplayed, readReplay, type StoredReplay, startReplay } from '#handling'
import type { City, DefinitionKind } from '#management'
import { type ApiDeps, makeRouter, notFound, refusal } from '../api-context.ts'
import { actOf, actorOf, body, editorIn, keyParam, ok } from './editor-in.ts'

const digest = z.string().length(64)
const paths = { process: '/process-definitions', decision: '/decision-definitions' } as const
const words = {
  process: {
    start: 'Replay every recorded case of the route against the draft; answers at once, the report is read with GET',
    publish: 'Publish the draft that was replayed; running cases keep their version',
  },
  decision: {
    start: 'Decide every recorded case of the tables again by the draft; answers at once, the report is read with GET',
    publish: 'Publish the draft that was replayed; what was decided stays as it is',
  },
} as const

const move = z.object({ caseNo: z.string().regex(/^\d{21}$/), to: z.number().int().min(1) })
const previewRoute = createRoute({
  method: 'post',
  path: '/process-definitions/{key}/moves/preview',
  summary: 'What moving one running case to another version would mean',
  request: { params: keyParam, body: body(move) },
  responses: { 200: ok },
})
const moveRoute = createRoute({
  method: 'post',
  path: '/process-definitions/{key}/moves',
  summary: 'Move one running case to another version of its route, with a reason that stays with the case',
  request: { params: keyParam, body: body(move.extend({ reason: z.string().max(500) })) },
  responses: { 200: ok },
})

const replayView = ({ startedAt, toldAt, report, ...replay }: StoredReplay, city: City) => ({
  ...replay,
  report: report === null ? null : { ...report, samples: report.samples.map((one) => inEnglish(city, one)) },
  startedAt: startedAt.toString(),
  toldAt: toldAt.toString(),
})

/** What is kept names an item as the case does; here its English name stands beside. */
function inEnglish<Of extends { itemName: string }>(city: City, one: Of): Of & { itemNameEn: string } {
  const names = [...city.entries.values()].map((entry) => entry.published.content.name)
  return { ...one, itemNameEn: names.find((name) => name.zh === one.itemName)?.en ?? one.itemName }
}

/** The gate before a publication, and the moving of single cases behind it. */
export const replayRoutes = (deps: ApiDeps, changed: () => Promise<void>) =>
  makeRouter()
    .route('/', gateRoutes(deps, 'process'))
    .route('/', gateRoutes(deps, 'decision'))
    .route('/', publishRoutes(deps, changed, 'process'))
    .route('/', publishRoutes(deps, changed, 'decision'))
    .route('/', moveRoutes(deps))

function gateRoutes(deps: ApiDeps, kind: DefinitionKind) {
  const { handling } = deps
  const start = createRoute({
    method: 'post',
    path: `${paths[kind]}/{key}/replays`,
    summary: words[kind].start,
    request: { params: keyParam, body: body(z.object({ digest })) },
    responses: { 202: ok },
  })
  const read = createRoute({
    method: 'get',
    path: `${paths[kind]}/{key}/replays/{replayId}`,
    summary: 'How far a replay is, and its report when it is done',
    request: { params: keyParam.extend({ replayId: z.uuid() }) },
    responses: { 200: ok },
  })
  return makeRouter()
    .openapi(start, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { key } = c.req.valid('param')
      const begun = { kind, key, startedBy: session.account.name, ...c.req.valid('json') }
      const started = await startReplay(handling, begun)
      if (isRefusal(started)) return refusal(c, started) as never
      // It goes on by itself; a failure is told by its state.
      started.finished.catch(() => {})
      return c.json({ replayId: started.replayId }, 202)
    })
    .openapi(read, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const { key, replayId } = c.req.valid('param')
      const replay = await readReplay(handling, replayId)
      return replay?.key === key && replay.kind === kind
        ? c.json(replayView(replay, deps.city()), 200)
        : (notFound(c) as never)
    })
}

function publishRoutes(deps: ApiDeps, changed: () => Promise<void>, kind: DefinitionKind) {
  const publish = createRoute({
    method: 'post',
    path: `${paths[kind]}/{key}/publish`,
    summary: words[kind].publish,
    request: { params: keyParam, body: body(z.object({ digest, replayId: z.uuid() })) },
    responses: { 200: ok },
  })
  return makeRouter().openapi(publish, async (c) => {
    const session = editorIn(deps, c)
    if (session instanceof Response) return session as never
    const { key } = c.req.valid('param')
    const published = await publishReplayed(deps.handling, actOf(deps, session, kind, key), c.req.valid('json'))
    if (isRefusal(published)) return refusal(c, published) as never
    await changed()
    return c.json(published, 200)
  })
}

function moveRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(previewRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const preview = await previewMove(deps.handling, { ...c.req.valid('param'), ...c.req.valid('json') })
      return isRefusal(preview) ? (refusal(c, preview) as never) : c.json(inEnglish(deps.city(), preview), 200)
    })
    .openapi(moveRoute, async (c) => {
      const session = editorIn(deps, c)
      if (session instanceof Response) return session as never
      const input = { ...c.req.valid('param'), ...c.req.valid('json'), actor: actorOf(session) }
      const moved = await moveCase(deps.handling, input)
      return isRefusal(moved) ? (refusal(c, moved) as never) : c.json(inEnglish(deps.city(), moved), 200)
    })
}
