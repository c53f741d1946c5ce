import type { Graph } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Definitions } from '../process-definition/definitions.ts'

/** Is an item decided by its own tables at any hour (秒批)? It names them, and its route lets them decide. */
export const decidesByRule = (
  definitions: Pick<Definitions, 'hasRoute' | 'getDefinition'>,
  { route, decision }: Pick<EntryContent, 'route' | 'decision'>,
): boolean =>
  decision !== undefined &&
  definitions.hasRoute(route) &&
  definitions.getDefinition(route).graph.properties.some((properties) => properties['call'] === 'decide-by-rule')

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
