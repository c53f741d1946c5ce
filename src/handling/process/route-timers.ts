import { dateIn } from '#base'
import type { Graph } from '#bpmn'
import type { Calendar } from '#standards'
import type { CaseFile } from '../case-file/case-file.ts'
import { clockOf, daysDueOn, isStopped } from '../time-limit/special-procedure.ts'
import type { ClockEvent } from '../time-limit/time-limit.ts'
import type { Timer, WorkingLength } from './process-event.ts'
import { dueNow, endOf, wholeDays } from './timer-due.ts'

type Timed = Pick<CaseFile, 'timers' | 'history' | 'clock' | 'run' | 'tasks'>
type Reckoned = { graph: Graph; calendar: Calendar; zone: string }

/** A timer as it stands now. `waits`: the clock it counts on stands; it cannot fire, and its moment is the one that is foreseen. */
export type RouteTimer = Timer & { waits: boolean }

/**
 * The timers of a case's route, due as calendar and clock have it now: one that counts working days moves when holidays become known, and
 * on the border of a step also when a special procedure stops the clock (art. 45).
 */
export const routeTimersOf = (caseFile: Timed, moment: Reckoned): RouteTimer[] =>
  caseFile.timers.map((timer) => {
    const working = timer.working ?? workingOf(caseFile, timer, moment)
    return working === undefined ? { ...timer, waits: false } : counted({ ...timer, working }, caseFile, moment)
  })

function counted(timer: Timer & { working: WorkingLength }, caseFile: Timed, moment: Reckoned): RouteTimer {
  const clock = clockAt(timer, caseFile, moment.graph)
  return { ...timer, dueAt: dueOnClock(timer, clock, moment), waits: isStopped(clock) }
}

/** When the working days of a timer are over, without those on which this clock stood. */
export function dueOnClock(
  timer: Pick<Timer, 'dueAt'> & { working: WorkingLength },
  clock: readonly ClockEvent[],
  moment: Pick<Reckoned, 'calendar' | 'zone'>,
): Temporal.Instant {
  if (clock.length === 0) return dueNow(timer, moment)
  const { days, from } = timer.working
  const last = daysDueOn({ days, from: Temporal.PlainDate.from(from) }, clock, moment.calendar)
  return last === null ? timer.dueAt : endOf(last, moment.zone)
}

/**
 * The stops that hold a timer up. A timer on the border of a step is that step's limit: it goes by the clock of whoever does the step, or by
 * the whole case's. Of a special procedure itself it counts how long that takes; and what stands in the way of the route is waited for as drawn.
 */
function clockAt({ token, element }: Timer, { clock, run, tasks }: Timed, graph: Graph): ClockEvent[] {
  if (!clock.some((event) => event.type === 'clock-stopped')) return []
  if (graph.kindNames[graph.indexOf.get(element) ?? -1] !== 'boundary-event') return []
  const step = run.tokens.find((one) => one.id === token)?.on
  const task = tasks.find((one) => one.token === step)
  if (task?.procedure !== undefined) return []
  const own = task === undefined ? clock : clockOf(clock, task.authorityCode)
  return own.filter((event) => event.type === 'clock-stopped' || event.type === 'clock-started')
}

/**
 * What a timer counts that was set before its event said so: the route says it, where the case still runs by the version that set it and
 * wrote a plain length. Repeating ones of that time went by the clock after they had fired once; they go on as they began.
 */
function workingOf(
  { history }: Pick<CaseFile, 'history'>,
  { token, element, every }: Timer,
  { graph, zone }: Reckoned,
): WorkingLength | undefined {
  const node = graph.indexOf.get(element) ?? -1
  const event = graph.events[node]
  if (every !== null || event?.type !== 'timer' || graph.properties[node]?.['days'] !== 'working') return undefined
  const days = wholeDays(event.text)
  const since = history.findLastIndex((one) => one.type === 'timer-set' && one.data.token === token)
  const set = history[since]
  if (days === null || set === undefined || history.slice(since).some((one) => one.type === 'route-moved'))
    return undefined
  return { days, from: dateIn(zone, set.at).toString() }
}
