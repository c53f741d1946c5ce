import type { MaterialRequirement } from '../catalogue/catalogue-entry.ts'
import type { Condition } from '../scenario/condition.ts'
import { type Answers, fieldsOf, holds } from '../scenario/holds.ts'
import { type BundleMember, standingNeeds } from './bundle.ts'

/** A member as the list of papers sees it. */
export type BringingMember = {
  member: BundleMember
  materials: readonly MaterialRequirement[]
  /** What the item's own table of papers names for these answers, where it has one that decides. */
  chosen?: (answers: Answers) => ReadonlyMap<number, unknown> | null
}

/** For which member, and there under which number, a paper is. */
export type PaperUse = { entryId: string; materialNo: number }

/** A paper asked once. `requirement.no` is its number in the bundle; its condition is settled and gone. */
export type MergedPaper = { requirement: MaterialRequirement; uses: PaperUse[] }

/** A paper that nobody brings: another member's result takes its place. */
export type ProvidedPaper = PaperUse & { name: { zh: string; en: string }; of: string }

/**
 * Two papers are one when they have the same name, kind, issuer and standard certificate, and are both asked for or both
 * held by government: an identity card is not a guardian's identity card, and what one authority can look up another may not.
 */
const paperKey = (one: MaterialRequirement): string =>
  JSON.stringify([one.kind, one.name.zh, one.issuer, one.eLicence, one.heldBy !== null])

/** What is the same paper gets the same number whatever the answers are, so that an upload stays where it was put. */
export function numberPapers(members: readonly Pick<BringingMember, 'materials'>[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const material of members.flatMap((one) => one.materials)) {
    const key = paperKey(material)
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1)
  }
  return numbers
}

/**
 * One list of papers of several: each once, saying for which members it is; those that another member's result replaces are
 * not asked for. `needed` are the members to be handled, `answersOf` a member's own answers. `early`: the questions
 * are still being asked; a paper whose condition nobody has answered yet is listed with its condition.
 */
export function mergeMaterials(
  members: readonly BringingMember[],
  needed: ReadonlySet<string>,
  answersOf: (entryId: string) => Answers,
  early = false,
): { papers: MergedPaper[]; provided: ProvidedPaper[] } {
  const numbers = numberPapers(members)
  const papers = new Map<number, MergedPaper>()
  const provided: ProvidedPaper[] = []
  for (const { member, materials, chosen } of members) {
    const { entryId } = member
    if (!needed.has(entryId)) continue
    const givers = new Map(standingNeeds(member, needed).map((need) => [need.gives, need.of]))
    const answers = answersOf(entryId)
    const named = chosen?.(answers) ?? null
    for (const material of materials) {
      const isOpen = early && named === null && material.when !== undefined && isUnanswered(material.when, answers)
      if (!isOpen && !applies(material, named, answers)) continue
      const use: PaperUse = { entryId, materialNo: material.no }
      const of = givers.get(material.no)
      const no = numbers.get(paperKey(material)) ?? 0
      if (of !== undefined) provided.push({ ...use, name: material.name, of })
      else papers.set(no, addUse(papers.get(no), isOpen ? { ...material, no } : settled(material, no, named), use))
    }
  }
  return { papers: [...papers.values()].toSorted((a, b) => a.requirement.no - b.requirement.no), provided }
}

const applies = (
  material: MaterialRequirement,
  named: ReadonlyMap<number, unknown> | null,
  answers: Answers,
): boolean => (named === null ? material.when === undefined || holds(material.when, answers) : named.has(material.no))

const isUnanswered = (when: Condition, answers: Answers): boolean =>
  fieldsOf(when).some((id) => answers[id] === undefined)

/** The requirement once its condition is known to hold: what hung on it is necessary now. */
function settled(
  material: MaterialRequirement,
  no: number,
  named: ReadonlyMap<number, unknown> | null,
): MaterialRequirement {
  const { when, ...rest } = material
  const isSettled = when !== undefined || named !== null
  return { ...rest, no, need: material.need === 'conditional' && isSettled ? 'required' : material.need }
}

const strictness = { required: 2, deferrable: 1, conditional: 0 } as const satisfies Record<
  MaterialRequirement['need'],
  number
>

function addUse(known: MergedPaper | undefined, one: MaterialRequirement, use: PaperUse): MergedPaper {
  if (known === undefined) return { requirement: one, uses: [use] }
  const { when, ...before } = known.requirement
  return {
    requirement: {
      ...before,
      // What one of them wants in any case is no longer conditional.
      ...(when !== undefined && one.when !== undefined ? { when } : {}),
      need: strictness[one.need] > strictness[before.need] ? one.need : before.need,
      originals: Math.max(before.originals, one.originals),
      copies: Math.max(before.copies, one.copies),
    },
    uses: [...known.uses, use],
  }
}
