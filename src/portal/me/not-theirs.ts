import type { Context } from 'hono'
import { listMandatesOfAgent, type Session, type SessionEnv } from '#identity'
import { notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'
import { otherPrincipalPage } from './other-principal-page.tsx'

/**
 * What somebody sees who asks for a case or bundle that is not theirs: whoever holds a mandate for it and does not act under it now
 * is asked to change over; to anybody else it does not exist.
 */
export async function notTheirs(
  deps: PortalDeps,
  c: Context<SessionEnv>,
  session: Session,
  wanted: { path: string; isTheirs: (acting: Session) => boolean },
): Promise<Response> {
  const view = viewOf(deps, c)
  const held = await listMandatesOfAgent(deps.db, session.account.accountId, view.today)
  const mandate = held.find((one) => wanted.isTheirs({ ...session, mandate: one }))
  if (mandate === undefined) return c.html(notFoundPage(view), 404)
  return c.html(otherPrincipalPage(view, { of: 'case', path: wanted.path, mandate, lapsed: false }), 409)
}
