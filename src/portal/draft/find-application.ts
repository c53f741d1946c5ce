import { isRefusal } from '#base'
import { type PlacedDraft, submissionFlaws, submitCaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { makeBundleApplication } from '../bundle/apply-for-bundle.ts'
import type { PortalDeps } from '../portal-context.ts'
import type { AppliedFor } from './applied-for.ts'
import { assessedOf } from './assessed.ts'

/** What a draft is for; undefined when it is not offered any more. */
export function findApplication(deps: PortalDeps, draft: PlacedDraft): AppliedFor | undefined {
  const city = deps.city()
  const merged = city.bundles.get(draft.entryId)
  if (merged !== undefined) return makeBundleApplication(deps, merged, draft)
  const item = city.findItem(draft.entryId, draft.authorityCode)
  return item && makeItemApplication(deps, item)
}

const makeItemApplication = (deps: PortalDeps, item: ServiceItem): AppliedFor => ({
  content: item.content,
  tables: item.tables,
  guide: `/items/${item.itemCode}`,
  check: `/forms/${item.itemCode}/${item.revision.entry}.${item.revision.override}.js`,
  covers: [],
  usesOf: () => [],
  provided: [],
  choiceFlaws: [],
  flaws: (unfinished, today) => submissionFlaws(unfinished, { item, today }),
  assess: (unfinished, today) => assessedOf(item, unfinished, today, null),
  async submit(gathered) {
    const answer = await submitCaseFile(deps.handling, { ...gathered, item })
    return isRefusal(answer) ? answer : `/cases/${answer.caseNo}`
  },
})
