import { type Graph, kindCode } from './graph.ts'
import type { ProblemCode } from './problem.ts'

/** Where a way through the process goes wrong: `node` is a node number of the graph. */
export type Unsound = { code: ProblemCode; node: number; what: string }

/**
 * Walks every way through the process, conditions left aside, and looks for a join that waits for ever, a branch that
 * reaches the same join twice, and branches that multiply.
 *
 * Every choice is made by one gateway alone (the net is free-choice), so the order in which tokens move cannot change what goes wrong:
 * one order is enough, and only choices need remembering. That keeps the walk about as long as the process. What is
 * still too long after `analysis` movements is refused.
 */
export function findUnsound(graph: Graph, analysis: number): Unsound | null {
  const seen = new Set<string>()
  const open: Marking[] = [{ ready: [graph.start], joins: new Map() }]
  let budget = analysis
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    const result = run(graph, marking, () => {
      budget -= 1
      return budget >= 0
    })
    if (result.unsound) return result.unsound
    if (result.choice === null) continue
    const key = keyOf(marking)
    budget -= key.length >> 3
    if (seen.has(key)) continue
    seen.add(key)
    marking.ready.pop()
    for (let flow = first(graph, result.choice); flow < first(graph, result.choice + 1); flow += 1) {
      const next = {
        ready: [...marking.ready],
        joins: new Map([...marking.joins].map(([join, via]) => [join, new Set(via)])),
      }
      const trouble = arrive(graph, next, flow)
      if (trouble) return trouble
      open.push(next)
    }
  }
  return null
}

/** Tokens able to move (node numbers, the last moves first), and flows over which joins have already been reached. */
type Marking = { ready: number[]; joins: Map<number, Set<number>> }

const first = (graph: Graph, node: number): number => graph.outFirst[node] ?? 0

const keyOf = (marking: Marking): string =>
  `${marking.ready.join()};${[...marking.joins]
    .map(([join, via]) => `${join}:${[...via].sort().join()}`)
    .sort()
    .join(';')}`

/** Moves tokens until one stands before a choice (it stays last in `ready`), or none can move. */
function run(graph: Graph, marking: Marking, spend: () => boolean): { choice: number | null; unsound: Unsound | null } {
  let steps = 0
  let landmark = ''
  for (let node = marking.ready.at(-1); node !== undefined; node = marking.ready.at(-1)) {
    if (!spend()) return { choice: null, unsound: { code: 'too-tangled', node, what: '' } }
    steps += 1
    // Without a choice the same marking twice means: for ever (Brent's method, once the run is longer than the process).
    if (steps > 4 * graph.ids.length) {
      const key = keyOf(marking)
      if (key === landmark) return { choice: null, unsound: { code: 'never-ends', node, what: '' } }
      if ((steps & (steps - 1)) === 0) landmark = key
    }
    const kind = graph.kinds[node]
    if (kind === kindCode['terminate-end-event']) return { choice: null, unsound: null }
    const from = first(graph, node)
    const to = first(graph, node + 1)
    if (kind === kindCode['exclusive-gateway'] && to - from > 1) return { choice: node, unsound: null }
    marking.ready.pop()
    for (let flow = from; flow < to; flow += 1) {
      const trouble = arrive(graph, marking, flow)
      if (trouble) return { choice: null, unsound: trouble }
    }
  }
  const [waiting] = marking.joins.keys()
  return {
    choice: null,
    unsound: waiting === undefined ? null : { code: 'join-never-completes', node: waiting, what: '' },
  }
}

function arrive(graph: Graph, marking: Marking, flow: number): Unsound | null {
  const node = graph.flowTarget[flow] ?? 0
  if (marking.ready.length >= graph.tokens) return { code: 'too-many-tokens', node, what: String(graph.tokens) }
  const needed = graph.kinds[node] === kindCode['parallel-gateway'] ? (graph.inCount[node] ?? 1) : 1
  if (needed === 1) {
    marking.ready.push(node)
    return null
  }
  const via = marking.joins.get(node) ?? new Set()
  if (via.has(flow)) return { code: 'join-overrun', node, what: '' }
  via.add(flow)
  if (via.size < needed) marking.joins.set(node, via)
  else {
    marking.joins.delete(node)
    marking.ready.push(node)
  }
  return null
}
