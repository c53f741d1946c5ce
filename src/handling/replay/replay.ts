import {
  type DoneBits,
  drive,
  type Graph,
  initialState,
  markDone,
  type RunState,
  type Signal,
  type Variables,
} from '#bpmn'
import { immediateCalls } from '../process/act-now.ts'
import {
  type ComingAgain,
  type ProcedureChange,
  procedureChanges,
  proceduresAgain,
  proceduresAhead,
} from './replay-procedure.ts'
import type { Recorded, RecordedStep } from './replay-record.ts'

/** A timer that the draft would wait for now, and its length or moment as the draft writes it (ISO 8601). */
type DraftTimer = { element: string; due: string }

/**
 * What would have been, had the case gone its way under the draft. `same`: nothing differs. `lost`: it stands at a step that the
 * draft does not have, or has as something else. `otherwise`: steps would have vanished or come, or it would stand elsewhere.
 */
export type Replayed = {
  verdict: 'same' | 'lost' | 'otherwise'
  /** Steps where the case stands that the draft lacks. */
  lost: readonly string[]
  /** Steps that were done and that the draft does not ask for at that point. */
  vanished: readonly string[]
  /** Steps of the draft that the case would have had to go through besides. */
  appeared: readonly string[]
  /** Steps, gone through or open, at which the clock would have stood otherwise. */
  procedures: readonly ProcedureChange[]
  /** Steps to which the case may still come, at which it would stand otherwise. */
  ahead: readonly ProcedureChange[]
  /** Of those that it was at already: to which it may come once more. */
  again: readonly ComingAgain[]
  /** Of each step that only the draft has and that the case is past: the step before which it would have been done. */
  insertedBefore: Readonly<Record<string, string>>
  /** What the draft would wait for, by time, where the case stands now. */
  timers: readonly DraftTimer[]
}

/**
 * Sends what was done with one case through a draft of its route. A new step that the draft puts in between counts as done with
 * the same outcome, so that one insertion is told once and not as everything after it. Pure; a few microseconds.
 */
export function replayCase(own: Graph, draft: Graph, recorded: Recorded): Replayed {
  const standing = recorded.standing.filter((element) => (own.entry[own.indexOf.get(element) ?? -1] ?? -1) < 0)
  const lost = standing.filter(
    (element) => !draft.indexOf.has(element) || kindOf(draft, element) !== kindOf(own, element),
  )
  const walk = walkThrough(own, draft, recorded)
  const open = standing.filter((element) => !lost.includes(element))
  for (const element of open) passNew(walk, element, walk.state.variables)
  const { vanished, appeared } = walk
  const left = recorded.cut ? [] : walk.state.tokens
  const stands = left.filter((token) => isWaiting(draft, token)).map((token) => token.at)
  const elsewhere = !isSameList(stands, standing)
  for (const element of stands) if (!own.indexOf.has(element)) appeared.add(element)
  const ownWay = { graph: own, opened: recorded.opened, standing }
  const draftWay = { graph: draft, opened: [...walk.opened], standing: stands }
  const verdict =
    lost.length > 0 ? 'lost' : vanished.size + appeared.size > 0 || elsewhere ? ('otherwise' as const) : 'same'
  return {
    ...{ verdict, lost, vanished: [...vanished], appeared: [...appeared] },
    procedures: procedureChanges(ownWay, draftWay),
    ahead: proceduresAhead(ownWay, draftWay),
    again: proceduresAgain(ownWay, draftWay),
    insertedBefore: Object.fromEntries(walk.insertedBefore),
    timers: left.flatMap((token) => walk.timers.get(token.id) ?? []),
  }
}

/**
 * What a version would have marked as done of what was done with a case: for one whose own version cannot be read any more. Acts of the moment
 * are marked as far as the version goes the same way; what people, services and times did is, wherever it has such a step.
 */
export function doneUnder(graph: Graph, recorded: Recorded): DoneBits {
  const walk = walkThrough(graph, graph, recorded)
  const isTask = (element: string): boolean => graph.kindNames[graph.indexOf.get(element) ?? -1] !== 'boundary-event'
  return recorded.steps
    .filter((step) => step.how === 'complete' || (step.how === 'timer' && isTask(step.what)))
    .map((step) => graph.indexOf.get(step.what))
    .filter((node) => node !== undefined)
    .reduce<DoneBits>(markDone, walk.state.done)
}

/** Goes the way of a case through a draft as far as that can follow. */
function walkThrough(own: Graph, draft: Graph, recorded: Recorded): Walk {
  const walk: Walk = {
    ...{ own, draft, state: initialState() },
    ...{ vanished: new Set(), appeared: new Set(), insertedBefore: new Map(), opened: new Set(), timers: new Map() },
  }
  send(walk, { type: 'start', variables: recorded.start })
  for (const step of recorded.steps) follow(walk, step)
  return walk
}

type Walk = {
  own: Graph
  draft: Graph
  state: RunState
  vanished: Set<string>
  appeared: Set<string>
  insertedBefore: Map<string, string>
  /** Tasks that the draft opened on the way. */
  opened: Set<string>
  /** Every timer that the draft set, by its token. */
  timers: Map<number, DraftTimer>
}

/** What kind of step it is; of an event, also what it waits for. */
function kindOf(graph: Graph, element: string): string {
  const node = graph.indexOf.get(element) ?? -1
  return `${graph.kindNames[node]} ${graph.events[node]?.type}`
}

/** Tokens at which something is waited for; those that only hold others or wait at a join are not where a case stands. */
export const isWaiting = (graph: Graph, token: RunState['tokens'][number]): boolean =>
  token.via === undefined &&
  token.loop === undefined &&
  token.on === undefined &&
  (graph.entry[graph.indexOf.get(token.at) ?? -1] ?? -1) < 0

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.toSorted().join('\n') === other.toSorted().join('\n')

function follow(walk: Walk, step: RecordedStep): void {
  if (step.how === 'message') {
    send(walk, { type: 'message', name: step.what, variables: step.variables })
    return
  }
  passNew(walk, step.what, step.variables)
  const token = walk.state.tokens.find((one) => one.at === step.what && one.via === undefined && one.loop === undefined)
  const signal: Signal | null =
    token === undefined
      ? null
      : step.how === 'timer'
        ? { type: 'timer-fired', token: token.id }
        : step.how === 'error'
          ? { type: 'error', token: token.id, code: step.code, variables: step.variables }
          : { type: 'complete', token: token.id, variables: step.variables }
  if (signal === null || !send(walk, signal)) walk.vanished.add(step.what)
}

/** Goes through steps that only the draft has, until the wanted one is open or nothing new is left. */
function passNew(walk: Walk, wanted: string, variables: Variables): void {
  for (let times = 0; times < 50; times += 1) {
    if (walk.state.tokens.some((token) => token.at === wanted)) return
    const added = walk.state.tokens.find((token) => isWaiting(walk.draft, token) && !walk.own.indexOf.has(token.at))
    if (added === undefined) return
    walk.appeared.add(added.at)
    walk.insertedBefore.set(added.at, wanted)
    const timer = walk.draft.events[walk.draft.indexOf.get(added.at) ?? -1]?.type === 'timer'
    const signal: Signal = timer
      ? { type: 'timer-fired', token: added.id }
      : { type: 'complete', token: added.id, variables }
    if (!send(walk, signal)) return
  }
}

/** Moves the run of the draft; services that the product does at once are done at once. False when the draft refuses. */
function send(walk: Walk, first: Signal): boolean {
  const moved = drive(walk.draft, walk.state, first, ({ effects, notices }) => {
    for (const notice of notices)
      if (notice.type === 'timer-set') walk.timers.set(notice.token, { element: notice.element, due: notice.due })
    return effects.flatMap((effect) => {
      if (effect.type === 'task-opened') walk.opened.add(effect.element)
      return effect.type === 'service-called' && isImmediate(walk, effect.element)
        ? [{ signal: { type: 'complete', token: effect.token }, mayMiss: true } as const]
        : []
    })
  })
  if ('refused' in moved) return false
  walk.state = moved
  return true
}

/** A service that a deployment registers answers later, and its answer stands in the record; the others are done at once. */
const isImmediate = (walk: Walk, element: string): boolean => {
  const call = walk.draft.properties[walk.draft.indexOf.get(element) ?? -1]?.['call'] ?? ''
  return immediateCalls.has(call)
}
