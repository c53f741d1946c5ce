import type { Graph } from '#bpmn'
import { flowsFrom, isFork, isKind, isMeeting, nextOf, reachFrom } from './next-of.ts'

/**
 * Ends that an accepted case may come to while nothing has closed it: nobody could act on it any more, and its clock would run on. What
 * is declined is closed by that, so behind the acceptance only the ways of what is accepted are gone; and a branch that runs beside others
 * may end, for they go on. Where branches meet, a closing on any of them counts. None where the route never closes anything, which is
 * told as such. Linear in the size of the route.
 */
export function openEnds(graph: Graph): string[] {
  const all = graph.ids.map((_, node) => node)
  const call = (node: number): string => graph.properties[node]?.['call'] ?? ''
  const closing = all.filter((node) => call(node) === 'close-case')
  if (closing.length === 0) return []
  const beside = reachFrom(
    all.filter((node) => isFork(graph, node)).flatMap((node) => nextOf(graph, node, 'interrupting')),
    (node) => (isMeeting(graph, node) ? [] : nextOf(graph, node, 'interrupting')),
  )
  const closed = reachFrom(
    closing.filter((node) => beside.has(node)),
    (node) => nextOf(graph, node, 'interrupting'),
  )
  const isOver = (node: number): boolean => call(node) === 'close-case' || (isMeeting(graph, node) && closed.has(node))
  const ahead = all.flatMap((node): At[] => {
    const isAsked = graph.kindNames[node] === 'user-task' && graph.properties[node]?.['stage'] === 'acceptance'
    // What ends an acceptance from its border has accepted nothing.
    const next = isAsked || call(node) === 'accept-by-rule' ? nextOf(graph, node, 'none') : []
    return next.map((each) => ({ node: each, accepted: isAsked }))
  })
  const seen = new Set<string>()
  const open = new Set<number>()
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    const { node, accepted } = at
    if (isOver(node) || seen.has(`${node} ${accepted}`)) continue
    seen.add(`${node} ${accepted}`)
    if (isLast(graph, node) && !beside.has(node)) open.add(node)
    // A later step has an outcome of its own.
    ahead.push(...leaving(graph, { node, accepted: accepted && isPassed(graph, node) }))
  }
  return all.filter((node) => open.has(node)).map((node) => graph.ids[node] ?? '')
}

/** Where an accepted case is, and whether its last outcome is that it was accepted. */
type At = { node: number; accepted: boolean }

const isLast = (graph: Graph, node: number): boolean =>
  isKind(graph, node, /end-event$/) && (graph.parent[node] ?? -1) < 0
const isPassed = (graph: Graph, node: number): boolean => isKind(graph, node, /gateway$|throw-event$|send-task$/)

function leaving(graph: Graph, { node, accepted }: At): At[] {
  const flows = flowsFrom(graph, node)
  const next = nextOf(graph, node, 'interrupting', accepted ? takenBy(graph, node, flows) : flows)
  return next.map((each) => ({ node: each, accepted }))
}

/** The flows that a gateway may choose when the last outcome is that the case was accepted, as far as their conditions ask only that. */
function takenBy(graph: Graph, node: number, flows: readonly number[]): readonly number[] {
  if (!isKind(graph, node, /^(exclusive|inclusive)-gateway$/) || flows.length < 2) return flows
  const fallback = graph.defaultFlow[node] ?? -1
  const answers = flows.map((flow) => graph.conditions[flow]?.({ outcome: 'accepted' }) ?? null)
  const isChosen = flows.some((flow, at) => flow !== fallback && answers[at] === true)
  return flows.filter((flow, at) => (flow === fallback ? !isChosen : answers[at] !== false))
}
