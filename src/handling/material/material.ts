import {
  type Answers,
  type ApplicableMaterial,
  listApplicableMaterials,
  type MaterialRequirement,
  type ServiceItem,
} from '#management'
import type { HandedIn } from '../case-file/case-event.ts'

export { listApplicableMaterials }

/** Must the applicant hand this one in? Forms are made from what was filled in; what the government holds is fetched. */
export const isAskedFor = (material: MaterialRequirement): boolean =>
  material.kind !== 'form' && material.heldBy === null

/** A paper that must be there before the case can go on; conditional ones count once a condition or a table made them apply. */
export const isNecessary = (material: ApplicableMaterial): boolean =>
  isAskedFor(material) &&
  (material.need === 'required' ||
    (material.need === 'conditional' && (material.when !== undefined || material.because !== undefined)))

/** Necessary materials that are neither handed in nor promised at the counter. */
export const missingMaterials = (
  item: Pick<ServiceItem, 'content' | 'tables'>,
  answers: Answers,
  given: { materials: readonly HandedIn[]; brought: readonly number[] },
): ApplicableMaterial[] =>
  listApplicableMaterials(item, answers).filter(
    (material) =>
      isNecessary(material) &&
      !given.materials.some((one) => one.materialNo === material.no) &&
      !given.brought.includes(material.no),
  )
