import type { Refusal } from '#base'
import type { Signal } from '#bpmn'
import { type Facts, signalRun } from '../process/run.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import type { Moment } from './moment.ts'

export { isRefused, type Moment, type Outcome, refused } from './moment.ts'

const factsOf = (caseFile: CaseFile, outcome: Facts['outcome'], moment: Moment): Facts => ({
  caseNo: caseFile.caseNo,
  resultName: moment.item.content.result.name.zh,
  outcome,
  stops: caseFile.clock.filter((event) => event.type === 'clock-stopped').length,
  ruling: caseFile.ruling,
  isAccepted: caseFile.acceptedOn !== null,
  basis: moment.item.content.legalBasis[0] ?? '',
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
