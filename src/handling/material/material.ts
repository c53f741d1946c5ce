import { type Answers, holds, type MaterialRequirement, type ServiceItem } from '#management'
import type { HandedIn } from '../case-file/case-event.ts'

/** The materials that these answers make necessary: the personal list, in the published order. */
export const listApplicableMaterials = (
  item: { content: Pick<ServiceItem['content'], 'materials'> },
  answers: Answers,
): MaterialRequirement[] =>
  item.content.materials.filter((material) => material.when === undefined || holds(material.when, answers))

/** Must the applicant hand this one in? Forms are made from what was filled in; what the government holds is fetched. */
export const isAskedFor = (material: MaterialRequirement): boolean =>
  material.kind !== 'form' && material.heldBy === null

/** A paper that must be there before the case can go on; conditional ones count once a condition made them apply. */
export const isNecessary = (material: MaterialRequirement): boolean =>
  isAskedFor(material) &&
  (material.need === 'required' || (material.need === 'conditional' && material.when !== undefined))

/** Necessary materials that are neither handed in nor promised at the counter. */
export const missingMaterials = (
  item: Pick<ServiceItem, 'content'>,
  answers: Answers,
  given: { materials: readonly HandedIn[]; brought: readonly number[] },
): MaterialRequirement[] =>
  listApplicableMaterials(item, answers).filter(
    (material) =>
      isNecessary(material) &&
      !given.materials.some((one) => one.materialNo === material.no) &&
      !given.brought.includes(material.no),
  )
