import { type Context, Hono } from 'hono'
import { dateIn } from '#base'
import { countedUnread, listNotifications, markRead } from '#engagement'
import {
  checkWordOf,
  type GivenPaper,
  listAccess,
  listBundleFilesOfParty,
  listCasesOf,
  listDraftsOf,
  listPapersOf,
  listResultsOf,
} from '#handling'
import { listMandatesOfAgent, partyOf, type Session, type SessionEnv } from '#identity'
import type { View } from '../layout/view.ts'
import { type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { type DraftList, draftsPage } from './drafts-page.tsx'
import { type NamedPaper, papersGivenPage, resultsPage } from './kept-pages.tsx'
import { mePage } from './me-page.tsx'
import { accessPage, messagesPage } from './record-pages.tsx'
import { settingsPage } from './settings-page.tsx'

/** A page of drafts with the names of what they are for; those whose item is gone are left out. */
export async function listMyDrafts(
  deps: PortalDeps,
  { account }: Session,
  locale: 'zh' | 'en',
  page: { before: string | null; limit: number },
): Promise<DraftList> {
  const { rows, next } = await listDraftsOf(deps.db, deps.city().cityCode, account.accountId, page)
  const named = rows.flatMap((draft) => {
    const bundle = deps.city().bundles.get(draft.entryId)?.bundle
    const name = bundle?.name ?? deps.city().findItem(draft.entryId, draft.authorityCode)?.content.name
    return name ? [{ draft, name: name[locale] }] : []
  })
  return { rows: named, next }
}

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
    const { cityCode } = deps.city()
    const { rows, next } = await listNotifications(deps.db, cityCode, partyOf(session), pageOf(c))
    await markRead(deps.db, cityCode, rows, deps.clock())
    return c.html(messagesPage(withSeen(viewOf(deps, c), rows.filter((one) => !one.read).length), rows, next))
  })
  app.get('/me/access', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const { rows, next } = await listAccess(deps.db, deps.city().cityCode, partyOf(session), pageOf(c))
    return c.html(accessPage(viewOf(deps, c), rows, next))
  })
  keptRoutes(app, deps)
  return app
}

/** What one was given, what one gave, and what is known of one. */
function keptRoutes(app: Hono<SessionEnv>, deps: PortalDeps): void {
  app.get('/me/drafts', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const view = viewOf(deps, c)
    const list = await listMyDrafts(deps, session, view.locale, pageOf(c))
    return c.html(
      draftsPage({ view, list, actFor: await listMandatesOfAgent(deps.db, session.account.accountId, view.today) }),
    )
  })
  app.get('/me/results', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const { rows, next } = await listResultsOf(deps.db, deps.city().cityCode, partyOf(session), pageOf(c))
    const withPaths = rows.map((one) => ({
      ...one,
      verifyPath: `/verify/${one.caseNo}/${checkWordOf(deps.secret, 'verify', one.caseNo)}`,
    }))
    return c.html(resultsPage(viewOf(deps, c), { rows: withPaths, next }))
  })
  app.get('/me/papers', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const { rows, next } = await listPapersOf(deps.db, deps.city().cityCode, partyOf(session), pageOf(c))
    return c.html(papersGivenPage(viewOf(deps, c), { rows: await namePapers(deps, rows), next }))
  })
  app.get('/me/settings', (c) =>
    c.get('session') === undefined ? signInFirst(c) : c.html(settingsPage(viewOf(deps, c))),
  )
}

/** The papers by the names that the guide had for them when the cases were opened. */
const namePapers = (deps: PortalDeps, papers: readonly GivenPaper[]): Promise<NamedPaper[]> =>
  Promise.all(
    papers.map(async (one) => {
      const { content } = await deps.city().getItemAt(deps.db, one.item, {})
      return { ...one, paper: content.materials.find(({ no }) => no === one.materialNo)?.name ?? null }
    }),
  )

/** What this page shows is not new any more; where more are than are counted, nobody knows how many are left. */
function withSeen(view: View, seen: number): View {
  const unread = view.session?.unread ?? 0
  if (view.session === undefined || unread >= countedUnread) return view
  return { ...view, session: { ...view.session, unread: Math.max(0, unread - seen) } }
}

const pageOf = (c: Context<SessionEnv>) => ({ before: c.req.query('before') ?? null, limit: pageSize })

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
    drafts: await listMyDrafts(deps, session, view.locale, { before: null, limit: pageSize }),
    actFor: await listMandatesOfAgent(deps.db, accountId, dateIn(zone, deps.clock())),
  })
}
