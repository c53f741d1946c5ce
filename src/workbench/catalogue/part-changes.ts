import type { EntryContent, Field, Form } from '#management'
import { t, w } from '../text.ts'
import { differences } from './draft-diff.ts'
import { partName } from './part-names.ts'

/** What became of papers, questions or fields: which went, which came, and what of the others is said otherwise. */
export type PartChanges = { gone: string[]; come: string[]; changed: string[]; isReordered: boolean }

type Part = { key: string; name: string; value: object }

const nameless = (): string => w('（还没有名称）', '(no name yet)')

const papersOf = (materials: EntryContent['materials']): Part[] =>
  materials.map((one) => ({ key: String(one.no), name: t(one.name) || nameless(), value: one }))

const questionsOf = (questions: EntryContent['questions']): Part[] =>
  questions.map((one) => ({ key: one.id, name: t(one.text) || nameless(), value: one }))

const fieldPart = (field: Field): Part => ({ key: field.id, name: t(field.label) || nameless(), value: field })

/** Topics without their fields, and the fields: a field that went to another topic is the same field. */
const partsOfForm = (form: Form): Part[] =>
  form.sections.flatMap((section) => {
    const { fields, ...topic } = section
    const name = w(`主题“${t(section.title) || nameless()}”`, `topic “${t(section.title) || nameless()}”`)
    return [{ key: `topic ${section.id}`, name, value: topic }, ...fields.map(fieldPart)]
  })

function partsOf(element: string, value: unknown): Part[] | null {
  switch (element) {
    case 'materials':
      return papersOf(value as EntryContent['materials'])
    case 'questions':
      return questionsOf(value as EntryContent['questions'])
    case 'form':
      return partsOfForm(value as Form)
    default:
      return null
  }
}

const changedWords = (before: Part, after: Part): string[] => {
  const parts = differences(before.value, after.value).map((one) => partName(one.element))
  if (parts.length === 0) return []
  return [w(`${after.name}：${parts.join('、')}`, `${after.name}: ${parts.join(', ')}`)]
}

/** The changes of a list of parts; null for every other element. */
export function partChanges(element: string, before: unknown, after: unknown): PartChanges | null {
  const [old, next] = [partsOf(element, before), partsOf(element, after)]
  if (old === null || next === null) return null
  const keysOf = (parts: readonly Part[], others: readonly Part[]): string[] =>
    parts.filter((one) => others.some(({ key }) => key === one.key)).map((one) => one.key)
  return {
    gone: old.filter((one) => !next.some(({ key }) => key === one.key)).map((one) => one.name),
    come: next.filter((one) => !old.some(({ key }) => key === one.key)).map((one) => one.name),
    changed: next.flatMap((one) => {
      const was = old.find(({ key }) => key === one.key)
      return was ? changedWords(was, one) : []
    }),
    isReordered: keysOf(old, next).join(' ') !== keysOf(next, old).join(' '),
  }
}
