import { checkPaths } from './check-paths.ts'
import { isActivity, isEnd, type Model, type ModelFlow, type ModelNode } from './model.ts'
import { type Add, type Problem, problem } from './problem.ts'
import { type Wiring, wire } from './wiring.ts'

/** Everything that can be said against the shape of a model without running it. */
export function checkModel(model: Model, lineOf: (id: string) => number | null): Problem[] {
  const problems: Problem[] = []
  const add: Add = (code, element, what = ''): void => void problems.push(problem(code, element, lineOf(element), what))
  const wiring = wire(model)
  for (const flow of model.flows) checkFlow(flow, wiring, add)
  checkStartsAndEnds(model.id, wiring.inside.get(null) ?? [], add)
  for (const node of model.nodes) {
    checkNode(node, wiring, add)
    checkBranches(node, wiring.outgoing.get(node.id) ?? [], add)
    if (node.attachedTo !== null || node.kind === 'boundary-event') checkBoundary(node, wiring, add)
    if (node.kind === 'event-based-gateway') checkEventGateway(node, wiring, add)
    if (node.loop !== null) checkLoop(node, add)
    if (node.kind === 'sub-process' || node.kind === 'call-activity')
      checkStartsAndEnds(node.id, wiring.inside.get(node.id) ?? [], add)
    const cycle = node.event?.type === 'timer' && node.event.form === 'cycle'
    if (cycle && (node.kind !== 'boundary-event' || node.interrupting)) add('timer-cycle', node.id)
  }
  if (problems.length === 0) checkPaths(model, wiring, add)
  return problems
}

function checkFlow(flow: ModelFlow, wiring: Wiring, add: Add): void {
  const source = wiring.nodes.get(flow.source)
  const target = wiring.nodes.get(flow.target)
  for (const end of new Set([flow.source, flow.target]))
    if (!wiring.nodes.has(end)) add('dangling-reference', flow.id, end)
  if (source && target && source.parent !== target.parent) add('flow-crosses', flow.id)
}

function checkStartsAndEnds(holder: string, inside: readonly ModelNode[], add: Add): void {
  const starts = inside.filter((node) => node.kind === 'start-event')
  if (starts.length === 0) add('no-start', holder)
  for (const start of starts.slice(1)) add('several-starts', start.id)
  if (!inside.some(isEnd)) add('no-end', holder)
}

function checkNode(node: ModelNode, wiring: Wiring, add: Add): void {
  const incoming = wiring.incoming.get(node.id) ?? []
  const outgoing = wiring.outgoing.get(node.id) ?? []
  const isGateway = node.kind.endsWith('-gateway')
  if (node.kind === 'start-event' && incoming.length > 0) add('start-with-incoming', node.id)
  if (node.kind === 'boundary-event' && incoming.length > 0) add('boundary-with-incoming', node.id)
  if (isEnd(node) && outgoing.length > 0) add('end-with-outgoing', node.id)
  if (!isEnd(node) && outgoing.length === 0) add('dead-end', node.id)
  if (!isGateway && !isEnd(node) && outgoing.length > 1) add('implicit-split', node.id)
  const isParallel = node.kind === 'parallel-gateway' || node.kind === 'inclusive-gateway'
  if (isParallel && incoming.length < 2 && outgoing.length < 2) add('parallel-arity', node.id)
  const connected = {
    incoming: new Set(incoming.map((flow) => flow.id)),
    outgoing: new Set(outgoing.map((flow) => flow.id)),
  }
  for (const id of node.listed.incoming) if (!connected.incoming.has(id)) add('flow-mismatch', node.id, id)
  for (const id of node.listed.outgoing) if (!connected.outgoing.has(id)) add('flow-mismatch', node.id, id)
}

function checkBranches(node: ModelNode, outgoing: ModelFlow[], add: Add): void {
  const chooses = node.kind === 'exclusive-gateway' || node.kind === 'inclusive-gateway'
  const branches = chooses && outgoing.length > 1
  if (node.defaultFlow !== null && !(branches && outgoing.some((flow) => flow.id === node.defaultFlow)))
    add('default-misplaced', node.id)
  for (const flow of outgoing) {
    const conditional = branches && flow.id !== node.defaultFlow
    if (conditional && !flow.condition) add('condition-missing', flow.id)
    if (!conditional && flow.condition !== null) add('condition-misplaced', flow.id)
  }
}

function checkBoundary(node: ModelNode, wiring: Wiring, add: Add): void {
  const host = wiring.nodes.get(node.attachedTo ?? '')
  if (host === undefined || host.parent !== node.parent || !isActivity(host.kind) || host.kind === 'send-task')
    add('boundary-misplaced', node.id)
  if (node.event?.type === 'error' && !node.interrupting) add('error-must-interrupt', node.id)
}

function checkEventGateway(node: ModelNode, wiring: Wiring, add: Add): void {
  const outgoing = wiring.outgoing.get(node.id) ?? []
  const fits = outgoing.every((flow) => {
    const target = wiring.nodes.get(flow.target)
    const catches = target?.kind === 'catch-event' || (target?.kind === 'receive-task' && target.loop === null)
    const bordered = (wiring.linksOut.get(flow.target) ?? []).some((link) => link.id === '')
    return catches && !bordered && (wiring.incoming.get(flow.target) ?? []).length === 1
  })
  if (!fits || outgoing.length < 2) add('event-gateway-branch', node.id)
}

const variableName = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u

function checkLoop(node: ModelNode, add: Add): void {
  const { loop } = node
  if (loop === null) return
  if (loop.type === 'standard') {
    const most = loop.most ?? 1
    if ((!loop.condition && loop.most === null) || most < 1 || !Number.isInteger(most)) add('loop-invalid', node.id)
    return
  }
  const counted = Boolean(loop.cardinality)
  const listed = loop.collection !== null
  if (counted === listed || (loop.element !== null && !listed)) add('loop-invalid', node.id)
  for (const name of [loop.collection, loop.element])
    if (name !== null && (!variableName.test(name) || name === '__proto__')) add('loop-invalid', node.id, name)
}
