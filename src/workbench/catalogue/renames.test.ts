import { expect, test } from 'vitest'
import type { EntryContent } from '#management'
import { moveField, renameAnswer, renameField, renameFieldAnswer, renameQuestion } from './renames.ts'

const both = (zh: string) => ({ zh, en: zh })
const content = {
  materials: [{ no: 1, name: both('结婚证'), when: { eq: ['marriage', 'married'] } }],
  questions: [{ id: 'marriage', text: both('结婚了吗'), options: [{ value: 'married' }, { value: 'single' }] }],
  form: {
    sections: [
      {
        id: 'who',
        fields: [
          { id: 'kind', type: 'choice', label: both('类型'), options: [{ value: 'a' }, { value: 'b' }] },
          { id: 'name', type: 'text', label: both('姓名'), when: { eq: ['kind', 'a'] } },
        ],
      },
      { id: 'what', fields: [{ id: 'reason', type: 'text', label: both('理由') }] },
    ],
  },
} as unknown as EntryContent
const fieldsOf = (one: EntryContent): string[] =>
  one.form.sections.map(({ fields }) => fields.map(({ id }) => id).join())

test('a question, a field or an answer that is called otherwise takes its conditions along', () => {
  const question = renameQuestion(content, 'marriage', 'wedding')
  expect(question.questions[0]?.id).toBe('wedding')
  expect(question.materials[0]?.when).toEqual({ eq: ['wedding', 'married'] })
  const answer = renameAnswer(content, 'marriage', 'married', 'yes')
  expect(answer.questions[0]?.options.map((one) => one.value)).toEqual(['yes', 'single'])
  expect(answer.materials[0]?.when).toEqual({ eq: ['marriage', 'yes'] })
  const field = renameField(content, 'kind', 'sort')
  expect(fieldsOf(field)).toEqual(['sort,name', 'reason'])
  expect(field.form.sections[0]?.fields[1]?.when).toEqual({ eq: ['sort', 'a'] })
  const option = renameFieldAnswer(content, 'kind', 'a', 'one')
  expect(option.form.sections[0]?.fields[0]).toMatchObject({ options: [{ value: 'one' }, { value: 'b' }] })
  expect(option.form.sections[0]?.fields[1]?.when).toEqual({ eq: ['kind', 'one'] })
})

test('a field goes to another topic, and the last of a topic stays', () => {
  expect(fieldsOf(moveField(content, 'kind', 'what'))).toEqual(['name', 'reason,kind'])
  expect(moveField(content, 'reason', 'who')).toBe(content)
  expect(moveField(content, 'name', 'who')).toBe(content)
})
