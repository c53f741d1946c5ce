import { isRefusal, type Refusal } from '#base'
import { addUpload, maxFilesPerMaterial, type Upload } from '#handling'
import type { PortalDeps } from '../portal-context.ts'
import { tooManyFiles } from './plain-files.ts'

/**
 * Keeps one more file of a paper, where it waits until it is handed in (`draftId`: a draft, or the case it is for). A file
 * that came twice, because the answer to its last piece was lost, is there once.
 */
export async function takePaper(
  deps: PortalDeps,
  given: {
    accountId: string
    draftId: string
    materialNo: number
    /** What waits already under this draft or case. */
    waiting: readonly Upload[]
    name: string
    content: Buffer
  },
): Promise<Refusal | null> {
  const before = given.waiting.filter((one) => one.materialNo === given.materialNo)
  if (before.length >= maxFilesPerMaterial) return tooManyFiles
  const stored = await deps.files.receive(given.content)
  if (isRefusal(stored)) return stored
  if (before.some((one) => one.digest === stored.digest)) return null
  const { accountId, draftId, materialNo, name } = given
  const at = deps.clock()
  await addUpload(deps.db, deps.city().cityCode, { accountId, draftId, materialNo, name, ...stored, givenAt: at })
  return null
}
