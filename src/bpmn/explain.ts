import { type Graph, kindCode } from './graph.ts'
import type { NodeKind } from './model.ts'
import { isDone, pagesOf, type RunState, type Token } from './run-state.ts'

export type Step = { element: string; name: string; kind: NodeKind }
/** A timer, message or signal that would move a token: its element, and the name of the message or signal. */
export type Awaited = { type: 'timer' | 'message' | 'signal'; element: string; name: string }
export type Explanation = {
  /** Where the run stands: open tasks, events and timers that wait, sub-processes under way, joins that wait for other branches. */
  standing: (Step & { token: number; awaits?: Awaited[] })[]
  /** Tasks, sub-processes and events behind the run at least once, in flow order. */
  done: Step[]
  /** User tasks that can still come, in flow order; conditions are left aside, so not all of them have to. */
  ahead: Step[]
  status: RunState['status']
}

/** Says where a run stands, what lies behind it and what may lie ahead. */
export function explain(graph: Graph, state: RunState): Explanation {
  const standing = state.tokens.map((token) => ({
    token: token.id,
    ...describe(graph, graph.indexOf.get(token.at) ?? -1, token.at),
    ...awaitedBy(graph, state, token),
  }))
  const here = new Set(state.tokens.map((token) => graph.indexOf.get(token.at) ?? -1))
  const ahead = state.status === 'running' ? reachable(graph, here, state.next === 1) : new Set<number>()
  const nodes = graph.ids.map((_, node) => node)
  const past = pagesOf(state.done)
  return {
    standing,
    done: nodes.filter((node) => isDone(past, node)).map((node) => describe(graph, node)),
    ahead: nodes
      .filter((node) => ahead.has(node) && !here.has(node) && graph.kinds[node] === kindCode['user-task'])
      .map((node) => describe(graph, node)),
    status: state.status,
  }
}

/** What a token waits for by itself, on its border or behind its event gateway; nothing for one repetition of many. */
function awaitedBy(graph: Graph, state: RunState, token: Token): { awaits?: Awaited[] } {
  const node = graph.indexOf.get(token.at) ?? -1
  if (token.via !== undefined || token.on !== undefined) return {}
  const isRepetition = state.tokens.some((each) => each.id === token.scope && each.at === token.at)
  const branches =
    graph.kinds[node] === kindCode['event-based-gateway']
      ? graph.flowTarget.slice(graph.outFirst[node] ?? 0, graph.outFirst[node + 1] ?? 0)
      : []
  const own = token.loop === undefined ? [node] : []
  const borders = isRepetition ? [] : (graph.borders[node] ?? [])
  const awaits = [...own, ...borders, ...branches].flatMap((each): Awaited[] => {
    const event = graph.events[each] ?? null
    const element = graph.ids[each] ?? ''
    if (event?.type === 'timer') return [{ type: 'timer', element, name: '' }]
    return event?.type === 'message' || event?.type === 'signal'
      ? [{ type: event.type, element, name: event.name }]
      : []
  })
  return awaits.length === 0 ? {} : { awaits }
}

/** The tasks of a process in flow order, for guides and drawings; those of sub-processes and called processes included. */
export function listSteps(graph: Graph): (Step & { properties: Readonly<Record<string, string>> })[] {
  return graph.ids.flatMap((_, node) =>
    graph.kindNames[node]?.endsWith('-task')
      ? [{ ...describe(graph, node), properties: graph.properties[node] ?? {} }]
      : [],
  )
}

function describe(graph: Graph, node: number, id = ''): Step {
  return { element: graph.ids[node] ?? id, name: graph.names[node] ?? id, kind: graph.kindNames[node] ?? 'user-task' }
}

function reachable(graph: Graph, from: ReadonlySet<number>, notStarted: boolean): Set<number> {
  const seen = new Set<number>()
  const visit = (node: number, isInside: boolean): void => {
    for (let flow = graph.outFirst[node] ?? 0; flow < (graph.outFirst[node + 1] ?? 0); flow += 1)
      seen.add(graph.flowTarget[flow] ?? 0)
    for (const border of graph.borders[node] ?? []) seen.add(border)
    const entry = graph.entry[node] ?? -1
    if (entry >= 0 && !isInside) seen.add(entry)
  }
  // What goes on inside a sub-process that has begun is told by the tokens that stand there.
  for (const node of notStarted ? [graph.start] : from) visit(node, true)
  for (const node of seen) visit(node, false) // a Set is walked in order while it grows
  return seen
}
