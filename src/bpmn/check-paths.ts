import { isEnd, type Model, type ModelFlow, type ModelNode } from './model.ts'
import type { Add } from './problem.ts'
import { reach, type Wiring } from './wiring.ts'

/** What no run reaches, from where no run gets out, and loops that turn without anyone doing anything. */
export function checkPaths(model: Model, wiring: Wiring, add: Add): void {
  const starts = model.nodes.filter((node) => node.kind === 'start-event')
  const forward = reach(starts, (id) => (wiring.linksOut.get(id) ?? []).map((flow) => flow.target))
  const backward = reach(model.nodes.filter(isEnd), (id) => (wiring.linksIn.get(id) ?? []).map((flow) => flow.source))
  for (const node of model.nodes) {
    if (!forward.has(node.id)) add('unreachable', node.id)
    if (!backward.has(node.id)) add('no-way-out', node.id)
  }
  const pausing = findPausing(model, wiring)
  for (const node of model.nodes) {
    // A repetition that its own maximum does not end has to wait for somebody, like any other loop.
    const endless = node.loop?.type === 'standard' && node.loop.most === null
    if (endless && !pausing.has(node.id)) add('empty-loop', node.id)
  }
  const turning = findEmptyLoop(model, wiring, pausing)
  if (turning !== null) add('empty-loop', turning)
}

function waits(node: ModelNode): boolean {
  switch (node.kind) {
    case 'user-task':
    case 'service-task':
    case 'business-rule-task':
    case 'receive-task':
    case 'catch-event':
    case 'event-based-gateway':
      return true
    case 'start-event':
    case 'end-event':
    case 'terminate-end-event':
    case 'exclusive-gateway':
    case 'parallel-gateway':
    case 'inclusive-gateway':
    case 'send-task':
    case 'throw-event':
    case 'boundary-event':
    case 'sub-process':
    case 'call-activity':
      return false
  }
}

/** The nodes at which a run always waits for the world outside; a sub-process when every way through it does. */
function findPausing(model: Model, wiring: Wiring): Set<string> {
  const pausing = new Set(model.nodes.filter(waits).map((node) => node.id))
  // A holder stands in the list before what it holds: from the end, the inner ones are known first.
  for (const node of model.nodes.toReversed()) {
    const inside = wiring.inside.get(node.id)
    if (inside === undefined) continue
    const passed = reach(
      inside.filter((each) => each.kind === 'start-event'),
      (id) => (pausing.has(id) ? [] : (wiring.linksOut.get(id) ?? []).map((flow) => flow.target)),
    )
    if (!inside.some((each) => isEnd(each) && passed.has(each.id))) pausing.add(node.id)
  }
  return pausing
}

/** A gateway on a loop that no task interrupts, or null. Peels off every node that has no such way in, or no such way out. */
function findEmptyLoop(model: Model, wiring: Wiring, pausing: ReadonlySet<string>): string | null {
  const left = new Set(model.nodes.filter((node) => !pausing.has(node.id)).map((node) => node.id))
  type Side = ReadonlyMap<string, ModelFlow[]>
  const peel = (side: Side, other: Side, far: 'source' | 'target'): void => {
    const near = far === 'source' ? 'target' : 'source'
    const count = new Map(
      [...left].map((id) => [id, (side.get(id) ?? []).filter((flow) => left.has(flow[far])).length]),
    )
    const free = [...left].filter((id) => count.get(id) === 0)
    for (let id = free.pop(); id !== undefined; id = free.pop()) {
      left.delete(id)
      for (const flow of other.get(id) ?? []) {
        const rest = (count.get(flow[near]) ?? 0) - 1
        count.set(flow[near], rest)
        if (rest === 0 && left.has(flow[near])) free.push(flow[near])
      }
    }
  }
  peel(wiring.linksIn, wiring.linksOut, 'source')
  peel(wiring.linksOut, wiring.linksIn, 'target')
  return left.values().next().value ?? null
}
