import { z } from 'zod'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { Condition } from '../scenario/condition.ts'
import { type Answers, fieldsOf, holds } from '../scenario/holds.ts'
import { cleanAnswers, Question } from '../scenario/scenario.ts'

const Bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const Given = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** One member's result is another's material: this member waits for it, and gets it as a paper of trust A. */
export const BundleNeed = z.strictObject({
  /** The catalogue entry whose result is waited for. */
  of: z.string(),
  /** The number of the material that the result replaces; null: it is waited for, and no paper is replaced. */
  gives: z.number().int().min(1).nullable(),
  /** Fields that the result answers (`field`, or `group.field`): not asked, the officer reads them on it. */
  fills: z.array(z.string()).default([]),
})
export type BundleNeed = z.infer<typeof BundleNeed>

export const BundleMember = z.strictObject({
  entryId: z.string(),
  /** Needed only when this holds over the answers to the bundle's own questions; absent: always. */
  when: Condition.optional(),
  /** Questions and fields of the item that being in the bundle already answers: never asked. */
  given: Given.default({}),
  /** Fields of the item that ask, under another id or label, what a field of an earlier member asks: mine → theirs. */
  same: z.record(z.string(), z.string()).default({}),
  /** Groups that need one row, made from fields of earlier members (`field`) and of what is known (`value`). */
  rows: z
    .record(
      z.string(),
      z.record(z.string(), z.union([z.strictObject({ field: z.string() }), z.strictObject({ value: z.string() })])),
    )
    .default({}),
  needs: z.array(BundleNeed).default([]),
})
export type BundleMember = z.infer<typeof BundleMember>

/** 一件事一次办: several catalogue entries that people meet as one matter, with what connects them. Data, published whole. */
export const Bundle = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: Bilingual,
  /** Ways people ask; the words of one way, separated by spaces, must all appear in the question. */
  aliases: z.array(z.string().min(1)).min(1),
  subjects: z.array(z.enum(['natural', 'legal'])).min(1),
  summary: Bilingual,
  /** Which members are needed. What the members themselves ask follows after. */
  questions: z.array(Question),
  /** Answers that hold in every member. */
  given: Given.default({}),
  members: z.array(BundleMember).min(2),
})
export type Bundle = z.infer<typeof Bundle>

/** The members that these answers make necessary, in the order of the bundle. */
export function neededMembers(bundle: Bundle, answers: Answers): BundleMember[] {
  const own = cleanAnswers(bundle.questions, answers)
  return bundle.members.filter((member) => member.when === undefined || holds(member.when, own))
}

/** Of a member's needs those whose giver is needed too: what nobody in the bundle gives is asked of the applicant. */
export const standingNeeds = (member: BundleMember, needed: ReadonlySet<string>): BundleNeed[] =>
  member.needs.filter((need) => needed.has(need.of))

/**
 * The members so that each comes after all it waits for; null when they wait for each other in a circle and none could
 * ever begin.
 */
export function sortMembers(members: readonly BundleMember[]): BundleMember[] | null {
  const sorted: BundleMember[] = []
  const done = new Set<string>()
  const known = new Set(members.map((one) => one.entryId))
  let rest = [...members]
  while (rest.length > 0) {
    const ready = rest.filter((one) => one.needs.every((need) => done.has(need.of) || !known.has(need.of)))
    if (ready.length === 0) return null
    for (const one of ready) done.add(one.entryId)
    sorted.push(...ready)
    rest = rest.filter((one) => !ready.includes(one))
  }
  return sorted
}

/** The longest chain of waiting, and how long it lasts: what the whole takes when each member takes its committed limit. */
export type WholeLimit = { workingDays: number; path: string[] }

/**
 * The time of the whole: members go on side by side unless one waits for another's result, so it is the critical path
 * through the needs. `daysOf` gives a member's committed limit in working days.
 */
export function wholeLimit(members: readonly BundleMember[], daysOf: (entryId: string) => number): WholeLimit {
  const ends = new Map<string, WholeLimit>()
  for (const member of sortMembers(members) ?? []) {
    const before = member.needs
      .flatMap((need) => ends.get(need.of) ?? [])
      .toSorted((a, b) => b.workingDays - a.workingDays)[0]
    ends.set(member.entryId, {
      workingDays: (before?.workingDays ?? 0) + daysOf(member.entryId),
      path: [...(before?.path ?? []), member.entryId],
    })
  }
  const [longest] = [...ends.values()].toSorted((a, b) => b.workingDays - a.workingDays)
  return longest ?? { workingDays: 0, path: [] }
}

/** What is wrong with a bundle as data: members the catalogue lacks, circles, conditions on nothing. Empty: it may be published. */
export function bundleProblems(bundle: Bundle, contentOf: (entryId: string) => EntryContent | undefined): string[] {
  const problems: string[] = []
  const ids = bundle.members.map((one) => one.entryId)
  const asked = new Set(bundle.questions.map((one) => one.id))
  if (new Set(ids).size < ids.length) problems.push('a member stands twice')
  for (const condition of [...bundle.questions, ...bundle.members].flatMap((one) => one.when ?? []))
    for (const id of fieldsOf(condition))
      if (!asked.has(id)) problems.push(`a condition looks at ${id}, which is not asked`)
  for (const member of bundle.members) {
    const content = contentOf(member.entryId)
    if (content === undefined) problems.push(`the catalogue has no ${member.entryId}`)
    else problems.push(...memberProblems(member, content, ids))
  }
  for (const need of bundle.members.flatMap((one) => one.needs)) {
    const giver = bundle.members.find((one) => one.entryId === need.of)
    if (giver?.when !== undefined && need.fills.some((one) => one.includes('.')))
      problems.push(`${need.of} is not always needed and cannot fill the column ${need.fills.join()}`)
  }
  if (sortMembers(bundle.members) === null) problems.push('members wait for each other in a circle')
  return problems
}

function memberProblems(member: BundleMember, content: EntryContent, ids: readonly string[]): string[] {
  const fields = content.form.sections.flatMap((section) => section.fields)
  const known = new Set([
    ...fields.flatMap((field) =>
      field.type === 'group' ? [field.id, ...field.fields.map((one) => `${field.id}.${one.id}`)] : [field.id],
    ),
    ...content.questions.map((one) => one.id),
  ])
  const named = [
    ...Object.keys(member.given),
    ...Object.keys(member.same),
    ...Object.entries(member.rows).flatMap(([group, row]) => Object.keys(row).map((one) => `${group}.${one}`)),
    ...member.needs.flatMap((need) => need.fills),
  ]
  return [
    ...named.flatMap((id) => (known.has(id) ? [] : [`${member.entryId} has no field or question ${id}`])),
    ...content.questions.flatMap((question) => {
      const value = member.given[question.id]
      const chosen = question.options.find((option) => option.value === value)
      return value === undefined || (chosen !== undefined && chosen.stop === undefined)
        ? []
        : [`${member.entryId}: ${String(value)} does not answer ${question.id}`]
    }),
    ...member.needs.flatMap((need) => [
      ...(ids.includes(need.of) ? [] : [`${member.entryId} waits for ${need.of}, which is not a member`]),
      ...(need.gives === null || content.materials.some((one) => one.no === need.gives)
        ? []
        : [`${member.entryId} has no material ${need.gives}`]),
    ]),
  ]
}
