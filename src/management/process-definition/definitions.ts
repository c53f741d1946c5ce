import type { Db } from '#base'
import {
  compileDecisionDefinitions,
  compileDefinitions,
  type DecisionDefinition,
  type ProcessDefinition,
} from './compile-definitions.ts'
import { listDefinitions } from './process-definition-store.ts'

/** The city's routes and decisions in all their versions. */
export type Definitions = {
  /**
   * The newest version of a route on which new cases start, or one particular version. Throws when there is none; a version that cannot be
   * run is there, with nothing in its graph.
   */
  getDefinition(key: string, version?: number): ProcessDefinition
  /** One version of a route, withdrawn ones too. */
  findDefinition(key: string, version: number): ProcessDefinition | undefined
  /** Is there a version of this route on which a new case can start? */
  hasRoute(key: string): boolean
  /** Every version of every route, withdrawn ones too, and those that cannot be run. */
  listDefinitions(): readonly ProcessDefinition[]
  /** The newest published version of a file of decisions, or one particular version. Throws when there is none. */
  getDecisions(key: string, version?: number): DecisionDefinition
  hasDecisions(key: string): boolean
  /** Every version of every file of decisions, withdrawn ones too. */
  listDecisions(): readonly DecisionDefinition[]
}

/** Reads them all; `before`: what was read last, of which only what is new is compiled. */
export async function loadDefinitions(
  db: Db,
  before?: Definitions,
): Promise<Definitions & { stampOfDefinitions: string }> {
  const [processRows, decisionRows] = await Promise.all([
    listDefinitions(db, 'process'),
    listDefinitions(db, 'decision'),
  ])
  const routes = await compileDefinitions(processRows, before?.listDefinitions())
  const tables = await compileDecisionDefinitions(decisionRows, before?.listDecisions())
  const withdrawn = [...routes.values(), ...tables.values()].filter((one) => one.state === 'withdrawn').length
  const [newestRoutes, newestTables] = [newestOf(routes), newestOf(tables)]
  return {
    getDefinition: (key, version) =>
      orThrow(version === undefined ? newestRoutes.get(key) : routes.get(`${key}@${version}`), 'route', key, version),
    findDefinition: (key, version) => routes.get(`${key}@${version}`),
    hasRoute: (key) => newestRoutes.has(key),
    listDefinitions: () => [...routes.values()],
    getDecisions: (key, version) =>
      orThrow(
        version === undefined ? newestTables.get(key) : tables.get(`${key}@${version}`),
        'decision',
        key,
        version,
      ),
    hasDecisions: (key) => newestTables.has(key),
    listDecisions: () => [...tables.values()],
    stampOfDefinitions: `${routes.size}.${tables.size}.${withdrawn}`,
  }
}

type Version = Pick<ProcessDefinition, 'key' | 'version' | 'state' | 'faults'>

/** May something new begin by it? */
export const isInForce = ({ state, faults }: Pick<Version, 'state' | 'faults'>): boolean =>
  state === 'published' && faults.length === 0

/** The newest version that new cases may use, by key. */
function newestOf<V extends Version>(all: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  const byKey = new Map<string, V>()
  for (const one of all.values())
    if (isInForce(one) && one.version > (byKey.get(one.key)?.version ?? 0)) byKey.set(one.key, one)
  return byKey
}

function orThrow<V>(found: V | undefined, what: string, key: string, version: number | undefined): V {
  if (found === undefined) throw new Error(`no ${what} ${key}@${version ?? 'newest'}`)
  return found
}
