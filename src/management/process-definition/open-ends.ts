import type { Graph } from '#bpmn'
import { flowsFrom, isFork, isKind, isMeeting, nextOf, reachFrom } from './next-of.ts'

/** Ends that an accepted case may come to unclosed, and closings and results that it may come to undecided; by element. */
export type Unfinished = { ends: string[]; closings: string[] }

/**
 * Where an accepted case may end while nothing has closed it: nobody could act on it any more, and its clock would run on. And where it would
 * be closed, or its result issued, while nobody has decided. What is declined is closed by that, so behind the acceptance only the ways of
 * what is accepted are gone; and a branch that runs beside others may end, for they go on. Where branches meet, a closing or a decision
 * on any of them counts. No ends where the route never closes anything, which is told as such. Linear in the size of the route.
 */
export function findUnfinished(graph: Graph): Unfinished {
  const all = graph.ids.map((_, node) => node)
  const marks = markBranches(graph, all)
  const seen = new Set<string>()
  const [ends, closings] = [new Set<number>(), new Set<number>()]
  const ahead = acceptedAt(graph, all)
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    const { node, accepted } = at
    const key = `${node} ${accepted} ${at.decided}`
    if (seen.has(key)) continue
    seen.add(key)
    const isMet = isMeeting(graph, node)
    const [isClosing, isBeside] = [closes(graph, node), marks.beside.has(node)]
    const isDecided = at.decided || decides(graph, node) || (isMet && marks.decided.has(node))
    if (!isDecided && !isBeside && (isClosing || callOf(graph, node) === 'issue-result')) closings.add(node)
    if (isClosing || (isMet && marks.closed.has(node))) continue
    if (isLast(graph, node) && (!isBeside || graph.kindNames[node] === 'terminate-end-event')) ends.add(node)
    // A later step has an outcome of its own.
    ahead.push(...leaving(graph, { node, accepted: accepted && isPassed(graph, node), decided: isDecided }))
  }
  const named = (found: ReadonlySet<number>): string[] =>
    all.filter((node) => found.has(node)).map((node) => graph.ids[node] ?? '')
  return { ends: all.some((node) => closes(graph, node)) ? named(ends) : [], closings: named(closings) }
}

const callOf = (graph: Graph, node: number): string => graph.properties[node]?.['call'] ?? ''
const stageOf = (graph: Graph, node: number): string =>
  graph.kindNames[node] === 'user-task' ? (graph.properties[node]?.['stage'] ?? '') : ''
const closes = (graph: Graph, node: number): boolean => callOf(graph, node) === 'close-case'
const decides = (graph: Graph, node: number): boolean =>
  stageOf(graph, node) === 'decision' || callOf(graph, node) === 'decide-by-rule'

/** Which steps stand on branches beside others, and what lies behind branches that close or decide. */
function markBranches(
  graph: Graph,
  all: readonly number[],
): Record<'beside' | 'closed' | 'decided', ReadonlySet<number>> {
  const next = (node: number): number[] => nextOf(graph, node, 'interrupting')
  const beside = reachFrom(
    all.flatMap((node) => (isFork(graph, node) ? next(node) : startsBeside(graph, node) ? [node] : [])),
    (node) => (isMeeting(graph, node) ? [] : next(node)),
  )
  const behind = (found: (graph: Graph, node: number) => boolean): ReadonlySet<number> =>
    reachFrom(
      all.filter((node) => found(graph, node) && beside.has(node)),
      next,
    )
  return { beside, closed: behind(closes), decided: behind(decides) }
}

/** Where a case is that was just accepted, by a person or by rule. */
function acceptedAt(graph: Graph, all: readonly number[]): At[] {
  return all.flatMap((node): At[] => {
    const accepted = stageOf(graph, node) === 'acceptance'
    // What ends an acceptance from its border has accepted nothing.
    const after = accepted || callOf(graph, node) === 'accept-by-rule' ? nextOf(graph, node, 'none') : []
    return after.map((each) => ({ node: each, accepted, decided: false }))
  })
}

/** Where an accepted case is, whether its last outcome is that it was accepted, and whether it was decided. */
type At = { node: number; accepted: boolean; decided: boolean }

const isLast = (graph: Graph, node: number): boolean =>
  isKind(graph, node, /end-event$/) && (graph.parent[node] ?? -1) < 0
/** What leaves the last outcome as it is: all but people’s steps and tables. A service may bring another; then its own conditions ask. */
const isPassed = (graph: Graph, node: number): boolean => !isKind(graph, node, /^(user-task|business-rule-task)$/)
const startsBeside = (graph: Graph, node: number): boolean =>
  isKind(graph, node, /^boundary-event$/) && graph.interrupting[node] === false

function leaving(graph: Graph, { node, ...rest }: At): At[] {
  const flows = flowsFrom(graph, node)
  const next = nextOf(graph, node, 'all', rest.accepted ? takenBy(graph, node, flows) : flows)
  return next.map((each) => ({ node: each, ...rest }))
}

/** The flows that a gateway may choose when the last outcome is that the case was accepted, as far as their conditions ask only that. */
function takenBy(graph: Graph, node: number, flows: readonly number[]): readonly number[] {
  if (!isKind(graph, node, /^(exclusive|inclusive)-gateway$/) || flows.length < 2) return flows
  const fallback = graph.defaultFlow[node] ?? -1
  const answers = flows.map((flow) => graph.conditions[flow]?.({ outcome: 'accepted' }) ?? null)
  const isChosen = flows.some((flow, at) => flow !== fallback && answers[at] === true)
  return flows.filter((flow, at) => (flow === fallback ? !isChosen : answers[at] !== false))
}
