import { checkModel } from './check.ts'
import { readExpressions } from './expressions.ts'
import { buildGraph, type Graph } from './graph.ts'
import { type FindCalled, inlineCalls } from './inline-calls.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { parseXml } from './parse.ts'
import { type Problem, problem } from './problem.ts'
import { scanXml } from './scan-xml.ts'
import { findUnsound } from './soundness.ts'

/**
 * Reads a BPMN 2.0 document into a graph that `advance` can run, or into the complete list of what stands against it:
 * each with the id and line of the element and a sentence in Chinese and English. Nothing is ignored: what the engine
 * cannot do is refused by name. Never throws for what a document says, whatever it says.
 *
 * `findCalled` yields the document of a process that a call activity names; without it no process can be called.
 */
export async function compile(
  xml: string,
  limits: Partial<Limits> = {},
  findCalled: FindCalled = () => null,
): Promise<{ graph: Graph; problems: [] } | { graph: null; problems: Problem[] }> {
  const bounds = { ...defaultLimits, ...limits }
  const scan = scanXml(xml, bounds)
  if (scan.problems.length > 0) return { graph: null, problems: scan.problems }
  const { model, problems } = await parseXml(xml, scan.lines)
  if (model === null || problems.length > 0) return { graph: null, problems: inOrder(problems) }
  // What stands in a called process is shown at the call: its own lines are those of another file.
  const lineOf = (id: string): number | null => scan.lines.get(id) ?? scan.lines.get(id.split('/')[0] ?? '') ?? null
  const calls = await inlineCalls(model, findCalled, bounds, lineOf)
  if (calls.length > 0) return { graph: null, problems: inOrder(calls) }
  const { expressions, problems: faults } = await readExpressions(model, bounds, lineOf)
  const found = [...checkModel(model, lineOf), ...faults]
  if (found.length > 0) return { graph: null, problems: inOrder(found) }
  const graph = buildGraph(model, expressions, bounds)
  const unsound =
    graph.joins === null ? { code: 'too-tangled' as const, node: 0, what: '' } : findUnsound(graph, bounds.analysis)
  if (unsound === null) return { graph, problems: [] }
  const id = graph.ids[unsound.node] ?? null
  return { graph: null, problems: [problem(unsound.code, id, lineOf(id ?? ''), unsound.what)] }
}

const inOrder = (problems: Problem[]): Problem[] => problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
