import type { HandedIn } from '#handling'
import type { ApplicableMaterial } from '#management'
import type { CaseView } from '../api-contract.ts'

/** How one asked-for paper stands. */
export type Paper = {
  requirement: ApplicableMaterial
  given: HandedIn[]
  standing: 'given' | 'form' | 'fetched' | 'brought' | 'deferred' | 'missing' | 'not-given'
}

type Papers = Pick<CaseView, 'requirements' | 'materials' | 'missing' | 'brought' | 'deferred'>

/** The personal list in published order, each paper with what was handed in and how it stands. */
export const papersOf = (caseFile: Papers): Paper[] =>
  caseFile.requirements.map((requirement) => {
    const given = caseFile.materials.filter((one) => one.materialNo === requirement.no)
    return { requirement, given, standing: standingOf(caseFile, requirement, given.length > 0) }
  })

function standingOf(caseFile: Papers, requirement: ApplicableMaterial, isGiven: boolean): Paper['standing'] {
  if (isGiven) return 'given'
  if (requirement.kind === 'form') return 'form'
  if (requirement.heldBy !== null) return 'fetched'
  if (caseFile.deferred.some((one) => one.materialNo === requirement.no && !one.supplied)) return 'deferred'
  if (caseFile.brought.includes(requirement.no)) return 'brought'
  return caseFile.missing.includes(requirement.no) ? 'missing' : 'not-given'
}

/** Papers without which it cannot be accepted: missing, or promised at the counter and not scanned yet. */
export const listLacking = (caseFile: Papers): Paper[] =>
  papersOf(caseFile).filter((paper) => caseFile.missing.includes(paper.requirement.no))

/** Papers that may follow after acceptance (容缺后补) and are not here yet. */
export const listDeferrable = (caseFile: Papers): Paper[] =>
  papersOf(caseFile).filter(
    (paper) => paper.requirement.need === 'deferrable' && ['not-given', 'brought'].includes(paper.standing),
  )
