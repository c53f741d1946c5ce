import type { Variables } from './condition.ts'
import { type Graph, kindCode } from './graph.ts'
import {
  type Advance,
  type Effect,
  markDone,
  type Refused,
  type RunState,
  type Signal,
  type Token,
} from './run-state.ts'

/** Characters of JSON that the variables of a run may take: they are stored with every case. */
const variablesLimit = 16_000

/**
 * Moves a run by one signal. Pure: the same state and signal always give the same answer, and the state given is left as it was.
 *
 * Refuses with `conflict` a signal that comes too late or twice (the run is over, the token is gone), and with `invalid` one that
 * this definition cannot follow (a condition that cannot be decided, no branch that fits, too many steps); `element` names where.
 */
export function advance(graph: Graph, state: RunState, signal: Signal): Advance | Refused {
  if (state.status !== 'running') return over(state.status)
  switch (signal.type) {
    case 'start': {
      if (state.next !== 1) return refuse('conflict', null, '流程已经开始', 'the run has already started')
      const variables = mergeVariables(state.variables, signal.variables)
      if (variables === null) return badVariables(null)
      return walk(graph, { ...state, variables }, [], graph.outFirst[graph.start] ?? 0)
    }
    case 'complete':
      return complete(graph, state, signal.token, signal.variables)
    case 'cancel':
      return cancel(graph, state, signal.reason)
  }
}

function complete(graph: Graph, state: RunState, id: number, given: Variables | undefined): Advance | Refused {
  const token = state.tokens.find((each) => each.id === id)
  if (token === undefined || token.via !== undefined)
    return refuse(
      'conflict',
      null,
      `没有待办理的任务 ${id},可能已经办理过`,
      `there is no open task ${id}; it may already be done`,
    )
  const node = graph.indexOf.get(token.at)
  if (node === undefined || !isTask(graph, node))
    return refuse('invalid', token.at, `本流程没有任务“${token.at}”`, `this process has no task "${token.at}"`)
  const variables = mergeVariables(state.variables, given)
  if (variables === null) return badVariables(token.at)
  const tokens = state.tokens.filter((each) => each.id !== id)
  const closed: Effect = { type: 'task-closed', token: id, element: token.at, how: 'completed' }
  const next = { ...state, tokens, variables, done: markDone(state.done, node) }
  return walk(graph, next, [closed], graph.outFirst[node] ?? 0)
}

function cancel(graph: Graph, state: RunState, reason: string): Advance | Refused {
  if (reason.trim() === '') return refuse('invalid', null, '终止流程须说明理由', 'cancelling a run needs a reason')
  const effects: Effect[] = []
  closeAll(graph, state.tokens, effects)
  return { state: { ...state, status: 'cancelled', tokens: [] }, effects }
}

const isTask = (graph: Graph, node: number): boolean =>
  graph.kinds[node] === kindCode['user-task'] || graph.kinds[node] === kindCode['service-task']

function closeAll(graph: Graph, tokens: readonly Token[], effects: Effect[]): void {
  for (const token of tokens)
    if (isTask(graph, graph.indexOf.get(token.at) ?? -1))
      effects.push({ type: 'task-closed', token: token.id, element: token.at, how: 'cancelled' })
}

const refuse = (refused: Refused['refused'], element: string | null, zh: string, en: string): Refused => ({
  refused,
  sentence: { zh, en },
  element,
})

const over = (status: 'ended' | 'cancelled'): Refused =>
  status === 'ended'
    ? refuse('conflict', null, '流程已经结束', 'the run has already ended')
    : refuse('conflict', null, '流程已经终止', 'the run has been cancelled')

const badVariables = (element: string | null): Refused =>
  refuse(
    'invalid',
    element,
    `变量须是文字、数字、是否或其列表,总长不超过 ${variablesLimit} 个字符`,
    `variables must be text, numbers, true or false, or lists of these, ${variablesLimit} characters at most`,
  )

const variableName = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u

function mergeVariables(old: Variables, given: Variables | undefined): Variables | null {
  if (given === undefined) return old
  const entries = Object.entries(given)
  if (entries.length === 0) return old
  for (const [name, value] of entries) {
    if (!variableName.test(name) || name === '__proto__') return null
    if (!(Array.isArray(value) ? value.every(isScalar) : isScalar(value))) return null
  }
  const merged = { ...old, ...given }
  return JSON.stringify(merged).length > variablesLimit ? null : merged
}

const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

/** One advance in progress: `queue` holds the flows along which tokens move, `tokens` those that wait. */
type Walk = {
  readonly graph: Graph
  readonly state: RunState
  readonly effects: Effect[]
  readonly queue: number[]
  tokens: Token[]
  next: number
}

function walk(graph: Graph, state: RunState, effects: Effect[], flow: number): Advance | Refused {
  const move: Walk = { graph, state, effects, queue: [flow], tokens: [...state.tokens], next: state.next }
  let lastEnd = ''
  for (let head = 0; head < move.queue.length; head += 1) {
    const via = move.queue[head] ?? 0
    const node = graph.flowTarget[via] ?? 0
    if (head >= graph.steps) return tooLong(graph, node)
    const kind = graph.kinds[node] ?? kindCode['start-event']
    switch (kind) {
      case kindCode['start-event']:
        break // nothing flows into a start event
      case kindCode['user-task']:
        open(move, node, 'task-opened')
        break
      case kindCode['service-task']:
        open(move, node, 'service-called')
        break
      case kindCode['exclusive-gateway']: {
        const chosen = choose(graph, state.variables, node)
        if (typeof chosen !== 'number') return chosen
        move.queue.push(chosen)
        break
      }
      case kindCode['parallel-gateway']:
        if (arriveAt(move, node, via)) fork(move, node)
        break
      case kindCode['end-event']:
        lastEnd = graph.ids[node] ?? ''
        break
      case kindCode['terminate-end-event']:
        closeAll(graph, move.tokens, effects)
        return end(move, graph.ids[node] ?? '')
    }
    if (move.tokens.length > graph.tokens) return tooWide(graph, node)
  }
  return settle(move, lastEnd)
}

/** Nothing moves any more: the run goes on waiting, has ended, or is stuck (which compile has ruled out). */
function settle(move: Walk, lastEnd: string): Advance | Refused {
  const { state, tokens, next } = move
  const [first] = tokens
  if (first === undefined) return end(move, lastEnd)
  if (tokens.every((token) => token.via !== undefined))
    return refuse('invalid', first.at, `汇合“${first.at}”永远等不齐`, `the join "${first.at}" would wait for ever`)
  return { state: { ...state, next, tokens }, effects: move.effects }
}

function end(move: Walk, element: string): Advance {
  move.effects.push({ type: 'ended', element })
  return { state: { ...move.state, status: 'ended', next: move.next, tokens: [] }, effects: move.effects }
}

function open(move: Walk, node: number, type: 'task-opened' | 'service-called'): void {
  const { graph } = move
  const element = graph.ids[node] ?? ''
  const token = move.next
  move.next += 1
  move.tokens.push({ id: token, at: element })
  move.effects.push({ type, token, element, name: graph.names[node] ?? '', properties: graph.properties[node] ?? {} })
}

/** The flow to take: the first whose condition holds, in the order of the document; the default when none does. */
function choose(graph: Graph, variables: Variables, node: number): number | Refused {
  const fallback = graph.defaultFlow[node] ?? -1
  const to = graph.outFirst[node + 1] ?? 0
  for (let flow = graph.outFirst[node] ?? 0; flow < to; flow += 1) {
    if (flow === fallback) continue
    const condition = graph.conditions[flow]
    if (!condition) return flow
    const holds = condition(variables)
    if (holds === true) return flow
    if (holds === null) return undecided(graph.flowIds[flow] ?? '')
  }
  if (fallback >= 0) return fallback
  const id = graph.ids[node] ?? ''
  return refuse('invalid', id, `网关“${id}”没有一个分支符合条件`, `no branch of the gateway "${id}" applies`)
}

/** Whether the gateway may go on: each other incoming flow has brought a token, and one of each is taken. If not, this one waits. */
function arriveAt(move: Walk, node: number, flow: number): boolean {
  const { graph } = move
  const needed = graph.inCount[node] ?? 1
  if (needed === 1) return true
  const at = graph.ids[node] ?? ''
  const via = graph.flowIds[flow] ?? ''
  const others = new Map<string, number>() // the oldest token of each other flow
  for (const token of move.tokens)
    if (token.at === at && token.via !== undefined && token.via !== via && !others.has(token.via))
      others.set(token.via, token.id)
  if (others.size < needed - 1) {
    move.tokens.push({ id: move.next, at, via })
    move.next += 1
    return false
  }
  const taken = new Set(others.values())
  move.tokens = move.tokens.filter((token) => !taken.has(token.id))
  return true
}

function fork(move: Walk, node: number): void {
  const to = move.graph.outFirst[node + 1] ?? 0
  for (let flow = move.graph.outFirst[node] ?? 0; flow < to; flow += 1) move.queue.push(flow)
}

const undecided = (flow: string): Refused =>
  refuse(
    'invalid',
    flow,
    `顺序流“${flow}”的条件无法判断:缺少变量,或变量的类型不符`,
    `the condition of "${flow}" cannot be decided: a variable is missing or of the wrong type`,
  )

const tooLong = (graph: Graph, node: number): Refused =>
  refuse(
    'invalid',
    graph.ids[node] ?? null,
    `一次推进超过 ${graph.steps} 步`,
    `one signal led to more than ${graph.steps} steps`,
  )

const tooWide = (graph: Graph, node: number): Refused =>
  refuse(
    'invalid',
    graph.ids[node] ?? null,
    `同时进行的分支超过 ${graph.tokens} 个`,
    `more than ${graph.tokens} branches run at the same time`,
  )
