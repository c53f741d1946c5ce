import type { Context, Hono } from 'hono'
import { isRefusal, readPosted } from '#base'
import { listUploadsOfDraft, type SubmitInput } from '#handling'
import type { Session, SessionEnv } from '#identity'
import type { Gathered } from './applied-for.ts'
import { type DraftDesk, mark, type Opened } from './draft-desk.ts'
import { sortUploads } from './needed-uploads.ts'

/** The button 提交申请: a draft becomes a case, once. */
export function submitRoute(app: Hono<SessionEnv>, desk: DraftDesk): void {
  app.post('/drafts/:id/review', async (c) => {
    const body = await readPosted(c)
    const session = c.get('session')
    // One draft is one application, whatever pages of it are open: a second press, here or in another window, leads to what the first made.
    const key = c.req.param('id')
    const made = async () => session && (await desk.deps.findSubmitted(session, key))
    const done = await made()
    if (done !== undefined) return c.redirect(`${done}?submitted=1`, 303)
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const delivery = opened.applied.content.delivery.find((one) => one === body['delivery']) ?? 'online'
    const saved = await desk.save(opened, { delivery, seen: mark(opened.draft, 'review') })
    const answer = await saved.applied.submit({
      ...(await submissionOf(desk, saved, channelOf(c, opened.session))),
      delivery,
      commitment: commitmentOf(body['signedBy']),
      declared: body['declared'] === 'yes',
      key,
    })
    if (!isRefusal(answer)) return c.redirect(`${answer}?submitted=1`, 303)
    const meanwhile = await made()
    if (meanwhile !== undefined) return c.redirect(`${meanwhile}?submitted=1`, 303)
    const flaws = answer.flaws.length > 0 ? answer.flaws : [{ pointer: '/main', sentence: answer.sentence }]
    return c.html(await desk.render(c, saved, 'review', flaws), answer.refused === 'invalid' ? 422 : 409)
  })
}

function commitmentOf(typed: unknown): SubmitInput['commitment'] {
  const signedBy = typeof typed === 'string' ? typed.trim() : ''
  return signedBy === '' ? null : { signedBy, text: '本人已知晓办理条件，承诺已经符合，并愿承担不实承诺的法律责任。' }
}

function channelOf(c: Context<SessionEnv>, session: Session): SubmitInput['channel'] {
  if (session.roles.some((one) => one.role === 'village-agent')) return 'village'
  return /Mobile|Android|iPhone/.test(c.req.header('user-agent') ?? '') ? 'mobile' : 'online'
}

async function submissionOf(
  { deps, cityCode }: DraftDesk,
  { session, draft, applied }: Opened,
  channel: SubmitInput['channel'],
): Promise<Omit<Gathered, 'key' | 'delivery' | 'commitment' | 'declared'>> {
  const { needed } = sortUploads(applied, draft, await listUploadsOfDraft(deps.db, cityCode(), draft.draftId))
  return {
    session,
    divisionCode: draft.divisionCode,
    channel,
    answers: draft.content.answers,
    form: draft.content.form,
    materials: needed.flatMap((one) =>
      one.materialNo === null ? [] : [{ materialNo: one.materialNo, fileId: one.fileId }],
    ),
    // The list may have changed since it was said.
    brought: draft.content.brought.filter((no) => applied.content.materials.some((one) => one.no === no)),
    draftId: draft.draftId,
  }
}
