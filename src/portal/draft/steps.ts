import type { DraftContent, PlacedDraft } from '#handling'
import { type Form, holds } from '#management'
import type { View } from '../layout/view.ts'
import type { AppliedFor } from './applied-for.ts'

/** The pages of an application, in order: questions (when there are any), one topic a page, papers, review. */
export const stepsOf = (applied: Pick<AppliedFor, 'content'>, content: DraftContent): string[] => [
  ...(applied.content.questions.length > 0 ? ['answers'] : []),
  ...applied.content.form.sections.filter((section) => hasFields(section, content)).map((section) => section.id),
  'papers',
  'review',
]

/** Where the applicant goes on: the first page not yet been through. */
export const nextStep = (applied: Pick<AppliedFor, 'content'>, draft: PlacedDraft): string =>
  stepsOf(applied, draft.content).find((step) => !draft.content.seen.includes(step)) ?? 'review'

// A page whose fields cannot apply (a guardian's, for an adult) is left out; one whose fields hang on each other is not.
function hasFields(section: Form['sections'][number], content: DraftContent): boolean {
  const known = { ...content.answers, ...content.form }
  return section.fields.some(
    ({ when }) => when === undefined || holds(when, known) || section.fields.some((field) => mentions(when, field.id)),
  )
}

/** Does a condition look at this field? */
export const mentions = (condition: unknown, field: string): boolean => JSON.stringify(condition).includes(`"${field}"`)

export function stepTitle(view: View, applied: Pick<AppliedFor, 'content'>, step: string): string {
  switch (step) {
    case 'answers':
      return view.w('您的情况', 'Your situation')
    case 'papers':
      return view.w('上传材料', 'Papers')
    case 'review':
      return view.w('检查并提交', 'Check and submit')
    // The remaining steps are the form's own sections, whose set is data.
    default: {
      const section = applied.content.form.sections.find((one) => one.id === step)
      return section ? view.t(section.title) : ''
    }
  }
}
