import type { Graph } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { City } from '../city.ts'
import { listFields } from '../form/list-fields.ts'
import { routesOf } from '../service-item/decides-by-rule.ts'

/** What the product itself gives to a run on its way; a field of a form with such a name is not seen by a route. */
export const runNames: ReadonlySet<string> = new Set(['outcome', 'opposed', 'sampled', 'skipped'])

/** What is known of every submission. */
const knownFacts: ReadonlySet<string> = new Set(['applicantKind', 'applicantAge', 'byAgent', 'channel', 'delivery'])

/** What items ask that follow the route; of all items before any does. */
function contentsBy(city: Pick<City, 'entries'>, key: string | undefined): EntryContent[] {
  const contents = [...city.entries.values()].map((entry) => entry.published.content)
  const own = key === undefined ? [] : contents.filter((content) => routesOf(content).includes(key))
  return own.length > 0 ? own : contents
}

/**
 * Names whose value a run gets from the product or from the submission. `key`: of the items that follow this route; before any does, and for a
 * drawing without a key, of any item of the city.
 */
function factNames(city: Pick<City, 'entries'>, key?: string): ReadonlySet<string> {
  const names = new Set([...runNames, ...knownFacts])
  for (const { questions, form } of contentsBy(city, key)) {
    for (const { id } of questions) names.add(id)
    for (const field of listFields(form)) {
      if (field.type === 'group') continue
      names.add(field.id)
      if (field.type === 'resident-id') names.add(`${field.id}Age`).add(`${field.id}Sex`)
    }
  }
  return names
}

/** Names that a route can read because something in the city gives them: facts, and what its tables put out. */
export function sourcesOf(city: City, graph: Graph, key?: string): ReadonlySet<string> {
  const names = new Set(factNames(city, key))
  const rules = graph.kindNames.flatMap((kind, node) =>
    kind === 'business-rule-task' ? [graph.properties[node]?.['decision'] ?? null] : [],
  )
  const own = contentsBy(city, key).flatMap(({ decision }) => decision ?? [])
  for (const table of rules.flatMap((decision) => decision ?? own)) {
    if (!city.hasDecisions(table)) continue
    for (const { logic } of city.getDecisions(table).decisions.byId.values())
      if (logic.kind === 'table') for (const output of logic.outputs) names.add(output.name)
  }
  return names
}

/** Names that conditions, repetitions and timers read and nothing known gives, each with the first element that reads it. */
export const unsourcedNames = ({ reads }: Graph, sources: ReadonlySet<string>): { name: string; element: string }[] =>
  [...reads].flatMap(([name, [element = '']]) => (sources.has(name) ? [] : [{ name, element }]))
