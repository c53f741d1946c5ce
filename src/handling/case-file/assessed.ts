import type { StoredEvent } from '#base'
import type { Eligibility, FeeAssessment } from '#management'
import type { CaseEvent } from './case-event.ts'

/** What the item's tables said of an application; null where the item names none. */
export type Assessment = { eligibility: Eligibility | null; fee: FeeAssessment | null }

export const unassessed: Assessment = { eligibility: null, fee: null }

type AssessmentEvent = Extract<CaseEvent, { type: 'eligibility-assessed' | 'fee-assessed' }>

export const isAssessment = (event: StoredEvent<CaseEvent>): event is StoredEvent<CaseEvent> & AssessmentEvent =>
  event.type === 'eligibility-assessed' || event.type === 'fee-assessed'

/** The part that one such event sets; a later one of the same type replaces it. */
export const assessedBy = ({ type, data }: AssessmentEvent): Partial<Assessment> =>
  type === 'fee-assessed' ? { fee: data } : { eligibility: data }
