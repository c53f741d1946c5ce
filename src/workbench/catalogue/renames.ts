import type { EntryContent, Field } from '#management'
import { answerRenamed, renamedInConditions } from './referrers.ts'

type Content = Pick<EntryContent, 'materials' | 'questions' | 'form' | 'variants'>
type Option = { value: string }

const optionRenamed = <O extends Option>(options: readonly O[], from: string, to: string): O[] =>
  options.map((one) => (one.value === from ? { ...one, value: to } : one))

/** The form with one of its fields changed, wherever it stands. */
export const withField = <C extends Content>(content: C, id: string, change: (field: Field) => Field): C => ({
  ...content,
  form: {
    ...content.form,
    sections: content.form.sections.map((section) => ({
      ...section,
      fields: section.fields.map((one) => (one.id === id ? change(one) : one)),
    })),
  },
})

/** A question is called otherwise, and every condition that asks it follows. */
export function renameQuestion<C extends Content>(content: C, from: string, to: string): C {
  const followed = renamedInConditions(content, from, to)
  return { ...followed, questions: followed.questions.map((one) => (one.id === from ? { ...one, id: to } : one)) }
}

/** A field is called otherwise, and every condition that asks it follows. */
export const renameField = <C extends Content>(content: C, from: string, to: string): C =>
  withField(renamedInConditions(content, from, to), from, (field) => ({ ...field, id: to }))

/** An answer of a question has another id, and every condition that names it follows. */
export function renameAnswer<C extends Content>(content: C, id: string, from: string, to: string): C {
  const followed = answerRenamed(content, id, from, to)
  const questions = followed.questions.map((one) =>
    one.id === id ? { ...one, options: optionRenamed(one.options, from, to) } : one,
  )
  return { ...followed, questions }
}

/** The same of a field that is chosen from a list. */
export const renameFieldAnswer = <C extends Content>(content: C, id: string, from: string, to: string): C =>
  withField(answerRenamed(content, id, from, to), id, (field) =>
    field.type === 'choice' || field.type === 'choices'
      ? { ...field, options: optionRenamed(field.options, from, to) }
      : field,
  )

/** A field goes to the end of another topic; the last field of a topic stays, since a topic is never empty. */
export function moveField<C extends Content>(content: C, id: string, toSection: string): C {
  const { sections } = content.form
  const home = sections.find((one) => one.fields.some((field) => field.id === id))
  const field = home?.fields.find((one) => one.id === id)
  if (home === undefined || field === undefined || home.id === toSection || home.fields.length === 1) return content
  return {
    ...content,
    form: {
      ...content.form,
      sections: sections.map((one) =>
        one.id === home.id
          ? { ...one, fields: one.fields.filter((other) => other.id !== id) }
          : one.id === toSection
            ? { ...one, fields: [...one.fields, field] }
            : one,
      ),
    },
  }
}
