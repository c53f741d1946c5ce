import type { Decisions } from '#bpmn'
import type { City } from '../city.ts'
import { checkTables, type TableFault } from './check-tables.ts'

/**
 * What would stand against the published items that name this table, if `candidate` were the version in force: a draft's decisions,
 * or the number of a version that was published before. Errors only, each with the item's name.
 */
export function faultsOfTable(city: City, key: string, candidate: Decisions | number | undefined): TableFault[] {
  if (candidate === undefined) return []
  const table =
    typeof candidate === 'number' ? city.getDecisions(key, candidate) : { key, version: 0, decisions: candidate }
  const shelf = {
    hasDecisions: (one: string) => one === key || city.hasDecisions(one),
    getDecisions: (one: string) => (one === key ? table : city.getDecisions(one)),
  }
  return [...city.entries.values()].flatMap(({ published: { content } }) => {
    const uses = Object.entries(content.tables ?? {}).filter(([, named]) => named === key)
    return checkTables({ ...content, tables: Object.fromEntries(uses) }, shelf)
      .filter((one) => one.severity === 'error')
      .map((one) => inItem(content.name, one))
  })
}

const inItem = (name: { zh: string; en: string }, fault: TableFault): TableFault => ({
  ...fault,
  sentence: { zh: `“${name.zh}”：${fault.sentence.zh}`, en: `“${name.en}”: ${fault.sentence.en}` },
})
