import type { Text } from '#base'
import type { Field, GroupField, PrefillSource, SimpleField } from '#management'
import { freshId } from './asked.ts'

export type FieldType = Field['type']
export type SimpleType = SimpleField['type']

/** How a field is filled in. */
export const simpleTypeWords = {
  text: { zh: '单行文字', en: 'One line of text' },
  textarea: { zh: '多行文字', en: 'Several lines of text' },
  number: { zh: '数字', en: 'Number' },
  date: { zh: '日期', en: 'Date' },
  choice: { zh: '单选', en: 'One of several' },
  choices: { zh: '多选', en: 'Any of several' },
  'yes-no': { zh: '是或否', en: 'Yes or no' },
  'resident-id': { zh: '身份证号', en: 'Identity number' },
  'credit-code': { zh: '统一社会信用代码', en: 'Credit code' },
  mobile: { zh: '手机号', en: 'Mobile number' },
  email: { zh: '电子邮箱', en: 'E-mail address' },
} as const satisfies Record<SimpleType, Text>

export const typeWords = {
  ...simpleTypeWords,
  group: { zh: '字段组（可填多份）', en: 'Group (may be given several times)' },
} as const satisfies Record<FieldType, Text>

/** What the account knows already. */
export const prefillWords = {
  name: { zh: '姓名', en: 'Name' },
  residentIdNo: { zh: '身份证号', en: 'Identity number' },
  sex: { zh: '性别', en: 'Sex' },
  birthDate: { zh: '出生日期', en: 'Date of birth' },
  mobile: { zh: '手机号', en: 'Mobile number' },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  address: { zh: '地址', en: 'Address' },
  firmName: { zh: '单位名称', en: 'Name of the firm' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  firmAddress: { zh: '单位地址', en: 'Address of the firm' },
} as const satisfies Record<PrefillSource, Text>

const nothing = (): Text => ({ zh: '', en: '' })

export const emptyField = (taken: readonly string[]): SimpleField => ({
  id: freshId('field', taken),
  type: 'text',
  label: nothing(),
  required: true,
  purpose: nothing(),
  maxLength: 100,
})

export const twoOptions = (): { value: string; label: Text }[] => [
  { value: 'option1', label: nothing() },
  { value: 'option2', label: nothing() },
]

/** What is the same whatever the type is. */
function baseOf({ id, label, hint, required, when, prefill, purpose }: Field) {
  return {
    id,
    label,
    required,
    purpose,
    ...(hint ? { hint } : {}),
    ...(when ? { when } : {}),
    ...(prefill ? { prefill } : {}),
  }
}

/** The field filled in another way: what both ways have is kept, the rest begins with what is usual. */
export function asSimpleType(field: Field, type: SimpleType): SimpleField {
  const base = baseOf(field)
  const options = 'options' in field ? field.options : twoOptions()
  switch (type) {
    case 'text':
      return { ...base, type, maxLength: 'maxLength' in field ? field.maxLength : 100 }
    case 'textarea':
      return { ...base, type, maxLength: 'maxLength' in field ? Math.max(field.maxLength, 500) : 500 }
    case 'number':
      return { ...base, type, minimum: 0, maximum: 1_000_000 }
    case 'date':
      return { ...base, type }
    case 'choice':
    case 'choices':
      return { ...base, type, options }
    case 'yes-no':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return { ...base, type }
  }
}

/** A group under the name of this field, with one member to begin with. */
export function asGroup(field: SimpleField, taken: readonly string[]): GroupField {
  const { prefill: _known, ...base } = baseOf(field)
  const member = emptyField(taken)
  return { ...base, type: 'group', fields: [member], minItems: 1, maxItems: 10, itemLabel: nothing() }
}

export const asType = (field: Field, type: FieldType, taken: readonly string[]): Field =>
  type === field.type
    ? field
    : type !== 'group'
      ? asSimpleType(field, type)
      : field.type === 'group'
        ? field
        : asGroup(field, taken)
