import { type Actor, type Refusal, refuse } from '#base'
import { advance, type Effect, type Graph, type RunState, type Signal } from '#bpmn'
import type { ServiceItem } from '#management'
import type { Calendar } from '#standards'
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
  /** Which authority does a task with these properties (初审 is done one level lower). */
  placeOf(properties: Readonly<Record<string, string>>): { authorityCode: string; divisionCode: string }
}

/** Events to store, or a refusal that may leave events too: an attempt outside the guide is remembered. */
export type Outcome = { events: CaseEvent[] } | { refusal: Refusal; events: CaseEvent[] }

export const refused = (refusal: Refusal): Outcome => ({ refusal, events: [] })
export const isRefused = (outcome: Outcome): outcome is { refusal: Refusal; events: CaseEvent[] } =>
  'refusal' in outcome

/** The facts that service tasks of a route read. */
type Facts = { caseNo: string; resultName: string; outcome: 'granted' | 'denied'; today: Temporal.PlainDate }

/**
 * Sends a signal to the case's run and turns what the engine asks for into events. Service tasks of the shipped routes
 * (issue-result, close-case, invite-rating) are acts of the same moment and are done here, so that one statement stores all.
 */
export function signalRun(
  graph: Graph,
  run: RunState,
  signal: Signal,
  moment: Pick<Moment, 'placeOf'>,
  facts: Facts,
): CaseEvent[] | Refusal {
  const events: CaseEvent[] = []
  let state = run
  const waiting: Signal[] = [signal]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const step = advance(graph, state, next)
    if ('refused' in step) return refuse(step.refused, step.sentence)
    const [asked] = step.notices
    if (asked !== undefined) throw new Error(`the route asks for ${asked.type}, which handling does not do yet`)
    state = step.state
    const services = new Set(step.effects.flatMap((effect) => (effect.type === 'service-called' ? [effect.token] : [])))
    for (const effect of step.effects) {
      if (effect.type === 'service-called') {
        events.push(...callService(effect, facts))
        waiting.push({ type: 'complete', token: effect.token })
      } else events.push(...eventsOf(effect, services, moment))
    }
  }
  return [...events, { type: 'run-advanced', data: { run: state } }]
}

type Service = Extract<Effect, { type: 'service-called' }>

function callService(effect: Service, facts: Facts): CaseEvent[] {
  const call = effect.properties['call']
  switch (call) {
    case 'issue-result':
      return [{ type: 'result-issued', data: { resultNo: `${facts.caseNo}-1`, name: facts.resultName } }]
    case 'close-case':
      return [{ type: 'closed', data: { on: facts.today.toString(), outcome: facts.outcome } }]
    case 'invite-rating':
      return [{ type: 'rating-invited', data: {} }]
    // The set of services is open at the engine's side; a route that names another cannot be published.
    default:
      throw new Error(`route calls unknown service ${call} at ${effect.element}`)
  }
}

function eventsOf(
  effect: Exclude<Effect, Service>,
  services: ReadonlySet<number>,
  moment: Pick<Moment, 'placeOf'>,
): CaseEvent[] {
  switch (effect.type) {
    case 'task-opened': {
      const { token, element, name, properties } = effect
      const task = {
        token,
        element,
        name,
        role: properties['role'] ?? '',
        stage: properties['stage'] ?? '',
        instant: properties['instant'] === 'true',
      }
      return [{ type: 'task-opened', data: { ...task, ...moment.placeOf(properties) } }]
    }
    case 'task-closed':
      if (services.has(effect.token)) return []
      return [{ type: effect.how === 'completed' ? 'task-done' : 'task-cancelled', data: { token: effect.token } }]
    case 'ended':
      return []
  }
}

/** Completes a task of the case with an outcome that the route's gateways read. */
export const completeTask = (
  caseFile: CaseFile,
  token: number,
  outcome: string,
  moment: Moment,
  decided: 'granted' | 'denied' = 'granted',
): CaseEvent[] | Refusal =>
  signalRun(moment.graph, caseFile.run, { type: 'complete', token, variables: { outcome } }, moment, {
    caseNo: caseFile.caseNo,
    resultName: moment.item.content.result.name.zh,
    outcome: decided,
    today: moment.today,
  })

/** Ends the run where it stands: withdrawal and termination. */
export const cancelRun = (caseFile: CaseFile, reason: string, moment: Moment): CaseEvent[] | Refusal =>
  caseFile.run.status === 'running'
    ? signalRun(moment.graph, caseFile.run, { type: 'cancel', reason }, moment, {
        caseNo: caseFile.caseNo,
        resultName: moment.item.content.result.name.zh,
        outcome: 'denied',
        today: moment.today,
      })
    : []
