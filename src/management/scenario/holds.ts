import type { Condition, Scalar } from './condition.ts'

// Apart from the schema, so that the browser gets these few lines and not the library that reads the schema.

/** Answers to scenario questions and fields of the form, by id. */
export type Answers = Readonly<Record<string, unknown>>

/** Does the condition hold? A field that has no answer yet satisfies nothing but `not`. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('eq' in condition) return answers[condition.eq[0]] === condition.eq[1]
  if ('in' in condition) return condition.in[1].includes(answers[condition.in[0]] as Scalar)
  if ('gt' in condition) {
    // A number only, as in the JSON Schema: what is sent to us may be anything.
    const value = answers[condition.gt[0]]
    return typeof value === 'number' && value > condition.gt[1]
  }
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
