import type { Graph } from '#bpmn'

/** The flows that leave a node, by number. */
export function flowsFrom(graph: Graph, node: number): number[] {
  const [first = 0, end = first] = graph.outFirst.slice(node, node + 2)
  return Array.from({ length: end - first }, (_, at) => first + at)
}

/** Events on one border that are looked at: a hostile drawing hangs thousands on one, and every step inside would be told of them all. */
const mostBorders = 50

/**
 * The nodes right after one: along these of its flows (all of them, where none are named), from its border and that of what holds it, into
 * what it holds, and past what it ends. What holds something is left by what it holds; only one that is repeated, perhaps no time
 * at all, is passed as well.
 */
export function nextOf(
  graph: Graph,
  node: number,
  borders: 'all' | 'interrupting' | 'none',
  flows: readonly number[] = flowsFrom(graph, node),
): number[] {
  const entry = graph.entry[node] ?? -1
  const holder = graph.parent[node] ?? -1
  const past = holder >= 0 && flows.length === 0 && !throws(graph, node, 'error') ? flowsFrom(graph, holder) : []
  const own = entry >= 0 && graph.loops[node] === null ? [] : flows
  const around = holder < 0 ? [] : bordersOf(graph, holder).filter((event) => mayLeaveBy(graph, node, event))
  const events = borders === 'none' ? [] : [...bordersOf(graph, node), ...around]
  return [
    ...[...own, ...past].map((flow) => graph.flowTarget[flow] ?? -1),
    ...events.filter((event) => borders === 'all' || graph.interrupting[event]),
    ...(entry >= 0 ? [entry] : []),
  ]
}

const bordersOf = (graph: Graph, node: number): readonly number[] => (graph.borders[node] ?? []).slice(0, mostBorders)
const throws = (graph: Graph, node: number, type: string): boolean =>
  isKind(graph, node, /^(end-event|throw-event)$/) && graph.events[node]?.type === type

/** Whether an event on the border of what holds a node may come while a run stands there, or by the node itself. */
function mayLeaveBy(graph: Graph, node: number, event: number): boolean {
  const type = graph.events[event]?.type ?? ''
  if (type === 'error' || type === 'escalation')
    return throws(graph, node, type) || isKind(graph, node, /^(service-task|sub-process|call-activity)$/)
  const sends = (type === 'message' || type === 'signal') && throws(graph, node, type)
  return sends || isKind(graph, node, /(-task|^catch-event|^event-based-gateway|^sub-process|^call-activity)$/)
}

export const isKind = (graph: Graph, node: number, kinds: RegExp): boolean => kinds.test(graph.kindNames[node] ?? '')

/** Several ways go on from there at once. */
export const isFork = (graph: Graph, node: number): boolean =>
  flowsFrom(graph, node).length > 1 && !isKind(graph, node, /^(exclusive|event-based)-gateway$/)
/** Ways that go on at once may meet there. */
export const isMeeting = (graph: Graph, node: number): boolean =>
  (graph.inCount[node] ?? 0) > 1 && isKind(graph, node, /^(parallel|inclusive)-gateway$/)

/** The sources and all that is reached from them. */
export function reachFrom(sources: readonly number[], next: (node: number) => readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const ahead = [...sources]
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    ahead.push(...next(node))
  }
  return reached
}
