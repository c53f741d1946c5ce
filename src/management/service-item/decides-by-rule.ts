import type { Graph } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Definitions } from '../process-definition/definitions.ts'

type Routes = Pick<Definitions, 'hasRoute' | 'getDefinition'>

/** Does the newest version of a route let tables decide, before any person looks? */
export const routeDecidesByRule = (definitions: Routes, route: string): boolean =>
  definitions.hasRoute(route) &&
  definitions.getDefinition(route).graph.properties.some((properties) => properties['call'] === 'decide-by-rule')

/** Does the newest version of a route have the counter clerk decide alone, on the spot (即办)? */
export const decidesAtOnce = (definitions: Routes, route: string): boolean =>
  definitions.hasRoute(route) &&
  definitions
    .getDefinition(route)
    .graph.properties.some(({ stage, instant }) => stage === 'decision' && instant === 'true')

/** Is an item decided by its own tables at any hour (秒批)? It names them, and its route lets them decide. */
export const decidesByRule = (
  definitions: Routes,
  { route, decision }: Pick<EntryContent, 'route' | 'decision'>,
): boolean => decision !== undefined && routeDecidesByRule(definitions, route)

/** Does the route have a step that decides by rule and names no table of its own, so that it needs the item's? */
export const asksItemsTable = (graph: Graph): boolean =>
  graph.properties.some(
    ({ call, decision }, node) =>
      (call === 'decide-by-rule' || graph.kindNames[node] === 'business-rule-task') && decision === undefined,
  )

/** Every route on which a case of the item may start: its own, and those that an answer chooses. */
export const routesOf = ({ route, variants }: Pick<EntryContent, 'route' | 'variants'>): string[] => [
  ...new Set([route, ...(variants ?? []).map((one) => one.route)]),
]
