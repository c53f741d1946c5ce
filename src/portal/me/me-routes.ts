import { type Context, Hono } from 'hono'
import { dateIn } from '#base'
import { listNotifications } from '#engagement'
import { listAccess, listBundleFilesOfParty, listCasesOf, listDraftsOf, type PlacedDraft } from '#handling'
import { listMandatesOfAgent, partyOf, type Session, type SessionEnv } from '#identity'
import { type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { mePage } from './me-page.tsx'
import { accessPage, messagesPage } from './record-pages.tsx'

/** Drafts with the names of what they are for; those whose item is gone are left out. */
export const namedDrafts = (deps: PortalDeps, drafts: readonly PlacedDraft[], locale: 'zh' | 'en') =>
  drafts.flatMap((draft) => {
    const bundle = deps.city().bundles.get(draft.entryId)?.bundle
    const name = bundle?.name ?? deps.city().findItem(draft.entryId, draft.authorityCode)?.content.name
    return name ? [{ draft, name: name[locale] }] : []
  })

const pageSize = 20

/** 我的: cases and drafts, messages, and who has read my data. */
export function meRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/me', async (c) => {
    const session = c.get('session')
    return session === undefined ? signInFirst(c) : c.html(await drawMine(deps, c, session))
  })
  app.get('/me/messages', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const told = await listNotifications(deps.db, deps.city().cityCode, partyOf(session))
    return c.html(messagesPage(viewOf(deps, c), told))
  })
  app.get('/me/access', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const records = await listAccess(deps.db, deps.city().cityCode, partyOf(session))
    return c.html(accessPage(viewOf(deps, c), records))
  })
  return app
}

async function drawMine(deps: PortalDeps, c: Context<SessionEnv>, session: Session): Promise<string> {
  const view = viewOf(deps, c)
  const { cityCode, zone } = deps.city()
  const { accountId } = session.account
  const before = c.req.query('before') ?? null
  const { rows: cases, next } = await listCasesOf(deps.db, cityCode, partyOf(session), { before, limit: pageSize })
  return mePage(view, {
    cases,
    next,
    bundles: before === null ? await listBundleFilesOfParty(deps.db, cityCode, partyOf(session)) : [],
    drafts: namedDrafts(deps, await listDraftsOf(deps.db, cityCode, accountId), view.locale),
    actFor: await listMandatesOfAgent(deps.db, accountId, dateIn(zone, deps.clock())),
  })
}
