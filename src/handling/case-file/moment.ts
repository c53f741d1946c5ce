import type { Actor, Refusal } from '#base'
import type { Graph } from '#bpmn'
import type { ServiceItem } from '#management'
import type { Calendar } from '#standards'
import type { CaseEvent } from './case-event.ts'
import type { Task } from './case-file.ts'

/** Everything a decision may look at besides the case itself. */
export type Moment = {
  item: ServiceItem
  graph: Graph
  calendar: Calendar
  actor: Actor
  now: Temporal.Instant
  /** The city's day at `now`. */
  today: Temporal.PlainDate
  zone: string
  /** Is this task one at which who acts may do this? Several departments, and several roles, can have tasks of one stage on a case. */
  fits(task: Task): boolean
  /** Which authority does a task with these properties (初审 is done one level lower). */
  placeOf(properties: Readonly<Record<string, string>>): { authorityCode: string; divisionCode: string }
}

/** Events to store, or a refusal that may leave events too: an attempt outside the guide is remembered. */
export type Outcome = { events: CaseEvent[] } | { refusal: Refusal; events: CaseEvent[] }

export const refused = (refusal: Refusal): Outcome => ({ refusal, events: [] })
export const isRefused = (outcome: Outcome): outcome is { refusal: Refusal; events: CaseEvent[] } =>
  'refusal' in outcome
