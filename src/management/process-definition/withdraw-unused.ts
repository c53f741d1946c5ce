import { type Db, type Refusal, refuse } from '#base'
import { faultsOfTable } from '../assessment/table-in-use.ts'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { City } from '../city.ts'
import { routesOf } from '../service-item/decides-by-rule.ts'
import { isInForce } from './definitions.ts'
import { itemsWithoutTable } from './items-without-table.ts'
import { type DefinitionAct, withdrawDefinition } from './process-definition-store.ts'

/**
 * Withdraws a version: no new case starts on it, running ones keep it. Refused while items name the route, or items and routes the
 * tables, and no other version stands published that serves them: nobody could apply any more, or nothing would be decided.
 */
export async function withdrawUnused(
  db: Db,
  city: City,
  act: DefinitionAct,
  input: { version: number; reason: string },
): Promise<Refusal | null> {
  const versions = (act.kind === 'process' ? city.listDefinitions() : city.listDecisions()).filter(
    (one) => one.key === act.key && one.state === 'published',
  )
  const wanted = versions.find((one) => one.version === input.version)
  if (wanted === undefined) return notPublished
  // Nothing new begins on a version that cannot be run: nobody loses it.
  if (!isInForce(wanted)) return (await withdrawDefinition(db, act, input)) ? null : notPublished
  const inForce = versions.filter(isInForce)
  const users = usersOf(city, act)
  if (inForce.length === 1 && users.length > 0) {
    const some = users.slice(0, 3).join('、')
    return refuse('conflict', {
      zh: `还有 ${users.length} 个事项或流程在用（${some}），又没有别的已发布版本，不能撤下。请先发布新版本或改用别的流程。`,
      en: `${users.length} items or routes still use it (${some}) and no other version is published. Publish another version or let them use another first.`,
    })
  }
  const left = inForce.filter((one) => one.version !== input.version)
  const next = newestOf(left)
  const broken =
    act.kind === 'decision'
      ? faultsOfTable(city, act.key, next)
      : next === undefined
        ? []
        : itemsWithoutTable(city, act.key, city.getDefinition(act.key, next).graph)
  if (broken.length > 0)
    return refuse('conflict', {
      zh: `撤下后留下的版本不够用：${broken[0]?.sentence.zh ?? ''}请先发布新版本。`,
      en: `The version that would be left does not serve: ${broken[0]?.sentence.en ?? ''} Publish another version first.`,
    })
  return (await withdrawDefinition(db, act, input)) ? null : notPublished
}

const notPublished = refuse('conflict', {
  zh: '这个版本没有发布，或已经撤下。请刷新后查看。',
  en: 'This version is not published, or was withdrawn already. Refresh to see.',
})

const newestOf = (versions: readonly { version: number }[]): number | undefined =>
  versions.map((one) => one.version).toSorted((a, b) => b - a)[0]

/** Names of what cannot do without this definition. */
function usersOf(city: City, act: DefinitionAct): string[] {
  const contents = [...city.entries.values()].map((entry) => entry.published.content)
  const names = (uses: (content: EntryContent) => boolean) => contents.filter(uses).map((one) => one.name.zh)
  if (act.kind === 'process') return names((content) => routesOf(content).includes(act.key))
  const routes = city
    .listDefinitions()
    .filter(({ key, version }) => city.hasRoute(key) && city.getDefinition(key).version === version)
    .filter(({ graph }) => graph.properties.some((properties) => properties['decision'] === act.key))
    .map(({ graph }) => graph.name)
  return [
    ...names(({ decision, tables }) => decision === act.key || Object.values(tables ?? {}).includes(act.key)),
    ...routes,
  ]
}
