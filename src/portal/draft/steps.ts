import type { PlacedDraft } from '#handling'
import type { ServiceItem } from '#management'
import type { View } from '../layout/view.ts'

/** The pages of an application, in order: questions (when there are any), one topic a page, papers, review. */
export const stepsOf = (item: ServiceItem): string[] => [
  ...(item.content.questions.length > 0 ? ['answers'] : []),
  ...item.content.form.sections.map((section) => section.id),
  'papers',
  'review',
]

/** Where the applicant goes on: the first page not yet been through. */
export const nextStep = (item: ServiceItem, draft: PlacedDraft): string =>
  stepsOf(item).find((step) => !draft.content.seen.includes(step)) ?? 'review'

export function stepTitle(view: View, item: ServiceItem, step: string): string {
  switch (step) {
    case 'answers':
      return view.w('您的情况', 'Your situation')
    case 'papers':
      return view.w('上传材料', 'Papers')
    case 'review':
      return view.w('检查并提交', 'Check and submit')
    // The remaining steps are the item's own sections, whose set is data.
    default: {
      const section = item.content.form.sections.find((one) => one.id === step)
      return section ? view.t(section.title) : ''
    }
  }
}
