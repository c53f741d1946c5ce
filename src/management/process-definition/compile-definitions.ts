import { compile, compileDecisions, type Decisions, type Graph } from '#bpmn'
import { pinBy } from './pin-calls.ts'
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

type Source = Pick<StoredDefinition, 'key' | 'version' | 'xml'> & {
  state?: DefinitionState
  publishedAt?: Temporal.Instant
}

/**
 * Which version a stored route calls: the one that was pinned when it was published. What came with the seeds names none: there it is the
 * newest that stood published by then, so that it stays the same for ever.
 */
function pinStored(stored: readonly Source[], own: Source): string {
  return pinBy(own.xml, (key, pinned) => {
    if (pinned !== null) return pinned
    const versions = stored.filter((one) => one.key === key).toSorted((a, b) => a.version - b.version)
    const { publishedAt } = own
    const then = versions.filter(
      (one) => publishedAt && one.publishedAt && Temporal.Instant.compare(one.publishedAt, publishedAt) <= 0,
    )
    return (then.at(-1) ?? versions[0])?.version ?? null
  })
}

/** Compiles published routes. One that does not compile cannot have been published: that is breakage. */
export async function compileDefinitions(stored: readonly Source[]): Promise<Map<string, ProcessDefinition>> {
  const compiled = new Map<string, ProcessDefinition>()
  const texts = new Map(stored.map((one) => [`${one.key}@${one.version}`, pinStored(stored, one)]))
  for (const { key, version, state = 'published' } of stored) {
    const xml = texts.get(`${key}@${version}`) ?? ''
    const { graph, problems } = await compile(xml, {}, (name) => texts.get(name) ?? null)
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
