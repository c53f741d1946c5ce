import type { Graph, Variables } from '#bpmn'
import { type Answers, factsOfAnswers, type Question, runNames } from '#management'
import { checkResidentId } from '#standards'
import type { Applicant, Channel, Delivery } from '../case-file/case-event.ts'
import { ageOn, givenFacts } from './facts-of-case.ts'

/** A submission as far as a route may ask about it; `form` without what does not apply. */
export type Askable = {
  applicant: Applicant
  channel: Channel
  delivery: Delivery
  answers: Answers
  form: Record<string, unknown>
}

/** Characters: what is longer is no fact that anybody decides by, and all of them are stored with every case. */
const longest = { one: 1_000, all: 6_000 }

/**
 * What the conditions, repetitions and timers of a route name of a case: answers, plain fields of the form (lists of choices among them),
 * age and sex of each identity number, and what is known of who applies and how. Nothing that the route does not name: most store
 * no more than how the result is delivered.
 */
export function askedFacts(
  { reads }: Graph,
  given: Askable,
  questions: readonly Question[],
  today: Temporal.PlainDate,
): Variables {
  if (reads.size === 0) return {}
  const all = everyFact(given, questions, today)
  const asked: Record<string, Variables[string]> = {}
  let length = 0
  for (const name of reads.keys()) {
    const value = runNames.has(name) ? undefined : all[name]
    const size = value === undefined ? 0 : JSON.stringify(value).length
    if (value === undefined || size > longest.one || length + size > longest.all) continue
    asked[name] = value
    length += size
  }
  return asked
}

function everyFact(
  given: Askable,
  questions: readonly Question[],
  today: Temporal.PlainDate,
): Record<string, Variables[string]> {
  const { kind, code, agent } = given.applicant
  const person = kind === 'natural' ? checkResidentId(code, today) : null
  const chosen = Object.entries(given.form).filter((one): one is [string, string[]] => isChoices(one[1]))
  return {
    ...givenFacts({ answers: {}, form: given.form }, today),
    ...Object.fromEntries(chosen),
    ...factsOfAnswers(questions, given.answers),
    applicantKind: kind,
    byAgent: agent !== undefined,
    channel: given.channel,
    delivery: given.delivery,
    ...(person?.ok ? { applicantAge: ageOn(person.bornOn, today) } : {}),
  }
}

const isChoices = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')
