import { z } from '@hono/zod-openapi'
import type { Text } from '#base'
import {
  assessAnswers,
  cleanAnswers,
  type Eligibility,
  type FeeAssessment,
  listApplicableMaterials,
  resolveScenario,
  type ServiceItem,
} from '#management'

const Bilingual = z.object({ zh: z.string(), en: z.string() })

const Grounds = {
  table: z.object({ key: z.string(), version: z.number().int(), id: z.string() }),
  reason: Bilingual,
  rules: z.array(z.object({ decision: z.string(), rule: z.number().int(), says: Bilingual })),
  inputs: z.record(z.string(), z.unknown()),
}

/** What the item's own table says of who qualifies; `eligible` null: it does not say. */
export const EligibilityView = z
  .object({ eligible: z.boolean().nullable(), goTo: z.string().nullable(), ...Grounds })
  .nullable()
  .openapi('Eligibility')

/** The fee: `amount` in yuan where a table worked it out, with the rules; `text` is what the guide says in general. */
export const FeeView = z
  .object({
    amount: z.number().nullable(),
    basis: z.string(),
    text: Bilingual,
    table: Grounds.table.nullable(),
    reason: Bilingual.nullable(),
    rules: Grounds.rules,
    inputs: Grounds.inputs,
  })
  .openapi('Fee')

export const eligibilityView = (eligibility: Eligibility | null): z.infer<typeof EligibilityView> =>
  eligibility && { ...eligibility, inputs: { ...eligibility.inputs } }

export const feeView = (fee: FeeAssessment | null, item: ServiceItem): z.infer<typeof FeeView> => {
  const { text, basis } = item.content.fee
  return fee === null
    ? { amount: null, basis, text, table: null, reason: null, rules: [], inputs: {} }
    : { ...fee, basis: fee.amount === null ? basis : fee.basis, text, inputs: { ...fee.inputs } }
}

/** An item for somebody with these answers. */
export const Situation = z
  .object({
    answers: z.record(z.string(), z.string()),
    outcome: z.enum(['complete', 'unanswered', 'stopped']),
    /** Numbers of the papers that these answers make necessary, each with the rule's reason where a table said so. */
    papers: z.array(z.object({ no: z.number().int(), because: Bilingual.nullable() })),
    eligibility: EligibilityView,
    fee: FeeView,
  })
  .openapi('Situation')

/** What these answers select and what the item's tables say of them, once all are given; the form is not asked. */
export function situationOf(item: ServiceItem, raw: Readonly<Record<string, unknown>>): z.infer<typeof Situation> {
  const { questions } = item.content
  const answers = cleanAnswers(questions, raw)
  const outcome = resolveScenario(questions, answers).type
  const { eligibility, fee } = assessAnswers(item, answers)
  const because = (one: { because?: Text }) => one.because ?? null
  return {
    answers,
    outcome,
    papers: listApplicableMaterials(item, answers).map((one) => ({ no: one.no, because: because(one) })),
    eligibility: eligibilityView(eligibility),
    fee: feeView(fee, item),
  }
}
