import type { Text } from '#base'
import type { Variables } from '#bpmn'
import type { CorrectionRequest, Proposal } from '../correction/correction-request.ts'

/** So many working days after a day of the city: a timer that counts them fires when the day after the last of them begins. */
export type WorkingLength = { days: number; from: string }

/**
 * A timer of the case's route: when it fires, as it was counted when it was set, and for a repeating one how long after that again.
 * One that counts working days says which, so that it can be counted anew where the calendar has become another.
 */
export type Timer = {
  token: number
  element: string
  dueAt: Temporal.Instant
  every: string | null
  working?: WorkingLength
}

/** A service that the route called and that has not answered yet. `problem`: it failed so often that a person must look. */
export type Call = {
  token: number
  element: string
  name: string
  call: string
  properties: Readonly<Record<string, string>>
  /** Counter and element, where the step is repeated: which of them this is. */
  variables?: Variables
  problem: string | null
}

/** What a department said: its view in a joint examination, a consultation (征求意见) or a countersignature (会签). */
export type Opinion = {
  token: number
  element: string
  stage: string
  authorityCode: string
  supports: boolean
  opinion: string
  by: string
  byName: string
  at: Temporal.Instant
}

/** Why a decision table said what it said. */
export type Ruling = {
  decision: { key: string; version: number; id: string }
  outcome: 'granted' | 'doubtful'
  /** The sentence of the table that stands in the decision; Chinese, as the decision is. Empty where the table gave none. */
  reason: string
  /** The rules that fired: their table, number and what they say in words; those of the table asked last stand last. */
  rules: { decision: string; rule: number; says: Text }[]
  inputs: Readonly<Record<string, unknown>>
}

/** What others than the applicant said at the moment of a ruling; older rulings did not keep it. */
export type VouchedFacts = Readonly<Record<'identityMatches' | 'mandateCovers', boolean>>

/** What the route of a case does to it besides opening and closing tasks. */
export type ProcessEvent =
  | {
      type: 'timer-set'
      data: { token: number; element: string; dueAt: string; every: string | null; working?: WorkingLength }
    }
  | { type: 'timer-cancelled'; data: { token: number } }
  | { type: 'timer-fired'; data: { token: number; element: string; again: string | null; working?: WorkingLength } }
  | {
      type: 'service-called'
      data: {
        token: number
        element: string
        name: string
        call: string
        properties: Readonly<Record<string, string>>
        variables?: Variables
      }
    }
  | { type: 'service-done'; data: { token: number; element: string; call: string } }
  /** A service answered with an error that the route names and catches. */
  | { type: 'error-returned'; data: { token: number; element: string; call: string; code: string } }
  | { type: 'service-cancelled'; data: { token: number } }
  | {
      type: 'incident-raised'
      data: { token: number; element: string; call: string; attempts: number; problem: string }
    }
  | { type: 'incident-settled'; data: { token: number; how: 'retried' | 'skipped'; reason: string } }
  | { type: 'ruled'; data: { token: number; element: string; vouched?: VouchedFacts } & Ruling }
  /** 抽查: the case was drawn for a later check. `draw` follows from the case number alone and lies below `share`. */
  | { type: 'sampled'; data: { share: number; draw: number } }
  /** The applicant is told this sentence: a step of the route says so. */
  | { type: 'notice-told'; data: { element: string; text: string } }
  | { type: 'message-sent'; data: { element: string; message: string } }
  | { type: 'message-received'; data: { message: string } }
  | { type: 'escalated'; data: { element: string; code: string } }
  | { type: 'run-failed'; data: { element: string; code: string } }
  | { type: 'correction-proposed'; data: { token: number; authorityCode: string; requests: CorrectionRequest[] } }
  | {
      type: 'opinion-given'
      data: { token: number; element: string; stage: string; authorityCode: string; supports: boolean; opinion: string }
    }
  | { type: 'step-done'; data: { token: number; element: string; outcome: string; note: string } }

/** What a route has done to a case so far. */
export type ProcessPart = {
  timers: Timer[]
  calls: Call[]
  opinions: Opinion[]
  proposals: Proposal[]
  ruling: Ruling | null
}

/** A route that has not done anything yet. */
export const untouched: ProcessPart = { timers: [], calls: [], opinions: [], proposals: [], ruling: null }

/** A timer that the route cannot follow waits for an administrator under this name, like a service that failed. */
export const timerCall = 'timer'
