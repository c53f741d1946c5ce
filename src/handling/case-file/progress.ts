import type { Refusal } from '#base'
import { isReadable, type RunState, type Signal } from '#bpmn'
import type { Facts } from '../process/act-now.ts'
import { askedFacts } from '../process/asked-facts.ts'
import { signalRun } from '../process/run.ts'
import { stopOf } from '../process/stop-of.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import type { Moment } from './moment.ts'

export { isRefused, type Moment, type Outcome, refused } from './moment.ts'

const factsOf = (caseFile: CaseFile, moment: Moment): Facts => ({
  caseNo: caseFile.caseNo,
  resultName: moment.item.content.result.name.zh,
  decided: caseFile.decision?.outcome ?? null,
  stops: caseFile.clock.filter((event) => event.type === 'clock-stopped').length,
  noticeOf: (token) => stopOf(caseFile.history, token)?.noticeNo,
  ruling: caseFile.ruling,
  isAccepted: caseFile.acceptedOn !== null,
  isClosed: caseFile.closedAt !== null,
  basis: moment.item.content.legalBasis[0] ?? '',
})

/** The run, told what the applicant wrote anew in a supplement since it last moved, as far as its route asks. */
function informedRun(caseFile: CaseFile, { graph, item, today }: Moment): RunState {
  const since = caseFile.history.slice(caseFile.history.findLastIndex((event) => event.type === 'run-advanced') + 1)
  if (!since.some((event) => event.type === 'supplemented' && event.data.form !== null)) return caseFile.run
  const { run } = caseFile
  return { ...run, variables: { ...run.variables, ...askedFacts(graph, caseFile, item.content.questions, today) } }
}

/** Sends the case's run a signal: what it asks for comes back as events. */
export const signalCase = (
  caseFile: CaseFile,
  signal: Signal,
  moment: Moment,
  given: Partial<Pick<Facts, 'decided' | 'ruling' | 'isAccepted'>> = {},
): CaseEvent[] | Refusal =>
  signalRun(informedRun(caseFile, moment), signal, {
    graph: moment.graph,
    moment,
    facts: { ...factsOf(caseFile, moment), ...given },
  })

/** Completes a task of the case with an outcome that the route's gateways read, and what else they may want to know. */
export const completeTask = (
  caseFile: CaseFile,
  token: number,
  outcome: string,
  moment: Moment,
  given: Partial<Pick<Facts, 'decided' | 'isAccepted'>> = {},
  more: Readonly<Record<string, string | number | boolean>> = {},
): CaseEvent[] | Refusal =>
  signalCase(caseFile, { type: 'complete', token, variables: { ...more, outcome } }, moment, given)

/** Ends the run where it stands: withdrawal and termination. */
export function cancelRun(caseFile: CaseFile, reason: string, moment: Moment): CaseEvent[] | Refusal {
  if (caseFile.run.status !== 'running') return []
  if (!isReadable(moment.graph)) return endUnread(caseFile)
  return signalCase(caseFile, { type: 'cancel', reason }, moment)
}

/** What a case waits for ends with it, also where its route can no longer say what that was: the case knows it itself. */
const endUnread = ({ tasks, calls, timers, run }: CaseFile): CaseEvent[] => [
  ...tasks.map(({ token }) => ({ type: 'task-cancelled' as const, data: { token } })),
  ...calls.map(({ token }) => ({ type: 'service-cancelled' as const, data: { token } })),
  ...timers.map(({ token }) => ({ type: 'timer-cancelled' as const, data: { token } })),
  { type: 'run-advanced', data: { run: { ...run, status: 'cancelled', tokens: [] } } },
]
