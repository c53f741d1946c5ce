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
  /** The newest version of a route on which new cases start, or one particular version. Throws when there is none. */
  getDefinition(key: string, version?: number): ProcessDefinition
  /** Is there a version of this route on which a new case can start? */
  hasRoute(key: string): boolean
  /** Every version of every route, withdrawn ones too. */
  listDefinitions(): readonly ProcessDefinition[]
  /** The newest published version of a file of decisions, or one particular version. Throws when there is none. */
  getDecisions(key: string, version?: number): DecisionDefinition
  hasDecisions(key: string): boolean
  /** Every version of every file of decisions, withdrawn ones too. */
  listDecisions(): readonly DecisionDefinition[]
}

export async function loadDefinitions(db: Db): Promise<Definitions & { stampOfDefinitions: string }> {
  const [processRows, decisionRows] = await Promise.all([
    listDefinitions(db, 'process'),
    listDefinitions(db, 'decision'),
  ])
  const routes = await compileDefinitions(processRows)
  const tables = await compileDecisionDefinitions(decisionRows)
  const withdrawn = [...routes.values(), ...tables.values()].filter((one) => one.state === 'withdrawn').length
  return {
    getDefinition: (key, version) => get(routes, 'route', key, version),
    hasRoute: (key) => newest(routes, key) !== undefined,
    listDefinitions: () => [...routes.values()],
    getDecisions: (key, version) => get(tables, 'decision', key, version),
    hasDecisions: (key) => newest(tables, key) !== undefined,
    listDecisions: () => [...tables.values()],
    stampOfDefinitions: `${routes.size}.${tables.size}.${withdrawn}`,
  }
}

type Version = { key: string; version: number; state: 'published' | 'withdrawn' }

const newest = <V extends Version>(all: ReadonlyMap<string, V>, key: string): V | undefined =>
  [...all.values()]
    .filter((one) => one.key === key && one.state === 'published')
    .toSorted((a, b) => b.version - a.version)[0]

function get<V extends Version>(all: ReadonlyMap<string, V>, what: string, key: string, version?: number): V {
  const found = version === undefined ? newest(all, key) : all.get(`${key}@${version}`)
  if (found === undefined) throw new Error(`no ${what} ${key}@${version ?? 'newest'}`)
  return found
}
