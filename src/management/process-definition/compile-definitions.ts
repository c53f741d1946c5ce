import { compile, type Graph } from '#bpmn'
import type { StoredDefinition } from './process-definition-store.ts'

/** A published route, ready to run. `version` belongs to the case: running cases keep theirs. */
export type ProcessDefinition = { key: string; version: number; graph: Graph; xml: string }

/** Compiles published routes. One that does not compile cannot have been published: that is breakage. */
export async function compileDefinitions(stored: readonly StoredDefinition[]): Promise<Map<string, ProcessDefinition>> {
  const compiled = new Map<string, ProcessDefinition>()
  for (const { key, version, xml } of stored) {
    const { graph, problems } = await compile(xml)
    if (graph === null)
      throw new Error(`route ${key} v${version}: ${problems.map((problem) => problem.sentence.en).join('; ')}`)
    compiled.set(`${key}@${version}`, { key, version, graph, xml })
  }
  return compiled
}
