import { type Context, Hono } from 'hono'
import { cleanTexts, localeOf, problem } from '#base'
import { openDraft, removeDraft, saveDraft, whyNotFor } from '#handling'
import { type Session, type SessionEnv, uncovered } from '#identity'
import {
  cleanAnswers,
  type FormValues,
  itemThatDecides,
  type ServiceItem,
  validatorModule,
  whyCannotBegin,
  whyNotOnline,
} from '#management'
import { errorPage, notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { type DraftDesk, makeDraftDesk, readStep } from './draft-desk.ts'
import { draftFiles } from './draft-files.ts'
import { draftSteps } from './draft-steps.ts'
import { startContent } from './prefill.ts'
import { nextStep } from './steps.ts'
import { submitRoute } from './submit-route.ts'

/** An application, from the guide's button to the receipt. */
export function draftRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const desk = makeDraftDesk(deps)
  // The validator of one revision's form, of an item or a bundle, for the browser: the same definition, compiled by the same library.
  app.get('/forms/:code/:revision', async (c) => {
    const code = c.req.param('code')
    const asked = deps.city().findItemByCode(code)?.content ?? deps.city().bundles.get(code)
    if (asked === undefined) return c.notFound()
    const { code: text } = await validatorModule(asked.form, asked.questions)
    return c.body(text, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=86400',
    })
  })
  app.get('/items/:code/apply', (c) => apply(deps, c))
  app.get('/drafts/:id', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    return c.redirect(`/drafts/${opened.draft.draftId}/${nextStep(opened.applied, opened.draft)}`, 303)
  })
  app.post('/drafts/:id/discard', (c) => discard(desk, c))
  app.put('/drafts/:id/autosave', (c) => autosave(desk, c))
  // Addresses with a name of their own come before those of the item's sections, whose names are data.
  draftFiles(app, desk)
  submitRoute(app, desk)
  draftSteps(app, desk)
  return app
}

/** The guide's button: to the draft of this item, for whom the reader acts now. */
async function apply(deps: PortalDeps, c: Context<SessionEnv>): Promise<Response> {
  const session = c.get('session')
  if (session === undefined) return signInFirst(c)
  const view = viewOf(deps, c)
  const found = deps.city().findItemByCode(c.req.param('code') ?? '')
  if (found === undefined) return c.html(notFoundPage(view), 404)
  const item = itemThatDecides(deps.city(), found)
  const refused = uncovered(session.mandate, item.entryId, view.today)
  if (refused !== null) return c.html(errorPage(view, refused.sentence), 403)
  // Whoever acts for nobody may still name a firm in the form.
  const wrong = session.mandate && whyNotFor(item, session.mandate.principalKind)
  if (wrong !== null) return c.html(errorPage(view, wrong), 409)
  const closed = whyCannotBegin(view.city, item, view.today) ?? whyNotOnline(item)
  if (closed !== null) return c.html(errorPage(view, closed), 409)
  return c.redirect(`/drafts/${await begin(deps, c, session, item)}`, 303)
}

/** Whomever one acts for now, what one wrote oneself may be thrown away. */
async function discard({ deps, cityCode, find }: DraftDesk, c: Context<SessionEnv>): Promise<Response> {
  const session = c.get('session')
  if (session === undefined) return signInFirst(c)
  const found = await find(session, c.req.param('id') ?? '')
  if (found === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
  await removeDraft(deps.db, cityCode(), session.account.accountId, found.draft.draftId, deps.clock())
  return c.redirect('/me', 303)
}

/** Opens the one draft of this account for this item, and keeps the answers given in the guide. */
async function begin(deps: PortalDeps, c: Context<SessionEnv>, session: Session, item: ServiceItem): Promise<string> {
  const cityCode = deps.city().cityCode
  const { accountId } = session.account
  const answers = cleanAnswers(item.content.questions, c.req.query())
  const draft = await openDraft(deps.db, cityCode, {
    accountId,
    principal: session.mandate?.mandateId ?? '',
    entryId: item.entryId,
    authorityCode: item.authority.creditCode,
    divisionCode: viewOf(deps, c).place.code,
    content: startContent(item, session, answers, deps),
    at: deps.clock(),
  })
  if (Object.keys(answers).length > 0) {
    // What is chosen in our own guide counts anew; a link from elsewhere only answers what is open.
    const isOurs = c.req.header('sec-fetch-site') !== 'cross-site'
    const given = draft.content.answers
    const change = { answers: isOurs ? { ...given, ...answers } : { ...answers, ...given } }
    await saveDraft(deps.db, cityCode, accountId, draft.draftId, change, deps.clock())
  }
  return draft.draftId
}

/** What the page sends: all its values, which fields were changed on it since it last heard from the server, and for whom it was drawn. */
type Typed = { step?: string; values?: Record<string, unknown>; changed?: unknown; account?: string }

const onlyChanged = (form: FormValues, changed: unknown): FormValues =>
  Array.isArray(changed) ? Object.fromEntries(Object.entries(form).filter(([id]) => changed.includes(id))) : form

/** What is typed, a second after the last key. JSON, so no token is needed beside the origin check. */
async function autosave({ deps, cityCode, open }: DraftDesk, c: Context<SessionEnv>): Promise<Response> {
  // Whoever is typing must hear that the session has ended: a redirect would look like an answer to the script.
  const accountId = c.get('session')?.account.accountId
  if (accountId === undefined)
    return problem(localeOf(c), 401, { zh: '登录已过期，请重新登录。', en: 'Your session has ended. Sign in again.' })
  const body = cleanTexts(await c.req.json().catch(() => ({}))) as Typed
  // To somebody else the draft does not exist; who is typing must not hear that it is gone.
  if (body.account !== undefined && body.account !== accountId)
    return problem(localeOf(c), 403, { zh: '现在登录的是另一个账户。', en: 'Another account is signed in now.' })
  const opened = await open(c, async () =>
    problem(localeOf(c), 404, { zh: '这份草稿已经提交或删除了。', en: 'This draft has been submitted or discarded.' }),
  )
  if (opened instanceof Response) return opened
  const { draft, applied } = opened
  const read = readStep(applied, draft, body.step ?? '', body.values ?? {})
  const change = read && 'form' in read ? { form: onlyChanged(read.form, body.changed) } : (read ?? {})
  const at = await saveDraft(deps.db, cityCode(), accountId, draft.draftId, change, deps.clock())
  return c.json({ savedAt: at?.toString() ?? null })
}
