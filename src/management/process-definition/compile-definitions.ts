import { compile, compileDecisions, type Decisions, type Graph } from '#bpmn'
import type { DefinitionState, StoredDefinition } from './process-definition-store.ts'

/** A published route, ready to run. `version` belongs to the case: running cases keep theirs, withdrawn or not. */
export type ProcessDefinition = { key: string; version: number; state: DefinitionState; graph: Graph; xml: string }

/** A published file of decisions (DMN), ready to decide. */
export type DecisionDefinition = {
  key: string
  version: number
  state: DefinitionState
  decisions: Decisions
  xml: string
}

type Source = Pick<StoredDefinition, 'key' | 'version' | 'xml'> & { state?: DefinitionState }

/** Compiles published routes. One that does not compile cannot have been published: that is breakage. */
export async function compileDefinitions(stored: readonly Source[]): Promise<Map<string, ProcessDefinition>> {
  const compiled = new Map<string, ProcessDefinition>()
  for (const { key, version, xml, state = 'published' } of stored) {
    const { graph, problems } = await compile(xml)
    if (graph === null)
      throw new Error(`route ${key} v${version}: ${problems.map((problem) => problem.sentence.en).join('; ')}`)
    compiled.set(`${key}@${version}`, { key, version, state, graph, xml })
  }
  return compiled
}

/** Compiles published decisions. One that does not compile cannot have been published: that is breakage. */
export async function compileDecisionDefinitions(stored: readonly Source[]): Promise<Map<string, DecisionDefinition>> {
  const compiled = new Map<string, DecisionDefinition>()
  for (const { key, version, xml, state = 'published' } of stored) {
    const compilation = await compileDecisions(xml)
    if ('problems' in compilation)
      throw new Error(
        `decision ${key} v${version}: ${compilation.problems.map((problem) => problem.sentence.en).join('; ')}`,
      )
    compiled.set(`${key}@${version}`, { key, version, state, decisions: compilation.decisions, xml })
  }
  return compiled
}
