import { compile, type Graph, type NodeKind } from '#bpmn'
import type { StoredDefinition } from './process-definition-store.ts'

/** A published route, ready to run. `version` belongs to the case: running cases keep theirs. */
export type ProcessDefinition = { key: string; version: number; graph: Graph; xml: string }

// What the engine knows and handling does not serve yet: a case would wait there for ever.
const unserved: ReadonlySet<NodeKind> = new Set([
  'business-rule-task',
  'send-task',
  'receive-task',
  'event-based-gateway',
  'catch-event',
  'throw-event',
  'boundary-event',
])

/** Compiles published routes. One that does not compile cannot have been published: that is breakage. */
export async function compileDefinitions(stored: readonly StoredDefinition[]): Promise<Map<string, ProcessDefinition>> {
  const compiled = new Map<string, ProcessDefinition>()
  for (const { key, version, xml } of stored) {
    const { graph, problems } = await compile(xml)
    if (graph === null)
      throw new Error(`route ${key} v${version}: ${problems.map((problem) => problem.sentence.en).join('; ')}`)
    const waits = graph.ids.filter((_, node) => unserved.has(graph.kindNames[node] ?? 'user-task'))
    if (waits.length > 0) throw new Error(`route ${key} v${version}: not served yet: ${waits.join(', ')}`)
    compiled.set(`${key}@${version}`, { key, version, graph, xml })
  }
  return compiled
}
