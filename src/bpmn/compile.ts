import { checkModel } from './check.ts'
import { type Condition, readCondition } from './condition.ts'
import { buildGraph, type Graph } from './graph.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { Model } from './model.ts'
import { parseXml } from './parse.ts'
import { type Problem, problem } from './problem.ts'
import { scanXml } from './scan-xml.ts'
import { findUnsound } from './soundness.ts'

/**
 * Reads a BPMN 2.0 document into a graph that `advance` can run, or into the complete list of what stands against it:
 * each with the id and line of the element and a sentence in Chinese and English. Nothing is ignored: what the engine
 * cannot do is refused by name. Never throws for what a document says, whatever it says.
 */
export async function compile(
  xml: string,
  limits: Partial<Limits> = {},
): Promise<{ graph: Graph; problems: [] } | { graph: null; problems: Problem[] }> {
  const bounds = { ...defaultLimits, ...limits }
  const scan = scanXml(xml, bounds)
  if (scan.problems.length > 0) return { graph: null, problems: scan.problems }
  const { model, problems } = await parseXml(xml, scan.lines)
  if (model === null || problems.length > 0) return { graph: null, problems: inOrder(problems) }
  const conditions = new Map<string, Condition>()
  const found = [...checkModel(model, scan.lines), ...readConditions(model, scan.lines, bounds, conditions)]
  if (found.length > 0) return { graph: null, problems: inOrder(found) }
  const graph = buildGraph(model, conditions, bounds)
  const unsound = findUnsound(graph, bounds.analysis)
  if (unsound === null) return { graph, problems: [] }
  const id = graph.ids[unsound.node] ?? null
  return { graph: null, problems: [problem(unsound.code, id, scan.lines.get(id ?? '') ?? null, unsound.what)] }
}

function readConditions(
  model: Model,
  lines: ReadonlyMap<string, number>,
  limits: Limits,
  conditions: Map<string, Condition>,
): Problem[] {
  const problems: Problem[] = []
  for (const flow of model.flows) {
    if (!flow.condition) continue
    const read = readCondition(flow.condition, limits.conditionLength)
    if (typeof read === 'function') conditions.set(flow.id, read)
    else problems.push(problem(read.code, flow.id, lines.get(flow.id) ?? null, read.what))
  }
  return problems
}

const inOrder = (problems: Problem[]): Problem[] => problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
