import type { Context, Hono } from 'hono'
import { type Flaw, readPosted } from '#base'
import { listUploadsOfDraft } from '#handling'
import type { SessionEnv } from '#identity'
import { checkForm, cleanAnswers, listApplicable, resolveScenario } from '#management'
import { notFoundPage, viewOf } from '../portal-context.ts'
import { type DraftDesk, mark, type Opened } from './draft-desk.ts'
import { isRowChange, readSection } from './form-values.ts'
import { sortUploads } from './needed-uploads.ts'

/** One topic a page: shown, kept, judged, and on to the next. */
export function draftSteps(app: Hono<SessionEnv>, desk: DraftDesk): void {
  app.get('/drafts/:id/:step', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const step = c.req.param('step')
    const sections = opened.applied.content.form.sections.map((one) => one.id)
    return ['answers', 'papers', 'review', ...sections].includes(step)
      ? c.html(await desk.render(c, opened, step))
      : c.html(notFoundPage(viewOf(desk.deps, c)), 404)
  })
  app.post('/drafts/:id/answers', (c) => keepAnswers(desk, c))
  app.post('/drafts/:id/papers', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const saved = await desk.save(opened, { seen: mark(opened.draft, 'papers') })
    const flaws = (await flawsOf(desk, saved)).filter((one) => one.pointer.startsWith('/materials'))
    return flaws.length > 0 ? c.html(await desk.render(c, saved, 'papers', flaws), 422) : desk.goOn(c, saved, 'papers')
  })
  app.post('/drafts/:id/:step', (c) => keepSection(desk, c))
}

async function keepAnswers(desk: DraftDesk, c: Context<SessionEnv>): Promise<Response> {
  const opened = await desk.open(c)
  if (opened instanceof Response) return opened
  const { draft, applied } = opened
  const answers = cleanAnswers(applied.content.questions, { ...draft.content.answers, ...(await readPosted(c)) })
  const saved = await desk.save(opened, { answers, seen: mark(draft, 'answers') })
  const outcome = resolveScenario(applied.content.questions, answers)
  if (outcome.type === 'complete' && saved.applied.choiceFlaws.length === 0) return desk.goOn(c, saved, 'answers')
  // A new question may have appeared through an answer just given: it is simply shown, not called an error.
  const asked = new Set(listApplicable(applied.content.questions, draft.content.answers).map((one) => one.id))
  const flaws: readonly Flaw[] =
    outcome.type === 'stopped'
      ? [{ pointer: `/answers/${outcome.question.id}`, sentence: outcome.why }]
      : outcome.type === 'complete'
        ? saved.applied.choiceFlaws
        : outcome.questions
            .filter((one) => asked.has(one.id))
            .map((one) => ({
              pointer: `/answers/${one.id}`,
              sentence: { zh: `请回答：${one.text.zh}`, en: `Answer: ${one.text.en}` },
            }))
  return c.html(await desk.render(c, saved, 'answers', flaws), flaws.length > 0 ? 422 : 200)
}

async function keepSection(desk: DraftDesk, c: Context<SessionEnv>): Promise<Response> {
  const opened = await desk.open(c)
  if (opened instanceof Response) return opened
  const { draft, applied } = opened
  const step = c.req.param('step') ?? ''
  const section = applied.content.form.sections.find((one) => one.id === step)
  if (section === undefined) return c.html(notFoundPage(viewOf(desk.deps, c)), 404)
  const posted = await readPosted(c)
  const rowChange = isRowChange(posted)
  const values = readSection(section, posted)
  const saved = await desk.save(opened, { form: values, ...(rowChange ? {} : { seen: mark(draft, step) }) })
  if (rowChange) return c.redirect(`/drafts/${draft.draftId}/${step}`, 303)
  const own = new Set(section.fields.map((field) => field.id))
  const flaws = checkForm(applied.content.form, applied.content.questions, {
    answers: saved.draft.content.answers,
    values: saved.draft.content.form,
    today: viewOf(desk.deps, c).today,
  }).filter((flaw) => own.has(flaw.pointer.split('/')[2] ?? ''))
  return flaws.length > 0 ? c.html(await desk.render(c, saved, step, flaws), 422) : desk.goOn(c, saved, step)
}

/** What is still wrong with the draft as it stands, as if it were submitted now. */
async function flawsOf({ deps, cityCode }: DraftDesk, { session, draft, applied }: Opened) {
  const { needed } = sortUploads(applied, draft, await listUploadsOfDraft(deps.db, cityCode(), draft.draftId))
  return applied.flaws(
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
      materials: needed.map((one, index) => ({
        materialNo: one.materialNo ?? 0,
        position: index,
        name: one.name,
        digest: one.digest,
        mediaType: one.mediaType,
        size: one.size,
        trust: 'C',
      })),
    },
    deps.clock().toZonedDateTimeISO(deps.city().zone).toPlainDate(),
  )
}
