import type { Context } from 'hono'
import { type Flaw, isRefusal, type Refusal } from '#base'
import { findInvitation, invitationToken, isInvited, listNotificationsAbout } from '#engagement'
import {
  type Act,
  bundleOf,
  type CaseFile,
  checkWordOf,
  findCaseFileByNo,
  isParty,
  listAccessTo,
  listUploadsOfDraft,
  makeMove,
  releaseUploads,
  type Upload,
} from '#handling'
import type { Session, SessionEnv } from '#identity'
import { notTheirs } from '../me/not-theirs.ts'
import { type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { casePage } from './case-page.tsx'

/** A case on the table, with the party who looks at it. */
export type OpenedCase = { session: Session; caseFile: CaseFile }

/** What every address of a case does: opens it for its parties, draws it, makes the applicant's own moves. */
export type CaseDesk = ReturnType<typeof makeCaseDesk>

export function makeCaseDesk(deps: PortalDeps) {
  const cityCode = () => deps.city().cityCode

  const read = (caseNo: string) => findCaseFileByNo(deps.db, cityCode(), caseNo.replace(/\s/g, ''))
  /** The case of this party; anybody else's does not exist here (officers have the workbench). */
  const find = async (session: Session, caseNo: string): Promise<OpenedCase | undefined> => {
    const caseFile = await read(caseNo)
    return caseFile && isParty(session, caseFile) ? { session, caseFile } : undefined
  }
  const open = async (c: Context<SessionEnv>): Promise<OpenedCase | Response> => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const caseNo = c.req.param('caseNo') ?? ''
    const caseFile = await read(caseNo)
    const isTheirs = (who: Session): boolean => caseFile !== undefined && isParty(who, caseFile)
    if (caseFile && isTheirs(session)) return { session, caseFile }
    return notTheirs(deps, c, session, { path: `/cases/${caseNo}`, isTheirs })
  }
  // What waits to be sent under the case's own id: what one party put there the other sees, and sends.
  const pending = ({ caseFile }: OpenedCase): Promise<Upload[]> =>
    listUploadsOfDraft(deps.db, cityCode(), caseFile.caseId)
  const render = async (c: Context<SessionEnv>, opened: OpenedCase, refused: Refused = {}): Promise<string> => {
    const { caseFile } = opened
    return casePage(viewOf(deps, c), {
      caseFile,
      item: await deps.city().getItemAt(deps.db, caseFile.item, caseFile.answers),
      notifications: await listNotificationsAbout(deps.db, cityCode(), caseFile.caseId),
      access: await listAccessTo(deps.db, cityCode(), caseFile.caseId),
      uploads: await pending(opened),
      checkWord: checkWordOf(deps.secret, 'follow', caseFile.caseNo),
      followUrl: `${deps.publicUrl()}/follow?no=${caseFile.caseNo}`,
      verifyPath: `/verify/${caseFile.caseNo}/${checkWordOf(deps.secret, 'verify', caseFile.caseNo)}`,
      rateToken: await rateTokenOf(deps, opened),
      bundle: await bundleOf(deps.db, caseFile),
      justSubmitted: c.req.query('submitted') === '1',
      ...{ flaws: [], note: '', lacks: false, ...refused },
    })
  }
  /** Makes the applicant's own move, which hands in the uploads `sent`, and shows the case again, with the sentence when it was refused. */
  const move = async (c: Context<SessionEnv>, opened: OpenedCase, act: Act, sent: string[] = []): Promise<Response> => {
    const { session, caseFile } = opened
    const moved = await makeMove(deps.handling, { session, caseId: caseFile.caseId, seenVersion: null, act, key: null })
    if (!isRefusal(moved)) {
      // What was sent is part of the case now and no longer waits; what came meanwhile does.
      await releaseUploads(deps.db, cityCode(), sent)
      return c.redirect(`/cases/${caseFile.caseNo}`, 303)
    }
    const now = (await findCaseFileByNo(deps.db, cityCode(), caseFile.caseNo)) ?? caseFile
    const page = await render(c, { session, caseFile: now }, refusedWith(moved, act, now))
    return c.html(page, moved.refused === 'invalid' ? 422 : 409)
  }
  return { deps, cityCode, find, open, pending, render, move }
}

/**
 * What is wrong with what was sent, and the note that came with it: it stands in its field again. `lacks`: papers were left out, and the
 * rest may be sent without them.
 */
type Refused = { flaws?: readonly Flaw[]; note?: string; lacks?: boolean }

/** Why it was refused; a note is told where it has no field any more, because nothing can be handed in now. */
function refusedWith(refusal: Refusal, act: Act, { state }: CaseFile): Refused {
  const flaws = refusal.flaws.length > 0 ? refusal.flaws : [{ pointer: '/now', sentence: refusal.sentence }]
  const note = act.move === 'supplement' ? act.note : ''
  if (note === '' || state === 'correcting') return { flaws, note }
  const sentence = { zh: `您写的说明没有发出：“${note}”`, en: `What you wrote was not sent: “${note}”` }
  return { flaws: [...flaws, { pointer: '/now', sentence }] }
}

/** The one invitation to rate, while it is open to this reader. */
async function rateTokenOf(deps: PortalDeps, { session, caseFile }: OpenedCase): Promise<string | null> {
  const token = invitationToken(deps.secret, caseFile.caseId)
  const invitation = await findInvitation(deps.db, deps.city().cityCode, token)
  const isOpen =
    invitation !== undefined &&
    !invitation.used &&
    isInvited(session, invitation) &&
    Temporal.Instant.compare(invitation.expiresAt, deps.clock()) > 0
  return isOpen ? token : null
}
