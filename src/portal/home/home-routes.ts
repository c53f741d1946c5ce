import { type Context, Hono } from 'hono'
import { makeRatingTally } from '#engagement'
import { listCasesOf, makeCaseTally } from '#handling'
import { partyOf, type SessionEnv } from '#identity'
import type { City } from '#management'
import { listMyDrafts } from '../me/me-routes.ts'
import { type PortalDeps, viewOf } from '../portal-context.ts'
import { type HomeData, homePage } from './home-page.tsx'
import { commonItems } from './often-done.ts'

/** 首页: the question, what people here do, what waits for this reader, and honest numbers. */
export function homeRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const { cityCode, zone } = deps.city()
  const [tallyCases, tallyRatings] = [makeCaseTally(deps.db, cityCode, zone), makeRatingTally(deps.db, cityCode)]
  const numbers = remembered(async () => {
    const now = deps.clock()
    const [cases, ratings] = await Promise.all([tallyCases(now), tallyRatings(now)])
    return { cases, ratings }
  }, 30_000)
  app.get('/', async (c) => {
    const data = { ...(await forReader(deps, c)), ...(await numbers()) }
    return c.html(homePage(viewOf(deps, c), data))
  })
  return app
}

async function forReader(deps: PortalDeps, c: Context<SessionEnv>): Promise<Omit<HomeData, 'cases' | 'ratings'>> {
  const view = viewOf(deps, c)
  const { city, session, locale } = view
  const shared = {
    common: commonItems(deps, view),
    counts: countEntries(city),
  }
  if (session === undefined) return { ...shared, drafts: [], waiting: [] }
  const { rows: cases } = await listCasesOf(deps.db, city.cityCode, partyOf(session), { before: null, limit: 20 })
  const { rows: drafts } = await listMyDrafts(deps, session, locale, { before: null, limit: 10 })
  return { ...shared, drafts: drafts.slice(0, 3), waiting: cases.filter((one) => one.state === 'correcting') }
}

function countEntries(city: City): HomeData['counts'] {
  const all = [...city.entries.values()].map((entry) => entry.published.content)
  return {
    person: all.filter((one) => one.subjects.includes('natural')).length,
    firm: all.filter((one) => one.subjects.includes('legal')).length,
    village: all.filter((one) => one.levels.includes('village')).length,
    bundles: city.bundles.size,
    departments: new Set(all.map((one) => one.department)).size,
    all: city.countItems(),
  }
}

/** Counted at most once in `ms` milliseconds: the front page must not count for every reader. */
function remembered<T>(count: () => Promise<T>, ms: number): () => Promise<T> {
  let known: { value: Promise<T>; at: number } | undefined
  return () => {
    const now = performance.now()
    if (known !== undefined && now - known.at <= ms) return known.value
    const value = count()
    known = { value, at: now }
    // A failure is not remembered.
    value.catch(() => {
      known = undefined
    })
    return value
  }
}
