import { enterActivity, finish, openActivity } from './activity.ts'
import { catchTimer, raise, terminate, throwEvent } from './events.ts'
import { arriveAtInclusive, arriveAtParallel, choose, releaseInclusive, waitForFirst } from './gateway.ts'
import { type Graph, type KindCode, kindCode } from './graph.ts'
import { findCatchers, hear, hearAround, hearNext } from './hear.ts'
import { isReadable } from './no-graph.ts'
import {
  noTask,
  noTimer,
  notAwaited,
  notCaught,
  notMine,
  over,
  refuse,
  tooLong,
  tooWide,
  unreadable,
  waitsForEver,
} from './refusals.ts'
import type { Advance, Refused, RunState, Signal, Token } from './run-state.ts'
import { setTimer } from './timers.ts'
import { badVariables, mergeVariables } from './variables.ts'
import {
  type Arrival,
  addToken,
  beginWalk,
  closeAll,
  type Hearing,
  idOf,
  isWork,
  leave,
  moveFrom,
  nodeOf,
  type Walk,
} from './walk.ts'

/**
 * Moves a run by one signal. Pure: the same state and signal always give the same answer, and the state given is left as it was.
 *
 * Refuses with `conflict` a signal that comes too late or twice (the run is over, the token is gone), and with `invalid` one that
 * this definition cannot follow (a condition that cannot be decided, no branch that fits, too many steps); `element` names where.
 */
export const advance = (graph: Graph, state: RunState, signal: Signal): Advance | Refused =>
  advanceIn(graph, state, signal)

/** The same within a moment in which more follows: what is sent waits in `hearing` until `hearOn` has it heard. */
export function advanceIn(graph: Graph, state: RunState, signal: Signal, hearing?: Hearing): Advance | Refused {
  if (state.status !== 'running') return over(state.status)
  if (!isReadable(graph) && signal.type !== 'cancel') return unreadable()
  const variables = mergeVariables(state.variables, 'variables' in signal ? signal.variables : undefined)
  switch (signal.type) {
    case 'start': {
      if (state.next !== 1) return refuse('conflict', null, '流程已经开始', 'the run has already started')
      if (variables === null) return badVariables(null)
      const walk = beginWalk(graph, state, variables, hearing)
      leave(walk, graph.start, 0)
      return drain(walk)
    }
    case 'cancel':
      return cancel(graph, state, signal.reason)
    case 'complete':
    case 'error':
    case 'escalation': {
      const token = state.tokens.find((each) => each.id === signal.token)
      if (token === undefined || token.via !== undefined || token.loop !== undefined) return noTask(signal.token)
      const node = nodeOf(graph, token)
      if (!isWork(graph, node)) return node >= 0 ? noTask(token.id) : notMine(token.at)
      if (variables === null) return badVariables(token.at)
      return actAt(beginWalk(graph, state, variables, hearing), { token, node }, signal)
    }
    case 'timer-fired': {
      const timer = state.tokens.find((each) => each.id === signal.token)
      if (timer === undefined || timer.via !== undefined) return noTimer(signal.token)
      if (graph.events[nodeOf(graph, timer)]?.type !== 'timer') return noTimer(signal.token)
      const walk = beginWalk(graph, state, state.variables, hearing)
      catchTimer(walk, timer)
      return drain(walk)
    }
    case 'message':
    case 'signal':
      return variables === null ? badVariables(null) : deliver(beginWalk(graph, state, variables, hearing), signal)
  }
}

/** Nothing more follows by itself: the next of what was sent is heard. Null when nobody waits for any of it. */
export function hearOn(graph: Graph, state: RunState, hearing: Hearing): Advance | Refused | null {
  if (state.status !== 'running') return null
  const walk = beginWalk(graph, state, state.variables, hearing)
  return hearNext(walk) ? drain(walk) : null
}

function cancel(graph: Graph, state: RunState, reason: string): Advance | Refused {
  if (reason.trim() === '') return refuse('invalid', null, '终止流程须说明理由', 'cancelling a run needs a reason')
  const walk = beginWalk(graph, state, state.variables)
  closeAll(walk)
  return { state: { ...state, status: 'cancelled', tokens: [] }, effects: walk.effects, notices: walk.notices }
}

type AtTask = Extract<Signal, { type: 'complete' | 'error' | 'escalation' }>

function actAt(walk: Walk, { token, node }: { token: Token; node: number }, signal: AtTask): Advance | Refused {
  if (signal.type === 'complete') {
    walk.effects.push({ type: 'task-closed', token: token.id, element: token.at, how: 'completed' })
    moveFrom(walk, [token.id])
    finish(walk, token, node)
  } else if (!raise(walk, signal.type, signal.code, token.id)) return notCaught(token.at, signal.code)
  return drain(walk)
}

function deliver(
  walk: Walk,
  { type, name, token }: Extract<Signal, { type: 'message' | 'signal' }> & { token?: number },
): Advance | Refused {
  const catchers = findCatchers(walk, type, name).filter((one) => token === undefined || one.token.id === token)
  if (type === 'message' && catchers.length === 0) return notAwaited(name)
  hear(walk, type, catchers)
  return drain(walk)
}

/** Moves tokens until nothing moves any more. */
function drain(walk: Walk): Advance | Refused {
  const { graph, queue } = walk
  do {
    for (; walk.head < queue.length && walk.trouble === null; walk.head += 1) {
      const arrival = queue[walk.head]
      if (arrival === undefined || !isAlive(walk, arrival.scope)) continue
      if (walk.head >= graph.steps) return tooLong(graph, arrival.node)
      const sent = walk.hearing.sent.length
      arrive(walk, arrival)
      if (walk.hearing.sent.length > sent) hearAround(walk)
      if (walk.ended) return end(walk)
      if (walk.tokens.length > graph.tokens) return tooWide(graph, arrival.node)
    }
    if (walk.trouble !== null) return walk.trouble
  } while (releaseInclusive(walk) || (graph.nested && finishHolder(walk)) || (!walk.hearing.goesOn && hearNext(walk)))
  return walk.trouble ?? settle(walk)
}

const isAlive = (walk: Walk, scope: number): boolean => scope === 0 || walk.tokens.some((token) => token.id === scope)

function arrive(walk: Walk, arrival: Arrival): void {
  walk.after = arrival.after ?? nothing
  if (arrival.local === undefined) arrivals[walk.graph.kinds[arrival.node] ?? 0](walk, arrival)
  else openActivity(walk, arrival.node, arrival.scope, arrival.local)
}

const nothing: readonly number[] = []

type Arrive = (walk: Walk, arrival: Arrival) => void
const atActivity: Arrive = (walk, { node, scope }) => enterActivity(walk, node, scope)
const onwards: Arrive = (walk, { node, scope }) => leave(walk, node, scope)

/** What happens when a token comes to a node, by its kind. */
const arrivals: Readonly<Record<KindCode, Arrive>> = {
  [kindCode['start-event']]: onwards, // reached only inside a sub-process
  [kindCode['boundary-event']]: onwards, // nothing flows into one: it is left when it catches
  [kindCode['user-task']]: atActivity,
  [kindCode['service-task']]: atActivity,
  [kindCode['business-rule-task']]: atActivity,
  [kindCode['send-task']]: atActivity,
  [kindCode['receive-task']]: atActivity,
  [kindCode['sub-process']]: atActivity,
  [kindCode['call-activity']]: atActivity,
  [kindCode['exclusive-gateway']]: (walk, { node, scope }) => choose(walk, node, scope),
  [kindCode['parallel-gateway']]: (walk, { node, via, scope }) => arriveAtParallel(walk, node, via, scope),
  [kindCode['inclusive-gateway']]: (walk, { node, via, scope }) => arriveAtInclusive(walk, node, via, scope),
  [kindCode['event-based-gateway']]: (walk, { node, scope }) => waitForFirst(walk, node, scope),
  [kindCode['catch-event']]: (walk, { node, scope }) => {
    if (walk.graph.events[node]?.type === 'timer') setTimer(walk, node, scope)
    else addToken(walk, node, scope)
  },
  [kindCode['throw-event']]: (walk, { node, scope }) => {
    throwEvent(walk, node, scope)
    if (isAlive(walk, scope)) leave(walk, node, scope)
  },
  [kindCode['end-event']]: (walk, { node, scope }) => {
    walk.lastEnd = idOf(walk.graph, node)
    throwEvent(walk, node, scope)
  },
  [kindCode['terminate-end-event']]: (walk, { node, scope }) => {
    walk.lastEnd = idOf(walk.graph, node)
    terminate(walk, scope)
  },
}

/** Finishes the innermost sub-process or call in which nothing is left; false when there is none. */
function finishHolder(walk: Walk): boolean {
  const { graph } = walk
  const holding = new Set(walk.tokens.map((token) => token.scope))
  const empty = walk.tokens.findLast(
    (token) => token.loop === undefined && (graph.entry[nodeOf(graph, token)] ?? -1) >= 0 && !holding.has(token.id),
  )
  if (empty !== undefined) {
    moveFrom(walk, [empty.id])
    finish(walk, empty, nodeOf(graph, empty))
  }
  return empty !== undefined
}

/** Nothing moves any more: the run goes on waiting, has ended, or is stuck. */
function settle(walk: Walk): Advance | Refused {
  const { state, variables, tokens, next, done, effects, notices } = walk
  if (tokens.length === 0) return end(walk)
  if (tokens.some((token) => token.via !== undefined)) {
    const moving = new Set(tokens.flatMap((token) => (token.via === undefined ? [token.scope ?? 0] : [])))
    const stuck = tokens.find((token) => token.via !== undefined && !moving.has(token.scope ?? 0))
    if (stuck !== undefined) return waitsForEver(stuck.at)
  }
  return { state: { ...state, next, tokens, variables, done }, effects, notices }
}

function end(walk: Walk): Advance {
  const { state, variables, next, done, effects, notices } = walk
  effects.push({ type: 'ended', element: walk.lastEnd })
  return { state: { ...state, status: 'ended', next, tokens: [], variables, done }, effects, notices }
}
