import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { keepPreferences, type SessionEnv, safeReturn } from '#identity'
import { type PortalDeps, viewOf } from '../portal-context.ts'
import { placePage } from './place-page.tsx'

const kept = { path: '/', maxAge: 31_536_000, sameSite: 'Lax' } as const

/** What a device remembers of its reader: the place, the size of type, the language. */
export function placeRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/place', (c) => {
    const view = viewOf(deps, c)
    const parent =
      view.city.divisions.find(c.req.query('parent') ?? '') ?? view.city.divisions.get(`${view.city.cityCode}00000000`)
    return c.html(placePage(view, parent, safeReturn(c.req.query('return') ?? '/')))
  })
  app.get('/place/set', (c) => {
    const { city } = viewOf(deps, c)
    const code = c.req.query('code') ?? ''
    const back = safeReturn(c.req.query('return') ?? '/')
    if (city.divisions.find(code)) setCookie(c, 'place', code, kept)
    // A guide is for one authority: after a change of place it is the same entry at the new place.
    const item = /^\/items\/(\w{31})$/.exec(back.split('?')[0] ?? '')?.[1]
    const entry = item === undefined ? undefined : city.findItemByCode(item)?.entryId
    const there = entry === undefined ? undefined : city.findItemFor(entry, code)?.item
    return c.redirect(there ? `/items/${there.itemCode}` : back, 303)
  })
  app.get('/settings/elder', (c) => {
    setCookie(c, 'elder', c.req.query('on') === '1' ? '1' : '0', kept)
    return c.redirect(safeReturn(c.req.query('return') ?? '/'), 303)
  })
  app.get('/settings/lang', async (c) => {
    const locale = c.req.query('to') === 'en' ? 'en' : 'zh'
    setCookie(c, 'lang', locale, kept)
    // Messages are written in it from now on.
    const session = c.get('session')
    if (session !== undefined) await keepPreferences(deps.db, session.account.accountId, { locale })
    return c.redirect(safeReturn(c.req.query('return') ?? '/'), 303)
  })
  return app
}
