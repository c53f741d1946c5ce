import type { Model, ModelFlow, ModelNode } from './model.ts'
import { type Problem, type ProblemCode, problem } from './problem.ts'

type Wiring = { incoming: Map<string, ModelFlow[]>; outgoing: Map<string, ModelFlow[]> }

/** Everything that can be said against the shape of a model without running it. */
export function checkModel(model: Model, lines: ReadonlyMap<string, number>): Problem[] {
  const problems: Problem[] = []
  const add = (code: ProblemCode, element: string, what = ''): void =>
    void problems.push(problem(code, element, lines.get(element) ?? null, what))
  const known = new Map(model.nodes.map((node) => [node.id, node]))
  const wiring: Wiring = { incoming: new Map(), outgoing: new Map() }
  for (const flow of model.flows) {
    for (const end of new Set([flow.source, flow.target])) if (!known.has(end)) add('dangling-reference', flow.id, end)
    put(wiring.outgoing, flow.source, flow)
    put(wiring.incoming, flow.target, flow)
  }
  checkStartsAndEnds(model, add)
  for (const node of model.nodes) {
    checkNode(node, wiring, add)
    checkBranches(node, wiring.outgoing.get(node.id) ?? [], add)
  }
  if (problems.length === 0) checkPaths(model, wiring, add)
  return problems
}

type Add = (code: ProblemCode, element: string, what?: string) => void

function put(map: Map<string, ModelFlow[]>, key: string, flow: ModelFlow): void {
  const flows = map.get(key)
  if (flows) flows.push(flow)
  else map.set(key, [flow])
}

const isEnd = (node: ModelNode): boolean => node.kind === 'end-event' || node.kind === 'terminate-end-event'
const isTask = (node: ModelNode): boolean => node.kind === 'user-task' || node.kind === 'service-task'

function checkStartsAndEnds(model: Model, add: Add): void {
  const starts = model.nodes.filter((node) => node.kind === 'start-event')
  if (starts.length === 0) add('no-start', model.id)
  for (const start of starts.slice(1)) add('several-starts', start.id)
  if (!model.nodes.some(isEnd)) add('no-end', model.id)
}

function checkNode(node: ModelNode, wiring: Wiring, add: Add): void {
  const incoming = wiring.incoming.get(node.id) ?? []
  const outgoing = wiring.outgoing.get(node.id) ?? []
  const isGateway = node.kind === 'exclusive-gateway' || node.kind === 'parallel-gateway'
  if (node.kind === 'start-event' && incoming.length > 0) add('start-with-incoming', node.id)
  if (isEnd(node) && outgoing.length > 0) add('end-with-outgoing', node.id)
  if (!isEnd(node) && outgoing.length === 0) add('dead-end', node.id)
  if (!isGateway && !isEnd(node) && outgoing.length > 1) add('implicit-split', node.id)
  if (node.kind === 'parallel-gateway' && incoming.length < 2 && outgoing.length < 2) add('parallel-arity', node.id)
  const connected = {
    incoming: new Set(incoming.map((flow) => flow.id)),
    outgoing: new Set(outgoing.map((flow) => flow.id)),
  }
  for (const id of node.listed.incoming) if (!connected.incoming.has(id)) add('flow-mismatch', node.id, id)
  for (const id of node.listed.outgoing) if (!connected.outgoing.has(id)) add('flow-mismatch', node.id, id)
}

function checkBranches(node: ModelNode, outgoing: ModelFlow[], add: Add): void {
  const branches = node.kind === 'exclusive-gateway' && outgoing.length > 1
  if (node.defaultFlow !== null && !(branches && outgoing.some((flow) => flow.id === node.defaultFlow)))
    add('default-misplaced', node.id)
  for (const flow of outgoing) {
    const conditional = branches && flow.id !== node.defaultFlow
    if (conditional && !flow.condition) add('condition-missing', flow.id)
    if (!conditional && flow.condition !== null) add('condition-misplaced', flow.id)
  }
}

function checkPaths(model: Model, wiring: Wiring, add: Add): void {
  const starts = model.nodes.filter((node) => node.kind === 'start-event')
  const forward = reach(starts, (id) => (wiring.outgoing.get(id) ?? []).map((flow) => flow.target))
  const backward = reach(model.nodes.filter(isEnd), (id) => (wiring.incoming.get(id) ?? []).map((flow) => flow.source))
  for (const node of model.nodes) {
    if (!forward.has(node.id)) add('unreachable', node.id)
    if (!backward.has(node.id)) add('no-way-out', node.id)
  }
  const turning = findEmptyLoop(model, wiring)
  if (turning !== null) add('empty-loop', turning)
}

function reach(from: ModelNode[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(from.map((node) => node.id))
  for (const id of seen) for (const each of next(id)) seen.add(each) // a Set is walked in order while it grows
  return seen
}

/** A gateway on a loop that no task interrupts, or null. Peels off every node that has no such way in, or no such way out. */
function findEmptyLoop(model: Model, wiring: Wiring): string | null {
  const left = new Set(model.nodes.filter((node) => !isTask(node)).map((node) => node.id))
  const peel = (side: Map<string, ModelFlow[]>, other: Map<string, ModelFlow[]>, far: 'source' | 'target'): void => {
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
  peel(wiring.incoming, wiring.outgoing, 'source')
  peel(wiring.outgoing, wiring.incoming, 'target')
  return left.values().next().value ?? null
}
