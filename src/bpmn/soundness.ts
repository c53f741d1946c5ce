import { type Graph, kindCode } from './graph.ts'
import { isJoinReady } from './join-reach.ts'
import type { ProblemCode } from './problem.ts'
import type { Token } from './run-state.ts'

/** Where a way through the process goes wrong: `node` is a node number of the graph. */
export type Unsound = { code: ProblemCode; node: number; what: string }

/**
 * Walks every way through the process, conditions left aside, and looks for a join that waits for ever, a branch that
 * reaches the same join twice, and branches that multiply. Each sub-process is walked on its own; from outside it is one step.
 *
 * Every choice is made by one gateway or activity alone (the net is free-choice), so the order in which tokens move cannot change
 * what goes wrong: one order is enough, and only choices need remembering. That keeps the walk about as long as the
 * process. What is still too long after `analysis` movements is refused. Of an event that does not interrupt, one
 * firing is tried; of the branches of an inclusive gateway, all combinations up to four branches. What slips through is
 * refused by `advance` when it happens.
 */
export function findUnsound(graph: Graph, analysis: number): Unsound | null {
  const search: Search = { graph, budget: analysis, spent: new Set(), isRun: false }
  for (const start of [graph.start, ...graph.entry.filter((node) => node >= 0)]) {
    const unsound = searchFrom(search, start)
    if (unsound !== null) return unsound
  }
  return null
}

/**
 * The same for a run that stands where it stands: the join that waits for ever, or is reached twice, on some way from there. A token that
 * waits for an event beside it (`on`) moves nothing of its own; a timer on the border of where a token stands that has none came already. An
 * inclusive join takes what comes, however often.
 */
export function findUnsoundRun(graph: Graph, tokens: readonly Token[], analysis: number): Unsound | null {
  const timed = new Set(tokens.flatMap((token) => (token.on === undefined ? [] : [nodeAt(graph, token)])))
  const spent = new Set(
    tokens.flatMap((token) =>
      (graph.borders[nodeAt(graph, token)] ?? []).filter(
        (border) => graph.events[border]?.type === 'timer' && !timed.has(border),
      ),
    ),
  )
  const search: Search = { graph, budget: analysis, spent, isRun: true }
  const holders = tokens.filter((token) => token.loop === undefined && (graph.entry[nodeAt(graph, token)] ?? -1) >= 0)
  for (const scope of [undefined, ...holders.map((token) => token.id)]) {
    const marking = markingOf(
      graph,
      tokens.filter((token) => token.scope === scope && token.on === undefined),
    )
    const unsound = 'code' in marking ? marking : searchOn(search, marking)
    if (unsound?.code === 'join-never-completes' || unsound?.code === 'join-overrun') return unsound
  }
  return null
}

const nodeAt = (graph: Graph, token: Token): number => graph.indexOf.get(token.at) ?? -1

function markingOf(graph: Graph, tokens: readonly Token[]): Marking | Unsound {
  const marking: Marking = { ready: [], joins: new Map() }
  for (const token of tokens) {
    if (token.via === undefined) {
      marking.ready.push(nodeAt(graph, token))
      continue
    }
    const before = marking.ready.length
    const trouble = arrive(graph, marking, graph.flowIds.indexOf(token.via), true)
    if (trouble) return trouble
    // Who waits there is let go by the next to come; nobody more comes.
    if (marking.ready.length > before) return { code: 'join-never-completes', node: nodeAt(graph, token), what: '' }
  }
  return marking
}

type Search = { readonly graph: Graph; budget: number; readonly spent: ReadonlySet<number>; readonly isRun: boolean }

/** Tokens able to move (node numbers, the last moves first), and flows over which joins have already been reached. */
type Marking = { ready: number[]; joins: Map<number, Set<number>> }

const searchFrom = (search: Search, start: number): Unsound | null =>
  searchOn(search, { ready: [start], joins: new Map() })

function searchOn(search: Search, from: Marking): Unsound | null {
  const seen = new Set<string>()
  const open: Marking[] = [from]
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    const result = run(search, marking)
    if (result.unsound) return result.unsound
    if (result.choice === null) continue
    const key = keyOf(marking)
    search.budget -= key.length >> 3
    if (seen.has(key)) continue
    seen.add(key)
    marking.ready.pop()
    for (const flows of result.choice) {
      const next = {
        ready: [...marking.ready],
        joins: new Map([...marking.joins].map(([join, via]) => [join, new Set(via)])),
      }
      const trouble = arriveBy(search, next, flows)
      if (trouble) return trouble
      open.push(next)
    }
  }
  return null
}

const first = (graph: Graph, node: number): number => graph.outFirst[node] ?? 0

const keyOf = (marking: Marking): string =>
  `${marking.ready.join()};${[...marking.joins]
    .map(([join, via]) => `${join}:${[...via].sort().join()}`)
    .sort()
    .join(';')}`

type Stop = { choice: number[][] | null; unsound: Unsound | null }

/** Moves tokens until one stands before a choice (it stays last in `ready`), or none can move. */
function run(search: Search, marking: Marking): Stop {
  const { graph } = search
  let steps = 0
  let landmark = ''
  for (let node = nextReady(search, marking); node !== undefined; node = nextReady(search, marking)) {
    search.budget -= 1
    if (search.budget < 0) return wrong('too-tangled', node)
    steps += 1
    // Without a choice the same marking twice means: for ever (Brent's method, once the run is longer than the process).
    if (steps > 4 * graph.ids.length) {
      const key = keyOf(marking)
      if (key === landmark) return wrong('never-ends', node)
      if ((steps & (steps - 1)) === 0) landmark = key
    }
    if (endsAll(graph, node)) return { choice: null, unsound: null }
    const ways = waysOut(search, node)
    if (ways.length > 1) return { choice: ways, unsound: null }
    marking.ready.pop()
    const trouble = arriveBy(search, marking, ways[0] ?? [])
    if (trouble) return { choice: null, unsound: trouble }
  }
  const [waiting] = marking.joins.keys()
  return waiting === undefined ? { choice: null, unsound: null } : wrong('join-never-completes', waiting)
}

const wrong = (code: ProblemCode, node: number): Stop => ({ choice: null, unsound: { code, node, what: '' } })

/** The node that moves next; when only joins wait, an inclusive one that nothing more can reach. */
function nextReady(search: Search, marking: Marking): number | undefined {
  const { graph } = search
  const { ready, joins } = marking
  if (ready.length > 0 || graph.joins === null) return ready.at(-1)
  // Each waiting join is asked about each other: many of them at once cost more than a movement.
  search.budget -= (joins.size * joins.size) >> 4
  if (search.budget < 0) return joins.keys().next().value
  for (const [join, via] of joins) {
    if (!isJoinReady(graph.joins, join, via, joins.keys())) continue
    joins.delete(join)
    ready.push(join)
    return join
  }
  return undefined
}

const endsAll = (graph: Graph, node: number): boolean =>
  graph.kinds[node] === kindCode['terminate-end-event'] ||
  (graph.kinds[node] === kindCode['end-event'] && graph.events[node]?.type === 'error')

/** The flows along which a token may leave: one list for each choice. */
function waysOut({ graph, spent }: Search, node: number): number[][] {
  const out = Array.from({ length: first(graph, node + 1) - first(graph, node) }, (_, i) => first(graph, node) + i)
  const kind = graph.kinds[node]
  if (kind === kindCode['exclusive-gateway'] || kind === kindCode['event-based-gateway'])
    return out.map((flow) => [flow])
  if (kind === kindCode['inclusive-gateway'] && out.length > 1) return subsets(out)
  const borders = (graph.borders[node] ?? [])
    .filter((border) => !spent.has(border))
    .map((border) => ({ border, flow: first(graph, border) }))
  return [out, ...borders.map(({ border, flow }) => (graph.interrupting[border] ? [flow] : [...out, flow]))]
}

function subsets(flows: readonly number[]): number[][] {
  if (flows.length > 4) return [...flows.map((flow) => [flow]), [...flows]]
  const all = Array.from({ length: 2 ** flows.length - 1 }, (_, bits) => bits + 1)
  return all.map((bits) => flows.filter((_, index) => (bits & (1 << index)) !== 0))
}

function arriveBy({ graph, isRun }: Search, marking: Marking, flows: readonly number[]): Unsound | null {
  for (const flow of flows) {
    const trouble = arrive(graph, marking, flow, isRun)
    if (trouble) return trouble
  }
  return null
}

function arrive(graph: Graph, marking: Marking, flow: number, isRun: boolean): Unsound | null {
  const node = graph.flowTarget[flow] ?? 0
  if (marking.ready.length >= graph.tokens) return { code: 'too-many-tokens', node, what: String(graph.tokens) }
  const isParallel = graph.kinds[node] === kindCode['parallel-gateway']
  const isInclusive = graph.joins?.has(node) === true
  const needed = isParallel ? (graph.inCount[node] ?? 1) : 1
  if (needed === 1 && !isInclusive) {
    marking.ready.push(node)
    return null
  }
  const via = marking.joins.get(node) ?? new Set()
  if (via.has(flow) && isRun && isInclusive) return null
  if (via.has(flow)) return { code: 'join-overrun', node, what: '' }
  via.add(flow)
  if (isInclusive || via.size < needed) marking.joins.set(node, via)
  else {
    marking.joins.delete(node)
    marking.ready.push(node)
  }
  return null
}
