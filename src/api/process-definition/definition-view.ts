import { listEvents, type Text } from '#base'
import { countRunningCases } from '#handling'
import {
  asksItemsTable,
  type City,
  type DefinitionDraft,
  type DefinitionKind,
  findDefinitionDraft,
  listDefinitionDrafts,
  listDefinitions,
  routesOf,
  type StoredDefinition,
  type TableAsks,
  whatTablesAsk,
} from '#management'
import type { ApiDeps } from '../api-context.ts'

type Deps = Pick<ApiDeps, 'db' | 'city'>
type Counts = { key: string; version: number; count: number }[]

const titleOf = (title: Partial<Text>, key: string): Text => ({ zh: title.zh ?? key, en: title.en ?? title.zh ?? key })

const versionView = (city: City, kind: DefinitionKind, one: StoredDefinition, counts: Counts) => ({
  version: one.version,
  /** Why it cannot be used although it was published: an upgrade refuses what an earlier build took. */
  faults: (kind === 'process' ? city.listDefinitions() : city.listDecisions())
    .filter(({ key, version }) => key === one.key && version === one.version)
    .flatMap(({ faults }) => faults.map(({ element, sentence }) => ({ element, sentence }))),
  state: one.state,
  publishedBy: one.publishedBy,
  publishedAt: one.publishedAt.toString(),
  running: counts.find((count) => count.key === one.key && count.version === one.version)?.count ?? 0,
})

const draftView = ({ version, title, digest, savedBy, savedAt }: Omit<DefinitionDraft, 'xml'>) => ({
  ...{ version, title, digest, savedBy, savedAt: savedAt.toString() },
})

/** Names of what uses a definition now: items name routes, routes and items name decisions. */
function usersOf(city: City, kind: DefinitionKind, key: string): Text[] {
  const items = [...city.entries.values()].map((entry) => entry.published.content)
  if (kind === 'process') return items.filter((one) => routesOf(one).includes(key)).map((one) => one.name)
  const routes = city
    .listDefinitions()
    .filter((one) => city.hasRoute(one.key) && one.version === city.getDefinition(one.key).version)
    .filter((one) => one.graph.properties.some((properties) => properties['decision'] === key))
  return [
    ...routes.map((one) => ({ zh: one.graph.name, en: one.graph.name })),
    ...items.filter((one) => [one.decision, ...Object.values(one.tables ?? {})].includes(key)).map((one) => one.name),
  ]
}

/** Does a route let the tables of its items decide? */
const asksTable = (city: City, key: string): boolean =>
  city.hasRoute(key) && asksItemsTable(city.getDefinition(key).graph)

/** The decisions of the published version of a file, by id, and what they ask; none when no version is published. */
function decidesOf(city: City, key: string): { decides: string[] } & TableAsks {
  if (!city.hasDecisions(key)) return { decides: [], asks: [], papers: [] }
  const { decisions } = city.getDecisions(key)
  return { decides: [...decisions.byId.keys()], ...whatTablesAsk(decisions) }
}

/** Every definition with its versions, its draft, what uses it and how many cases run by each version. */
export async function listView(deps: Deps, kind: DefinitionKind) {
  const city = deps.city()
  const [stored, drafts, counts] = await Promise.all([
    listDefinitions(deps.db, kind),
    listDefinitionDrafts(deps.db, kind),
    kind === 'process' ? countRunningCases(deps.db, city.cityCode) : [],
  ])
  const keys = [...new Set([...stored, ...drafts].map((one) => one.key))].toSorted()
  return keys.map((key) => {
    const versions = stored.filter((one) => one.key === key).toReversed()
    const draft = drafts.find((one) => one.key === key)
    return {
      key,
      title: titleOf(versions[0]?.title ?? draft?.title ?? {}, key),
      versions: versions.map((one) => versionView(city, kind, one, counts)),
      draft: draft === undefined ? null : draftView(draft),
      users: usersOf(city, kind, key).length,
      ...(kind === 'process' ? { asksTable: asksTable(city, key) } : decidesOf(city, key)),
    }
  })
}

/** One definition with its texts, and what its steps may name; undefined when there is none of that key. */
export async function definitionView(deps: Deps, kind: DefinitionKind, key: string) {
  const city = deps.city()
  const [all, draft, counts] = await Promise.all([
    listDefinitions(deps.db, kind),
    findDefinitionDraft(deps.db, kind, key),
    kind === 'process' ? countRunningCases(deps.db, city.cityCode) : [],
  ])
  const versions = all.filter((one) => one.key === key).toReversed()
  if (versions.length === 0 && draft === undefined) return undefined
  const newest = versions.find((one) => one.state === 'published') ?? versions[0]
  const stream = kind === 'process' ? 'process-definition' : 'decision-definition'
  const events = await listEvents(deps.db, city.cityCode, stream, key)
  return {
    key,
    title: titleOf(newest?.title ?? draft?.title ?? {}, key),
    versions: versions.map((one) => versionView(city, kind, one, counts)),
    published: newest === undefined ? null : { version: newest.version, xml: newest.xml },
    draft: draft === undefined ? null : { ...draftView(draft), xml: draft.xml },
    users: usersOf(city, kind, key),
    history: events
      .toReversed()
      .slice(0, 50)
      .map(({ seq, type, at, actor, data }) => ({ seq, type, at: at.toString(), by: actor.name, data })),
    ground: groundOf(city),
  }
}

/** What a route's steps may name in this city. */
const groundOf = (city: City) => ({
  departments: [...new Set(city.authorities.all.map((one) => one.kind))],
  routes: [...new Set(city.listDefinitions().map((one) => one.key))]
    .filter((key) => city.hasRoute(key))
    .map((key) => ({ key, name: city.getDefinition(key).graph.name })),
  decisions: [...new Set(city.listDecisions().map((one) => one.key))]
    .filter((key) => city.hasDecisions(key))
    .map((key) => ({
      key,
      decides: [...city.getDecisions(key).decisions.byId.values()].map(({ id, name }) => ({ id, name })),
    })),
})
