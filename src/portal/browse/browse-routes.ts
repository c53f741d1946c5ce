import { gzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { countRatings } from '#engagement'
import { listCasesOfAccount, listDraftsOf } from '#handling'
import { type SessionEnv, safeReturn } from '#identity'
import type { ServiceItem } from '#management'
import { guidePage } from '../guide/guide-page.tsx'
import { type HomeData, homePage } from '../home/home-page.tsx'
import type { View } from '../layout/view.ts'
import { namedDrafts } from '../me/me-routes.ts'
import { placePage } from '../place/place-page.tsx'
import { notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'
import { searchPage } from '../search/search-page.tsx'
import { browsePage, departmentsPage } from './browse-page.tsx'

const groups = { person: 'natural', firm: 'legal' } as const

/** Home, search, place, lists and guides: what anybody may read. */
export function browseRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const remember = (value: string) => ({ path: '/', maxAge: 31_536_000, sameSite: 'Lax' as const, value })

  const itemsFor = (view: View, fits: (item: ServiceItem) => boolean): ServiceItem[] =>
    [...view.city.entries.keys()].flatMap((entryId) => {
      const found = view.city.findItemFor(entryId, view.place.code)
      return found && fits(found.item) ? [found.item] : []
    })

  app.get('/', async (c) => {
    const view = viewOf(deps, c)
    const { city } = view
    const all = [...city.entries.values()].map((entry) => entry.published.content)
    const session = view.session
    const cases = session
      ? await listCasesOfAccount(deps.db, city.cityCode, session.account.accountId, { before: null, limit: 20 })
      : []
    const data: HomeData = {
      common: deps.commonEntries
        .flatMap((entryId) => city.findItemFor(entryId, view.place.code)?.item ?? [])
        .slice(0, view.elder ? 4 : 8),
      counts: {
        person: all.filter((one) => one.subjects.includes('natural')).length,
        firm: all.filter((one) => one.subjects.includes('legal')).length,
        village: all.filter((one) => one.levels.includes('village')).length,
        departments: new Set(all.map((one) => one.department)).size,
        all: city.countItems(),
      },
      drafts: session
        ? namedDrafts(deps, await listDraftsOf(deps.db, city.cityCode, session.account.accountId), view.locale).slice(
            0,
            3,
          )
        : [],
      waiting: cases.filter((one) => one.state === 'correcting'),
      ratings: await countRatings(deps.db, city.cityCode),
    }
    return c.html(homePage(view, data))
  })

  app.get('/search', (c) => {
    const view = viewOf(deps, c)
    const q = (c.req.query('q') ?? '').slice(0, 200)
    const shown = c.req.query('more') === '1' ? 50 : 8
    const found = deps.search().search(q, { limit: shown })
    const items = found.hits.flatMap((hit) => {
      const resolved = view.city.findItemFor(hit.entryId, view.place.code)
      return resolved ? [{ item: resolved.item, matched: hit.matched }] : []
    })
    return c.html(
      searchPage(view, { q, items, total: found.total, sure: found.sure, suggestions: found.suggestions, shown }),
    )
  })

  app.get('/place', (c) => {
    const view = viewOf(deps, c)
    const parent =
      view.city.divisions.find(c.req.query('parent') ?? '') ?? view.city.divisions.get(`${view.city.cityCode}00000000`)
    return c.html(placePage(view, parent, safeReturn(c.req.query('return') ?? '/')))
  })
  app.get('/place/set', (c) => {
    const view = viewOf(deps, c)
    const code = c.req.query('code') ?? ''
    const back = safeReturn(c.req.query('return') ?? '/')
    if (view.city.divisions.find(code)) setCookie(c, 'place', code, remember(code))
    // A guide is for one authority: after a change of place it is the same entry at the new place.
    const item = /^\/items\/(\w{31})$/.exec(back.split('?')[0] ?? '')?.[1]
    const entry = item === undefined ? undefined : view.city.findItemByCode(item)?.entryId
    const there = entry === undefined ? undefined : view.city.findItemFor(entry, code)?.item
    return c.redirect(there ? `/items/${there.itemCode}` : back, 303)
  })
  app.get('/settings/elder', (c) => {
    setCookie(c, 'elder', c.req.query('on') === '1' ? '1' : '0', remember('elder'))
    return c.redirect(safeReturn(c.req.query('return') ?? '/'), 303)
  })
  app.get('/settings/lang', (c) => {
    setCookie(c, 'lang', c.req.query('to') === 'en' ? 'en' : 'zh', remember('lang'))
    return c.redirect(safeReturn(c.req.query('return') ?? '/'), 303)
  })

  app.get('/browse/departments', (c) => {
    const view = viewOf(deps, c)
    const counts = Map.groupBy([...view.city.entries.values()], (entry) => entry.published.content.department)
    return c.html(
      departmentsPage(
        view,
        [...counts]
          .map(([kind, entries]) => ({ kind, name: kind, count: entries.length }))
          .toSorted((a, b) => b.count - a.count),
      ),
    )
  })
  app.get('/browse/department', (c) => {
    const view = viewOf(deps, c)
    const kind = c.req.query('kind') ?? ''
    const items = itemsFor(view, (item) => item.content.department === kind)
    if (items.length === 0) return c.html(notFoundPage(view), 404)
    return c.html(
      browsePage(view, {
        title: kind,
        intro: view.w(
          `共 ${items.length} 项，按“${view.place.name}”显示。`,
          `${items.length} items, shown for ${view.place.name}.`,
        ),
        groups: byTheme(items),
      }),
    )
  })
  app.get('/browse/:axis{person|firm|village}', (c) => {
    const view = viewOf(deps, c)
    const axis = c.req.param('axis') as 'person' | 'firm' | 'village'
    const titles = {
      person: view.w('个人办事', 'For persons'),
      firm: view.w('企业办事', 'For firms'),
      village: view.w('村里就能办', 'In the village'),
    }
    const items = itemsFor(view, (item) =>
      axis === 'village' ? item.content.levels.includes('village') : item.content.subjects.includes(groups[axis]),
    )
    return c.html(
      browsePage(view, {
        title: titles[axis],
        intro: view.w(
          `共 ${items.length} 项，按“${view.place.name}”显示。`,
          `${items.length} items, shown for ${view.place.name}.`,
        ),
        groups: byTheme(items),
      }),
    )
  })

  // Guides are drawn once for a revision and its answers, then served: the same for everybody who reads it that way.
  const drawn = new Map<string, Drawn>()
  app.get('/items/:code', (c) => {
    const view = viewOf(deps, c)
    const item = view.city.findItemByCode(c.req.param('code').slice(0, 31))
    if (item === undefined) return c.html(notFoundPage(view), 404)
    const isOfficer = view.session?.account.kind === 'officer'
    const key = `${view.city.stamp} ${item.itemCode} ${view.locale} ${view.elder} ${view.place.code} ${isOfficer} ${view.path}`
    const known = drawn.get(key)
    if (known !== undefined) return send(c, known)
    // A cache of bounded size; when it is full it begins anew.
    if (drawn.size >= 5_000) drawn.clear()
    const nearby = view.city.findItemFor(item.entryId, view.place.code)
    const page = guidePage(
      view,
      item,
      c.req.query(),
      nearby?.needsPlace === true && nearby.item.itemCode === item.itemCode,
    )
    const fresh: Drawn = { page: Buffer.from(page), packed: gzipSync(page) }
    drawn.set(key, fresh)
    return send(c, fresh)
  })
  return app
}

/** A page drawn beforehand, plain and packed. */
type Drawn = { page: Buffer<ArrayBuffer>; packed: Buffer<ArrayBuffer> }

function send(c: Context<SessionEnv>, drawn: Drawn): Response {
  const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  const headers = {
    'content-type': 'text/html; charset=UTF-8',
    vary: 'accept-encoding, cookie',
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
  }
  return c.body(packed ? drawn.packed : drawn.page, 200, headers)
}

const byTheme = (items: readonly ServiceItem[]) =>
  [...Map.groupBy(items, (item) => item.content.theme)]
    .map(([name, list]) => ({ name, items: list }))
    .toSorted((a, b) => b.items.length - a.items.length)
