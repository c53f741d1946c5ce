import type { Text } from '#base'
import type { Eligibility, FeeAssessment } from '#management'

/** A fee as it was worked out, or null amount and the guide's own text; `table` null: no table was asked. */
export type FeeView = Omit<FeeAssessment, 'table' | 'reason'> & {
  text: Text
  table: FeeAssessment['table'] | null
  reason: Text | null
}

/** What an item's own tables say: of answers, or of a case when it was submitted. */
export type Assessed = { eligibility: Eligibility | null; fee: FeeView }

/** What the answers given so far select: the server says, so that the desk and the guide never differ. */
export type Situation = Assessed & {
  answers: Record<string, string>
  outcome: 'complete' | 'unanswered' | 'stopped'
  papers: { no: number; because: Text | null }[]
}
