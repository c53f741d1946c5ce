import type { StoredEvent } from '#base'
import { type ProcessEvent, type ProcessPart, timerCall } from './process-event.ts'

const processEvents: ReadonlySet<string> = new Set<ProcessEvent['type']>([
  'timer-set',
  'timer-cancelled',
  'timer-fired',
  'service-called',
  'service-done',
  'service-cancelled',
  'error-returned',
  'incident-raised',
  'incident-settled',
  'ruled',
  'sampled',
  'notice-told',
  'message-sent',
  'message-received',
  'escalated',
  'run-failed',
  'correction-proposed',
  'opinion-given',
  'step-done',
])

/** Whether an event is the route's own doing. */
export const isProcessEvent = (event: { type: string }): event is StoredEvent<ProcessEvent> =>
  processEvents.has(event.type)

/** The case after something its route did. */
export function applyProcess<C extends ProcessPart>(caseFile: C, event: StoredEvent<ProcessEvent>): C {
  switch (event.type) {
    case 'timer-set':
    case 'timer-fired':
      return { ...caseFile, timers: timersAfter(caseFile.timers, event) }
    case 'timer-cancelled': {
      // One whose way on could not be decided waited for an administrator: that ends with the step too.
      const calls = caseFile.calls.filter((one) => one.call !== timerCall || one.token !== event.data.token)
      return { ...caseFile, timers: timersAfter(caseFile.timers, event), calls }
    }
    case 'service-called':
    case 'service-done':
    case 'service-cancelled':
    case 'error-returned':
    case 'incident-raised':
    case 'incident-settled':
      return { ...caseFile, calls: callsAfter(caseFile.calls, event) }
    case 'ruled':
      return { ...caseFile, ruling: event.data }
    case 'correction-proposed': {
      const { authorityCode, requests } = event.data
      return { ...caseFile, proposals: [...caseFile.proposals, { authorityCode, requests }] }
    }
    case 'opinion-given': {
      const { actor, at, data } = event
      const by = actor.kind === 'system' ? '' : actor.accountId
      return { ...caseFile, opinions: [...caseFile.opinions, { ...data, by, byName: actor.name, at }] }
    }
    case 'sampled':
    case 'notice-told':
    case 'message-sent':
    case 'message-received':
    case 'escalated':
    case 'run-failed':
    case 'step-done':
      return caseFile
  }
}

type Of<T extends ProcessEvent['type']> = Extract<ProcessEvent, { type: T }>

function timersAfter(
  timers: ProcessPart['timers'],
  event: Of<'timer-set' | 'timer-cancelled' | 'timer-fired'>,
): ProcessPart['timers'] {
  const others = timers.filter((one) => one.token !== event.data.token)
  switch (event.type) {
    case 'timer-set':
      return [...others, { ...event.data, dueAt: Temporal.Instant.from(event.data.dueAt) }]
    case 'timer-cancelled':
      return others
    case 'timer-fired': {
      const { token, again, working } = event.data
      if (again === null) return others
      const dueAt = Temporal.Instant.from(again)
      return timers.map((one) => (one.token === token ? { ...one, dueAt, ...(working ? { working } : {}) } : one))
    }
  }
}

function callsAfter(
  calls: ProcessPart['calls'],
  event: Of<
    'service-called' | 'service-done' | 'service-cancelled' | 'error-returned' | 'incident-raised' | 'incident-settled'
  >,
): ProcessPart['calls'] {
  const { token } = event.data
  const others = calls.filter((one) => one.token !== token)
  const marked = (problem: string | null) => calls.map((one) => (one.token === token ? { ...one, problem } : one))
  switch (event.type) {
    case 'service-called':
      return [...calls, { ...event.data, problem: null }]
    case 'service-done':
    case 'service-cancelled':
    case 'error-returned':
      return others
    case 'incident-raised':
      return marked(event.data.problem)
    case 'incident-settled':
      return event.data.how === 'retried' ? marked(null) : others
  }
}
