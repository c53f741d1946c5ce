import { type Context, Hono } from 'hono'
import { dateIn, type Flaw, isRefusal, isUuid, readPosted } from '#base'
import { listCasesOf } from '#handling'
import {
  actFor,
  listMandatesOfAgent,
  listMandatesOfPrincipal,
  type Principal,
  partyOf,
  principalFor,
  revokeMandate,
  type Session,
  type SessionEnv,
  safeReturn,
} from '#identity'
import type { View } from '../layout/view.ts'
import { notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { grantMandate, readTyped, type TypedMandate } from './grant-mandate.ts'
import { mandatesPage, noDelegationPage } from './mandates-page.tsx'

type Open = { session: Session; principal: Principal; view: View }

/** 委托: given, taken back, and acted under; in one's own name, or in that of the firm one represents. */
export function mandateRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/me/mandates', async (c) => {
    const opened = open(deps, c)
    if (opened instanceof Response) return opened
    return c.html(await draw(deps, opened, emptyTyped(opened.view.today), []))
  })
  app.post('/me/mandates', async (c) => {
    const opened = open(deps, c)
    if (opened instanceof Response) return opened
    const typed = readTyped(await readPosted(c), deps.city())
    if (typed.finds) return c.html(await draw(deps, opened, typed, []))
    const tooOften = await deps.limit.count('lookups', opened.session.account.accountId)
    if (tooOften !== null) {
      const page = await draw(deps, opened, typed, [{ pointer: '/agentId', sentence: tooOften.sentence }])
      return c.html(page, 429, { 'retry-after': String(tooOften.seconds) })
    }
    const flaws = await grantMandate(deps, opened, typed)
    return flaws.length === 0 ? c.redirect('/me/mandates', 303) : c.html(await draw(deps, opened, typed, flaws), 422)
  })
  app.post('/me/mandates/:id/revoke', async (c) => {
    const opened = open(deps, c)
    if (opened instanceof Response) return opened
    const { session, principal, view } = opened
    const { accountId, name } = session.account
    const mandateId = c.req.param('id')
    const input = { mandateId, principal, by: { accountId, name }, at: deps.clock() }
    const revoked = isUuid(mandateId) && (await revokeMandate(deps.db, deps.city().cityCode, input))
    return revoked ? c.redirect('/me/mandates', 303) : c.html(notFoundPage(view), 404)
  })
  app.post('/me/act-for', (c) => chooseWhom(deps, c))
  return app
}

const emptyTyped = (today: Temporal.PlainDate): TypedMandate => ({
  agentId: '',
  until: today.add({ months: 6 }).toString(),
  scope: null,
  entryIds: [],
  q: '',
  finds: false,
})

/** In whose name mandates are seen and given here; a page that says why not, for whoever only acts under one. */
function open(deps: PortalDeps, c: Context<SessionEnv>): Open | Response {
  const session = c.get('session')
  if (session === undefined) return signInFirst(c)
  const view = viewOf(deps, c)
  const principal = principalFor(session.account, session.mandate)
  if (isRefusal(principal)) return c.html(noDelegationPage(view, principal.sentence), 403)
  return { session, principal, view }
}

async function draw(deps: PortalDeps, opened: Open, typed: TypedMandate, flaws: readonly Flaw[]): Promise<string> {
  const { principal, view } = opened
  const given = await listMandatesOfPrincipal(deps.db, principal)
  const found =
    typed.q === ''
      ? null
      : deps
          .search()
          .search(typed.q, { limit: 8 })
          .hits.map((one) => one.entryId)
  return mandatesPage(view, {
    ...{ principal, given, flaws, typed, found },
    used: found === null ? await usedBefore(deps, opened) : [],
  })
}

/** What was applied for in this name before, the newest first: what one is most likely to hand over. */
async function usedBefore(deps: PortalDeps, { session }: Open): Promise<string[]> {
  const { cityCode, findItemByCode } = deps.city()
  const { rows: cases } = await listCasesOf(deps.db, cityCode, partyOf(session), { before: null, limit: 30 })
  const entries = cases.flatMap((one) => findItemByCode(one.itemCode)?.entryId ?? [])
  return [...new Set(entries)].slice(0, 6)
}

async function chooseWhom(deps: PortalDeps, c: Context<SessionEnv>): Promise<Response> {
  const session = c.get('session')
  const secret = c.get('sessionSecret')
  if (session === undefined || secret === undefined) return signInFirst(c)
  const body = await readPosted(c)
  const id = String(body['mandate'] ?? '')
  const today = dateIn(deps.city().zone, deps.clock())
  const mine = await listMandatesOfAgent(deps.db, session.account.accountId, today)
  await actFor(deps.db, secret, mine.find((one) => one.mandateId === id)?.mandateId ?? null)
  const back = body['return']
  return c.redirect(safeReturn(typeof back === 'string' ? back : undefined), 303)
}
