import { type Context, Hono } from 'hono'
import { readPosted } from '#base'
import { type CaseFile, checkWordOf, listNotices, openAsReader } from '#handling'
import type { SessionEnv } from '#identity'
import { drawNotice } from '../notice/draw-notice.ts'
import { writeNotice } from '../notice/write-notice.ts'
import { notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'
import { serveFile } from '../upload/plain-files.ts'
import { type CaseDesk, makeCaseDesk } from './case-desk.ts'
import { supplementRoutes } from './supplement-routes.ts'

/** A case as its applicant has it: the page, its papers and notices, and what the applicant may do. */
export function caseRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const desk = makeCaseDesk(deps)
  app.get('/cases/:caseNo', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    return c.html(await desk.render(c, opened))
  })
  app.get('/cases/:caseNo/:notice{[a-z]+(?:-[0-9]+)?\\.pdf}', (c) => notice(desk, c, c.req.param('notice')))
  app.get('/cases/:caseNo/materials/:no/:position', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    const material = opened.caseFile.materials.find(
      (one) => one.materialNo === Number(c.req.param('no')) && one.position === Number(c.req.param('position')),
    )
    if (material === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    return serveFile(await deps.files.read(material.digest), material)
  })
  app.post('/cases/:caseNo/withdraw', async (c) => {
    const opened = await desk.open(c)
    if (opened instanceof Response) return opened
    return desk.move(c, opened, { move: 'withdraw', reason: withdrawalReason(await readPosted(c)) })
  })
  supplementRoutes(app, desk)
  return app
}

/** Why the applicant withdraws, in one line; nothing, where they do not say. The page takes 200 characters, no browser sends more. */
export const withdrawalReason = ({ reason }: Awaited<ReturnType<typeof readPosted>>): string =>
  typeof reason === 'string' ? [...reason.trim()].slice(0, 200).join('') : ''

/** Notices are printed at the counter too: officers who may read the case get them as the applicant does. */
async function openToPrint(desk: CaseDesk, c: Context<SessionEnv>): Promise<{ caseFile: CaseFile } | Response> {
  const session = c.get('session')
  if (session?.account.kind !== 'officer') return desk.open(c)
  const caseFile = await openAsReader(desk.deps.handling, session, c.req.param('caseNo') ?? '')
  return caseFile ? { caseFile } : c.html(notFoundPage(viewOf(desk.deps, c)), 404)
}

async function notice(desk: CaseDesk, c: Context<SessionEnv>, file: string): Promise<Response> {
  const opened = await openToPrint(desk, c)
  if (opened instanceof Response) return opened
  const { deps } = desk
  const { caseFile } = opened
  const issued = listNotices(caseFile).find((one) => `${one.address}.pdf` === file)
  if (issued === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
  const [followWord, verifyWord] = (['follow', 'verify'] as const).map((use) =>
    checkWordOf(deps.secret, use, caseFile.caseNo),
  ) as [string, string]
  const written = writeNotice(issued, {
    view: viewOf(deps, c),
    caseFile,
    item: await deps.city().getItemAt(deps.db, caseFile.item, caseFile.answers),
    followUrl: `${deps.publicUrl()}/follow?no=${caseFile.caseNo}`,
    followWord,
    verifyUrl: `${deps.publicUrl()}/verify/${caseFile.caseNo}/${verifyWord}`,
    verifyWord,
  })
  const title = encodeURIComponent(`${written.title}-${written.number}.pdf`)
  return new Response(new Uint8Array(await drawNotice(written)), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${written.number}.pdf"; filename*=UTF-8''${title}`,
      'cache-control': 'private, no-store',
    },
  })
}
