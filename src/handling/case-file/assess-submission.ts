import {
  type Answers,
  type AssessedFacts,
  assessEligibility,
  assessFee,
  factsOfAnswers,
  pruneValues,
} from '#management'
import { checkResidentId } from '#standards'
import { ageOn, givenFacts } from '../process/facts-of-case.ts'
import { type Assessment, unassessed } from './assessed.ts'
import type { Applicant, CaseEvent, Channel } from './case-event.ts'
import type { Moment } from './moment.ts'

/** An application as far as rules look at it. */
export type Assessable = {
  applicant: Applicant
  channel: Channel
  answers: Answers
  form: Record<string, unknown>
}

/**
 * Asks the item's tables of eligibility and fee about an application as it stands: on the page before it is sent, and once more
 * when it is. Says nothing against the submission: everybody may apply (Licensing Law art. 32).
 */
export function assessSubmission(submission: Assessable, moment: Pick<Moment, 'item' | 'today'>): Assessment {
  const { tables } = moment.item.content
  if (tables?.eligibility === undefined && tables?.fee === undefined) return unassessed
  const facts = factsOfSubmission(submission, moment)
  return { eligibility: assessEligibility(moment.item, facts), fee: assessFee(moment.item, facts) }
}

/** The same as events of the case, to be stored with its submission. */
export function assessmentEvents(submission: Assessable, moment: Pick<Moment, 'item' | 'today'>): CaseEvent[] {
  const { eligibility, fee } = assessSubmission(submission, moment)
  return [
    ...(eligibility === null ? [] : [{ type: 'eligibility-assessed' as const, data: eligibility }]),
    ...(fee === null ? [] : [{ type: 'fee-assessed' as const, data: fee }]),
  ]
}

/**
 * What the tables in force say otherwise once the applicant has changed the form: an event each, so that the fee that is owed and the
 * one that was told first both stand in the case. Nothing where nothing changed.
 */
export function reassessmentEvents(
  caseFile: Assessable & Assessment,
  form: Record<string, unknown> | null,
  moment: Pick<Moment, 'item' | 'today'>,
): CaseEvent[] {
  if (form === null) return []
  const { applicant, channel, answers } = caseFile
  return assessmentEvents({ applicant, channel, answers, form }, moment).filter((event) => {
    if (event.type === 'fee-assessed')
      return caseFile.fee?.amount !== event.data.amount || caseFile.fee.basis !== event.data.basis
    if (event.type === 'eligibility-assessed')
      return (
        caseFile.eligibility?.eligible !== event.data.eligible ||
        caseFile.eligibility.reason.zh !== event.data.reason.zh
      )
    return true
  })
}

/** Answers, form fields, age and sex of each identity number in it, and what is known of who applies and how. */
function factsOfSubmission(submission: Assessable, { item, today }: Pick<Moment, 'item' | 'today'>): AssessedFacts {
  const { questions, form } = item.content
  const answers = factsOfAnswers(questions, submission.answers)
  const { kind, code, agent } = submission.applicant
  const person = kind === 'natural' ? checkResidentId(code, today) : null
  return {
    ...givenFacts({ answers: {}, form: pruneValues(form, answers, submission.form) }, today),
    ...answers,
    applicantKind: kind,
    byAgent: agent !== undefined,
    channel: submission.channel,
    today: today.toString(),
    ...(person?.ok ? { applicantAge: ageOn(person.bornOn, today) } : {}),
  }
}
