import type { Context } from 'hono'
import { type Flaw, limitBody, maxFileBytes, type Refusal } from '#base'
import { maxFilesPerMaterial } from '#handling'
import type { SessionEnv } from '#identity'
import { errorPage, type PortalDeps, viewOf } from '../portal-context.ts'

/** Four files of the largest size in one form, and a page that says so beyond that. */
export const limitFiles = (deps: PortalDeps) =>
  limitBody(maxFileBytes * 4, (c) =>
    c.html(
      errorPage(viewOf(deps, c as Context<SessionEnv>), {
        zh: '文件太大，没有接收。请把每个文件压到 20 MB 以内。',
        en: 'The files are too large. Keep each under 20 MB.',
      }),
      413,
    ),
  )

/** The files of a posted form; an empty file input counts as none. */
export const filesOf = (body: Readonly<Record<string, unknown>>): File[] =>
  [body['file']].flat().filter((one): one is File => one instanceof File && one.size > 0)

/** Takes each file in turn; every refusal names its file and stands at its paper. */
export async function receiveFiles(
  files: readonly File[],
  materialNo: number,
  receive: (name: string, content: Buffer) => Promise<Refusal | null>,
): Promise<Flaw[]> {
  const flaws: Flaw[] = []
  for (const file of files) {
    const refused = await receive(file.name, Buffer.from(await file.arrayBuffer()))
    if (refused)
      flaws.push({
        pointer: `/materials/${materialNo}`,
        sentence: { zh: `${file.name}：${refused.sentence.zh}`, en: `${file.name}: ${refused.sentence.en}` },
      })
  }
  return flaws
}

export const tooManyFiles: Refusal = {
  refused: 'invalid',
  sentence: {
    zh: `一份材料最多 ${maxFilesPerMaterial} 个文件，请合并后再传。`,
    en: `At most ${maxFilesPerMaterial} files for one paper. Combine them.`,
  },
  flaws: [],
}

/** A file as its owner sees it: inline, never as a document of our origin, kept by no cache. */
export const serveFile = (content: Uint8Array, file: { mediaType: string; name: string }): Response =>
  new Response(new Uint8Array(content), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
      'cache-control': 'private, no-store',
    },
  })
