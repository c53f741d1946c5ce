import { expect, test } from 'vitest'
import { EntryContent, type Field } from '#management'
import { asType, emptyField, type SimpleType, simpleTypeWords } from './field-kinds.ts'

const both = { zh: '性别', en: 'Sex' }
const sex: Field = {
  ...{ id: 'sex', type: 'choice', label: both, required: true, purpose: both, prefill: 'sex' },
  when: { eq: ['kind', 'natural'] },
  options: [
    { value: 'f', label: both },
    { value: 'm', label: both },
  ],
}

test.each(Object.keys(simpleTypeWords) as SimpleType[])(
  'a field filled in another way is a sound field: %s',
  (type) => {
    const field = asType(sex, type, [])
    const form = { sections: [{ id: 'who', title: both, fields: [field] }] }
    expect(EntryContent.shape.form.safeParse(form).success).toBe(true)
    expect(field).toMatchObject({ id: 'sex', label: both, purpose: both, prefill: 'sex', when: sex.when })
  },
)

test('what both ways have stays: the answers of a list, the field itself when nothing changes', () => {
  expect(asType(sex, 'choices', [])).toMatchObject({ options: sex.options })
  expect(asType(sex, 'choice', [])).toBe(sex)
})

test('a group begins with one member of an id that nothing else has', () => {
  const group = asType(emptyField(['field1']), 'group', ['field1', 'field2'])
  expect(group).toMatchObject({ id: 'field2', type: 'group', fields: [{ id: 'field3' }], minItems: 1 })
  expect(asType(group, 'group', [])).toBe(group)
})
