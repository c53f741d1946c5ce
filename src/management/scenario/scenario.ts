import { z } from 'zod'
import { Bilingual, BilingualName } from './bilingual.ts'
import { Condition } from './condition.ts'
import { type Answers, holds } from './holds.ts'

/** One question of the scenario (情形): its answers select materials, fields and, sometimes, an early exit. */
export const Question = z.strictObject({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z][A-Za-z0-9]*$/),
  text: Bilingual,
  hint: Bilingual.optional(),
  when: Condition.optional(),
  options: z
    .array(
      z.strictObject({
        value: z
          .string()
          .max(60)
          .regex(/^[a-z0-9-]+$/),
        label: BilingualName,
        /** Choosing this ends here: why, and where to go instead. The applicant is told before filling in anything. */
        stop: z.strictObject({ why: Bilingual, goTo: z.string().optional() }).optional(),
      }),
    )
    .min(2),
})
export type Question = z.infer<typeof Question>

export type ScenarioOutcome =
  | { type: 'complete' }
  | { type: 'unanswered'; questions: Question[] }
  | { type: 'stopped'; question: Question; why: { zh: string; en: string }; goTo: string | null }

/** The questions that apply to these answers, in order; one that hangs on an earlier answer appears after it. */
export const listApplicable = (questions: readonly Question[], answers: Answers): Question[] =>
  questions.filter((question) => question.when === undefined || holds(question.when, answers))

/** Where the answers lead: on, to more questions, or to an honest early exit. */
export function resolveScenario(questions: readonly Question[], answers: Answers): ScenarioOutcome {
  const applicable = listApplicable(questions, answers)
  for (const question of applicable) {
    const chosen = question.options.find((option) => option.value === answers[question.id])
    if (chosen?.stop) return { type: 'stopped', question, why: chosen.stop.why, goTo: chosen.stop.goTo ?? null }
  }
  const open = applicable.filter(
    (question) => !question.options.some((option) => option.value === answers[question.id]),
  )
  return open.length === 0 ? { type: 'complete' } : { type: 'unanswered', questions: open }
}

/** Only the answers that belong to applicable questions and are among their options: nothing else enters a case. */
export function cleanAnswers(questions: readonly Question[], raw: Answers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const question of questions) {
    if (question.when !== undefined && !holds(question.when, kept)) continue
    const value = raw[question.id]
    if (typeof value === 'string' && question.options.some((option) => option.value === value))
      kept[question.id] = value
  }
  return kept
}
