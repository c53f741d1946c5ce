import { dateIn, dayText, type Text } from '#base'
import type { Graph } from '#bpmn'
import type { Calendar } from '#standards'
import type { WorkingLength } from '../process/process-event.ts'
import { dueOnClock } from '../process/route-timers.ts'
import { procedureIn } from '../process/run.ts'
import { timerDue } from '../process/timer-due.ts'
import { clockOf, isStopped } from '../time-limit/special-procedure.ts'
import type { ClockEvent } from '../time-limit/time-limit.ts'
import type { Replayed } from './replay.ts'

/** A timer that a case waits for: since when, and what was counted then. */
export type OpenTimer = { element: string; since: string; dueAt: string; working: WorkingLength | null }

/** An open task of a case, as its timers need it. */
export type OpenTask = { element: string; openedAt: string; authorityCode: string }

/** How long a timer waits, as its route writes it. */
export type TimerLength = { text: string; days: 'working' | 'calendar' }

/** `past`: that time is over, and no stop of the clock holds it up. */
type Foreseen = { length: TimerLength; due: string | null; past: boolean }

/** A timer of an open step that the draft has otherwise; null: it has not, or has not had, such a timer. */
export type TimerChange = { element: string; before: Foreseen | null; after: Foreseen | null }

/** A service, sub-process or call at which a case stands, and since when. */
export type BegunStep = { element: string; at: string }

export type Timed = {
  own: Graph
  open: readonly OpenTask[]
  /** Of the elements asked for that are no tasks of people: where the case stands, since when. */
  begun: readonly BegunStep[]
  timers: readonly OpenTimer[]
  clock: readonly ClockEvent[]
  replayed: Replayed
}

type Reckoning = { calendar: Calendar; zone: string; now: Temporal.Instant }
type Due = { at: Temporal.Instant; working?: WorkingLength }

/** The timers that the draft has otherwise than a version that cases run by: only of those must anything be read. */
export function timersThatDiffer(own: Graph, draft: Graph): string[] {
  const timersOf = (graph: Graph): string[] => graph.ids.filter((_, node) => graph.events[node]?.type === 'timer')
  return [...new Set([...timersOf(own), ...timersOf(draft)])].filter((element) => differs(own, draft, element))
}

/** What holds the timers that only the draft has there, and is no task of people: since when a case stands there, no task says. */
export const hostsOfNewTimers = (own: Graph, draft: Graph): string[] =>
  timersThatDiffer(own, draft)
    .filter((element) => isNewThere(own, draft, element))
    .map((element) => hostIn(draft, element))
    .filter((host) => host !== undefined)
    .filter((host) => draft.kindNames[draft.indexOf.get(host) ?? -1] !== 'user-task')

/** Whether the draft has a timer where a version has none: one of its own, or one that stands on another step there. */
const isNewThere = (own: Graph, draft: Graph, element: string): boolean =>
  lengthIn(draft, element) !== null &&
  (lengthIn(own, element) === null || hostIn(own, element) !== hostIn(draft, element))

const differs = (own: Graph, draft: Graph, element: string): boolean =>
  JSON.stringify(lengthIn(own, element)) !== JSON.stringify(lengthIn(draft, element)) ||
  hostIn(own, element) !== hostIn(draft, element)

function lengthIn(graph: Graph, element: string): TimerLength | null {
  const node = graph.indexOf.get(element) ?? -1
  const event = graph.events[node]
  if (event?.type !== 'timer') return null
  return { text: event.text, days: graph.properties[node]?.['days'] === 'working' ? 'working' : 'calendar' }
}

/** The step on whose border an event stands. */
function hostIn(graph: Graph, element: string): string | undefined {
  const node = graph.indexOf.get(element)
  return node === undefined ? undefined : graph.ids[graph.borders.findIndex((borders) => borders.includes(node))]
}

/** Which timers of the steps where a case stands would be due at another time under the draft, would fall away, or come. */
export function timerChanges(one: Timed, draft: Graph, reckoning: Reckoning): TimerChange[] {
  const { own, replayed } = one
  const mine = { graph: own, one, reckoning }
  const theirs = { graph: draft, one, reckoning }
  const foreseenBy = (element: string): string | undefined =>
    replayed.timers.find((set) => set.element === element)?.due
  const waited = one.timers.filter(({ element }) => differs(own, draft, element) && !replayed.lost.includes(element))
  const changed = waited.map(({ element, since, dueAt, working }) => {
    const set = { at: Temporal.Instant.from(dueAt), ...(working === null ? {} : { working }) }
    const due = foreseenBy(element)
    const begun = isNewThere(own, draft, element)
      ? standsSince(one, hostIn(draft, element))
      : Temporal.Instant.from(since)
    const after = due === undefined ? null : foresee(theirs, element, due, begun)
    return { element, before: tell(mine, element, set), after }
  })
  const added = replayed.timers
    .filter(({ element }) => isNewThere(own, draft, element) && !replayed.appeared.includes(element))
    .filter(({ element }) => !one.timers.some((timer) => timer.element === element))
    .map(({ element, due }) => {
      const after = foresee(theirs, element, due, standsSince(one, hostIn(draft, element)))
      return { element, before: null, after }
    })
  return [...changed.filter(({ before, after }) => before.due !== after?.due), ...added]
}

/** Since when a case stands at a step, of people or not; null where it does not: the draft has put the step around others. */
function standsSince({ open, begun }: Timed, host: string | undefined): Temporal.Instant | null {
  const since = open.find((task) => task.element === host)?.openedAt ?? begun.find((one) => one.element === host)?.at
  return since === undefined ? null : Temporal.Instant.from(since)
}

type In = { graph: Graph; one: Timed; reckoning: Reckoning }

/** When a timer of the draft would be due that was set then. */
function foresee(at: In, element: string, due: string, since: Temporal.Instant | null): Foreseen {
  const length = lengthIn(at.graph, element) ?? { text: due, days: 'calendar' }
  if (since === null) return { length, due: null, past: false }
  return tell(at, element, timerDue(due, length.days, { ...at.reckoning, now: since }))
}

/** The last day in time where working days are counted, with the days on which the clock stood left out; else day and hour. */
function tell({ graph, one, reckoning }: In, element: string, { at, working }: Due): Foreseen {
  const length = lengthIn(graph, element) ?? { text: '', days: 'calendar' }
  const { zone, now } = reckoning
  const isPast = (end: Temporal.Instant): boolean => Temporal.Instant.compare(end, now) <= 0
  if (working === undefined) {
    const [day, time] = at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).split('T')
    return { length, due: `${day} ${time}`, past: isPast(at) }
  }
  const clock = clockAt(graph, one, element)
  const end = dueOnClock({ dueAt: at, working }, clock, reckoning)
  const due = dateIn(zone, end.subtract({ nanoseconds: 1 })).toString()
  return { length, due, past: isPast(end) && !isStopped(clock) }
}

/** The stops that hold up a timer on the border of a step; of a special procedure itself, and on the way, none do (see `routeTimersOf`). */
function clockAt(graph: Graph, { open, clock }: Timed, element: string): readonly ClockEvent[] {
  const host = hostIn(graph, element)
  if (host === undefined || procedureIn(graph.properties[graph.indexOf.get(host) ?? -1] ?? {}) !== null) return []
  const task = open.find((each) => each.element === host)
  const stops = clock.filter((event) => event.type === 'clock-stopped' || event.type === 'clock-started')
  return task === undefined ? stops : clockOf(stops, task.authorityCode)
}

/** What becomes of a timer, in a sentence; `thisYear` is not named. */
export function timerWords({ before, after }: TimerChange, name: string, thisYear: number): Text {
  const was = momentText(before?.due ?? null, thisYear)
  const becomes = momentText(after?.due ?? null, thisYear)
  if (after === null)
    return {
      zh: `不再有定时“${name}”，现在的到期：${was?.zh}`,
      en: `timer “${name}” would fall away, now due ${was?.en}`,
    }
  const past = after.past ? { zh: '（已过）', en: ' (past)' } : { zh: '', en: '' }
  if (before === null)
    return {
      zh: `会有定时“${name}”${becomes === null ? '' : `，到期：${becomes.zh}${past.zh}`}`,
      en: `timer “${name}” would come${becomes === null ? '' : `, due ${becomes.en}${past.en}`}`,
    }
  return {
    zh: `定时“${name}”到期：${was?.zh} → ${becomes?.zh ?? '不知道'}${past.zh}`,
    en: `timer “${name}” due: ${was?.en} → ${becomes?.en ?? 'unknown'}${past.en}`,
  }
}

/** A day, with its hour where that counts, as dates are written everywhere; null where nobody knows it. */
function momentText(due: string | null, thisYear: number): Text | null {
  if (due === null) return null
  const [day = '', time] = due.split(' ')
  const { zh, en } = dayText(Temporal.PlainDate.from(day), thisYear)
  return time === undefined ? { zh, en } : { zh: `${zh}${time}`, en: `${en} ${time}` }
}
