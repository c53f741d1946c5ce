import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isRefusal, limitBody, localeOf, maxFileBytes, problem, type Refusal } from '#base'
import {
  type Act,
  addUpload,
  type CaseFile,
  checkWordOf,
  gatherMaterials,
  listCasesOf,
  makeMove,
  openAsReader,
  openToAct,
  receiveApplication,
  submitCaseFile,
} from '#handling'
import { partyOf, type Session } from '#identity'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal, signedIn } from '../api-context.ts'
import {
  type ActSchema,
  counterRoute,
  fileRoute,
  getRoute,
  listRoute,
  materialRoute,
  moveRoute,
  submitRoute,
} from './case-file-schema.ts'
import { caseView } from './case-file-view.ts'

/** The act with its files looked up: only what this officer scanned themselves can be taken in. */
async function actOf(deps: ApiDeps, session: Session, act: z.infer<typeof ActSchema>): Promise<Act | Refusal> {
  if (act.move !== 'receive-material') return act
  const materials = await gatherMaterials(deps.handling, { session, materials: act.materials }, () => 'B')
  return isRefusal(materials) ? materials : { ...act, materials }
}

export function caseFileRoutes(deps: ApiDeps) {
  const router = makeRouter()
  router.use(
    '/files',
    limitBody(maxFileBytes, (c) =>
      problem(localeOf(c), 413, {
        zh: '文件超过 20 MB。请压缩后再传，或分成几份。',
        en: 'The file is larger than 20 MB. Compress it or split it.',
      }),
    ),
  )
  const view = async (caseFile: CaseFile, session: Session) =>
    caseView(deps.db, deps.city(), caseFile, session, deps.clock())
  return router
    .openapi(submitRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const body = c.req.valid('json')
      const city = deps.city()
      const item = city.findItemByCode(body.itemCode.slice(0, 31))
      if (item === undefined) {
        return noSuchItem(c) as never
      }
      const answer = await submitCaseFile(deps.handling, {
        ...body,
        session,
        item,
        divisionCode: body.division ?? item.authority.divisionCode,
        channel: 'api',
        key: c.req.valid('header')['idempotency-key'],
        draftId: null,
      })
      if (isRefusal(answer)) return refusal(c, answer) as never
      return c.json(
        {
          caseNo: answer.caseNo,
          caseId: answer.caseId,
          state: 'submitted',
          itemCode: item.itemCode,
          checkWord: checkWordOf(deps.secret, 'follow', answer.caseNo),
        },
        201,
        { location: `/api/v1/cases/${answer.caseNo}` },
      )
    })
    .openapi(counterRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const body = c.req.valid('json')
      const item = deps.city().findItemByCode(body.itemCode.slice(0, 31))
      if (item === undefined) return noSuchItem(c) as never
      const answer = await receiveApplication(deps.handling, {
        ...body,
        session,
        item,
        divisionCode: body.division ?? item.authority.divisionCode,
        key: c.req.valid('header')['idempotency-key'],
      })
      if (isRefusal(answer)) return refusal(c, answer) as never
      return c.json({ ...answer, state: 'submitted', itemCode: item.itemCode }, 201, {
        location: `/api/v1/cases/${answer.caseNo}`,
      })
    })
    .openapi(listRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const { before, limit } = c.req.valid('query')
      const page = { before: before ?? null, limit }
      const { rows, next } = await listCasesOf(deps.db, deps.city().cityCode, partyOf(session), page)
      return c.json(
        {
          items: rows.map((one) => ({
            ...one,
            submittedAt: one.submittedAt.toString(),
            dueOn: one.dueOn?.toString() ?? null,
          })),
          next,
        },
        200,
      )
    })
    .openapi(getRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const caseFile = await openAsReader(deps.handling, session, c.req.valid('param').caseNo)
      return caseFile === undefined ? (notFound(c) as never) : c.json(await view(caseFile, session), 200)
    })
    .openapi(moveRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const { seenVersion, act } = c.req.valid('json')
      const given = await actOf(deps, session, act)
      if (isRefusal(given)) return refusal(c, given) as never
      const opened = await openToAct(deps.handling, session, c.req.valid('param').caseNo)
      if (opened === undefined) return notFound(c) as never
      const { 'idempotency-key': key = null, prefer } = c.req.valid('header')
      const { caseId } = opened.caseFile
      const moved = await makeMove(deps.handling, { session, caseId, seenVersion, act: given, key, opened })
      if (isRefusal(moved)) return refusal(c, moved) as never
      return prefersMinimal(prefer) ? c.json(...minimal(moved)) : c.json(await view(moved, session), 200)
    })
    .openapi(fileRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const stored = await deps.files.receive(Buffer.from(await c.req.arrayBuffer()))
      if (isRefusal(stored)) return refusal(c, stored) as never
      const upload = await addUpload(deps.db, deps.city().cityCode, {
        accountId: session.account.accountId,
        draftId: null,
        materialNo: null,
        name: decode(c.req.header('x-file-name') ?? ''),
        ...stored,
        givenAt: deps.clock(),
      })
      return c.json({ fileId: upload.fileId, mediaType: upload.mediaType, size: upload.size }, 201)
    })
    .openapi(materialRoute, async (c) => {
      const session = signedIn(c)
      if (session instanceof Response) return session as never
      const { caseNo, materialNo, position } = c.req.valid('param')
      const caseFile = await openAsReader(deps.handling, session, caseNo)
      const material = caseFile?.materials.find((one) => one.materialNo === materialNo && one.position === position)
      if (material === undefined) return notFound(c) as never
      const content = await deps.files.read(material.digest)
      return new Response(new Uint8Array(content), {
        headers: {
          'content-type': material.mediaType,
          // Pictures and PDFs are shown inside our own page; the sandbox keeps whatever is in them from acting.
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(material.name)}`,
          'content-security-policy':
            "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
          'cache-control': 'private, max-age=3600',
        },
      }) as never
    })
}

const minimal = ({ caseNo, version, state }: CaseFile) =>
  [{ caseNo, version, state }, 200, { 'preference-applied': 'return=minimal' }] as const

/** RFC 7240: a client that keeps no picture of the case need not be sent one. */
const prefersMinimal = (prefer: string | undefined): boolean =>
  prefer?.split(',').some((one) => /^\s*return\s*=\s*"?minimal"?\s*(;|$)/i.test(one)) ?? false

const noSuchItem = (c: Context): Response =>
  problem(
    localeOf(c),
    422,
    { zh: '没有这个事项，请核对事项编码。', en: 'There is no such item. Check the item code.' },
    [{ pointer: '/itemCode', sentence: { zh: '没有这个事项编码。', en: 'No item has this code.' } }],
  )

const decode = (name: string): string => {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
