import type { Decisions } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'

/** What an item may have a decision table say: who qualifies, which papers, how much. */
export const tableUses = ['eligibility', 'papers', 'fee'] as const
export type TableUse = (typeof tableUses)[number]

/** One published version of a file of decisions, ready to decide. */
export type ItemTable = { key: string; version: number; decisions: Decisions }

/** The tables of an item. Absent: the item names none for this use, or what it names is not in force. */
export type ItemTables = Readonly<Partial<Record<TableUse, ItemTable>>>

/** Which table said it: its file, the version, and the decision in it. Version 0: none was in force. */
export type TableRef = { key: string; version: number; id: string }

/** Where tables are found. Both throw or miss as `Definitions` does. */
export type TableShelf = {
  hasDecisions: (key: string) => boolean
  getDecisions: (key: string, version?: number) => ItemTable
}

/** The tables that an item's content names, in their newest published versions. */
export function tablesOf(content: Pick<EntryContent, 'tables'>, shelf: TableShelf): ItemTables {
  const found: Partial<Record<TableUse, ItemTable>> = {}
  for (const use of tableUses) {
    const key = content.tables?.[use]
    if (key !== undefined && shelf.hasDecisions(key)) found[use] = shelf.getDecisions(key)
  }
  return found
}

/**
 * The tables of an item that a case was opened under: its papers stay those of the version that was asked then, whatever was
 * published or withdrawn since. `now`: the tables of today, where they are known already.
 */
export function tablesAt(
  content: Pick<EntryContent, 'tables'>,
  { papersVersion }: { papersVersion?: number },
  shelf: TableShelf,
  now: ItemTables = tablesOf(content, shelf),
): ItemTables {
  if (now.papers?.version === papersVersion) return now
  const { papers: _newest, ...others } = now
  const key = content.tables?.papers
  if (key === undefined || papersVersion === undefined) return others
  return { ...others, papers: shelf.getDecisions(key, papersVersion) }
}
