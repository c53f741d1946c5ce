import type { Flaw } from '#base'
import {
  type Answers,
  asAnswered,
  type BundleContent,
  type BundleNeed,
  contentFor,
  type Form,
  fieldsOf,
  listPapers,
  type MergedBundle,
  memberAnswers,
  memberForm,
  noneHere,
  type ServiceItem,
  standingNeeds,
} from '#management'
import type { Applicant, Delivery, HandedIn } from '../case-file/case-event.ts'
import { type Submission, submissionFlaws, unlistedFlaws } from '../case-file/submission.ts'

/** What somebody hands in for the whole bundle; papers carry their numbers in the merged list. */
export type BundleSubmission = Omit<Submission, 'applicant'> & {
  /** Who applies, as a member's own part of the form says it. */
  applicantOf: (form: Record<string, unknown>) => Applicant
}

/** One needed member of a submission: its item where the applicant is, its own part of everything, and what it waits for. */
export type MemberSubmission = {
  entryId: string
  item: ServiceItem
  needs: BundleNeed[]
  submission: Submission
}

/** The item as it can be judged before the results of other members are there: without what these will answer or replace. */
const withoutGiven = (item: ServiceItem, form: Form, needs: readonly BundleNeed[]): ServiceItem => ({
  ...item,
  content: {
    ...item.content,
    form,
    materials: item.content.materials.filter((one) => !needs.some((need) => need.gives === one.no)),
  },
})

/** The needed members, each with exactly what its own item asks. `itemOf` gives the competent item where the applicant is. */
export function splitSubmission(
  merged: MergedBundle,
  whole: BundleSubmission,
  itemOf: (entryId: string) => ServiceItem | undefined,
): MemberSubmission[] {
  const content = contentFor(merged, whole.answers)
  const needed = new Set(content.needed)
  return merged.bundle.members.flatMap((member): MemberSubmission[] => {
    const { entryId } = member
    const found = itemOf(entryId)
    if (!needed.has(entryId) || found === undefined) return []
    const { answers, values } = memberAnswers(merged, entryId, { answers: whole.answers, values: whole.form })
    const item = asAnswered(found, answers)
    const form = memberForm(merged, entryId, needed)
    const needs = standingNeeds(member, needed)
    const submission: Submission = {
      ...ownPapers(content, entryId, whole),
      applicant: whole.applicantOf(values),
      channel: whole.channel,
      divisionCode: whole.divisionCode,
      answers,
      form: values,
      delivery: deliveryFor(item, whole.delivery),
      // Only what asks for a commitment gets one.
      commitment: item.content.route === 'commitment' ? whole.commitment : null,
      declared: whole.declared,
    }
    return [{ entryId, item: withoutGiven(item, form, needs), needs, submission }]
  })
}

const deliveryFor = (item: ServiceItem, wanted: Delivery): Delivery =>
  item.content.delivery.includes(wanted) ? wanted : (item.content.delivery[0] ?? 'online')

/** One upload serves every member that wants the paper, under that member's own number. */
function ownPapers(
  content: BundleContent,
  entryId: string,
  whole: { materials: readonly HandedIn[]; brought: readonly number[] },
): { materials: HandedIn[]; brought: number[] } {
  const uses = content.papers.flatMap((paper) =>
    paper.uses.flatMap((use) => (use.entryId === entryId ? [{ from: paper.requirement.no, to: use.materialNo }] : [])),
  )
  return {
    materials: uses.flatMap(({ from, to }) =>
      whole.materials.filter((one) => one.materialNo === from).map((one) => ({ ...one, materialNo: to })),
    ),
    brought: uses.flatMap(({ from, to }) => (whole.brought.includes(from) ? [to] : [])),
  }
}

/**
 * Needed members that no authority decides where the applicant is, each at the question that makes it needed: the whole is
 * applied for with all that the answers need, or not.
 */
export function elsewhereFlaws(
  merged: MergedBundle,
  answers: Answers,
  itemOf: (entryId: string) => ServiceItem | undefined,
): Flaw[] {
  const needed = new Set(contentFor(merged, answers).needed)
  return merged.members
    .filter(({ member }) => needed.has(member.entryId) && itemOf(member.entryId) === undefined)
    .map(({ member, content }) => {
      const [asked] = member.when === undefined ? [] : fieldsOf(member.when)
      return { pointer: asked === undefined ? '/division' : `/answers/${asked}`, sentence: noneHere(content.name) }
    })
}

/** Everything that is wrong with the whole, all at once, at the places of the merged form and list. */
export function bundleFlaws(
  merged: MergedBundle,
  whole: BundleSubmission,
  members: readonly MemberSubmission[],
  today: Temporal.PlainDate,
): Flaw[] {
  const content = contentFor(merged, whole.answers)
  const flaws: Flaw[] = [...unansweredOwn(merged, whole)]
  if (flaws.length === 0 && content.needed.length === 0) {
    flaws.push({
      pointer: `/answers/${merged.bundle.questions[0]?.id ?? ''}`,
      sentence: { zh: '您一项也没有选，请至少选一项。', en: 'You chose nothing. Choose at least one thing.' },
    })
  }
  flaws.push(...unlistedFlaws(whole.brought, listPapers(merged)))
  for (const one of members) {
    for (const flaw of submissionFlaws(one.submission, { item: one.item, today })) {
      const placed = { ...flaw, pointer: placeInUnion(merged, content, one.entryId, flaw.pointer) }
      if (!flaws.some((known) => known.pointer === placed.pointer)) flaws.push(placed)
    }
  }
  return flaws
}

function unansweredOwn(merged: MergedBundle, whole: BundleSubmission): Flaw[] {
  return merged.bundle.questions
    .filter((question) => question.when === undefined && typeof whole.answers[question.id] !== 'string')
    .map((question) => ({
      pointer: `/answers/${question.id}`,
      sentence: { zh: `请回答：${question.text.zh}`, en: `Answer: ${question.text.en}` },
    }))
}

/** Where the applicant finds what a member's own check complains about. */
function placeInUnion(merged: MergedBundle, content: BundleContent, entryId: string, pointer: string): string {
  const [, kind, id = '', ...rest] = pointer.split('/')
  const name = merged.parts.get(entryId)?.names.get(id)
  if (kind === 'answers' || kind === 'form') return name === undefined ? '/main' : ['', kind, name, ...rest].join('/')
  if (kind !== 'materials' || id === '') return pointer
  const paper = content.papers.find((one) =>
    one.uses.some((use) => use.entryId === entryId && use.materialNo === Number(id)),
  )
  return paper === undefined ? '/main' : `/materials/${paper.requirement.no}`
}
