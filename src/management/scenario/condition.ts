import { z } from 'zod'

/** A value an answer or a field can have. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()])
export type Scalar = z.infer<typeof Scalar>

/** Answers to scenario questions and fields of the form, by id. */
export type Answers = Readonly<Record<string, unknown>>

/** A small tree that decides whether a material, a field or a question applies. Data, so that items differ by data alone. */
export type Condition =
  | { eq: [field: string, value: Scalar] }
  | { in: [field: string, values: Scalar[]] }
  | { gt: [field: string, value: number] }
  | { has: [field: string, value: Scalar] }
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ eq: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ in: z.tuple([z.string(), z.array(Scalar)]) }),
    z.strictObject({ gt: z.tuple([z.string(), z.number()]) }),
    z.strictObject({ has: z.tuple([z.string(), Scalar]) }),
    z.strictObject({ and: z.array(Condition).min(1) }),
    z.strictObject({ or: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
)

/** Does the condition hold? A field that has no answer yet satisfies nothing but `not`. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('eq' in condition) return answers[condition.eq[0]] === condition.eq[1]
  if ('in' in condition) return condition.in[1].includes(answers[condition.in[0]] as Scalar)
  if ('gt' in condition) return Number(answers[condition.gt[0]]) > condition.gt[1]
  if ('has' in condition) {
    const list = answers[condition.has[0]]
    return Array.isArray(list) && list.includes(condition.has[1])
  }
  if ('and' in condition) return condition.and.every((part) => holds(part, answers))
  if ('or' in condition) return condition.or.some((part) => holds(part, answers))
  return !holds(condition.not, answers)
}

/** The fields a condition asks about, for checks at publish time: a condition on nothing is a mistake. */
export function fieldsOf(condition: Condition): string[] {
  if ('eq' in condition) return [condition.eq[0]]
  if ('in' in condition) return [condition.in[0]]
  if ('gt' in condition) return [condition.gt[0]]
  if ('has' in condition) return [condition.has[0]]
  if ('and' in condition) return condition.and.flatMap(fieldsOf)
  if ('or' in condition) return condition.or.flatMap(fieldsOf)
  return fieldsOf(condition.not)
}
