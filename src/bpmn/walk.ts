import type { Variables } from './condition.ts'
import { type Graph, kindCode } from './graph.ts'
import {
  type DoneBits,
  type Effect,
  type Notice,
  pagesOf,
  type Refused,
  type RunState,
  type Token,
} from './run-state.ts'

/** A token on its way: to `node`, over the flow `via` (-1: over none), in the scope of a token (0: of the process). */
export type Arrival = {
  readonly node: number
  readonly via: number
  readonly scope: number
  /** Set for one repetition of an activity: its counter and element. */
  readonly local?: Variables
  /** The messages and signals that were sent on its way in this advance. */
  readonly after?: After
}

/** Numbers of messages and signals that a token has behind it: it does not hear what was sent before it came. */
export type After = readonly number[]
const none: After = []

/** A message or signal on its way to whoever waits for it; `around`: the tokens of what holds the sender. */
export type Sent = {
  readonly number: number
  readonly type: 'message' | 'signal'
  readonly name: string
  readonly around: ReadonlySet<number>
}

/** One advance in progress: `queue` holds what moves, `tokens` what waits. It ends with `ended` or `trouble`, or when nothing moves. */
export type Walk = {
  readonly graph: Graph
  readonly state: RunState
  readonly effects: Effect[]
  readonly notices: Notice[]
  readonly queue: Arrival[]
  variables: Variables
  tokens: Token[]
  done: DoneBits
  next: number
  head: number
  lastEnd: string
  ended: boolean
  trouble: Refused | null
  /** What the token that moves has behind it. */
  after: After
  readonly hearing: Hearing
}

/** What was sent in one moment, over all advances that it takes. */
export type Hearing = {
  /** What tokens have behind them that came to stand in this moment. */
  readonly behind: Map<number, After>
  /** What was sent and has not been heard yet, the oldest first. */
  readonly sent: Sent[]
  count: number
  /** Whether more follows in the same moment, so that what was sent waits. */
  readonly goesOn: boolean
}
export const newHearing = (goesOn: boolean): Hearing => ({ behind: new Map(), sent: [], count: 0, goesOn })

export const beginWalk = (
  graph: Graph,
  state: RunState,
  variables: Variables,
  hearing: Hearing = newHearing(false),
): Walk => ({
  graph,
  state,
  effects: [],
  notices: [],
  queue: [],
  variables,
  tokens: [...state.tokens],
  done: pagesOf(state.done),
  next: state.next,
  head: 0,
  lastEnd: '',
  ended: false,
  trouble: null,
  after: none,
  hearing,
})

export const idOf = (graph: Graph, node: number): string => graph.ids[node] ?? ''
export function nodeOf({ ids, indexOf, lately }: Graph, token: Token): number {
  return ids[lately.node] === token.at ? lately.node : (indexOf.get(token.at) ?? -1)
}

/** Whether somebody outside completes what stands there. */
export const isWork = (graph: Graph, node: number): boolean =>
  graph.kinds[node] === kindCode['user-task'] ||
  graph.kinds[node] === kindCode['service-task'] ||
  graph.kinds[node] === kindCode['business-rule-task']

export function addToken(walk: Walk, node: number, scope: number, more: Partial<Token> = {}): Token {
  const token = { id: walk.next, at: idOf(walk.graph, node), ...(scope === 0 ? {} : { scope }), ...more }
  walk.next += 1
  walk.graph.lately.node = node
  walk.tokens.push(token)
  if (walk.after.length > 0) walk.hearing.behind.set(token.id, walk.after)
  return token
}

/** What moves now moves from these tokens on. */
export function moveFrom(walk: Walk, ids: Iterable<number>): void {
  const all = new Set<number>()
  if (walk.hearing.behind.size > 0)
    for (const id of ids) for (const each of walk.hearing.behind.get(id) ?? none) all.add(each)
  walk.after = all.size > 0 ? [...all] : none
}

/** What moves now has these behind it too. */
export function moveAfter(walk: Walk, numbers: After): void {
  if (numbers.length > 0) walk.after = [...new Set([...walk.after, ...numbers])]
}

/**
 * Something is sent from within the token `scope` (0: the process). Who stands around hears it at once (`hearAround`), everybody else
 * when nothing moves any more (`hearNext`), and nobody who comes after it on its own way.
 */
export function tell(walk: Walk, type: Sent['type'], name: string, scope: number): void {
  walk.hearing.count += 1
  const number = walk.hearing.count
  const around = new Set<number>()
  for (let token = tokenOf(walk, scope); token !== undefined; token = tokenOf(walk, token.scope)) {
    around.add(token.id)
    walk.hearing.behind.set(token.id, [...(walk.hearing.behind.get(token.id) ?? none), number])
  }
  walk.hearing.sent.push({ number, type, name, around })
  moveAfter(walk, [number])
}

/** Has something come to a node. */
export const sendOn = (walk: Walk, arrival: Arrival): void =>
  void walk.queue.push(walk.after.length > 0 ? { ...arrival, after: walk.after } : arrival)

export const tokenOf = (walk: Walk, id: number | undefined): Token | undefined =>
  id === undefined ? undefined : walk.tokens.find((token) => token.id === id)

export const replaceToken = (walk: Walk, token: Token): void => {
  walk.tokens = walk.tokens.map((each) => (each.id === token.id ? token : each))
}

/** Sends a token out of a node along all its flows. */
export function leave(walk: Walk, node: number, scope: number): void {
  const { graph } = walk
  const to = graph.outFirst[node + 1] ?? 0
  for (let flow = graph.outFirst[node] ?? 0; flow < to; flow += 1) follow(walk, flow, scope)
}

export const follow = (walk: Walk, flow: number, scope: number): void =>
  sendOn(walk, { node: walk.graph.flowTarget[flow] ?? 0, via: flow, scope })

/**
 * Takes tokens away with all that they hold and all timers on them, and says so for each task and timer among them except those
 * in `quiet`. Tokens stand in the order in which they were made, so holders come before what they hold.
 */
export function removeTokens(walk: Walk, ids: Iterable<number>, quiet: ReadonlySet<number>): void {
  const doomed = new Set(ids)
  for (const token of walk.tokens) if (doomed.has(token.scope ?? -1) || doomed.has(token.on ?? -1)) doomed.add(token.id)
  for (const token of walk.tokens) if (doomed.has(token.id) && !quiet.has(token.id)) close(walk, token)
  walk.tokens = walk.tokens.filter((token) => !doomed.has(token.id))
}

function close(walk: Walk, token: Token): void {
  const node = nodeOf(walk.graph, token)
  if (isWork(walk.graph, node) && token.loop === undefined)
    walk.effects.push({ type: 'task-closed', token: token.id, element: token.at, how: 'cancelled' })
  else if (walk.graph.events[node]?.type === 'timer')
    walk.notices.push({ type: 'timer-cancelled', token: token.id, element: token.at })
}

export const closeAll = (walk: Walk): void =>
  removeTokens(
    walk,
    walk.tokens.map((token) => token.id),
    new Set(),
  )

/** The variables that an expression sees in a scope: those of the run, over them those of each repetition around it. */
export function visible(walk: Walk, scope: number | undefined, own: Variables = {}): Variables {
  if (!walk.graph.nested) return walk.variables
  const around: Variables[] = [own]
  for (let token = tokenOf(walk, scope); token !== undefined; token = tokenOf(walk, token.scope))
    if (token.local !== undefined) around.push(token.local)
  return Object.assign({}, walk.variables, ...around.reverse())
}

/** The token that holds the repetitions of the activity, when this token is one of them. */
export function repeatsIn(walk: Walk, token: Token): Token | undefined {
  const holder = tokenOf(walk, token.scope)
  return holder?.loop !== undefined && holder.at === token.at ? holder : undefined
}
