import { type Refusal, refuse } from '#base'
import {
  type Advance,
  drive,
  type Effect,
  type Following,
  type Graph,
  type Notice,
  type RunState,
  type Signal,
} from '#bpmn'
import type { CaseEvent } from '../case-file/case-event.ts'
import { type SpecialProcedure, specialProcedures } from '../time-limit/time-limit.ts'
import { callNow, decidedIn, immediateCalls, type Service, type Serving, whyNotEnd, whyNotNow } from './act-now.ts'
import { stopOf } from './stop-of.ts'
import { timerDue } from './timer-due.ts'

/** Stages at which the product knows what is done there; any other is a step of the office's own. */
export const knownStages: ReadonlySet<string> = new Set([
  'acceptance',
  'precheck',
  'examination',
  'opinion',
  'consult',
  'countersign',
  'procedure',
  'decision',
  'delivery',
  'follow-up',
])

/**
 * Sends a signal to the case's run and turns what the engine asks for into events. Services that are acts of the same moment are
 * done here, so that one statement stores all; others, timers and decision tables leave events that the workers read.
 */
export function signalRun(run: RunState, signal: Signal, serving: Serving): CaseEvent[] | Refusal {
  const events: CaseEvent[] = []
  const state = drive(serving.graph, run, signal, (step) => {
    const following: Following[] = []
    const begun = begunOf(step)
    for (const effect of begun.effects) {
      const call = effect.type === 'service-called' ? (effect.properties['call'] ?? '') : ''
      if (effect.type === 'service-called' && immediateCalls.has(call)) {
        const wrong = whyNotNow(call, effect.element, serving.facts, decidedIn(events))
        if (wrong !== null) return wrong
        events.push(...callNow(effect, call, serving, decidedIn(events)))
        // What was done is done, though another way has led past it meanwhile.
        following.push({ signal: { type: 'complete', token: effect.token }, mayMiss: true })
      } else events.push(...eventsOf(effect, events, serving, signal))
      if (effect.type === 'task-opened' && effect.properties['stage'] === 'acceptance' && serving.facts.isAccepted)
        following.push({
          signal: { type: 'complete', token: effect.token, variables: { outcome: 'accepted' } },
          mayMiss: true,
        })
    }
    for (const notice of begun.notices) events.push(...noticed(notice, serving))
    return following
  })
  if ('refused' in state) return refuse(state.refused, state.sentence)
  const open = state.status === 'ended' ? whyNotEnd(serving.graph, serving.facts, events) : null
  if (open !== null) return refuse(open.refused, open.sentence)
  return [...events, { type: 'run-advanced', data: { run: state } }]
}

/** What a step asks for, without what it opens and takes back itself: that was never begun. */
function begunOf({ effects, notices }: Advance): Pick<Advance, 'effects' | 'notices'> {
  const cancelled = new Set(
    effects.flatMap((one) => (one.type === 'task-closed' && one.how === 'cancelled' ? [one.token] : [])),
  )
  const opened = [
    ...effects.flatMap((one) => (one.type === 'task-opened' || one.type === 'service-called' ? [one.token] : [])),
    ...notices.flatMap((one) => (one.type === 'decision-called' ? [one.token] : [])),
  ]
  const never = new Set(opened.filter((token) => cancelled.has(token)))
  return {
    effects: effects.filter((one) => one.type === 'ended' || !never.has(one.token)),
    notices: notices.filter((one) => one.type !== 'decision-called' || !never.has(one.token)),
  }
}

const called = ({ token, element, name, properties, variables }: Omit<Service, 'type'>, call: string): CaseEvent => ({
  type: 'service-called',
  data: { token, element, name, call, properties, ...(variables === undefined ? {} : { variables }) },
})

function eventsOf(effect: Effect, before: readonly CaseEvent[], serving: Serving, by: Signal): CaseEvent[] {
  switch (effect.type) {
    case 'task-opened':
      return openTask(effect, before, serving)
    case 'service-called':
      return [called(effect, effect.properties['call'] ?? '')]
    case 'task-closed':
      // Calls of services are told by their own events; only one that nobody waits for any more is told here.
      if (!isPersonal(serving.graph, effect.element))
        return effect.how === 'completed' ? [] : [{ type: 'service-cancelled', data: { token: effect.token } }]
      if (effect.how === 'completed') return [{ type: 'task-done', data: { token: effect.token } }]
      return [
        { type: 'task-cancelled', data: { token: effect.token } },
        // Whoever withdraws or ends a case ends its clock with it.
        ...(by.type === 'cancel' ? [] : endedProcedure(effect, before, serving)),
      ]
    case 'ended':
      return []
  }
}

/** A special procedure that the route leaves before it has a result no longer stops the clock. */
function endedProcedure(
  { element, token }: Pick<Opened, 'element' | 'token'>,
  before: readonly CaseEvent[],
  { graph, facts, moment }: Serving,
): CaseEvent[] {
  const properties = graph.properties[graph.indexOf.get(element) ?? -1] ?? {}
  const procedure = procedureIn(properties)?.procedure
  if (procedure === undefined) return []
  const whose =
    properties['department'] === undefined ? {} : { authorityCode: moment.placeOf(properties).authorityCode }
  const result = '流程不再等待这一特别程序，恢复计时'
  const noticeNo = stopOf(before, token)?.noticeNo ?? facts.noticeOf(token)
  const which = noticeNo === undefined ? {} : { noticeNo }
  return [{ type: 'clock-started', data: { on: moment.today.toString(), result, procedure, ...whose, ...which } }]
}

/** Tasks of people are rows of work lists. */
const isPersonal = (graph: Graph, element: string): boolean =>
  graph.kindNames[graph.indexOf.get(element) ?? -1] === 'user-task'

type Opened = Extract<Effect, { type: 'task-opened' }>

/**
 * A step that is done for each of several says for which in its name (征求意见（水利局）), and is that one's where the route names the
 * department by it (`department="=dept"`).
 */
function forOne(effect: Opened): Opened {
  const { loopCounter, ...given } = effect.variables ?? {}
  if (loopCounter === undefined) return effect
  const [one = `${loopCounter}`] = Object.values(given).filter((value) => typeof value === 'string')
  const named = /^=(.+)$/.exec(effect.properties['department'] ?? '')?.[1]
  const department = named === undefined ? undefined : String(given[named] ?? '')
  return {
    ...effect,
    name: `${effect.name}（${one}）`,
    properties: department === undefined ? effect.properties : { ...effect.properties, department },
  }
}

function openTask(opened: Opened, before: readonly CaseEvent[], { moment, facts }: Serving): CaseEvent[] {
  const effect = forOne(opened)
  const { element, properties } = effect
  const place = moment.placeOf(properties)
  const stop = procedureIn(properties)
  const on = moment.today.toString()
  const nth = facts.stops + before.filter((event) => event.type === 'clock-stopped').length + 1
  return [
    { type: 'task-opened', data: { ...taskOf(effect, stop?.procedure, on), ...place } },
    ...(stop === null
      ? []
      : [
          {
            type: 'clock-stopped' as const,
            data: {
              on,
              ...stop,
              basis: properties['basis'] ?? '',
              noticeNo: `${facts.caseNo}-T${nth}`,
              ...(properties['department'] === undefined ? {} : { authorityCode: place.authorityCode }),
            },
          },
        ]),
    ...told(element, properties['notice']),
  ]
}

function taskOf({ token, element, name, properties }: Opened, procedure: SpecialProcedure | undefined, on: string) {
  const stage = properties['stage'] ?? ''
  const days = Number(properties['limit'] ?? '')
  const outcomes = (properties['outcomes'] ?? '').split(',').map((one) => one.trim())
  return {
    token,
    element,
    name,
    role: properties['role'] ?? '',
    stage: knownStages.has(stage) ? stage : 'step',
    instant: properties['instant'] === 'true',
    ...(days >= 1 ? { limit: { days, from: on } } : {}),
    ...(procedure === undefined ? {} : { procedure }),
    ...(outcomes.some((one) => one !== '') ? { outcomes: outcomes.filter((one) => one !== '') } : {}),
  }
}

/** The special procedure that a step is, and the working days that its notice names; null for any other step. */
export function procedureIn(
  properties: Readonly<Record<string, string>>,
): { procedure: SpecialProcedure; expectedDays: number } | null {
  const procedure = specialProcedures.find((one) => one === properties['procedure'])
  return procedure === undefined ? null : { procedure, expectedDays: Number(properties['procedureDays'] ?? '') || 1 }
}

const told = (element: string, text: string | undefined): CaseEvent[] =>
  text === undefined || text.trim() === '' ? [] : [{ type: 'notice-told', data: { element, text: text.trim() } }]

function noticed(notice: Notice, { graph, moment }: Serving): CaseEvent[] {
  switch (notice.type) {
    case 'timer-set': {
      const { token, element, due } = notice
      const days = graph.properties[graph.indexOf.get(element) ?? -1]?.['days'] === 'working' ? 'working' : 'calendar'
      const { at, ...counted } = timerDue(due, days, moment)
      return [{ type: 'timer-set', data: { token, element, dueAt: at.toString(), ...counted } }]
    }
    case 'timer-cancelled':
      return [{ type: 'timer-cancelled', data: { token: notice.token } }]
    case 'decision-called':
      return [called(notice, 'decide')]
    case 'message-sent':
      return [
        { type: 'message-sent', data: { element: notice.element, message: notice.message } },
        ...told(notice.element, notice.properties['notice']),
      ]
    case 'signal-thrown':
      return []
    case 'escalation':
      return [{ type: 'escalated', data: { element: notice.element, code: notice.code } }]
    case 'error':
      return [{ type: 'run-failed', data: { element: notice.element, code: notice.code } }]
  }
}
