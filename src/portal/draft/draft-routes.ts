import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isRefusal, isUuid, maxFileBytes, type Refusal } from '#base'
import {
  addUpload,
  type DraftContent,
  emptyDraft,
  findDraftOf,
  listUploadsOfDraft,
  maxFilesPerMaterial,
  openDraft,
  type PlacedDraft,
  removeDraft,
  removeUpload,
  type SubmitInput,
  saveDraft,
  submissionFlaws,
  submitCaseFile,
} from '#handling'
import type { Session, SessionEnv } from '#identity'
import {
  checkForm,
  cleanAnswers,
  listApplicable,
  resolveScenario,
  type ServiceItem,
  validatorModule,
} from '#management'
import { checkResidentId } from '#standards'
import type { PortalDeps } from '../portal-context.ts'
import { errorPage, notFoundPage, signInFirst, viewOf } from '../portal-context.ts'
import { answersPage, type DraftData, papersPage, prefilled, reviewPage, sectionPage } from './draft-page.tsx'
import { isRowChange, readSection } from './form-values.ts'
import { nextStep, stepsOf } from './steps.ts'

/** What the account and the mandate know, for fields that are filled in beforehand. */
function known(session: Session, deps: PortalDeps): Record<string, string | undefined> {
  const { account, mandate } = session
  if (mandate !== null && mandate.principalKind === 'legal') {
    return {
      firmName: mandate.principalName,
      creditCode: mandate.principalCode ?? undefined,
      mobile: account.profile.mobile,
    }
  }
  if (mandate !== null) return { name: mandate.principalName, mobile: account.profile.mobile }
  const id = account.profile.residentIdNo === undefined ? undefined : checkResidentId(account.profile.residentIdNo)
  const place = account.profile.divisionCode ? deps.city().divisions.find(account.profile.divisionCode) : undefined
  return {
    name: account.name,
    residentIdNo: account.profile.residentIdNo,
    ...(id?.ok ? { sex: id.sex, birthDate: id.bornOn.toString() } : {}),
    mobile: account.profile.mobile,
    email: account.profile.email,
    address: account.profile.address ?? place?.name,
  }
}

function startContent(
  item: ServiceItem,
  session: Session,
  answers: Record<string, string>,
  deps: PortalDeps,
): DraftContent {
  const facts = known(session, deps)
  const form: Record<string, unknown> = {}
  for (const { id, source } of prefilled(item.content.form)) if (facts[source] !== undefined) form[id] = facts[source]
  if (item.content.subjects.length > 1) form['applicantKind'] = session.mandate?.principalKind ?? 'natural'
  return { ...emptyDraft, answers, form }
}

export function draftRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const cityCode = () => deps.city().cityCode

  /** The draft of this account with its item, or the page that says why not. */
  const open = async (
    c: Context<SessionEnv>,
  ): Promise<{ session: Session; draft: PlacedDraft; item: ServiceItem } | Response> => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const id = c.req.param('id') ?? ''
    const draft = isUuid(id) ? await findDraftOf(deps.db, cityCode(), session.account.accountId, id) : undefined
    const item = draft && deps.city().findItem(draft.entryId, draft.authorityCode)
    return draft && item ? { session, draft, item } : c.html(notFoundPage(viewOf(deps, c)), 404)
  }
  const dataOf = async (
    session: Session,
    draft: PlacedDraft,
    item: ServiceItem,
    deps_: PortalDeps,
    c: Context<SessionEnv>,
    flaws: DraftData['flaws'] = [],
  ): Promise<DraftData> => {
    const facts = known(session, deps_)
    const view = viewOf(deps_, c)
    const sources = Object.fromEntries(
      prefilled(item.content.form).flatMap(({ id, source }) =>
        facts[source] !== undefined && facts[source] === draft.content.form[id]
          ? [[id, view.w('来自您的账户，不对可以直接改', 'From your account; change it if it is wrong')]]
          : [],
      ),
    )
    return {
      item,
      draft,
      uploads: await listUploadsOfDraft(deps_.db, cityCode(), draft.draftId),
      flaws,
      sources,
      actingFor: session.mandate?.principalName ?? null,
    }
  }
  const mark = (draft: PlacedDraft, step: string): string[] => [...new Set([...draft.content.seen, step])]

  // The validator of one revision's form, for the browser: the same definition, compiled by the same library.
  app.get('/forms/:code/:revision', async (c) => {
    const item = deps.city().findItemByCode(c.req.param('code'))
    if (item === undefined) return c.notFound()
    const { code } = await validatorModule(item.content.form, item.content.questions)
    return c.body(code, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=86400',
    })
  })

  app.get('/items/:code/apply', async (c) => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const item = deps.city().findItemByCode(c.req.param('code'))
    if (item === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    const answers = cleanAnswers(item.content.questions, c.req.query())
    const draft = await openDraft(deps.db, cityCode(), {
      accountId: session.account.accountId,
      principal: session.mandate?.mandateId ?? '',
      entryId: item.entryId,
      authorityCode: item.authority.creditCode,
      divisionCode: viewOf(deps, c).place.code,
      content: startContent(item, session, answers, deps),
      at: deps.clock(),
    })
    if (Object.keys(answers).length > 0)
      await saveDraft(
        deps.db,
        cityCode(),
        session.account.accountId,
        draft.draftId,
        { answers: { ...draft.content.answers, ...answers } },
        deps.clock(),
      )
    return c.redirect(`/drafts/${draft.draftId}`, 303)
  })

  app.get('/drafts/:id', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    return c.redirect(`/drafts/${opened.draft.draftId}/${nextStep(opened.item, opened.draft)}`, 303)
  })

  app.get('/drafts/:id/files/:fileId', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const uploads = await listUploadsOfDraft(deps.db, cityCode(), opened.draft.draftId)
    const file = uploads.find((one) => one.fileId === c.req.param('fileId'))
    if (file === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    return new Response(new Uint8Array(await deps.files.read(file.digest)), {
      headers: {
        'content-type': file.mediaType,
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        'cache-control': 'private, no-store',
      },
    })
  })

  app.get('/drafts/:id/:step', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft, item } = opened
    const step = c.req.param('step')
    if (!['answers', 'papers', 'review', ...item.content.form.sections.map((one) => one.id)].includes(step))
      return c.html(notFoundPage(viewOf(deps, c)), 404)
    return c.html(await render(c, session, draft, item, step, []))
  })

  const render = async (
    c: Context<SessionEnv>,
    session: Session,
    draft: PlacedDraft,
    item: ServiceItem,
    step: string,
    flaws: DraftData['flaws'],
  ): Promise<string> => {
    const view = viewOf(deps, c)
    const data = await dataOf(session, draft, item, deps, c, flaws)
    if (step === 'answers') return answersPage(view, data)
    if (step === 'papers') return papersPage(view, data)
    if (step === 'review') return reviewPage(view, data, randomUUID())
    const section = item.content.form.sections.find((one) => one.id === step)
    if (section === undefined) throw new Error(`no section ${step}`)
    return sectionPage(view, data, section)
  }

  const save = async (session: Session, draft: PlacedDraft, change: Partial<DraftContent>): Promise<PlacedDraft> => {
    await saveDraft(deps.db, cityCode(), session.account.accountId, draft.draftId, change, deps.clock())
    return (await findDraftOf(deps.db, cityCode(), session.account.accountId, draft.draftId)) ?? draft
  }
  const goOn = (c: Context<SessionEnv>, item: ServiceItem, draft: PlacedDraft, step: string): Response => {
    const steps = stepsOf(item, draft.content)
    return c.redirect(`/drafts/${draft.draftId}/${steps[steps.indexOf(step) + 1] ?? 'review'}`, 303)
  }

  app.post('/drafts/:id/answers', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft, item } = opened
    const answers = cleanAnswers(item.content.questions, { ...draft.content.answers, ...(await c.req.parseBody()) })
    const saved = await save(session, draft, { answers, seen: mark(draft, 'answers') })
    const outcome = resolveScenario(item.content.questions, answers)
    if (outcome.type === 'complete') return goOn(c, item, saved, 'answers')
    // A new question may have appeared through an answer just given: it is simply shown, not called an error.
    const asked = new Set(listApplicable(item.content.questions, draft.content.answers).map((one) => one.id))
    const flaws =
      outcome.type === 'stopped'
        ? [{ pointer: `/answers/${outcome.question.id}`, sentence: outcome.why }]
        : outcome.questions
            .filter((one) => asked.has(one.id))
            .map((one) => ({
              pointer: `/answers/${one.id}`,
              sentence: { zh: `请回答：${one.text.zh}`, en: `Answer: ${one.text.en}` },
            }))
    return c.html(await render(c, session, saved, item, 'answers', flaws), flaws.length > 0 ? 422 : 200)
  })

  app.post('/drafts/:id/papers', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft, item } = opened
    const saved = await save(session, draft, { seen: mark(draft, 'papers') })
    const flaws = (await flawsOf(session, saved, item)).filter((one) => one.pointer.startsWith('/materials'))
    return flaws.length > 0
      ? c.html(await render(c, session, saved, item, 'papers', flaws), 422)
      : goOn(c, item, saved, 'papers')
  })

  app.post('/drafts/:id/bring', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft } = opened
    const no = Number(c.req.query('material'))
    const body = await c.req.parseBody()
    const others = draft.content.brought.filter((one) => one !== no)
    await save(session, draft, { brought: body['bring'] === '1' && Number.isInteger(no) ? [...others, no] : others })
    return c.redirect(`/drafts/${draft.draftId}/papers#materials-${no}`, 303)
  })

  app.post(
    '/drafts/:id/files',
    bodyLimit({
      maxSize: maxFileBytes * 4,
      onError: (c) =>
        c.html(
          errorPage(viewOf(deps, c as Context<SessionEnv>), {
            zh: '文件太大，没有接收。请把每个文件压到 20 MB 以内。',
            en: 'The files are too large. Keep each under 20 MB.',
          }),
          413,
        ),
    }),
    async (c) => {
      const opened = await open(c)
      if (opened instanceof Response) return opened
      const { session, draft, item } = opened
      const no = Number(c.req.query('material'))
      const body = await c.req.parseBody({ all: true })
      const files = [body['file']].flat().filter((one): one is File => one instanceof File && one.size > 0)
      const flaws: { pointer: string; sentence: { zh: string; en: string } }[] = []
      for (const file of files) {
        const refused = await receive(session, draft, item, no, file.name, Buffer.from(await file.arrayBuffer()))
        if (isRefusal(refused))
          flaws.push({
            pointer: `/materials/${no}`,
            sentence: { zh: `${file.name}：${refused.sentence.zh}`, en: `${file.name}: ${refused.sentence.en}` },
          })
      }
      if (files.length === 0)
        flaws.push({ pointer: `/materials/${no}`, sentence: { zh: '还没有选择文件。', en: 'No file was chosen.' } })
      if (flaws.length > 0) return c.html(await render(c, session, draft, item, 'papers', flaws), 422)
      return c.redirect(`/drafts/${draft.draftId}/papers#materials-${no}`, 303)
    },
  )

  /** Takes one file for one material of a draft: used by the plain form and by resumable uploads alike. */
  const receive = async (
    session: Session,
    draft: PlacedDraft,
    item: ServiceItem,
    no: number,
    name: string,
    content: Buffer,
  ): Promise<Refusal | null> => {
    const listed = item.content.materials.some((material) => material.no === no)
    const before = await listUploadsOfDraft(deps.db, cityCode(), draft.draftId)
    if (!listed)
      return {
        refused: 'invalid',
        sentence: { zh: '清单上没有这份材料。', en: 'The list has no such paper.' },
        flaws: [],
      }
    if (before.filter((one) => one.materialNo === no).length >= maxFilesPerMaterial) {
      return {
        refused: 'invalid',
        sentence: {
          zh: `一份材料最多 ${maxFilesPerMaterial} 个文件，请合并后再传。`,
          en: `At most ${maxFilesPerMaterial} files for one paper. Combine them.`,
        },
        flaws: [],
      }
    }
    const stored = await deps.files.receive(content)
    if (isRefusal(stored)) return stored
    await addUpload(deps.db, cityCode(), {
      accountId: session.account.accountId,
      draftId: draft.draftId,
      materialNo: no,
      name,
      ...stored,
      givenAt: deps.clock(),
    })
    await save(session, draft, { brought: draft.content.brought.filter((one) => one !== no) })
    return null
  }
  deps.receivers.draft = async (session, draftId, no, name, content) => {
    const draft = isUuid(draftId)
      ? await findDraftOf(deps.db, cityCode(), session.account.accountId, draftId)
      : undefined
    const item = draft && deps.city().findItem(draft.entryId, draft.authorityCode)
    if (draft === undefined || item === undefined)
      return { refused: 'not-found', sentence: { zh: '草稿不在了。', en: 'The draft is gone.' }, flaws: [] }
    return receive(session, draft, item, no, name, content)
  }

  app.post('/drafts/:id/files/:fileId/remove', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const fileId = c.req.param('fileId')
    if (isUuid(fileId)) await removeUpload(deps.db, cityCode(), opened.session.account.accountId, fileId)
    return c.redirect(`/drafts/${opened.draft.draftId}/papers`, 303)
  })

  app.post('/drafts/:id/discard', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    await removeDraft(deps.db, cityCode(), opened.session.account.accountId, opened.draft.draftId)
    return c.redirect('/me', 303)
  })

  // Autosave: what is typed, a second after the last key. JSON, so no token is needed beside the origin check.
  app.put('/drafts/:id/autosave', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft, item } = opened
    const body = (await c.req.json().catch(() => ({}))) as { step?: string; values?: Record<string, unknown> }
    const section = item.content.form.sections.find((one) => one.id === body.step)
    const change: Partial<DraftContent> =
      body.step === 'answers'
        ? { answers: cleanAnswers(item.content.questions, { ...draft.content.answers, ...body.values }) }
        : section
          ? { form: readSection(section, body.values ?? {}) }
          : {}
    const at = await saveDraft(deps.db, cityCode(), session.account.accountId, draft.draftId, change, deps.clock())
    return c.json({ savedAt: at?.toString() ?? null })
  })

  const submissionOf = (
    session: Session,
    draft: PlacedDraft,
    item: ServiceItem,
    uploads: Awaited<ReturnType<typeof listUploadsOfDraft>>,
  ): Omit<SubmitInput, 'key' | 'delivery' | 'commitment' | 'declared'> => ({
    session,
    item,
    divisionCode: draft.divisionCode,
    channel: session.roles.some((one) => one.role === 'village-agent') ? 'village' : 'online',
    answers: draft.content.answers,
    form: draft.content.form,
    materials: uploads.flatMap((one) =>
      one.materialNo === null ? [] : [{ materialNo: one.materialNo, fileId: one.fileId }],
    ),
    brought: draft.content.brought,
    draftId: draft.draftId,
  })
  /** What is still wrong with the draft as it stands, as if it were submitted now. */
  const flawsOf = async (session: Session, draft: PlacedDraft, item: ServiceItem) => {
    const uploads = await listUploadsOfDraft(deps.db, cityCode(), draft.draftId)
    const view = { today: deps.clock().toZonedDateTimeISO(deps.city().zone).toPlainDate() }
    return submissionFlaws(
      {
        applicant: { kind: 'natural', name: '', code: '', mobile: '', accountId: session.account.accountId },
        channel: 'online',
        divisionCode: draft.divisionCode,
        answers: draft.content.answers,
        form: draft.content.form,
        brought: draft.content.brought,
        delivery: 'online',
        commitment: null,
        declared: true,
        materials: uploads.map((one, index) => ({
          materialNo: one.materialNo ?? 0,
          position: index,
          name: one.name,
          digest: one.digest,
          mediaType: one.mediaType,
          size: one.size,
          trust: 'C',
        })),
      },
      { item, today: view.today },
    )
  }

  app.post('/drafts/:id/review', async (c) => {
    const session = c.get('session')
    const body = await c.req.parseBody()
    const key = typeof body['key'] === 'string' && body['key'].length >= 8 ? body['key'] : randomUUID()
    // A second press of the button finds its draft gone: the first one's answer is the answer.
    if (session !== undefined) {
      const done = await deps.findSubmitted(session, key)
      if (done !== undefined) return c.redirect(`/cases/${done}?submitted=1`, 303)
    }
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { draft, item } = opened
    const delivery = item.content.delivery.find((one) => one === body['delivery']) ?? 'online'
    const saved = await save(opened.session, draft, { delivery, seen: mark(draft, 'review') })
    const uploads = await listUploadsOfDraft(deps.db, cityCode(), draft.draftId)
    const signedBy = typeof body['signedBy'] === 'string' ? body['signedBy'].trim() : ''
    const answer = await submitCaseFile(deps.handling, {
      ...submissionOf(opened.session, saved, item, uploads),
      channel:
        /Mobile|Android|iPhone/.test(c.req.header('user-agent') ?? '') &&
        !opened.session.roles.some((one) => one.role === 'village-agent')
          ? 'mobile'
          : submissionOf(opened.session, saved, item, uploads).channel,
      delivery,
      commitment:
        signedBy === '' ? null : { signedBy, text: '本人已知晓办理条件，承诺已经符合，并愿承担不实承诺的法律责任。' },
      declared: body['declared'] === 'yes',
      key,
    })
    if (isRefusal(answer)) {
      const flaws = answer.flaws.length > 0 ? answer.flaws : [{ pointer: '/main', sentence: answer.sentence }]
      return c.html(
        await render(c, opened.session, saved, item, 'review', flaws),
        answer.refused === 'invalid' ? 422 : 409,
      )
    }
    return c.redirect(`/cases/${answer.caseNo}?submitted=1`, 303)
  })

  app.post('/drafts/:id/:step', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const { session, draft, item } = opened
    const step = c.req.param('step')
    const section = item.content.form.sections.find((one) => one.id === step)
    if (section === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    const posted = await c.req.parseBody({ all: true })
    const values = readSection(section, posted)
    const rowChange = isRowChange(posted)
    const saved = await save(session, draft, { form: values, ...(rowChange ? {} : { seen: mark(draft, step) }) })
    if (rowChange) return c.redirect(`/drafts/${draft.draftId}/${step}`, 303)
    const own = new Set(section.fields.map((field) => field.id))
    const flaws = checkForm(item.content.form, item.content.questions, {
      answers: saved.content.answers,
      values: saved.content.form,
      today: viewOf(deps, c).today,
    }).filter((flaw) => own.has(flaw.pointer.split('/')[2] ?? ''))
    return flaws.length > 0
      ? c.html(await render(c, session, saved, item, step, flaws), 422)
      : goOn(c, item, saved, step)
  })
  return app
}
