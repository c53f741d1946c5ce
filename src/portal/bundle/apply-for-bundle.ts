import { isRefusal, type Text } from '#base'
import { bundleFlaws, elsewhereFlaws, type PlacedDraft, splitSubmission, submitBundle } from '#handling'
import { type BundleContent, contentFor, type MergedBundle } from '#management'
import type { AppliedFor } from '../draft/applied-for.ts'
import { assessedOf } from '../draft/assessed.ts'
import type { PortalDeps } from '../portal-context.ts'

/** The name of a member as readers know it. */
export const memberName = (merged: MergedBundle, entryId: string): Text =>
  merged.members.find((one) => one.member.entryId === entryId)?.content.name ?? merged.bundle.name

/** Where the validator of a merged form is; it changes with the bundle and with every item it was merged from. */
export const checkAddress = (deps: Pick<PortalDeps, 'city'>, merged: MergedBundle): string =>
  `/forms/${merged.bundle.id}/${merged.no}-${deps.city().stamp}.js`

/** A bundle as something to apply for: the pages of an application, once for several items. */
export function makeBundleApplication(deps: PortalDeps, merged: MergedBundle, draft: PlacedDraft): AppliedFor {
  const { answers } = draft.content
  const content: BundleContent = contentFor(merged, answers)
  const name = (entryId: string) => memberName(merged, entryId)
  const itemOf = (entryId: string) => deps.city().findItemFor(entryId, draft.divisionCode)?.item
  const [first] = merged.bundle.questions
  return {
    content,
    tables: {},
    guide: `/bundles/${merged.bundle.id}`,
    check: checkAddress(deps, merged),
    covers: content.needed.map(name),
    usesOf: (no) => content.papers.find((one) => one.requirement.no === no)?.uses.map((use) => name(use.entryId)) ?? [],
    provided: content.provided.map((one) => ({ name: one.name, of: name(one.of), for: name(one.entryId) })),
    choiceFlaws:
      content.needed.length > 0 || first === undefined
        ? elsewhereFlaws(merged, answers, itemOf)
        : [
            {
              pointer: `/answers/${first.id}`,
              sentence: { zh: '您一项也没有选，请至少选一项。', en: 'You chose nothing. Choose at least one thing.' },
            },
          ],
    flaws(unfinished, today) {
      const whole = { ...unfinished, applicantOf: () => unfinished.applicant }
      return bundleFlaws(merged, whole, splitSubmission(merged, whole, itemOf), today)
    },
    assess(unfinished, today) {
      const whole = { ...unfinished, applicantOf: () => unfinished.applicant }
      return splitSubmission(merged, whole, itemOf).flatMap(({ item, submission }) =>
        assessedOf(item, submission, today, item.content.name),
      )
    },
    async submit(gathered) {
      const answer = await submitBundle(deps.handling, { ...gathered, merged })
      return isRefusal(answer) ? answer : `/me/bundles/${answer.bundleNo}`
    },
  }
}
