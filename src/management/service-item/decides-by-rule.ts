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
