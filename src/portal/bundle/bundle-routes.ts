import { type Context, Hono } from 'hono'
import { type Flaw, isRefusal, readPosted } from '#base'
import { listNotificationsAbout } from '#engagement'
import {
  type BundleFile,
  findBundleFileByNo,
  findCaseFile,
  isBundleParty,
  openDraft,
  saveDraft,
  withdrawBundle,
} from '#handling'
import { type Session, type SessionEnv, uncovered } from '#identity'
import { cleanAnswers, type MergedBundle } from '#management'
import { withdrawalReason } from '../case-file/case-routes.ts'
import { startContent } from '../draft/prefill.ts'
import { notTheirs } from '../me/not-theirs.ts'
import { errorPage, notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { bundleGuidePage } from './bundle-guide-page.tsx'
import { bundleListPage } from './bundle-list-page.tsx'
import { myBundlePage } from './my-bundle-page.tsx'

/** 一件事一次办: the list, the guide of each, the way into its one application, and what came of it. */
export function bundleRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/bundles', (c) => c.html(bundleListPage(viewOf(deps, c), [...deps.city().bundles.values()])))
  app.get('/bundles/:id', (c) => {
    const merged = deps.city().bundles.get(c.req.param('id'))
    const view = viewOf(deps, c)
    return merged === undefined ? c.html(notFoundPage(view), 404) : c.html(bundleGuidePage(view, merged, c.req.query()))
  })
  app.get('/bundles/:id/apply', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const merged = deps.city().bundles.get(c.req.param('id'))
    const view = viewOf(deps, c)
    if (merged === undefined) return c.html(notFoundPage(view), 404)
    // Which members are wanted shows as it is filled in; a mandate for none of them leads nowhere.
    const refused = merged.members.map(({ member }) => uncovered(session.mandate, member.entryId, view.today))
    const [first] = refused
    if (first && refused.every((one) => one !== null)) return c.html(errorPage(view, first.sentence), 403)
    return c.redirect(await begin(deps, c, session, merged), 303)
  })
  app.get('/me/bundles/:bundleNo', async (c) => {
    const opened = await open(deps, c)
    return opened instanceof Response ? opened : c.html(await draw(deps, c, opened))
  })
  app.post('/me/bundles/:bundleNo/withdraw', async (c) => {
    const opened = await open(deps, c)
    if (opened instanceof Response) return opened
    const reason = withdrawalReason(await readPosted(c))
    const { session, file } = opened
    const done = await withdrawBundle(deps.handling, { session, bundleNo: file.bundleNo, reason })
    if (!isRefusal(done)) return c.redirect(`/me/bundles/${file.bundleNo}`, 303)
    return c.html(await draw(deps, c, opened, [{ pointer: '/main', sentence: done.sentence }]), 409)
  })
  return app
}

type Opened = { session: Session; file: BundleFile }

/** The bundle of this party; anybody else's does not exist here. */
async function open(deps: PortalDeps, c: Context<SessionEnv>): Promise<Opened | Response> {
  const session = c.get('session')
  if (session === undefined) return signInFirst(c)
  const bundleNo = (c.req.param('bundleNo') ?? '').replace(/\s/g, '')
  const file = await findBundleFileByNo(deps.db, deps.city().cityCode, bundleNo)
  const isTheirs = (who: Session): boolean => file !== undefined && isBundleParty(who, file)
  if (file && isTheirs(session)) return { session, file }
  return notTheirs(deps, c, session, { path: `/me/bundles/${bundleNo}`, isTheirs })
}

async function draw(
  deps: PortalDeps,
  c: Context<SessionEnv>,
  { file }: Opened,
  flaws: readonly Flaw[] = [],
): Promise<string> {
  const city = deps.city()
  const cases = await Promise.all(
    file.members.map(async (member) => {
      const { type } = member.state
      const caseFile =
        type === 'waiting' || type === 'skipped' ? undefined : await findCaseFile(deps.db, city.cityCode, member.caseId)
      return (
        caseFile &&
        ([member.entryId, { caseFile, item: await city.getItemAt(deps.db, caseFile.item, caseFile.answers) }] as const)
      )
    }),
  )
  return myBundlePage(viewOf(deps, c), {
    file,
    cases: new Map(cases.filter((one) => one !== undefined)),
    guideOf(entryId) {
      const item = city.findItemFor(entryId, file.divisionCode)?.item
      return item && `/items/${item.itemCode}`
    },
    notifications: await listNotificationsAbout(deps.db, city.cityCode, file.bundleFileId),
    justSubmitted: c.req.query('submitted') === '1',
    flaws,
  })
}

/** Opens the one draft of this account for this bundle, and keeps the answers given in the guide. */
async function begin(
  deps: PortalDeps,
  c: Context<SessionEnv>,
  session: Session,
  merged: MergedBundle,
): Promise<string> {
  const { city, place, path } = viewOf(deps, c)
  const needsPlace = merged.members.some((one) => city.findItemFor(one.member.entryId, place.code)?.needsPlace === true)
  // Whose office decides hangs on where one lives: an application cannot begin before that is known.
  if (needsPlace) return `/place?return=${encodeURIComponent(path)}`
  const { accountId } = session.account
  const answers = cleanAnswers(merged.questions, c.req.query())
  const draft = await openDraft(deps.db, city.cityCode, {
    accountId,
    principal: session.mandate?.mandateId ?? '',
    entryId: merged.bundle.id,
    // A bundle is nobody's alone: the members' authorities follow from the place.
    authorityCode: '',
    divisionCode: place.code,
    content: startContent({ content: { form: merged.form, subjects: merged.bundle.subjects } }, session, answers, deps),
    at: deps.clock(),
  })
  if (Object.keys(answers).length > 0) {
    const change = { answers: { ...draft.content.answers, ...answers } }
    await saveDraft(deps.db, city.cityCode, accountId, draft.draftId, change, deps.clock())
  }
  return `/drafts/${draft.draftId}`
}
