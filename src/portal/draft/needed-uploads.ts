import { listApplicableMaterials, type PlacedDraft, type Upload } from '#handling'
import type { AppliedFor } from './applied-for.ts'

/** What was uploaded, by whether the answers as they stand ask for its paper; what they do not ask for is kept, and not sent in. */
export function sortUploads(
  applied: AppliedFor,
  { content }: Pick<PlacedDraft, 'content'>,
  uploads: readonly Upload[],
): { needed: Upload[]; needless: Upload[] } {
  const asked = new Set(listApplicableMaterials(applied, content.answers).map((material) => material.no))
  const isNeeded = ({ materialNo }: Upload): boolean => materialNo !== null && asked.has(materialNo)
  return { needed: uploads.filter(isNeeded), needless: uploads.filter((one) => !isNeeded(one)) }
}
