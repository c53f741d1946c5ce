import { gzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import type { SessionEnv } from '#identity'
import { itemThatDecides } from '#management'
import { unreadNumber, withoutUnread, withUnread } from '../layout/unread.tsx'
import type { View } from '../layout/view.ts'
import { notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'
import { guidePage } from './guide-page.tsx'

/** A page drawn beforehand, plain and packed. */
type Drawn = { page: Buffer<ArrayBuffer>; packed: Buffer<ArrayBuffer> }

/** Guides are drawn once for a revision and its answers, then served: the same for everybody who reads it that way. */
export function guideRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const drawn = new Map<string, Drawn>()
  app.get('/items/:code', (c) => {
    const view = viewOf(deps, c)
    const item = view.city.findItemByCode(c.req.param('code').slice(0, 31))
    if (item === undefined) return c.html(notFoundPage(view), 404)
    const deciding = itemThatDecides(view.city, item)
    if (deciding !== item) return c.redirect(`/items/${deciding.itemCode}${new URL(c.req.url).search}`, 302)
    const isOfficer = view.session?.account.kind === 'officer'
    // What begins, pauses or ends does so on a day.
    const key = `${view.city.stamp} ${view.today} ${item.itemCode} ${view.locale} ${view.elder} ${view.place.code} ${isOfficer} ${view.path}`
    const known = drawn.get(key)
    if (known !== undefined) return send(c, known, view)
    // A cache of bounded size; when it is full it begins anew.
    if (drawn.size >= 5_000) drawn.clear()
    const nearby = view.city.findItemFor(item.entryId, view.place.code)
    const needsPlace = nearby?.needsPlace === true && nearby.item.itemCode === item.itemCode
    const page = guidePage(withoutUnread(view), item, c.req.query(), needsPlace)
    const fresh: Drawn = { page: Buffer.from(page), packed: gzipSync(page) }
    drawn.set(key, fresh)
    return send(c, fresh, view)
  })
  return app
}

/** As it was drawn; to whom something is new, with their number, which is nowhere kept and is packed on the way out. */
function send(c: Context<SessionEnv>, drawn: Drawn, view: View): Response {
  if (unreadNumber(view) !== null) {
    c.header('vary', 'accept-encoding, cookie')
    return c.html(withUnread(drawn.page.toString(), view))
  }
  const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  const headers = {
    'content-type': 'text/html; charset=UTF-8',
    vary: 'accept-encoding, cookie',
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
  }
  return c.body(packed ? drawn.packed : drawn.page, 200, headers)
}
