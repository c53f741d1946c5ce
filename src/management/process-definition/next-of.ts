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
