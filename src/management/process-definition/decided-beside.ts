import type { Graph } from '#bpmn'
import { flowsFrom, isFork, isKind, isMeeting, nextOf, reachFrom } from './next-of.ts'

/** Forks that are looked at closely: a route with more of them that lead to decisions has been told of enough. */
const mostLooked = 50

/**
 * Decisions that several ways come to at once: branches of a fork that have not met before, or a step and what an event on its border
 * begins beside it. The case is decided by whichever is first, and stands at the other for ever. Of an inclusive gateway nothing is said:
 * its conditions may leave one way only.
 */
export function decidedBeside(graph: Graph, decisions: readonly number[]): number[] {
  const isDecision = new Set(decisions)
  const before: number[][] = graph.ids.map(() => [])
  for (const node of graph.ids.keys()) for (const next of nextOf(graph, node, 'all')) before[next]?.push(node)
  const leads = reachFrom(decisions, (node) => (before[node] ?? []).filter((each) => !isMeeting(graph, each)))
  const found = new Set<number>()
  const forks = [...graph.ids.keys()].map((node) => ({ node, ways: waysAtOnce(graph, node) }))
  const looked = forks.filter(({ ways }) => ways.filter((way) => way.some((node) => leads.has(node))).length > 1)
  for (const { node, ways } of looked.slice(0, mostLooked)) {
    // The end of a sub-process waits for all ways within, and what is around it ends them all: nobody goes beyond.
    const holder = graph.parent[node] ?? -1
    const next = (at: number): number[] =>
      at === node || isDecision.has(at) || isMeeting(graph, at)
        ? []
        : nextOf(graph, at, 'interrupting').filter((each) => isWithin(graph, each, holder))
    const reached = ways.map((way) => [...reachFrom(way, next)].filter((each) => isDecision.has(each)))
    const several = reached.filter((each) => each.length > 0)
    if (several.length > 1) for (const each of several.flat()) found.add(each)
  }
  return decisions.filter((node) => found.has(node))
}

function isWithin(graph: Graph, node: number, holder: number): boolean {
  for (let at = node; at >= 0; at = graph.parent[at] ?? -1) if ((graph.parent[at] ?? -1) === holder) return true
  return false
}

/** Where the ways begin that go on from a node at once; one where it does not fork. */
function waysAtOnce(graph: Graph, node: number): number[][] {
  const target = (flow: number): number => graph.flowTarget[flow] ?? -1
  const beside = (graph.borders[node] ?? []).filter((border) => graph.interrupting[border] === false)
  const forks = isFork(graph, node) && !isKind(graph, node, /^inclusive-gateway$/)
  const own = forks
    ? flowsFrom(graph, node).map((flow) => [target(flow)])
    : [[node, ...nextOf(graph, node, 'interrupting')].filter((each) => isWithin(graph, each, graph.parent[node] ?? -1))]
  return [...own, ...beside.map((border) => [border])]
}
