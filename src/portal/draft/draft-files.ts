import type { Hono } from 'hono'
import { isUuid, type Refusal, readPosted } from '#base'
import { listUploadsOfDraft, removeUpload } from '#handling'
import type { SessionEnv } from '#identity'
import { notFoundPage, viewOf } from '../portal-context.ts'
import { filesOf, limitFiles, receiveFiles, serveFile } from '../upload/plain-files.ts'
import { takePaper } from '../upload/take-paper.ts'
import type { DraftDesk, Opened } from './draft-desk.ts'

/** The papers of a draft: looked at, added by the plain form or by a resumable upload, removed, or brought along. */
export function draftFiles(app: Hono<SessionEnv>, desk: DraftDesk): void {
  const { deps, open } = desk
  app.get('/drafts/:id/files/:fileId', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const uploads = await listUploadsOfDraft(deps.db, desk.cityCode(), opened.draft.draftId)
    const file = uploads.find((one) => one.fileId === c.req.param('fileId'))
    if (file === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    return serveFile(await deps.files.read(file.digest), file)
  })
  app.post('/drafts/:id/files', limitFiles(deps), async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const no = Number(c.req.query('material'))
    const files = filesOf(await c.req.parseBody({ all: true }))
    const flaws = await receiveFiles(files, no, (name, content) => receive(desk, opened, no, name, content))
    if (files.length === 0)
      flaws.push({ pointer: `/materials/${no}`, sentence: { zh: '还没有选择文件。', en: 'No file was chosen.' } })
    if (flaws.length > 0) return c.html(await desk.render(c, opened, 'papers', flaws), 422)
    return c.redirect(`/drafts/${opened.draft.draftId}/papers#materials-${no}`, 303)
  })
  app.post('/drafts/:id/files/:fileId/remove', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    await takeBack(desk, opened, c.req.param('fileId'))
    return c.redirect(`/drafts/${opened.draft.draftId}/papers`, 303)
  })
  app.post('/drafts/:id/bring', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const no = Number(c.req.query('material'))
    const body = await readPosted(c)
    const others = opened.draft.content.brought.filter((one) => one !== no)
    await desk.save(opened, { brought: body['bring'] === '1' && Number.isInteger(no) ? [...others, no] : others })
    return c.redirect(`/drafts/${opened.draft.draftId}/papers#materials-${no}`, 303)
  })
  deps.receivers.draft = async (session, draftId, no, name, content) => {
    const opened = await desk.find(session, draftId)
    if (opened === undefined)
      return { refused: 'not-found', sentence: { zh: '草稿不在了。', en: 'The draft is gone.' }, flaws: [] }
    return receive(desk, opened, no, name, content)
  }
}

/** Takes one file for one material of a draft: used by the plain form and by resumable uploads alike. */
async function receive(
  desk: DraftDesk,
  opened: Opened,
  no: number,
  name: string,
  content: Buffer,
): Promise<Refusal | null> {
  const { deps } = desk
  const { session, draft, applied } = opened
  if (!applied.content.materials.some((material) => material.no === no))
    return {
      refused: 'invalid',
      sentence: { zh: '清单上没有这份材料。', en: 'The list has no such paper.' },
      flaws: [],
    }
  const refused = await takePaper(deps, {
    accountId: session.account.accountId,
    draftId: draft.draftId,
    materialNo: no,
    waiting: await listUploadsOfDraft(deps.db, desk.cityCode(), draft.draftId),
    name,
    content,
  })
  if (refused) return refused
  await desk.save(opened, { brought: draft.content.brought.filter((one) => one !== no) })
  return null
}

/** A file that was given and is not meant after all; somebody else's is not theirs to take back. */
async function takeBack({ deps, cityCode }: DraftDesk, { session }: Opened, fileId: string): Promise<void> {
  if (isUuid(fileId)) await removeUpload(deps.db, cityCode(), session.account.accountId, fileId, deps.clock())
}
