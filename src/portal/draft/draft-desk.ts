import type { Context } from 'hono'
import { type Flaw, isUuid, readPosted } from '#base'
import {
  applicantOf,
  type DraftContent,
  findDraftOf,
  listUploadsOfDraft,
  type PlacedDraft,
  passDraftOn,
  saveDraft,
} from '#handling'
import { findMandate, listMandatesOfAgent, type NamedMandate, type Session, type SessionEnv } from '#identity'
import { cleanAnswers } from '#management'
import { otherPrincipalPage } from '../me/other-principal-page.tsx'
import { notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import type { AppliedFor, Unfinished } from './applied-for.ts'
import { answersPage, sectionPage } from './draft-page.tsx'
import { findApplication } from './find-application.ts'
import { type Posted, readSection } from './form-values.ts'
import { papersPage } from './papers-page.tsx'
import { sourcesOf } from './prefill.ts'
import { reviewPage } from './review-page.tsx'
import { stepsOf } from './steps.ts'

/** A draft on the table: whose it is, what it is for. */
export type Opened = { session: Session; draft: PlacedDraft; applied: AppliedFor }

/** What every address of an application does: opens the draft, draws a page of it, keeps a change, goes on. */
export type DraftDesk = ReturnType<typeof makeDraftDesk>

export function makeDraftDesk(deps: PortalDeps) {
  const cityCode = () => deps.city().cityCode

  /** The draft of this account with what it is for; undefined when there is none such. */
  const find = async (session: Session, id: string): Promise<Opened | undefined> => {
    const draft = isUuid(id) ? await findDraftOf(deps.db, cityCode(), session.account.accountId, id) : undefined
    const applied = draft && findApplication(deps, draft)
    return draft && applied ? { session, draft, applied } : undefined
  }
  /** The same for a request, or the page that says why not; `gone`: what is said where there is none, or none any more. */
  const open = async (c: Context<SessionEnv>, gone = whereItWent): Promise<Opened | Response> => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const opened = await find(session, c.req.param('id') ?? '')
    return opened === undefined ? gone(deps, c, session) : inItsOwnName(deps, c, opened)
  }
  const render = async (
    c: Context<SessionEnv>,
    { session, draft, applied }: Opened,
    step: string,
    flaws: readonly Flaw[] = [],
  ): Promise<string> => {
    const view = viewOf(deps, c)
    const data = {
      ...{ applied, draft, flaws },
      uploads: await listUploadsOfDraft(deps.db, cityCode(), draft.draftId),
      assessed: step === 'review' ? applied.assess(unfinishedOf(session, draft), view.today) : [],
      sources: sourcesOf(view, applied, draft, session, deps),
      actingFor: session.mandate?.principalName ?? null,
    }
    if (step === 'answers') return answersPage(view, data)
    if (step === 'papers') return papersPage(view, data)
    if (step === 'review') return reviewPage(view, data)
    const section = applied.content.form.sections.find((one) => one.id === step)
    if (section === undefined) throw new Error(`no section ${step}`)
    return sectionPage(view, data, section)
  }
  // What a bundle asks follows the answers that were just saved.
  const save = async ({ session, draft, applied }: Opened, change: Partial<DraftContent>): Promise<Opened> => {
    await saveDraft(deps.db, cityCode(), session.account.accountId, draft.draftId, change, deps.clock())
    return (await find(session, draft.draftId)) ?? { session, draft, applied }
  }
  const goOn = (c: Context<SessionEnv>, { applied, draft }: Opened, step: string): Response => {
    const steps = stepsOf(applied, draft.content)
    return c.redirect(`/drafts/${draft.draftId}/${steps[steps.indexOf(step) + 1] ?? 'review'}`, 303)
  }
  return { deps, cityCode, find, open, render, save, goOn }
}

/** A draft that was submitted, in another window perhaps, leads to what became of it. */
async function whereItWent(deps: PortalDeps, c: Context<SessionEnv>, session: Session): Promise<Response> {
  const made = await deps.findSubmitted(session, c.req.param('id') ?? '')
  return made === undefined ? c.html(notFoundPage(viewOf(deps, c)), 404) : c.redirect(made, 303)
}

/** The draft, or the answer to whoever acts for another principal now than the one it was begun for. */
async function inItsOwnName(deps: PortalDeps, c: Context<SessionEnv>, opened: Opened): Promise<Opened | Response> {
  const { session, draft } = opened
  if (draft.principal === (session.mandate?.mandateId ?? '')) return opened
  const view = viewOf(deps, c)
  const mandate = await mandateFor(deps, session, draft, view.today)
  if (mandate !== null && mandate.mandateId === session.mandate?.mandateId) {
    const { mandateId } = mandate
    const isPassed = await passDraftOn(deps.db, deps.city().cityCode, draft, mandateId)
    if (isPassed) return { ...opened, draft: { ...draft, principal: mandateId } }
  }
  const lapsed = draft.principal !== '' && mandate === null
  const kept = await keepAnyway(deps, c, opened)
  return c.html(otherPrincipalPage(view, { of: 'draft', path: `/drafts/${draft.draftId}`, mandate, lapsed, kept }), 409)
}

/** The mandate under which a draft is gone on with: the one it was begun under, else the newest that the same principal gave since. */
async function mandateFor(
  deps: PortalDeps,
  session: Session,
  draft: PlacedDraft,
  today: Temporal.PlainDate,
): Promise<NamedMandate | null> {
  if (draft.principal === '') return null
  const held = await listMandatesOfAgent(deps.db, session.account.accountId, today)
  const own = held.find((one) => one.mandateId === draft.principal)
  if (own !== undefined) return own
  const ended = isUuid(draft.principal) ? await findMandate(deps.db, draft.principal) : undefined
  return held.find((one) => one.principalAccountId === ended?.principalAccountId) ?? null
}

/** Nothing typed is lost: the draft is its writer's own, for whomever they act now. */
async function keepAnyway(deps: PortalDeps, c: Context<SessionEnv>, { draft, applied }: Opened): Promise<boolean> {
  if (c.req.method !== 'POST') return false
  const step = new URL(c.req.url).pathname.split('/')[3] ?? ''
  const change = readStep(applied, draft, step, await readPosted(c))
  if (change === null) return false
  await saveDraft(deps.db, deps.city().cityCode, draft.accountId, draft.draftId, change, deps.clock())
  return true
}

/** What a posted page of the draft says: answers, or the values of a section; null for other pages. */
export function readStep(applied: AppliedFor, draft: PlacedDraft, step: string, posted: Posted) {
  const { content } = applied
  if (step === 'answers')
    return { answers: cleanAnswers(content.questions, { ...draft.content.answers, ...posted }) } as const
  const section = content.form.sections.find((one) => one.id === step)
  return section === undefined ? null : ({ form: readSection(section, posted) } as const)
}

/** The application as far as it is filled in, as far as rules ask about it. */
const unfinishedOf = (session: Session, { content, divisionCode }: PlacedDraft): Unfinished => ({
  applicant: applicantOf(session, content.form),
  channel: 'online',
  divisionCode,
  answers: content.answers,
  form: content.form,
  materials: [],
  brought: content.brought,
  delivery: content.delivery ?? 'online',
  commitment: null,
  declared: false,
})

/** The pages been through, with this one. */
export const mark = (draft: PlacedDraft, step: string): string[] => [...new Set([...draft.content.seen, step])]
