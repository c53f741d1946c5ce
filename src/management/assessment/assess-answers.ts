import type { Answers } from '../scenario/holds.ts'
import { resolveScenario } from '../scenario/scenario.ts'
import { type Assessed, assessEligibility, assessFee, type Eligibility, type FeeAssessment } from './assess.ts'
import { factsOfAnswers } from './facts-of-answers.ts'

/**
 * What the item's tables say to somebody who has answered its questions and filled in nothing yet. While questions are open, or
 * where the answers end the matter, they are not asked.
 */
export function assessAnswers(
  item: Assessed,
  answers: Answers,
): { eligibility: Eligibility | null; fee: FeeAssessment | null } {
  const { questions, tables } = item.content
  if (tables === undefined || resolveScenario(questions, answers).type !== 'complete')
    return { eligibility: null, fee: null }
  const facts = factsOfAnswers(questions, answers)
  return { eligibility: assessEligibility(item, facts), fee: assessFee(item, facts) }
}
