import { AsyncLocalStorage } from 'node:async_hooks'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore as TusFileStore } from '@tus/file-store'
import { Server, type Upload } from '@tus/server'
import { Hono } from 'hono'
import { isRefusal, type Locale, localeOf, maxFileBytes, problem, say } from '#base'
import type { Session, SessionEnv } from '#identity'
import type { PortalDeps } from '../portal-context.ts'

type Asking = { session: Session; locale: Locale }

const tooLarge = {
  zh: '文件超过 20 MB。请压缩后再传，或分成几份。',
  en: 'The file is larger than 20 MB. Compress it or split it.',
}

/**
 * Resumable uploads (tus 1.0): a connection that drops goes on where it stopped. The finished file passes the same
 * quarantine as any other; a refusal comes back as a sentence.
 */
export function uploadRoutes(deps: PortalDeps, directory: string): Hono<SessionEnv> {
  const asking = new AsyncLocalStorage<Asking>()
  const datastore = new TusFileStore({ directory, expirationPeriodInMilliseconds: 24 * 3600 * 1000 })
  const dropBrokenOff = makeDropBrokenOff(datastore, deps.clock)
  const refuse = (status: number, zh: string, en: string) => {
    const locale = asking.getStore()?.locale ?? 'zh'
    return { status_code: status, body: JSON.stringify({ detail: say({ zh, en }, locale) }) }
  }
  const server = new Server({
    path: '/uploads',
    datastore,
    maxSize: maxFileBytes,
    relativeLocation: true,
    async onUploadCreate(_request, upload) {
      const { session } = asking.getStore() as Asking
      await dropBrokenOff()
      return { metadata: { ...upload.metadata, account: session.account.accountId } }
    },
    async onIncomingRequest(request, uploadId) {
      if (request.method === 'POST' || request.method === 'OPTIONS') return
      const { session } = asking.getStore() as Asking
      const upload = await datastore.getUpload(uploadId)
      // Somebody else's upload does not exist for you.
      if (upload.metadata?.['account'] !== session.account.accountId)
        throw refuse(404, '没有这个上传。', 'There is no such upload.')
    },
    // The size is looked at before anything of ours is asked.
    onResponseError: (_request, error) =>
      'status_code' in error && error.status_code === 413 ? refuse(413, tooLarge.zh, tooLarge.en) : undefined,
    async onUploadFinish(_request, upload) {
      const { session } = asking.getStore() as Asking
      const content = await readFile(join(directory, upload.id))
      await datastore.remove(upload.id).catch(() => {})
      const refused = await handOn(deps, session, upload, content)
      if (isRefusal(refused)) throw refuse(422, refused.sentence.zh, refused.sentence.en)
      return {}
    },
  })
  const app = new Hono<SessionEnv>()
  app.all('/uploads/:id?', (c) => {
    const session = c.get('session')
    const locale = localeOf(c)
    if (session === undefined) return problem(locale, 401, { zh: '请先登录，再继续。', en: 'Sign in to go on.' })
    return asking.run({ session, locale }, () => server.handleWeb(c.req.raw))
  })
  return app
}

/** Halves of files that nobody went on with are no papers of anybody: they go after a day, looked for once an hour. */
function makeDropBrokenOff(datastore: TusFileStore, clock: PortalDeps['clock']): () => Promise<void> {
  let looked = 0
  return async () => {
    const hour = Math.floor(clock().epochMilliseconds / 3_600_000)
    if (hour === looked) return
    looked = hour
    await datastore.deleteExpired()
  }
}

/** Gives a finished file to what it is for: a draft, or the supplement of a case. */
function handOn(deps: PortalDeps, session: Session, { metadata }: Pick<Upload, 'metadata'>, content: Buffer) {
  const [kind, target = ''] = (metadata?.['target'] ?? '').split(':')
  const receiver = kind === 'case' ? deps.receivers.supplement : deps.receivers.draft
  return receiver?.(session, target, Number(metadata?.['material']), metadata?.['filename'] ?? '', content)
}
