import type { Limits } from './limits.ts'
import type { ModelFlow, ModelNode } from './model.ts'

/**
 * For each inclusive join: its inflows (flow numbers) and, for each of them, 1 for every node from which it can be
 * reached without passing the join itself: by whatever way (`reach`, also by an event on a border), and by flows alone (`byFlows`).
 */
export type Joins = ReadonlyMap<number, Join>
type Join = { inflows: readonly number[]; reach: readonly Uint8Array[]; byFlows: readonly Uint8Array[] }

/** Works out once what an inclusive join asks at every arrival; null when the tables would grow beyond all bounds. */
export function reachOfJoins(
  nodes: readonly ModelNode[],
  flows: readonly ModelFlow[],
  indexOf: ReadonlyMap<string, number>,
  limits: Limits,
): Joins | null {
  const numberOf = (id: string | null): number => (id === null ? -1 : (indexOf.get(id) ?? -1))
  const sources = flows.map((flow) => numberOf(flow.source))
  const before: number[][] = nodes.map(() => [])
  const inflows: number[][] = nodes.map(() => [])
  for (const [flow, { target }] of flows.entries()) {
    before[numberOf(target)]?.push(sources[flow] ?? -1)
    inflows[numberOf(target)]?.push(flow)
  }
  const beforeByAny = before.map((flowing, node) => {
    const host = nodes[node]?.attachedTo ?? null
    return host === null ? flowing : [...flowing, numberOf(host)]
  })
  const joins = new Map<number, Join>()
  let cost = 0
  for (const [node, { kind }] of nodes.entries()) {
    const entering = inflows[node] ?? []
    if (kind !== 'inclusive-gateway' || entering.length < 2) continue
    cost += 2 * entering.length * nodes.length
    if (cost > 100 * limits.analysis) return null
    const reachedBy = (ways: readonly (readonly number[])[]): Uint8Array[] =>
      entering.map((flow) => backwards(sources[flow] ?? -1, node, ways))
    joins.set(node, { inflows: entering, reach: reachedBy(beforeByAny), byFlows: reachedBy(before) })
  }
  return joins
}

function backwards(from: number, join: number, before: readonly (readonly number[])[]): Uint8Array {
  const reached = new Uint8Array(before.length)
  const open = [from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < 0 || node === join || reached[node] === 1) continue
    reached[node] = 1
    open.push(...(before[node] ?? []))
  }
  return reached
}

/**
 * Whether an inclusive join goes on (BPMN 2.0.2, 13.4.3): no token elsewhere (`positions`) can still come by an inflow on which
 * none waits, unless it could as well come by one on which one does. That other way is one of flows: a step from whose border another
 * token went out has its own token still to come.
 */
export function isJoinReady(
  joins: Joins,
  node: number,
  waiting: ReadonlySet<number>,
  positions: Iterable<number>,
): boolean {
  const join = joins.get(node)
  if (join === undefined) return false
  const reaches = (position: number, filled: boolean, by: readonly Uint8Array[]): boolean =>
    join.inflows.some((flow, index) => waiting.has(flow) === filled && by[index]?.[position] === 1)
  for (const position of positions)
    if (position !== node && reaches(position, false, join.reach) && !reaches(position, true, join.byFlows))
      return false
  return true
}
