import type { Condition } from './condition.ts'
import type { Limits } from './limits.ts'
import type { Model, ModelFlow, ModelNode, NodeKind } from './model.ts'

/** Kinds of nodes as small numbers: the engine's inner loop switches on them. */
export const kindCode = {
  'start-event': 0,
  'end-event': 1,
  'terminate-end-event': 2,
  'user-task': 3,
  'service-task': 4,
  'exclusive-gateway': 5,
  'parallel-gateway': 6,
} as const satisfies Record<NodeKind, number>

export type KindCode = (typeof kindCode)[NodeKind]

/**
 * A process ready to run: tables indexed by node number (in flow order, so that a list of nodes reads as the process
 * does) and by flow number (sorted by source, so that the flows leaving node i are outFirst[i] up to outFirst[i + 1]).
 */
export type Graph = {
  readonly process: string
  readonly name: string
  readonly start: number
  readonly ids: readonly string[]
  readonly names: readonly string[]
  readonly kindNames: readonly NodeKind[]
  readonly kinds: readonly KindCode[]
  readonly properties: readonly Readonly<Record<string, string>>[]
  readonly outFirst: readonly number[]
  readonly inCount: readonly number[]
  /** Flow number of the default branch, or -1. */
  readonly defaultFlow: readonly number[]
  readonly flowIds: readonly string[]
  readonly flowTarget: readonly number[]
  readonly conditions: readonly (Condition | null)[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly steps: number
  readonly tokens: number
}

/** Lays a checked model out in tables. `conditions` by flow id. */
export function buildGraph(model: Model, conditions: ReadonlyMap<string, Condition>, limits: Limits): Graph {
  const outgoing = groupBySource(model.flows)
  const nodes = inFlowOrder(model, outgoing)
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]))
  const flows: ModelFlow[] = []
  const outFirst = [0]
  for (const node of nodes) outFirst.push(flows.push(...(outgoing.get(node.id) ?? [])))
  const flowTarget = flows.map((flow) => indexOf.get(flow.target) ?? 0)
  const inCount = nodes.map(() => 0)
  for (const target of flowTarget) inCount[target] = (inCount[target] ?? 0) + 1
  const flowNumber = new Map(flows.map((flow, index) => [flow.id, index]))
  return {
    process: model.id,
    name: model.name,
    start: 0,
    ids: nodes.map((node) => node.id),
    names: nodes.map((node) => node.name),
    kindNames: nodes.map((node) => node.kind),
    kinds: nodes.map((node) => kindCode[node.kind]),
    properties: nodes.map((node) => Object.freeze({ ...node.properties })),
    outFirst,
    inCount,
    defaultFlow: nodes.map((node) => (node.defaultFlow === null ? -1 : (flowNumber.get(node.defaultFlow) ?? -1))),
    flowIds: flows.map((flow) => flow.id),
    flowTarget,
    conditions: flows.map((flow) => conditions.get(flow.id) ?? null),
    indexOf,
    steps: limits.steps,
    tokens: limits.tokens,
  }
}

function groupBySource(flows: ModelFlow[]): Map<string, ModelFlow[]> {
  return Map.groupBy(flows, (flow) => flow.source)
}

/**
 * The nodes as the process is read: each after those that lead to it (loops aside), first branch first. This is the
 * reverse of the order in which a depth-first walk leaves them.
 */
function inFlowOrder(model: Model, outgoing: ReadonlyMap<string, ModelFlow[]>): ModelNode[] {
  const known = new Map(model.nodes.map((node) => [node.id, node]))
  const start = model.nodes.find((node) => node.kind === 'start-event')
  const left: ModelNode[] = []
  const entered = new Set<string>()
  const path: { node: ModelNode; next: number }[] = []
  const enter = (node: ModelNode | undefined): void => {
    if (node === undefined || entered.has(node.id)) return
    entered.add(node.id)
    path.push({ node, next: (outgoing.get(node.id) ?? []).length })
  }
  enter(start)
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    top.next -= 1 // last branch first, because the result is reversed
    if (top.next >= 0) enter(known.get(outgoing.get(top.node.id)?.[top.next]?.target ?? ''))
    else left.push((path.pop() ?? top).node)
  }
  return left.reverse()
}
