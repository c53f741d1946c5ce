import { type Context, Hono } from 'hono'
import { dateIn, type Flaw, isUuid, type Text } from '#base'
import {
  actFor,
  addMandate,
  findAccountByResidentId,
  listMandatesOfAgent,
  listMandatesOfPrincipal,
  mandateFlaw,
  revokeMandate,
  type Session,
  type SessionEnv,
} from '#identity'
import { normaliseCode } from '#standards'
import { notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { mandatesPage } from './mandates-page.tsx'

type Typed = { agentId: string; until: string }

/** 委托: given, taken back, and acted under. */
export function mandateRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/me/mandates', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const until = today(deps).add({ months: 6 }).toString()
    return c.html(await draw(deps, c, session, { agentId: '', until }, []))
  })
  app.post('/me/mandates', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const body = await c.req.parseBody()
    const typed = { agentId: String(body['agentId'] ?? ''), until: String(body['until'] ?? '') }
    const flaw = await grant(deps, session, typed)
    return flaw === null ? c.redirect('/me/mandates', 303) : c.html(await draw(deps, c, session, typed, [flaw]), 422)
  })
  app.post('/me/mandates/:id/revoke', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const id = c.req.param('id')
    const revoked = isUuid(id) && (await revokeMandate(deps.db, id, session.account.accountId, deps.clock()))
    return revoked ? c.redirect('/me/mandates', 303) : c.html(notFoundPage(viewOf(deps, c)), 404)
  })
  app.post('/me/act-for', (c) => chooseWhom(deps, c))
  return app
}

const today = (deps: PortalDeps): Temporal.PlainDate => dateIn(deps.city().zone, deps.clock())

async function draw(
  deps: PortalDeps,
  c: Context<SessionEnv>,
  session: Session,
  typed: Typed,
  flaws: readonly Flaw[],
): Promise<string> {
  const given = await listMandatesOfPrincipal(deps.db, session.account.accountId)
  return mandatesPage(viewOf(deps, c), { given, flaws, typed })
}

/** Gives the mandate, or says at which field it cannot be given. */
async function grant(deps: PortalDeps, session: Session, typed: Typed): Promise<Flaw | null> {
  const at = (pointer: string, sentence: Text): Flaw => ({ pointer, sentence })
  const agent = await findAccountByResidentId(deps.db, normaliseCode(typed.agentId))
  if (agent === undefined)
    return at('/agentId', {
      zh: '没有找到这个身份证号的账户。请受托人先登录一次，再来委托。',
      en: 'No account has this identity number. Let the agent sign in once first.',
    })
  const until = readDate(typed.until)
  if (until === null) return at('/until', { zh: '请选择截止日期。', en: 'Choose the end date.' })
  const { accountId, name } = session.account
  const input = {
    validFrom: today(deps),
    validUntil: until,
    principalAccountId: accountId,
    agentAccountId: agent.accountId,
  }
  const flaw = mandateFlaw(input, today(deps))
  if (flaw) return at(accountId === agent.accountId ? '/agentId' : '/until', flaw.sentence)
  await addMandate(deps.db, deps.city().cityCode, {
    ...input,
    principalKind: 'natural',
    principalCode: null,
    principalName: name,
    scope: { type: 'all' },
    at: deps.clock(),
    grantedBy: { accountId, name },
  })
  return null
}

async function chooseWhom(deps: PortalDeps, c: Context<SessionEnv>): Promise<Response> {
  const session = c.get('session')
  const secret = c.get('sessionSecret')
  if (session === undefined || secret === undefined) return signInFirst(c)
  const body = await c.req.parseBody()
  const id = String(body['mandate'] ?? '')
  const mine = await listMandatesOfAgent(deps.db, session.account.accountId, today(deps))
  await actFor(deps.db, secret, mine.find((one) => one.mandateId === id)?.mandateId ?? null)
  return c.redirect('/me', 303)
}

function readDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}
