import type { Text } from '#base'
import type { EntryContent, MaterialRequirement } from '../catalogue/catalogue-entry.ts'
import { type Answers, holds } from '../scenario/holds.ts'
import { askTable, type Given } from './ask-table.ts'
import { factsOfAnswers } from './facts-of-answers.ts'
import type { ItemTables } from './item-table.ts'

/** A paper that these answers make necessary; `because` where a table said so. */
export type ApplicableMaterial = MaterialRequirement & { because?: Text }

/** What asks for papers: an item, or a bundle whose papers are merged already. */
export type PaperAsking = {
  content: Pick<EntryContent, 'materials'> & Partial<Pick<EntryContent, 'tables' | 'questions' | 'form'>>
  tables: Pick<ItemTables, 'papers'>
}

/**
 * The personal list of papers, in the published order: what the item's table of papers says where it names one, else what each
 * paper's own condition says. A table that cannot decide, or is not in force, leaves it to those conditions too. Everything that
 * asks which papers apply asks here.
 */
export function listApplicableMaterials(item: PaperAsking, answers: Answers): ApplicableMaterial[] {
  const chosen = choosePapers(item, answers)
  const { materials } = item.content
  if (chosen === null) return materials.filter(({ when }) => when === undefined || holds(when, answers))
  return materials.flatMap((material) => {
    const because = chosen.get(material.no)
    return because === undefined ? [] : { ...material, because }
  })
}

/** The numbers that the table names, with its reasons; null where there is no table or it does not decide. */
export function choosePapers(item: PaperAsking, answers: Answers): ReadonlyMap<number, Text> | null {
  const { tables, questions = [], form = { sections: [] } } = item.content
  const key = tables?.papers
  const table = item.tables.papers
  if (key === undefined || table === undefined) return null
  const asking = { content: { questions, form } }
  const { given, decided } = askTable(asking, { key, use: 'papers' }, table, factsOfAnswers(questions, answers))
  return decided ? byNumber(given) : null
}

function byNumber(given: readonly Given[]): Map<number, Text> {
  const chosen = new Map<number, Text>()
  for (const { outputs, says } of given) {
    const no = outputs['no']
    if (typeof no !== 'number') continue
    const before = chosen.get(no)
    chosen.set(no, before === undefined ? says : { zh: `${before.zh}；${says.zh}`, en: `${before.en}; ${says.en}` })
  }
  return chosen
}
