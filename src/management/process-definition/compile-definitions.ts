import { compile, compileDecisions, type Decisions, type Graph, noGraph, type Sentence } from '#bpmn'
import { pinBy } from './pin-calls.ts'
import type { DefinitionState, StoredDefinition } from './process-definition-store.ts'

/** What now stands against a version that could be published once: an upgrade may refuse more than the build that took it. */
export type StoredFault = { element: string | null; sentence: Sentence }

type Stored = { key: string; version: number; state: DefinitionState; xml: string; faults: readonly StoredFault[] }

/**
 * A published route. `version` belongs to the case: running cases keep theirs, withdrawn or not. With `faults` it cannot be run, and
 * nothing is in its graph: no case starts on it, and those that stand by it wait for an administrator.
 */
export type ProcessDefinition = Stored & { graph: Graph }

/** A published file of decisions (DMN). With `faults` nothing is in it, and nobody's rule decides. */
export type DecisionDefinition = Stored & { decisions: Decisions }

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

/**
 * Compiles published routes. One bad version stops nobody else: it is kept with what stands against it. What `known` holds already is taken
 * from there, for a version never changes: a publication costs what it brings, however many versions there are.
 */
export async function compileDefinitions(
  stored: readonly Source[],
  known: readonly ProcessDefinition[] = [],
): Promise<Map<string, ProcessDefinition>> {
  const compiled = new Map<string, ProcessDefinition>()
  const texts = new Map(stored.map((one) => [nameOf(one), pinStored(stored, one)]))
  // A route without faults found all that it calls; where every text is still the same, so is its graph.
  const isSame = known.every((one) => texts.get(nameOf(one)) === one.xml)
  const kept = isSame ? soundOf(known) : new Map<string, ProcessDefinition>()
  for (const one of stored) {
    const { key, version, state = 'published' } = one
    const xml = texts.get(nameOf(one)) ?? ''
    const before = kept.get(nameOf(one))
    if (before !== undefined) {
      compiled.set(nameOf(one), { ...before, state })
      continue
    }
    const { graph, problems } = await compile(xml, {}, (name) => texts.get(name) ?? null)
    compiled.set(nameOf(one), { key, version, state, graph: graph ?? noGraph, xml, faults: problems })
  }
  return compiled
}

const nameOf = ({ key, version }: Pick<Stored, 'key' | 'version'>): string => `${key}@${version}`

const soundOf = <D extends Stored>(known: readonly D[]): Map<string, D> =>
  new Map(known.filter((one) => one.faults.length === 0).map((one) => [nameOf(one), one]))

const noDecisions: Decisions = { byId: new Map() }

/** The same for published decisions. */
export async function compileDecisionDefinitions(
  stored: readonly Source[],
  known: readonly DecisionDefinition[] = [],
): Promise<Map<string, DecisionDefinition>> {
  const compiled = new Map<string, DecisionDefinition>()
  const kept = soundOf(known)
  for (const one of stored) {
    const { key, version, xml, state = 'published' } = one
    const before = kept.get(nameOf(one))
    if (before?.xml === xml) {
      compiled.set(nameOf(one), { ...before, state })
      continue
    }
    const compilation = await compileDecisions(xml)
    const [decisions, faults] =
      'problems' in compilation ? [noDecisions, compilation.problems] : [compilation.decisions, []]
    compiled.set(nameOf(one), { key, version, state, decisions, xml, faults })
  }
  return compiled
}
