import { type Context, Hono } from 'hono'
import { dateIn, isUuid } from '#base'
import { addRating, findInvitation, isLevel, listNotifications, ratingFlaw } from '#engagement'
import { listAccess, listCasesOfAccount, listDraftsOf, type PlacedDraft } from '#handling'
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
import { ratingPage } from '../rating/rating-page.tsx'
import { mandatesPage } from './mandates-page.tsx'
import { mePage } from './me-page.tsx'
import { accessPage, messagesPage } from './record-pages.tsx'

/** Drafts with the names of what they are for; those whose item is gone are left out. */
export const namedDrafts = (deps: PortalDeps, drafts: readonly PlacedDraft[], locale: 'zh' | 'en') =>
  drafts.flatMap((draft) => {
    const item = deps.city().findItem(draft.entryId, draft.authorityCode)
    return item ? [{ draft, name: item.content.name[locale] }] : []
  })

const pageSize = 20

export function meRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const cityCode = () => deps.city().cityCode
  const who = (c: Context<SessionEnv>): Session | Response => c.get('session') ?? signInFirst(c)
  const today = () => dateIn(deps.city().zone, deps.clock())

  app.get('/me', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    const view = viewOf(deps, c)
    const { accountId } = session.account
    const before = readInstant(c.req.query('before'))
    const cases = await listCasesOfAccount(deps.db, cityCode(), accountId, { before, limit: pageSize })
    return c.html(
      mePage(view, {
        cases,
        next: cases.length < pageSize ? null : (cases.at(-1)?.submittedAt.toString() ?? null),
        drafts: namedDrafts(deps, await listDraftsOf(deps.db, cityCode(), accountId), view.locale),
        actFor: await listMandatesOfAgent(deps.db, accountId, today()),
      }),
    )
  })
  app.get('/me/messages', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    return c.html(
      messagesPage(viewOf(deps, c), await listNotifications(deps.db, cityCode(), session.account.accountId, null)),
    )
  })
  app.get('/me/access', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    return c.html(accessPage(viewOf(deps, c), await listAccess(deps.db, cityCode(), session.account.accountId, null)))
  })
  app.get('/me/mandates', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    const given = await listMandatesOfPrincipal(deps.db, session.account.accountId)
    return c.html(
      mandatesPage(viewOf(deps, c), {
        given,
        flaws: [],
        typed: { agentId: '', until: today().add({ months: 6 }).toString() },
      }),
    )
  })
  app.post('/me/mandates', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    const body = await c.req.parseBody()
    const typed = { agentId: String(body['agentId'] ?? ''), until: String(body['until'] ?? '') }
    const agent = await findAccountByResidentId(deps.db, normaliseCode(typed.agentId))
    const until = readDate(typed.until)
    const again = async (sentence: { zh: string; en: string }, pointer: string) =>
      c.html(
        mandatesPage(viewOf(deps, c), {
          given: await listMandatesOfPrincipal(deps.db, session.account.accountId),
          flaws: [{ pointer, sentence }],
          typed,
        }),
        422,
      )
    if (agent === undefined)
      return again(
        {
          zh: '没有找到这个身份证号的账户。请受托人先登录一次，再来委托。',
          en: 'No account has this identity number. Let the agent sign in once first.',
        },
        '/agentId',
      )
    if (until === null) return again({ zh: '请选择截止日期。', en: 'Choose the end date.' }, '/until')
    const input = {
      validFrom: today(),
      validUntil: until,
      principalAccountId: session.account.accountId,
      agentAccountId: agent.accountId,
    }
    const flaw = mandateFlaw(input, today())
    if (flaw) return again(flaw.sentence, '/agentId')
    await addMandate(deps.db, cityCode(), {
      ...input,
      principalKind: 'natural',
      principalCode: null,
      principalName: session.account.name,
      scope: { type: 'all' },
      at: deps.clock(),
      grantedBy: { accountId: session.account.accountId, name: session.account.name },
    })
    return c.redirect('/me/mandates', 303)
  })
  app.post('/me/mandates/:id/revoke', async (c) => {
    const session = who(c)
    if (session instanceof Response) return session
    const id = c.req.param('id')
    const revoked = isUuid(id) && (await revokeMandate(deps.db, id, session.account.accountId, deps.clock()))
    return revoked ? c.redirect('/me/mandates', 303) : c.html(notFoundPage(viewOf(deps, c)), 404)
  })
  app.post('/me/act-for', async (c) => {
    const session = who(c)
    const secret = c.get('sessionSecret')
    if (session instanceof Response || secret === undefined) return signInFirst(c)
    const body = await c.req.parseBody()
    const id = String(body['mandate'] ?? '')
    const mine = await listMandatesOfAgent(deps.db, session.account.accountId, today())
    await actFor(deps.db, secret, mine.find((one) => one.mandateId === id)?.mandateId ?? null)
    return c.redirect('/me', 303)
  })

  /** The invitation is for its applicant alone: staff, and anybody with a copied link, find nothing. */
  const invited = async (c: Context<SessionEnv>) => {
    const session = who(c)
    if (session instanceof Response) return session
    const token = c.req.param('token') ?? ''
    const invitation = await findInvitation(deps.db, cityCode(), token)
    const isStaff = session.account.kind === 'officer'
    return invitation && invitation.accountId === session.account.accountId && !isStaff
      ? { invitation, token }
      : c.html(notFoundPage(viewOf(deps, c)), 404)
  }
  app.get('/rate/:token', async (c) => {
    const found = await invited(c)
    return found instanceof Response
      ? found
      : c.html(ratingPage(viewOf(deps, c), found.invitation, found.token, [], false))
  })
  app.post('/rate/:token', async (c) => {
    const found = await invited(c)
    if (found instanceof Response) return found
    const body = await c.req.parseBody({ all: true })
    const input = {
      level: Number(body['level']),
      options: [body['options']].flat().filter((one): one is string => typeof one === 'string'),
      remark: String(body['remark'] ?? '').trim(),
    }
    const flaw = ratingFlaw(input)
    const view = viewOf(deps, c)
    if (flaw || !isLevel(input.level))
      return c.html(
        ratingPage(
          view,
          found.invitation,
          found.token,
          flaw ? (flaw.flaws.length > 0 ? flaw.flaws : [{ pointer: '/level', sentence: flaw.sentence }]) : [],
          false,
        ),
        422,
      )
    const kept = await addRating(deps.db, cityCode(), {
      token: found.token,
      level: input.level,
      options: input.options,
      remark: input.remark,
      at: deps.clock(),
    })
    return c.html(ratingPage(view, { ...found.invitation, used: !kept }, found.token, [], kept), kept ? 200 : 409)
  })
  return app
}

function readInstant(text: string | undefined): Temporal.Instant | null {
  try {
    return text === undefined ? null : Temporal.Instant.from(text)
  } catch {
    return null
  }
}

function readDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}
