import { type Context, Hono } from 'hono'
import { readPosted } from '#base'
import { addRating, findInvitation, type Invitation, isInvited, isLevel, ratingFlaw } from '#engagement'
import type { SessionEnv } from '#identity'
import { notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { ratingPage } from './rating-page.tsx'

/** 好差评: one invitation, one rating, by the applicant alone. */
export function ratingRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/rate/:token', async (c) => {
    const found = await invited(deps, c)
    if (found instanceof Response) return found
    return c.html(ratingPage(viewOf(deps, c), found.invitation, found.token, [], false))
  })
  app.post('/rate/:token', (c) => rate(deps, c))
  return app
}

/** The invitation is for its applicant alone: staff of the case, and anybody with a copied link, find nothing. */
async function invited(
  deps: PortalDeps,
  c: Context<SessionEnv>,
): Promise<{ invitation: Invitation; token: string } | Response> {
  const session = c.get('session')
  if (session === undefined) return signInFirst(c)
  const token = c.req.param('token') ?? ''
  const invitation = await findInvitation(deps.db, deps.city().cityCode, token)
  return invitation && isInvited(session, invitation)
    ? { invitation, token }
    : c.html(notFoundPage(viewOf(deps, c)), 404)
}

async function rate(deps: PortalDeps, c: Context<SessionEnv>): Promise<Response> {
  const found = await invited(deps, c)
  if (found instanceof Response) return found
  const { invitation, token } = found
  const body = await readPosted(c)
  const input = {
    level: Number(body['level']),
    options: [body['options']].flat().filter((one): one is string => typeof one === 'string'),
    remark: String(body['remark'] ?? '').trim(),
  }
  const view = viewOf(deps, c)
  const flaw = ratingFlaw(input)
  if (flaw || !isLevel(input.level)) {
    const flaws =
      flaw && flaw.flaws.length === 0 ? [{ pointer: '/level', sentence: flaw.sentence }] : (flaw?.flaws ?? [])
    return c.html(ratingPage(view, invitation, token, flaws, false, input), 422)
  }
  const { level, options, remark } = { ...input, level: input.level }
  const kept = await addRating(deps.db, deps.city().cityCode, { token, level, options, remark, at: deps.clock() })
  return c.html(ratingPage(view, { ...invitation, used: !kept }, token, [], kept), kept ? 200 : 409)
}
