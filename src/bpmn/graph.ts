import type { Condition } from './condition.ts'
import type { Expressions, Loop } from './expressions.ts'
import { type Joins, reachOfJoins } from './join-reach.ts'
import type { Limits } from './limits.ts'
import type { Model, ModelEvent, ModelFlow, ModelNode, NodeKind } from './model.ts'
import { type NamesRead, namesRead } from './names-read.ts'
import type { Due } from './timer.ts'

/** Kinds of nodes as small numbers: the engine's inner loop switches on them. */
export const kindCode = {
  'start-event': 0,
  'end-event': 1,
  'terminate-end-event': 2,
  'user-task': 3,
  'service-task': 4,
  'exclusive-gateway': 5,
  'parallel-gateway': 6,
  'business-rule-task': 7,
  'send-task': 8,
  'receive-task': 9,
  'inclusive-gateway': 10,
  'event-based-gateway': 11,
  'catch-event': 12,
  'throw-event': 13,
  'boundary-event': 14,
  'sub-process': 15,
  'call-activity': 16,
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
  /** Node number of the sub-process or call activity that holds the node, or -1. */
  readonly parent: readonly number[]
  /** Node number of the start event inside a sub-process or call activity, or -1. */
  readonly entry: readonly number[]
  /** Node numbers of the events on the border of an activity. */
  readonly borders: readonly (readonly number[])[]
  readonly interrupting: readonly boolean[]
  readonly events: readonly (ModelEvent | null)[]
  readonly dues: readonly (Due | null)[]
  readonly loops: readonly (Loop | null)[]
  /** 1 for a node with nothing around or in it: no repetition, no event on its border, no inside. Most are such, and need no further look. */
  readonly plain: Uint8Array
  /** Which nodes reach which inflow of an inclusive join, by node number; null when working that out is too much. */
  readonly joins: Joins | null
  /** Whether anything but the process itself can hold tokens: sub-processes, calls, repetitions. */
  readonly nested: boolean
  readonly indexOf: ReadonlyMap<string, number>
  /** The variables of the run that conditions, repetitions and timers name. */
  readonly reads: NamesRead
  /**
   * The node at which a token was put last: the one that is asked for next where one run is moved several steps in a row (a replay, steps
   * by rule). It only saves looking up the id, and decides nothing.
   */
  readonly lately: { node: number }
  readonly steps: number
  readonly tokens: number
}

const none: Readonly<Record<string, string>> = Object.freeze({})
const propertiesOf = ({ properties }: ModelNode): Readonly<Record<string, string>> =>
  Object.keys(properties).length === 0 ? none : Object.freeze({ ...properties })

/** Lays a checked model out in tables. */
export function buildGraph(model: Model, expressions: Expressions, limits: Limits): Graph {
  const outgoing = Map.groupBy(model.flows, (flow) => flow.source)
  const nodes = inFlowOrder(model, outgoing)
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]))
  const flows: ModelFlow[] = []
  const outFirst = [0]
  for (const node of nodes) outFirst.push(flows.push(...(outgoing.get(node.id) ?? [])))
  const flowTarget = flows.map((flow) => indexOf.get(flow.target) ?? 0)
  const flowNumber = new Map(flows.map((flow, index) => [flow.id, index]))
  const holding = holdingTables(nodes, indexOf)
  return {
    process: model.id,
    name: model.name,
    start: 0,
    ids: nodes.map((node) => node.id),
    names: nodes.map((node) => node.name),
    kindNames: nodes.map((node) => node.kind),
    kinds: nodes.map((node) => kindCode[node.kind]),
    properties: nodes.map(propertiesOf),
    outFirst,
    inCount: inflowsOf(nodes.length, flowTarget),
    defaultFlow: nodes.map((node) => (node.defaultFlow === null ? -1 : (flowNumber.get(node.defaultFlow) ?? -1))),
    flowIds: flows.map((flow) => flow.id),
    flowTarget,
    conditions: flows.map((flow) => expressions.conditions.get(flow.id) ?? null),
    ...holding,
    interrupting: nodes.map((node) => node.interrupting),
    events: nodes.map((node) => node.event),
    dues: nodes.map((node) => expressions.dues.get(node.id) ?? null),
    loops: nodes.map((node) => expressions.loops.get(node.id) ?? null),
    joins: reachOfJoins(nodes, flows, indexOf, limits),
    nested: nodes.some((node) => node.parent !== null || node.loop !== null),
    indexOf,
    reads: namesRead(model, expressions),
    lately: { node: 0 },
    steps: limits.steps,
    tokens: limits.tokens,
  }
}

function inflowsOf(nodes: number, flowTarget: readonly number[]): number[] {
  const count = Array.from({ length: nodes }, () => 0)
  for (const target of flowTarget) count[target] = (count[target] ?? 0) + 1
  return count
}

function holdingTables(
  nodes: readonly ModelNode[],
  indexOf: ReadonlyMap<string, number>,
): Pick<Graph, 'parent' | 'entry' | 'borders' | 'plain'> {
  const parent = nodes.map((node) => (node.parent === null ? -1 : (indexOf.get(node.parent) ?? -1)))
  const entry = nodes.map(() => -1)
  const none: readonly number[] = []
  const borders = nodes.map(() => none)
  for (const [index, node] of nodes.entries()) {
    const holder = parent[index] ?? -1
    if (node.kind === 'start-event' && holder >= 0) entry[holder] = index
    const host = node.attachedTo === null ? -1 : (indexOf.get(node.attachedTo) ?? -1)
    if (host >= 0) borders[host] = [...(borders[host] ?? none), index]
  }
  const isPlain = (node: ModelNode, at: number): boolean =>
    node.loop === null && borders[at]?.length === 0 && entry[at] === -1
  return { parent, entry, borders, plain: Uint8Array.from(nodes, (node, at) => (isPlain(node, at) ? 1 : 0)) }
}

/**
 * The nodes as the process is read: each after those that lead to it (loops aside), first branch first, the inside of a
 * sub-process directly after it. This is the reverse of the order in which a depth-first walk leaves them.
 */
function inFlowOrder(model: Model, outgoing: ReadonlyMap<string, ModelFlow[]>): ModelNode[] {
  const known = new Map(model.nodes.map((node) => [node.id, node]))
  const starts = model.nodes.filter((node) => node.kind === 'start-event')
  const entries = new Map(starts.map((node) => [node.parent, node.id]))
  const borders = Map.groupBy(model.nodes, (node) => node.attachedTo)
  const left: ModelNode[] = []
  const entered = new Set<string>()
  const path: { node: ModelNode; after: string[] }[] = []
  const enter = (node: ModelNode | undefined): void => {
    if (node === undefined || entered.has(node.id)) return
    entered.add(node.id)
    const entry = entries.get(node.id)
    const flows = (outgoing.get(node.id) ?? []).map((flow) => flow.target)
    const border = (borders.get(node.id) ?? []).map((each) => each.id)
    path.push({ node, after: [...(entry === undefined ? [] : [entry]), ...flows, ...border] })
  }
  enter(known.get(entries.get(null) ?? ''))
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.after.pop() // last branch first, because the result is reversed
    if (next !== undefined) enter(known.get(next))
    else left.push((path.pop() ?? top).node)
  }
  return left.reverse()
}
