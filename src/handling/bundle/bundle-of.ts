import type { Db, Text } from '#base'
import type { CaseFile, CaseState } from '../case-file/case-file.ts'
import type { BundleFile } from './bundle-file.ts'
import { listBundleFiles, listMemberStates } from './bundle-file-store.ts'

/** Another member of the same bundle, as an officer of one sees it: what it is and where it stands, nothing of its content. */
export type Sibling = {
  itemName: Text
  state: CaseState | 'waiting' | 'skipped'
  isThis: boolean
  /** It waits, directly or not, for this one's result, and never begins without it. */
  needsThis: boolean
}

/** The bundle that a case belongs to, with its siblings; null for a case on its own. */
export async function bundleOf(
  db: Db,
  caseFile: Pick<CaseFile, 'cityCode' | 'caseId' | 'bundleFileId'>,
): Promise<{ bundleNo: string; name: Text; siblings: Sibling[] } | null> {
  if (caseFile.bundleFileId === undefined) return null
  const [file] = await listBundleFiles(db, caseFile.cityCode, [caseFile.bundleFileId])
  if (file === undefined) return null
  const needing = needingOf(file, caseFile.caseId)
  const states = await listMemberStates(db, caseFile.cityCode, file.bundleFileId)
  return {
    bundleNo: file.bundleNo,
    name: file.name,
    siblings: file.members.map((one) => ({
      itemName: one.itemName,
      state: states.get(one.caseId) ?? (one.state.type === 'skipped' ? 'skipped' : 'waiting'),
      isThis: one.caseId === caseFile.caseId,
      needsThis: needing.has(one.entryId),
    })),
  }
}

/** The members that still wait for what this case would give, and those that wait for them. */
function needingOf({ members }: BundleFile, caseId: string): ReadonlySet<string> {
  const needing = new Set<string>()
  const reached = new Set(members.filter((one) => one.caseId === caseId).map((one) => one.entryId))
  for (const entryId of reached) {
    for (const one of members) {
      if (one.state.type !== 'waiting' || !one.needs.some((need) => need.of === entryId)) continue
      needing.add(one.entryId)
      reached.add(one.entryId)
    }
  }
  return needing
}
