import { choosePapers } from '../assessment/choose-papers.ts'
import type { ItemTables } from '../assessment/item-table.ts'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Form, FormValues } from '../form/form.ts'
import type { Answers } from '../scenario/holds.ts'
import { type Bundle, type BundleMember, bundleProblems, neededMembers, type WholeLimit, wholeLimit } from './bundle.ts'
import { formOfMember, type MemberPart, type MergedForm, mergeForms, splitAnswers } from './merge-forms.ts'
import { type MergedPaper, mergeMaterials, numberPapers, type ProvidedPaper } from './merge-materials.ts'

/** A published bundle together with the items' content it was merged from: everything that is the same for all places. */
export type MergedBundle = MergedForm & {
  bundle: Bundle
  /** The revision, counted from 1; published content never changes. */
  no: number
  members: readonly { member: BundleMember; content: EntryContent; tables: ItemTables }[]
}

/** What an entry asks, with the tables that it names. */
export type AskingEntry = { content: EntryContent; tables: ItemTables }

/** Merges a published bundle with what its entries ask today. Every member must be in the catalogue. */
export function mergeBundle(
  bundle: Bundle,
  no: number,
  entryOf: (entryId: string) => AskingEntry | undefined,
): MergedBundle {
  const members = bundle.members.map((member) => {
    const entry = entryOf(member.entryId)
    if (entry === undefined) throw new Error(`bundle ${bundle.id}: the catalogue has no ${member.entryId}`)
    return { member, ...entry }
  })
  const asking = members.map(({ member, content }) => ({
    member,
    name: content.name,
    questions: content.questions,
    form: content.form,
  }))
  return { ...mergeForms(bundle, asking), bundle, no, members }
}

/**
 * The newest revisions by the bundle's id. What the catalogue no longer has a member for is not offered any more; what was
 * submitted under it goes on.
 */
export const mergeBundles = (
  revisions: readonly { content: Bundle; no: number }[],
  entryOf: (entryId: string) => AskingEntry | undefined,
): ReadonlyMap<string, MergedBundle> =>
  new Map(
    revisions
      .filter(({ content }) => bundleProblems(content, (entryId) => entryOf(entryId)?.content).length === 0)
      .map(({ content, no }) => [content.id, mergeBundle(content, no, entryOf)]),
  )

/** What a bundle asks of one applicant: the same elements as an item's, for these answers. */
export type BundleContent = Pick<
  EntryContent,
  'name' | 'subjects' | 'questions' | 'form' | 'materials' | 'delivery' | 'route'
> & {
  /** The members to be handled, in order. */
  needed: readonly string[]
  papers: readonly MergedPaper[]
  provided: readonly ProvidedPaper[]
}

/** The part of a member in the merged form. It must be a member. */
export function partOf(merged: MergedBundle, entryId: string): { part: MemberPart; member: BundleMember } {
  const part = merged.parts.get(entryId)
  const member = merged.bundle.members.find((one) => one.entryId === entryId)
  if (part === undefined || member === undefined) throw new Error(`${entryId} is no member of ${merged.bundle.id}`)
  return { part, member }
}

/** The members that these answers make necessary, by entry. */
export const neededOf = (merged: MergedBundle, answers: Answers): ReadonlySet<string> =>
  new Set(neededMembers(merged.bundle, answers).map((one) => one.entryId))

/** The form of a member's item without what the results of other needed members answer. */
export function memberForm(merged: MergedBundle, entryId: string, needed: ReadonlySet<string>): Form {
  const { part, member } = partOf(merged, entryId)
  return formOfMember(part, member, needed)
}

/** One member's answers and form values out of what was typed for the whole. */
export function memberAnswers(
  merged: MergedBundle,
  entryId: string,
  typed: { answers: Answers; values: FormValues },
): { answers: Record<string, string>; values: FormValues } {
  const { part, member } = partOf(merged, entryId)
  return splitAnswers(part, member, neededOf(merged, typed.answers), typed)
}

/** Every paper that the bundle may ask for by some answers, by its number. */
export const listPapers = (merged: MergedBundle): { no: number }[] =>
  [...numberPapers(merged.members.map((one) => one.content)).values()].map((no) => ({ no }))

/** The bundle as somebody with these answers meets it; `early` while the members' own questions are still to come (a guide). */
export function contentFor(merged: MergedBundle, answers: Answers, early = false): BundleContent {
  const { bundle } = merged
  const needed = neededMembers(bundle, answers).map((one) => one.entryId)
  const chosen = new Set(needed)
  const { papers, provided } = mergeMaterials(
    merged.members.map(({ member, ...entry }) => ({
      member,
      materials: entry.content.materials,
      chosen: (given) => choosePapers(entry, given),
    })),
    chosen,
    (entryId) => memberAnswers(merged, entryId, { answers, values: {} }).answers,
    early,
  )
  const contents = merged.members.filter((one) => chosen.has(one.member.entryId)).map((one) => one.content)
  const ways = ['online', 'counter', 'mail'] as const
  return {
    name: bundle.name,
    subjects: bundle.subjects,
    questions: merged.questions,
    form: merged.form,
    materials: papers.map((one) => one.requirement),
    // A way that every member offers: the results come the same way, whichever is ready first.
    delivery: ways.filter((way) => contents.every((content) => content.delivery.includes(way))),
    route: contents.some((content) => content.route === 'commitment') ? 'commitment' : 'standard',
    needed,
    papers,
    provided,
  }
}

const inWorkingDays = (limit: EntryContent['committed']): number => {
  switch (limit.unit) {
    case 'working-day':
      return limit.value
    // Five of seven days, and about twenty-one of a month, are worked.
    case 'calendar-day':
      return Math.ceil((limit.value * 5) / 7)
    case 'month':
      return limit.value * 21
  }
}

/** How long the whole takes at most, from acceptance, for somebody with these answers. */
export const limitFor = (merged: MergedBundle, answers: Answers): WholeLimit =>
  wholeLimit(neededMembers(merged.bundle, answers), (entryId) => {
    const found = merged.members.find((one) => one.member.entryId === entryId)
    return found === undefined ? 0 : inWorkingDays(found.content.committed)
  })
