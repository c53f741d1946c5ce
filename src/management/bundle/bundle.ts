import { z } from 'zod'
import type { Text } from '#base'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { Bilingual, BilingualName } from '../scenario/bilingual.ts'
import { Condition } from '../scenario/condition.ts'
import { type Answers, fieldsOf, holds } from '../scenario/holds.ts'
import { cleanAnswers, Question } from '../scenario/scenario.ts'

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
  name: BilingualName,
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

/**
 * What is wrong with a bundle as data: members the catalogue lacks, circles, conditions on nothing. Empty: it may be published.
 * Whoever edits an entry reads it, so it is said in both languages.
 */
export function bundleProblems(bundle: Bundle, contentOf: (entryId: string) => EntryContent | undefined): Text[] {
  const problems: Text[] = []
  const say = (zh: string, en: string) => void problems.push({ zh, en })
  const ids = bundle.members.map((one) => one.entryId)
  const asked = new Set(bundle.questions.map((one) => one.id))
  if (new Set(ids).size < ids.length) say('同一事项列了两次', 'a member stands twice')
  for (const condition of [...bundle.questions, ...bundle.members].flatMap((one) => one.when ?? []))
    for (const id of fieldsOf(condition))
      if (!asked.has(id)) say(`条件看的“${id}”没有人问`, `a condition looks at ${id}, which is not asked`)
  for (const member of bundle.members) {
    const content = contentOf(member.entryId)
    if (content === undefined) say(`目录里没有 ${member.entryId}`, `the catalogue has no ${member.entryId}`)
    else problems.push(...memberProblems(member, content, ids))
  }
  for (const need of bundle.members.flatMap((one) => one.needs)) {
    const giver = bundle.members.find((one) => one.entryId === need.of)
    const column = need.fills.filter((one) => one.includes('.'))
    if (giver?.when !== undefined && column.length > 0)
      say(
        `${need.of} 不是都要办，不能填 ${column.join('、')} 这一列`,
        `${need.of} is not always needed and cannot fill the column ${column.join()}`,
      )
  }
  if (sortMembers(bundle.members) === null) say('各事项互相等待', 'members wait for each other in a circle')
  return problems
}

/** Every question and field of an item, the columns of its groups as `group.field`. */
const askedIn = ({ form, questions }: EntryContent): ReadonlySet<string> =>
  new Set([
    ...form.sections.flatMap((section) =>
      section.fields.flatMap((field) =>
        field.type === 'group' ? [field.id, ...field.fields.map((one) => `${field.id}.${one.id}`)] : [field.id],
      ),
    ),
    ...questions.map((one) => one.id),
  ])

/** The questions and fields of its item that a member of a bundle counts on. */
const namedBy = ({ given, same, rows, needs }: BundleMember): string[] => [
  ...Object.keys(given),
  ...Object.keys(same),
  ...Object.entries(rows).flatMap(([group, row]) => Object.keys(row).map((one) => `${group}.${one}`)),
  ...needs.flatMap((need) => need.fills),
]

function memberProblems(member: BundleMember, content: EntryContent, ids: readonly string[]): Text[] {
  const { entryId, given, needs } = member
  const known = askedIn(content)
  const unknown = namedBy(member).filter((id) => !known.has(id))
  const unanswered = content.questions.filter(({ id, options }) => {
    const chosen = options.find((option) => option.value === given[id])
    return given[id] !== undefined && (chosen === undefined || chosen.stop !== undefined)
  })
  const strangers = needs.filter((need) => !ids.includes(need.of))
  const lacking = needs.flatMap(({ gives }) => (content.materials.some((one) => one.no === gives) ? [] : (gives ?? [])))
  return [
    ...unknown.map((id) => ({
      zh: `${entryId} 没有“${id}”这个问题或字段`,
      en: `${entryId} has no field or question ${id}`,
    })),
    ...unanswered.map(({ id }) => ({
      zh: `${entryId} 的问题“${id}”没有可以继续的答案“${given[id]}”`,
      en: `${entryId}: ${given[id]} does not answer ${id}`,
    })),
    ...strangers.map(({ of }) => ({
      zh: `${entryId} 等的 ${of} 不在其中`,
      en: `${entryId} waits for ${of}, which is not a member`,
    })),
    ...lacking.map((no) => ({ zh: `${entryId} 没有第 ${no} 号材料`, en: `${entryId} has no material ${no}` })),
  ]
}
