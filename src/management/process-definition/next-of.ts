import type { Graph } from '#bpmn'

/** The flows that leave a node, by number. */
export function flowsFrom(graph: Graph, node: number): number[] {
  const [first = 0, end = first] = graph.outFirst.slice(node, node + 2)
  return Array.from({ length: end - first }, (_, at) => first + at)
}

/**
 * The nodes right after one: along these of its flows (all of them, where none are named), from its border, into what it holds, and past
 * what it ends.
 */
export function nextOf(
  graph: Graph,
  node: number,
  borders: 'all' | 'interrupting' | 'none',
  flows: readonly number[] = flowsFrom(graph, node),
): number[] {
  const entry = graph.entry[node] ?? -1
  const holder = graph.parent[node] ?? -1
  const past = holder >= 0 && flows.length === 0 ? flowsFrom(graph, holder) : []
  const hosts = borders === 'none' ? [] : [node, ...(holder >= 0 ? [holder] : [])]
  const events = hosts.flatMap((host) => graph.borders[host] ?? [])
  const targets = [...flows, ...past].map((flow) => graph.flowTarget[flow] ?? -1)
  return [
    ...targets,
    ...events.filter((event) => borders === 'all' || graph.interrupting[event]),
    ...(entry >= 0 ? [entry] : []),
  ]
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
