import type { Text } from '#base'
import type { Condition, EntryContent } from '#management'
import { fieldsOf } from '../../management/scenario/holds.ts'
import { t, w } from '../text.ts'
import { fieldsOfForm, type Scalar } from './asked.ts'

/** A decision table that the entry names: what it asks for, and the papers it may name. */
export type TableAsks = { key: string; title: Text; asks: readonly string[]; papers: readonly number[] }

/** A bundle that the entry belongs to: the papers and fields it counts on. */
export type BundleAsks = { name: Text; papers: readonly number[]; asked: readonly string[] }

/** Everything that can refer to a part of an entry: the draft itself, its tables, the bundles it belongs to. */
export type Referring = {
  content: Pick<EntryContent, 'materials' | 'questions' | 'form' | 'variants'>
  tables: readonly TableAsks[]
  bundles: readonly BundleAsks[]
}

type Conditional = { name: string; when: Condition }

/** Every condition of an entry with the words for whose it is. */
function conditionsIn({ materials, questions, form, variants }: Referring['content']): Conditional[] {
  const of = (name: string, when: Condition | undefined): Conditional[] => (when === undefined ? [] : [{ name, when }])
  return [
    ...materials.flatMap((one) =>
      of(w(`材料“${t(one.name)}”的条件`, `the condition of the paper “${t(one.name)}”`), one.when),
    ),
    ...questions.flatMap((one) =>
      of(w(`情形问题“${t(one.text)}”的条件`, `the condition of the question “${t(one.text)}”`), one.when),
    ),
    ...fieldsOfForm(form).flatMap((one) =>
      of(w(`字段“${t(one.label)}”的条件`, `the condition of the field “${t(one.label)}”`), one.when),
    ),
    ...(variants ?? []).flatMap((one) => of(w('办理方式的选择', 'the choice of how it is handled'), one.when)),
  ]
}

const tableName = ({ title, key }: TableAsks): string =>
  w(`决策表“${t(title)}”（${key}）`, `the table “${t(title)}” (${key})`)
const bundleName = ({ name }: BundleAsks): string => w(`一件事“${t(name)}”`, `the bundle “${t(name)}”`)

/** Who counts on a question or a field: conditions, tables that ask for it, bundles that fill it. */
export const referrersOfAsked = ({ content, tables, bundles }: Referring, id: string): string[] => [
  ...conditionsIn(content)
    .filter(({ when }) => fieldsOf(when).includes(id))
    .map(({ name }) => name),
  // A field with an identity number gives an age and a sex besides.
  ...tables.filter(({ asks }) => [id, `${id}Age`, `${id}Sex`].some((one) => asks.includes(one))).map(tableName),
  ...bundles.filter(({ asked }) => asked.includes(id)).map(bundleName),
]

/** Who counts on one answer: conditions that name it, and every table that asks the question. */
export const referrersOfAnswer = ({ content, tables }: Referring, id: string, value: Scalar): string[] => [
  ...conditionsIn(content)
    .filter(({ when }) => valuesOf(when, id).includes(value))
    .map(({ name }) => name),
  ...tables.filter(({ asks }) => asks.includes(id)).map(tableName),
]

/** Who counts on a paper: tables that name it by its number, and bundles where another item's result becomes it. */
export const referrersOfPaper = ({ tables, bundles }: Referring, no: number): string[] => [
  ...tables.filter(({ papers }) => papers.includes(no)).map(tableName),
  ...bundles.filter(({ papers }) => papers.includes(no)).map(bundleName),
]

/** Who knows a question or a field by its id and cannot follow when it is called otherwise: tables and bundles. */
export const fixedAsked = ({ content, ...outside }: Referring, id: string): string[] =>
  referrersOfAsked(
    { content: { ...content, materials: [], questions: [], form: { sections: [] }, variants: [] }, ...outside },
    id,
  )

/** Who knows the answers of a question: every table that asks it. */
export const fixedAnswers = ({ tables }: Referring, id: string): string[] =>
  tables.filter(({ asks }) => asks.includes(id)).map(tableName)

/** The answers that a condition compares this question with. */
export function valuesOf(condition: Condition, id: string): Scalar[] {
  if ('eq' in condition) return condition.eq[0] === id ? [condition.eq[1]] : []
  if ('in' in condition) return condition.in[0] === id ? condition.in[1] : []
  if ('has' in condition) return condition.has[0] === id ? [condition.has[1]] : []
  if ('gt' in condition) return []
  if ('and' in condition) return condition.and.flatMap((part) => valuesOf(part, id))
  if ('or' in condition) return condition.or.flatMap((part) => valuesOf(part, id))
  return valuesOf(condition.not, id)
}

type Change = { field: (id: string) => string; value: (id: string, value: Scalar) => Scalar }

function changed(condition: Condition, change: Change): Condition {
  const { field, value } = change
  if ('eq' in condition) return { eq: [field(condition.eq[0]), value(...condition.eq)] }
  if ('in' in condition)
    return { in: [field(condition.in[0]), condition.in[1].map((one) => value(condition.in[0], one))] }
  if ('has' in condition) return { has: [field(condition.has[0]), value(...condition.has)] }
  if ('gt' in condition) return { gt: [field(condition.gt[0]), condition.gt[1]] }
  if ('and' in condition) return { and: condition.and.map((part) => changed(part, change)) }
  if ('or' in condition) return { or: condition.or.map((part) => changed(part, change)) }
  return { not: changed(condition.not, change) }
}

const withWhen = <T extends { when?: Condition | undefined }>(one: T, change: Change): T =>
  one.when === undefined ? one : { ...one, when: changed(one.when, change) }

/** The conditions of an entry after something they name is called otherwise. */
function conditionsChanged<C extends Referring['content']>(content: C, change: Change): C {
  return {
    ...content,
    materials: content.materials.map((one) => withWhen(one, change)),
    questions: content.questions.map((one) => withWhen(one, change)),
    form: {
      ...content.form,
      sections: content.form.sections.map((section) => ({
        ...section,
        fields: section.fields.map((one) => withWhen(one, change)),
      })),
    },
    ...(content.variants ? { variants: content.variants.map((one) => withWhen(one, change)) } : {}),
  }
}

/** A question or field has another id from now on: the conditions that name it follow. */
export const renamedInConditions = <C extends Referring['content']>(content: C, from: string, to: string): C =>
  conditionsChanged(content, { field: (id) => (id === from ? to : id), value: (_id, value) => value })

/** An answer has another value from now on: the conditions that name it follow. */
export const answerRenamed = <C extends Referring['content']>(content: C, id: string, from: Scalar, to: Scalar): C =>
  conditionsChanged(content, {
    field: (one) => one,
    value: (one, value) => (one === id && value === from ? to : value),
  })
