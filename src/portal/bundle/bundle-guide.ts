import {
  type Answers,
  type BundleContent,
  cleanAnswers,
  contentFor,
  listApplicable,
  type MergedBundle,
  type ServiceItem,
} from '#management'
import type { View } from '../layout/view.ts'

/** A guide on the table: the bundle, what this reader answered, and the items where the reader is. */
export type Guide = {
  merged: MergedBundle
  /** Answered by the reader. */
  chosen: Record<string, string>
  /** The same, and the commonest answer where none was given. */
  shown: Record<string, string>
  content: BundleContent
  itemOf: (entryId: string) => ServiceItem | undefined
  needsPlace: boolean
}

/** The first answer of each question that was not answered: the page shows the commonest case until it knows. */
function withCommonest(merged: MergedBundle, chosen: Answers): Record<string, string> {
  const answers: Record<string, string> = {}
  for (const question of merged.bundle.questions) {
    if (listApplicable([question], answers).length === 0) continue
    const known = question.options.find((one) => one.value === chosen[question.id])
    answers[question.id] = (known ?? question.options[0])?.value ?? ''
  }
  return answers
}

/** The guide as this reader meets it, by the answers in the address and the place. */
export function guideFor(view: View, merged: MergedBundle, raw: Readonly<Record<string, string>>): Guide {
  const chosen = cleanAnswers(merged.bundle.questions, raw)
  const shown = withCommonest(merged, chosen)
  const ids = merged.members.map((one) => one.member.entryId)
  const found = new Map(ids.map((entryId) => [entryId, view.city.findItemFor(entryId, view.place.code)]))
  return {
    merged,
    chosen,
    shown,
    content: contentFor(merged, shown, true),
    itemOf: (entryId) => found.get(entryId)?.item,
    needsPlace: [...found.values()].some((one) => one?.needsPlace === true),
  }
}

export type GuideProps = { view: View; guide: Guide }
