import type { Actor, Refusal } from '#base'
import type { Graph, Signal } from '#bpmn'
import type { ServiceItem } from '#management'
import type { Calendar } from '#standards'
import { type Facts, signalRun } from '../process/run.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseFile } from './case-file.ts'

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
  /** May who acts work at this place? Several departments can have tasks of one stage on a case. */
  reaches(place: { authorityCode: string; divisionCode: string }): boolean
  /** Which authority does a task with these properties (初审 is done one level lower). */
  placeOf(properties: Readonly<Record<string, string>>): { authorityCode: string; divisionCode: string }
}

/** Events to store, or a refusal that may leave events too: an attempt outside the guide is remembered. */
export type Outcome = { events: CaseEvent[] } | { refusal: Refusal; events: CaseEvent[] }

export const refused = (refusal: Refusal): Outcome => ({ refusal, events: [] })
export const isRefused = (outcome: Outcome): outcome is { refusal: Refusal; events: CaseEvent[] } =>
  'refusal' in outcome

const factsOf = (caseFile: CaseFile, outcome: Facts['outcome'], moment: Moment): Facts => ({
  caseNo: caseFile.caseNo,
  resultName: moment.item.content.result.name.zh,
  outcome,
  stops: caseFile.clock.filter((event) => event.type === 'clock-stopped').length,
  ruling: caseFile.ruling,
})

/** Sends the case's run a signal: what it asks for comes back as events. */
export const signalCase = (
  caseFile: CaseFile,
  signal: Signal,
  moment: Moment,
  given: { outcome?: Facts['outcome']; ruling?: CaseFile['ruling'] } = {},
): CaseEvent[] | Refusal =>
  signalRun(caseFile.run, signal, {
    graph: moment.graph,
    moment,
    facts: {
      ...factsOf(caseFile, given.outcome ?? 'granted', moment),
      ...(given.ruling === undefined ? {} : { ruling: given.ruling }),
    },
  })

/** Completes a task of the case with an outcome that the route's gateways read, and what else they may want to know. */
export const completeTask = (
  caseFile: CaseFile,
  token: number,
  outcome: string,
  moment: Moment,
  decided: 'granted' | 'denied' = 'granted',
  more: Readonly<Record<string, string | number | boolean>> = {},
): CaseEvent[] | Refusal =>
  signalCase(caseFile, { type: 'complete', token, variables: { ...more, outcome } }, moment, { outcome: decided })

/** Ends the run where it stands: withdrawal and termination. */
export const cancelRun = (caseFile: CaseFile, reason: string, moment: Moment): CaseEvent[] | Refusal =>
  caseFile.run.status === 'running'
    ? signalCase(caseFile, { type: 'cancel', reason }, moment, { outcome: 'denied' })
    : []
