import { type Graph, kindCode } from './graph.ts'
import { isJoinReady } from './join-reach.ts'
import { noBranch, undecided } from './refusals.ts'
import type { Token } from './run-state.ts'
import { setTimer } from './timers.ts'
import { addToken, follow, idOf, leave, moveAfter, moveFrom, nodeOf, visible, type Walk } from './walk.ts'

/** The flow to take: the first whose condition holds, in the order of the document; the default when none does. */
export function choose(walk: Walk, node: number, scope: number): void {
  const chosen = holding(walk, node, scope, 1)
  if (chosen !== null) for (const flow of chosen) follow(walk, flow, scope)
}

/** Every flow whose condition holds; the default when none does. */
export function chooseAll(walk: Walk, node: number, scope: number): void {
  const chosen = holding(walk, node, scope, Number.POSITIVE_INFINITY)
  if (chosen !== null) for (const flow of chosen) follow(walk, flow, scope)
}

function holding(walk: Walk, node: number, scope: number, most: number): number[] | null {
  const { graph } = walk
  const variables = visible(walk, scope)
  const fallback = graph.defaultFlow[node] ?? -1
  const to = graph.outFirst[node + 1] ?? 0
  const chosen: number[] = []
  for (let flow = graph.outFirst[node] ?? 0; flow < to && chosen.length < most; flow += 1) {
    if (flow === fallback) continue
    const holds = graph.conditions[flow]?.(variables) ?? (graph.conditions[flow] ? null : true)
    if (holds === null) walk.trouble ??= undecided(graph.flowIds[flow] ?? '')
    if (holds === null) return null
    if (holds) chosen.push(flow)
  }
  if (chosen.length === 0 && fallback >= 0) chosen.push(fallback)
  if (chosen.length === 0) walk.trouble ??= noBranch(idOf(graph, node))
  return chosen
}

/** A token comes to a parallel gateway: it goes on when each other incoming flow has brought one, and one of each is taken. */
export function arriveAtParallel(walk: Walk, node: number, via: number, scope: number): void {
  const { graph } = walk
  const needed = graph.inCount[node] ?? 1
  if (needed > 1) {
    const at = idOf(graph, node)
    const flow = graph.flowIds[via] ?? ''
    const others = new Map<string, number>() // the oldest token of each other flow
    for (const token of walk.tokens)
      if (token.at === at && (token.scope ?? 0) === scope && token.via !== undefined && token.via !== flow)
        if (!others.has(token.via)) others.set(token.via, token.id)
    if (others.size < needed - 1) {
      addToken(walk, node, scope, { via: flow })
      return
    }
    const taken = new Set(others.values())
    for (const id of taken) moveAfter(walk, walk.hearing.behind.get(id) ?? [])
    walk.tokens = walk.tokens.filter((token) => !taken.has(token.id))
  }
  leave(walk, node, scope)
}

/** A token comes to an inclusive gateway: where branches meet it waits, and whether it goes on is asked when nothing else moves. */
export function arriveAtInclusive(walk: Walk, node: number, via: number, scope: number): void {
  if ((walk.graph.inCount[node] ?? 1) > 1) addToken(walk, node, scope, { via: walk.graph.flowIds[via] ?? '' })
  else chooseAll(walk, node, scope)
}

/** Lets one inclusive join go on that no other token can reach any more; false when there is none. */
export function releaseInclusive(walk: Walk): boolean {
  const { graph } = walk
  if (graph.joins === null || graph.joins.size === 0) return false
  const asked = new Set<string>()
  for (const token of walk.tokens) {
    const node = nodeOf(graph, token)
    const scope = token.scope ?? 0
    if (token.via === undefined || graph.kinds[node] !== kindCode['inclusive-gateway']) continue
    if (asked.has(`${node} ${scope}`)) continue
    asked.add(`${node} ${scope}`)
    const oldest = oldestByFlow(walk, node, scope)
    const waiting = new Set([...oldest.keys()].map((flow) => flowNumber(graph, node, flow)))
    const positions = walk.tokens.flatMap((each) =>
      (each.scope ?? 0) === scope && each.on === undefined ? [nodeOf(graph, each)] : [],
    )
    if (!isJoinReady(graph.joins, node, waiting, positions)) continue
    const taken = new Set(oldest.values())
    moveFrom(walk, taken)
    walk.tokens = walk.tokens.filter((each) => !taken.has(each.id))
    chooseAll(walk, node, scope)
    return true
  }
  return false
}

function oldestByFlow(walk: Walk, node: number, scope: number): Map<string, number> {
  const at = idOf(walk.graph, node)
  const oldest = new Map<string, number>()
  for (const each of walk.tokens)
    if (each.at === at && each.via !== undefined && (each.scope ?? 0) === scope && !oldest.has(each.via))
      oldest.set(each.via, each.id)
  return oldest
}

const flowNumber = (graph: Graph, node: number, id: string): number =>
  graph.joins?.get(node)?.inflows.find((flow) => graph.flowIds[flow] === id) ?? -1

/** A token comes to an event-based gateway and waits there for the first of its events. */
export function waitForFirst(walk: Walk, node: number, scope: number): void {
  const { graph } = walk
  const token: Token = addToken(walk, node, scope)
  const to = graph.outFirst[node + 1] ?? 0
  for (let flow = graph.outFirst[node] ?? 0; flow < to; flow += 1) {
    const target = graph.flowTarget[flow] ?? 0
    if (graph.events[target]?.type === 'timer') setTimer(walk, target, scope, token.id)
  }
}
