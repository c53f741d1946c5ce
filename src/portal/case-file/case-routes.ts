import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Flaw, isRefusal, maxFileBytes, type Refusal } from '#base'
import { findInvitation, invitationToken, listNotifications } from '#engagement'
import {
  type Act,
  addUpload,
  type CaseFile,
  checkWordOf,
  findCaseFileByNo,
  type HandedIn,
  isCheckWord,
  isParty,
  listAccess,
  listUploadsOfDraft,
  makeMove,
  maxFilesPerMaterial,
  releaseUploads,
  type Upload,
} from '#handling'
import type { Session, SessionEnv } from '#identity'
import { drawNotice, type NoticeKind, noticeKinds, noticeOf } from '../notice/notice-pdf.ts'
import { errorPage, notFoundPage, type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { verifyPage } from '../verify/verify-page.tsx'
import { casePage, followPage } from './case-page.tsx'

export function caseRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const cityCode = () => deps.city().cityCode

  /** The case of this applicant or agent; anybody else's does not exist here (officers have the workbench). */
  const open = async (c: Context<SessionEnv>): Promise<{ session: Session; caseFile: CaseFile } | Response> => {
    const session = c.get('session')
    if (session === undefined) return signInFirst(c)
    const caseFile = await findCaseFileByNo(deps.db, cityCode(), (c.req.param('caseNo') ?? '').replace(/\s/g, ''))
    return caseFile && isParty(session, caseFile) ? { session, caseFile } : c.html(notFoundPage(viewOf(deps, c)), 404)
  }
  // Files for a supplement wait under the case's own id until they are sent.
  const pending = async (session: Session, caseFile: CaseFile): Promise<Upload[]> => {
    const uploads = await listUploadsOfDraft(deps.db, cityCode(), caseFile.caseId)
    return uploads.filter((one) => one.accountId === session.account.accountId)
  }
  const render = async (
    c: Context<SessionEnv>,
    session: Session,
    caseFile: CaseFile,
    flaws: readonly Flaw[],
  ): Promise<string> => {
    const view = viewOf(deps, c)
    const token = invitationToken(deps.secret, caseFile.caseId)
    const invitation = await findInvitation(deps.db, cityCode(), token)
    const mayRate =
      invitation !== undefined &&
      !invitation.used &&
      invitation.accountId === session.account.accountId &&
      Temporal.Instant.compare(invitation.expiresAt, view.now) > 0
    return casePage(view, {
      caseFile,
      item: await deps.city().getItemAt(deps.db, caseFile.item),
      notifications: await listNotifications(deps.db, cityCode(), caseFile.applicant.accountId, caseFile.caseId),
      access: await listAccess(deps.db, cityCode(), caseFile.applicant.accountId, caseFile.caseId),
      uploads: await pending(session, caseFile),
      checkWord: checkWordOf(deps.secret, 'follow', caseFile.caseNo),
      verifyPath: `/verify/${caseFile.caseNo}/${checkWordOf(deps.secret, 'verify', caseFile.caseNo)}`,
      rateToken: mayRate ? token : null,
      justSubmitted: c.req.query('submitted') === '1',
      flaws,
    })
  }

  app.get('/cases/:caseNo', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    return c.html(await render(c, opened.session, opened.caseFile, []))
  })

  app.get('/cases/:caseNo/:notice{[a-z]+\\.pdf}', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const kind = noticeKinds.find((one) => `${one}.pdf` === c.req.param('notice'))
    const { caseFile } = opened
    const word = (use: 'follow' | 'verify') => checkWordOf(deps.secret, use, caseFile.caseNo)
    const notice =
      kind &&
      noticeOf(kind satisfies NoticeKind, {
        view: viewOf(deps, c),
        city: deps.city(),
        caseFile,
        item: await deps.city().getItemAt(deps.db, caseFile.item),
        followUrl: `${deps.publicUrl()}/follow?no=${caseFile.caseNo}`,
        followWord: word('follow'),
        verifyUrl: `${deps.publicUrl()}/verify/${caseFile.caseNo}/${word('verify')}`,
        verifyWord: word('verify'),
      })
    if (!notice) return c.html(notFoundPage(viewOf(deps, c)), 404)
    return new Response(new Uint8Array(await drawNotice(notice)), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${notice.number}.pdf"; filename*=UTF-8''${encodeURIComponent(`${notice.title}-${notice.number}.pdf`)}`,
        'cache-control': 'private, no-store',
      },
    })
  })

  app.get('/cases/:caseNo/materials/:no/:position', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const material = opened.caseFile.materials.find(
      (one) => one.materialNo === Number(c.req.param('no')) && one.position === Number(c.req.param('position')),
    )
    if (material === undefined) return c.html(notFoundPage(viewOf(deps, c)), 404)
    return new Response(new Uint8Array(await deps.files.read(material.digest)), {
      headers: {
        'content-type': material.mediaType,
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(material.name)}`,
        'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        'cache-control': 'private, no-store',
      },
    })
  })

  /** Makes the applicant's own move and shows the case again, with the sentence when it was refused. */
  const move = async (c: Context<SessionEnv>, session: Session, caseFile: CaseFile, act: Act): Promise<Response> => {
    const moved = await makeMove(deps.handling, { session, caseId: caseFile.caseId, seenVersion: null, act, key: null })
    if (!isRefusal(moved)) {
      // What was sent is part of the case now and no longer waits.
      if (act.move !== 'withdraw') await releaseUploads(deps.db, cityCode(), caseFile.caseId)
      return c.redirect(`/cases/${caseFile.caseNo}`, 303)
    }
    const now = (await findCaseFileByNo(deps.db, cityCode(), caseFile.caseNo)) ?? caseFile
    return c.html(
      await render(
        c,
        session,
        now,
        moved.flaws.length > 0 ? moved.flaws : [{ pointer: '/now', sentence: moved.sentence }],
      ),
      moved.refused === 'invalid' ? 422 : 409,
    )
  }

  app.post('/cases/:caseNo/withdraw', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const body = await c.req.parseBody()
    const reason = typeof body['reason'] === 'string' ? body['reason'].trim().slice(0, 200) : ''
    return move(c, opened.session, opened.caseFile, { move: 'withdraw', reason })
  })
  const handed = async (session: Session, caseFile: CaseFile): Promise<HandedIn[]> => {
    const counts = new Map<number, number>()
    return (await pending(session, caseFile)).flatMap((one): HandedIn[] => {
      if (one.materialNo === null) return []
      const position = (counts.get(one.materialNo) ?? 0) + 1
      counts.set(one.materialNo, position)
      return [
        {
          materialNo: one.materialNo,
          position,
          name: one.name,
          digest: one.digest,
          mediaType: one.mediaType,
          size: one.size,
          trust: 'C',
        },
      ]
    })
  }
  app.post('/cases/:caseNo/supplement', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    const body = await c.req.parseBody()
    const note = typeof body['note'] === 'string' ? body['note'].trim().slice(0, 500) : ''
    return move(c, opened.session, opened.caseFile, {
      move: 'supplement',
      materials: await handed(opened.session, opened.caseFile),
      form: null,
      note,
    })
  })
  app.post('/cases/:caseNo/deferred', async (c) => {
    const opened = await open(c)
    if (opened instanceof Response) return opened
    return move(c, opened.session, opened.caseFile, {
      move: 'supply-deferred',
      materials: await handed(opened.session, opened.caseFile),
    })
  })

  const receive = async (
    session: Session,
    caseFile: CaseFile,
    no: number,
    name: string,
    content: Buffer,
  ): Promise<Refusal | null> => {
    const wanted =
      caseFile.state === 'correcting'
        ? (caseFile.correction?.requests.map((one) => one.materialNo) ?? [])
        : caseFile.deferred.map((one) => one.materialNo)
    if (!wanted.includes(no))
      return {
        refused: 'invalid',
        sentence: { zh: '现在不需要补交这份材料。', en: 'This paper is not asked for now.' },
        flaws: [],
      }
    if ((await pending(session, caseFile)).filter((one) => one.materialNo === no).length >= maxFilesPerMaterial) {
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
      draftId: caseFile.caseId,
      materialNo: no,
      name,
      ...stored,
      givenAt: deps.clock(),
    })
    return null
  }
  deps.receivers.supplement = async (session, caseNo, no, name, content) => {
    const caseFile = await findCaseFileByNo(deps.db, cityCode(), caseNo)
    if (caseFile === undefined || !isParty(session, caseFile))
      return { refused: 'not-found', sentence: { zh: '没有这个办件。', en: 'There is no such case.' }, flaws: [] }
    return receive(session, caseFile, no, name, content)
  }
  app.post(
    '/cases/:caseNo/files',
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
      const no = Number(c.req.query('material'))
      const body = await c.req.parseBody({ all: true })
      const flaws: Flaw[] = []
      for (const file of [body['file']].flat()) {
        if (!(file instanceof File) || file.size === 0) continue
        const refused = await receive(
          opened.session,
          opened.caseFile,
          no,
          file.name,
          Buffer.from(await file.arrayBuffer()),
        )
        if (refused)
          flaws.push({
            pointer: `/materials/${no}`,
            sentence: { zh: `${file.name}：${refused.sentence.zh}`, en: `${file.name}: ${refused.sentence.en}` },
          })
      }
      return flaws.length > 0
        ? c.html(await render(c, opened.session, opened.caseFile, flaws), 422)
        : c.redirect(`/cases/${opened.caseFile.caseNo}#materials-${no}`, 303)
    },
  )

  // Ten wrong words an hour from one address, and ten an hour for one case: 39 bits cannot be guessed that way.
  const guesses = new RateLimiterMemory({ points: 10, duration: 3600 })
  const tooMany = async (key: string): Promise<boolean> => {
    const known = await guesses.get(key)
    return known !== null && known.remainingPoints <= 0
  }
  const check = async (
    use: 'follow' | 'verify',
    caseNo: string,
    word: string,
  ): Promise<{ caseFile: CaseFile; item: Awaited<ReturnType<ReturnType<PortalDeps['city']>['getItemAt']>> } | null> => {
    const no = caseNo.replace(/[\s-]/g, '')
    if (await tooMany(no)) return null
    if (isCheckWord(deps.secret, use, no, word)) {
      const caseFile = await findCaseFileByNo(deps.db, cityCode(), no)
      if (caseFile) return { caseFile, item: await deps.city().getItemAt(deps.db, caseFile.item) }
    }
    await guesses.consume(no).catch(() => {})
    return null
  }
  app.get('/follow', (c) =>
    c.html(followPage(viewOf(deps, c), null, { caseNo: c.req.query('no') ?? '', wrong: false })),
  )
  app.post('/follow', async (c) => {
    const body = await c.req.parseBody()
    const caseNo = String(body['caseNo'] ?? '')
    const found = await check('follow', caseNo, String(body['word'] ?? ''))
    return c.html(followPage(viewOf(deps, c), found, { caseNo, wrong: found === null }), found === null ? 404 : 200)
  })
  const verify = async (c: Context<SessionEnv>, caseNo: string, word: string): Promise<Response> => {
    const found = await check('verify', caseNo, word)
    const issued = found?.caseFile.result ? found : null
    return c.html(verifyPage(viewOf(deps, c), issued, true), issued === null ? 404 : 200)
  }
  app.get('/verify', (c) => {
    const [no, word] = [c.req.query('no'), c.req.query('word')]
    return no === undefined ? c.html(verifyPage(viewOf(deps, c), null, false)) : verify(c, no, word ?? '')
  })
  app.get('/verify/:caseNo/:word', (c) => verify(c, c.req.param('caseNo'), c.req.param('word')))
  return app
}
