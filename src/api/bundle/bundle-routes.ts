import type { Context } from 'hono'
import { dateIn, isRefusal, localeOf, problem } from '#base'
import {
  type BundleFile,
  findBundleFileByNo,
  isBundleParty,
  listBundleFilesOfParty,
  receiveBundle,
  submitBundle,
  withdrawBundle,
} from '#handling'
import { partyOf, type Session } from '#identity'
import { matchBundle } from '#management'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal, signedIn } from '../api-context.ts'
import { counterRoute, getRoute, guideRoute, listRoute, ownRoute, submitRoute, withdrawRoute } from './bundle-schema.ts'
import { bundleFileView, bundleGuideOf, bundleSummaryOf } from './bundle-view.ts'

const noSuchBundle = (c: Context): Response =>
  problem(localeOf(c), 422, { zh: '没有这个“一件事”，请核对编号。', en: 'There is no such bundle. Check its id.' }, [
    { pointer: '/bundleId', sentence: { zh: '没有这个“一件事”。', en: 'No bundle has this id.' } },
  ])

/** 一件事一次办 over the machine face: what is on offer, one application for several items, and what came of it. */
export const bundleRoutes = (deps: ApiDeps) => {
  const app = makeRouter()
  app.route('/', guideRoutes(deps))
  app.route('/', submissionRoutes(deps))
  app.route('/', ownRoutes(deps))
  return app
}

function guideRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(listRoute, (c) => {
      const { q } = c.req.valid('query')
      const all = [...deps.city().bundles.values()]
      const fitting = matchBundle(all, q)
      const found = q.trim() === '' ? all : fitting === undefined ? [] : [fitting]
      return c.json({ items: found.map(bundleSummaryOf) }, 200)
    })
    .openapi(guideRoute, (c) => {
      const city = deps.city()
      const merged = deps.city().bundles.get(c.req.valid('param').bundleId)
      const { division, answers } = c.req.valid('query')
      const place = division ?? `${city.cityCode}00000000`
      if (merged === undefined || city.divisions.find(place) === undefined) return notFound(c) as never
      const today = dateIn(city.zone, deps.clock())
      return c.json(bundleGuideOf({ city, today }, merged, place, answers ?? null), 200)
    })
}

function submissionRoutes(deps: ApiDeps) {
  const opened = async (bundleNo: string) => {
    const file = await findBundleFileByNo(deps.db, deps.city().cityCode, bundleNo)
    if (file === undefined) throw new Error(`bundle ${bundleNo} was submitted and is not there`)
    return bundleFileView(file)
  }
  return makeRouter()
    .openapi(submitRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const { bundleId, division, ...rest } = c.req.valid('json')
      const merged = deps.city().bundles.get(bundleId)
      if (merged === undefined) return noSuchBundle(c) as never
      const key = c.req.valid('header')['idempotency-key']
      const input = { ...rest, session, merged, divisionCode: division, key }
      const answer = await submitBundle(deps.handling, { ...input, channel: 'api', draftId: null })
      if (isRefusal(answer)) return refusal(c, answer) as never
      return c.json(await opened(answer.bundleNo), 201, { location: `/api/v1/bundle-files/${answer.bundleNo}` })
    })
    .openapi(counterRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { bundleId, division, ...rest } = c.req.valid('json')
      const merged = deps.city().bundles.get(bundleId)
      if (merged === undefined) return noSuchBundle(c) as never
      const key = c.req.valid('header')['idempotency-key']
      const answer = await receiveBundle(deps.handling, { ...rest, session, merged, divisionCode: division, key })
      if (isRefusal(answer)) return refusal(c, answer) as never
      return c.json(await opened(answer.bundleNo), 201)
    })
}

function ownRoutes(deps: ApiDeps) {
  const findOwn = async (session: Session, bundleNo: string): Promise<BundleFile | undefined> => {
    const file = await findBundleFileByNo(deps.db, deps.city().cityCode, bundleNo.replace(/\s/g, ''))
    return file && isBundleParty(session, file) ? file : undefined
  }
  return makeRouter()
    .openapi(ownRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const files = await listBundleFilesOfParty(deps.db, deps.city().cityCode, partyOf(session))
      return c.json({ items: files.map(bundleFileView) }, 200)
    })
    .openapi(getRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const file = await findOwn(session, c.req.valid('param').bundleNo)
      return file === undefined ? (notFound(c) as never) : c.json(bundleFileView(file), 200)
    })
    .openapi(withdrawRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const { reason } = c.req.valid('json')
      const done = await withdrawBundle(deps.handling, {
        session,
        bundleNo: c.req.valid('param').bundleNo.replace(/\s/g, ''),
        reason,
      })
      return isRefusal(done) ? (refusal(c, done) as never) : c.json(bundleFileView(done), 200)
    })
}
