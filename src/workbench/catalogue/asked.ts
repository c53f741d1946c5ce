import type { Text } from '#base'
import type { EntryContent, Field, Form, Question, SimpleField } from '#management'

/** A value that an answer can have. */
export type Scalar = string | number | boolean

/** What a condition may ask about: a question of the scenario or a field of the form, with the answers it can have. */
export type Asked = {
  id: string
  label: Text
  /** How it is answered: one of some, several of some, yes or no, a number, a text; `group` can be asked nothing. */
  kind: 'one' | 'several' | 'yes-no' | 'number' | 'text' | 'group'
  options: readonly { value: Scalar; label: Text }[]
  from: 'question' | 'field'
}

const yesNo = [
  { value: true, label: { zh: '是', en: 'Yes' } },
  { value: false, label: { zh: '否', en: 'No' } },
] as const

export const askedQuestion = ({ id, text, options }: Question): Asked => ({
  ...{ id, label: text, kind: 'one', from: 'question' },
  options: options.map(({ value, label }) => ({ value, label })),
})

export function askedField(field: Field): Asked {
  const asked = { id: field.id, label: field.label, from: 'field', options: [] } as const
  switch (field.type) {
    case 'choice':
      return { ...asked, kind: 'one', options: field.options }
    case 'choices':
      return { ...asked, kind: 'several', options: field.options }
    case 'yes-no':
      return { ...asked, kind: 'yes-no', options: yesNo }
    case 'number':
      return { ...asked, kind: 'number' }
    case 'group':
      return { ...asked, kind: 'group' }
    case 'text':
    case 'textarea':
    case 'date':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return { ...asked, kind: 'text' }
  }
}

export const fieldsOfForm = (form: Form): Field[] => form.sections.flatMap((section) => section.fields)

/** Everything an entry asks, questions first, in the order in which it is asked. */
export const askedBy = ({ questions, form }: Pick<EntryContent, 'questions' | 'form'>): Asked[] => [
  ...questions.map(askedQuestion),
  ...fieldsOfForm(form).map(askedField),
]

/** What comes before this one: a condition looks back only, since what comes later is not answered yet. */
export function askedBefore(asked: readonly Asked[], id: string): Asked[] {
  const at = asked.findIndex((one) => one.id === id)
  return (at < 0 ? [...asked] : asked.slice(0, at)).filter((one) => one.kind !== 'group')
}

/** The ids of everything in an entry that has one; members of groups too, so that a new one is like none of them. */
export const idsIn = ({ questions, form }: Pick<EntryContent, 'questions' | 'form'>): string[] => [
  ...questions.map((one) => one.id),
  ...fieldsOfForm(form).flatMap((one) => [one.id, ...membersOf(one).map((member) => member.id)]),
]

export const membersOf = (field: Field): readonly SimpleField[] => (field.type === 'group' ? field.fields : [])

/** The first of `word1`, `word2` … that is not taken. */
export function freshId(word: string, taken: readonly string[]): string {
  for (let no = 1; ; no += 1) if (!taken.includes(`${word}${no}`)) return `${word}${no}`
}
