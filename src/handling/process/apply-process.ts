import type { StoredEvent } from '#base'
import type { CaseFile } from '../case-file/case-file.ts'
import type { ProcessEvent } from './process-event.ts'

const processEvents: ReadonlySet<string> = new Set<ProcessEvent['type']>([
  'timer-set',
  'timer-cancelled',
  'timer-fired',
  'service-called',
  'service-done',
  'service-cancelled',
  'incident-raised',
  'incident-settled',
  'ruled',
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
export function applyProcess(caseFile: CaseFile, event: StoredEvent<ProcessEvent>): CaseFile {
  switch (event.type) {
    case 'timer-set': {
      const { token, element, dueAt, every } = event.data
      const timer = { token, element, dueAt: Temporal.Instant.from(dueAt), every }
      return { ...caseFile, timers: [...caseFile.timers.filter((one) => one.token !== token), timer] }
    }
    case 'timer-cancelled':
      return { ...caseFile, timers: caseFile.timers.filter((one) => one.token !== event.data.token) }
    case 'timer-fired': {
      const { token, again } = event.data
      return {
        ...caseFile,
        timers: caseFile.timers.flatMap((one) => {
          if (one.token !== token) return [one]
          return again === null ? [] : [{ ...one, dueAt: Temporal.Instant.from(again) }]
        }),
      }
    }
    case 'service-called':
      return { ...caseFile, calls: [...caseFile.calls, { ...event.data, problem: null }] }
    case 'service-done':
    case 'service-cancelled':
      return { ...caseFile, calls: caseFile.calls.filter((one) => one.token !== event.data.token) }
    case 'incident-raised':
      return withProblem(caseFile, event.data.token, event.data.problem)
    case 'incident-settled': {
      const { token, how } = event.data
      if (how === 'retried') return withProblem(caseFile, token, null)
      return { ...caseFile, calls: caseFile.calls.filter((one) => one.token !== token) }
    }
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
    case 'notice-told':
    case 'message-sent':
    case 'message-received':
    case 'escalated':
    case 'run-failed':
    case 'step-done':
      return caseFile
  }
}

const withProblem = (caseFile: CaseFile, token: number, problem: string | null): CaseFile => ({
  ...caseFile,
  calls: caseFile.calls.map((one) => (one.token === token ? { ...one, problem } : one)),
})
