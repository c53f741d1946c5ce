import type { Hono } from 'hono'
import { type Flaw, type Refusal, readPosted } from '#base'
import { type CorrectionRequest, type HandedIn, listLacking } from '#handling'
import type { SessionEnv } from '#identity'
import { filesOf, limitFiles, receiveFiles } from '../upload/plain-files.ts'
import { takePaper } from '../upload/take-paper.ts'
import type { CaseDesk, OpenedCase } from './case-desk.ts'

/** Papers that follow: what a correction asks for, and what was deferred at acceptance. */
export function supplementRoutes(app: Hono<SessionEnv>, desk: CaseDesk): void {
  app.post('/cases/:caseNo/supplement', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const body = await readPosted(c)
    const note = typeof body['note'] === 'string' ? body['note'].trim() : ''
    const { materials, fileIds } = await handed(desk, opened)
    const flaws = tooLong(note)
    if (flaws.length > 0) return c.html(await desk.render(c, opened, { flaws, note }), 422)
    // A supplement is sent once, so whoever leaves a paper out is asked first; with nothing at all in it, it is refused anyway.
    const isAsked = opened.caseFile.state === 'correcting' && body['anyway'] !== '1'
    const saysAnything = materials.length > 0 || note !== ''
    const lacking = isAsked && saysAnything ? listLacking(opened.caseFile, materials) : []
    if (lacking.length > 0)
      return c.html(await desk.render(c, opened, { flaws: lacking.map(notUploaded), note, lacks: true }), 422)
    return desk.move(c, opened, { move: 'supplement', materials, form: null, note }, fileIds)
  })
  app.post('/cases/:caseNo/deferred', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const { materials, fileIds } = await handed(desk, opened)
    return desk.move(c, opened, { move: 'supply-deferred', materials }, fileIds)
  })
  app.post('/cases/:caseNo/files', limitFiles(desk.deps), async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const no = Number(c.req.query('material'))
    const files = filesOf(await c.req.parseBody({ all: true }))
    const flaws = await receiveFiles(files, no, (name, content) => receive(desk, opened, no, name, content))
    return flaws.length > 0
      ? c.html(await desk.render(c, opened, { flaws }), 422)
      : c.redirect(`/cases/${opened.caseFile.caseNo}#materials-${no}`, 303)
  })
  desk.deps.receivers.supplement = async (session, caseNo, no, name, content) => {
    const opened = await desk.find(session, caseNo)
    if (opened === undefined)
      return { refused: 'not-found', sentence: { zh: '没有这个办件。', en: 'There is no such case.' }, flaws: [] }
    return receive(desk, opened, no, name, content)
  }
}

const longestNote = 500
const tooLong = (note: string): Flaw[] =>
  note.length <= longestNote
    ? []
    : [
        {
          pointer: '/note',
          sentence: {
            zh: `最多 ${longestNote} 个字，现在有 ${note.length} 个，请写短一些。`,
            en: `At most ${longestNote} characters; there are ${note.length}. Write it shorter.`,
          },
        },
      ]

const notUploaded = ({ materialNo, what }: CorrectionRequest): Flaw => ({
  pointer: `/materials/${materialNo}`,
  sentence: { zh: `还没有上传${what}。`, en: `Not uploaded yet: ${what}.` },
})

/** What waits to be sent, numbered within each paper, and by which uploads. */
async function handed(desk: CaseDesk, opened: OpenedCase): Promise<{ materials: HandedIn[]; fileIds: string[] }> {
  const waiting = await desk.pending(opened)
  const counts = new Map<number, number>()
  const materials = waiting.flatMap((one): HandedIn[] => {
    if (one.materialNo === null) return []
    const position = (counts.get(one.materialNo) ?? 0) + 1
    counts.set(one.materialNo, position)
    const { materialNo, name, digest, mediaType, size } = one
    return [{ materialNo, position, name, digest, mediaType, size, trust: 'C' }]
  })
  return { materials, fileIds: waiting.map((one) => one.fileId) }
}

async function receive(
  desk: CaseDesk,
  opened: OpenedCase,
  no: number,
  name: string,
  content: Buffer,
): Promise<Refusal | null> {
  const { deps } = desk
  const { session, caseFile } = opened
  const wanted =
    caseFile.state === 'correcting'
      ? (caseFile.correction?.requests.map((one) => one.materialNo) ?? [])
      : caseFile.deferred.flatMap((one) => (one.supplied ? [] : [one.materialNo]))
  if (!wanted.includes(no))
    return {
      refused: 'invalid',
      sentence: { zh: '现在不需要补交这份材料。', en: 'This paper is not asked for now.' },
      flaws: [],
    }
  return takePaper(deps, {
    accountId: session.account.accountId,
    draftId: caseFile.caseId,
    materialNo: no,
    waiting: await desk.pending(opened),
    name,
    content,
  })
}
