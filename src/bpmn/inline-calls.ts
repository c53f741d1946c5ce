import type { Limits } from './limits.ts'
import type { Model } from './model.ts'
import { parseXml } from './parse.ts'
import { type Problem, type ProblemCode, problem } from './problem.ts'
import { scanXml } from './scan-xml.ts'

/** Finds the BPMN document of the process that a call activity names; null when there is none. */
export type FindCalled = (process: string) => string | null | Promise<string | null>

/**
 * Puts the called process in the place of every call activity, like a sub-process; its ids become `call/id`. What calls
 * itself has no end and is refused, and so is what grows beyond the limit of elements.
 */
export async function inlineCalls(
  model: Model,
  findCalled: FindCalled,
  limits: Limits,
  lineOf: (id: string) => number | null,
): Promise<Problem[]> {
  const problems: Problem[] = []
  const add = (code: ProblemCode, id: string, what = ''): void => {
    const outermost = id.split('/')[0] ?? id
    problems.push(problem(code, outermost, lineOf(outermost), what))
  }
  const read = new Map<string, Model | null>()
  /** Call activities still to be filled, each with the processes that are being called around it. */
  const open = model.nodes
    .filter((node) => node.kind === 'call-activity')
    .map((node) => ({ node, callers: [model.id] as readonly string[] }))
  for (let at = open.pop(); at !== undefined && problems.length < 20; at = open.pop()) {
    const { node, callers } = at
    const key = node.called ?? ''
    if (callers.includes(key)) {
      add('called-recursive', node.id, key)
      continue
    }
    if (callers.length > limits.depth) return [...problems, problem('too-deep', null, null, String(limits.depth))]
    if (!read.has(key))
      read.set(key, await readCalled(key, findCalled, limits, (code, what) => add(code, node.id, what)))
    const called = read.get(key)
    if (!called) continue
    if (model.nodes.length + model.flows.length + called.nodes.length + called.flows.length > limits.elements)
      return [...problems, problem('too-many-elements', null, null, String(limits.elements))]
    for (const inner of place(model, called, node.id))
      if (inner.kind === 'call-activity') open.push({ node: inner, callers: [...callers, key] })
  }
  return problems
}

async function readCalled(
  key: string,
  findCalled: FindCalled,
  limits: Limits,
  add: (code: ProblemCode, what: string) => void,
): Promise<Model | null> {
  const xml = key === '' ? null : await findCalled(key)
  if (xml === null) {
    add('called-unknown', key)
    return null
  }
  const scan = scanXml(xml, limits)
  const { model, problems } = scan.problems.length > 0 ? { model: null, ...scan } : await parseXml(xml, scan.lines)
  for (const each of problems.slice(0, 1)) add('called-invalid', `${key}: ${each.element ?? ''} ${each.sentence.zh}`)
  return problems.length > 0 ? null : model
}

/** Copies the called process into the model under the call activity; returns the new nodes. */
function place(model: Model, called: Model, call: string): Model['nodes'] {
  const named = (id: string): string => `${call}/${id}`
  const nodes = called.nodes.map((node) => ({
    ...node,
    id: named(node.id),
    parent: node.parent === null ? call : named(node.parent),
    attachedTo: node.attachedTo === null ? null : named(node.attachedTo),
    defaultFlow: node.defaultFlow === null ? null : named(node.defaultFlow),
    listed: { incoming: node.listed.incoming.map(named), outgoing: node.listed.outgoing.map(named) },
  }))
  model.nodes.push(...nodes)
  for (const flow of called.flows)
    model.flows.push({ ...flow, id: named(flow.id), source: named(flow.source), target: named(flow.target) })
  return nodes
}
