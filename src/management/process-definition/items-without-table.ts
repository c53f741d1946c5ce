import type { Graph } from '#bpmn'
import type { City } from '../city.ts'
import { asksItemsTable, routesOf } from '../service-item/decides-by-rule.ts'
import type { DefinitionProblem } from './check-definition.ts'

/**
 * The published items that would be broken if this were the version of the route in force: it decides by the item's table, and
 * they name none. Each with its name.
 */
export function itemsWithoutTable(city: City, key: string, graph: Graph): DefinitionProblem[] {
  if (!asksItemsTable(graph)) return []
  return [...city.entries.values()]
    .map(({ published }) => published.content)
    .filter((content) => content.decision === undefined && routesOf(content).includes(key))
    .map(({ name }) => ({
      code: 'tables-named',
      severity: 'error',
      element: null,
      line: null,
      sentence: {
        zh: `“${name.zh}”用这个流程，却没有选决策表：按规则决定的环节要写明哪张表，或先为事项选一张。`,
        en: `“${name.en}” follows this route and names no table: the step that decides by rule must name one, or the item first.`,
      },
    }))
}
