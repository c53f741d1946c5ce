import type { Field, GroupField, SimpleField } from '#management'
import { t, w } from '../text.ts'

/** A value of a form in words; null: nothing was given. */
export function fieldWords(field: SimpleField, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  switch (field.type) {
    case 'choice':
      return optionWords(field.options, value)
    case 'choices':
      return Array.isArray(value)
        ? value.map((one) => optionWords(field.options, one)).join(w('、', ', ')) || null
        : String(value)
    case 'yes-no':
      return value === true || value === 'yes' ? w('是', 'Yes') : w('否', 'No')
    case 'date':
      return dayWithYear(String(value))
    case 'number':
      return `${String(value)}${field.unit ? ` ${t(field.unit)}` : ''}`
    case 'text':
    case 'textarea':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return String(value)
  }
}

const optionWords = (
  options: readonly { value: string; label: { zh: string; en: string } }[],
  value: unknown,
): string => {
  const found = options.find((one) => one.value === value)
  return found ? t(found.label) : String(value)
}

/** The rows a group was given. */
export const groupRows = (_field: GroupField, value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : []

export const isGroup = (field: Field): field is GroupField => field.type === 'group'

const dayWithYear = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return year && month && day ? w(`${year} 年 ${month} 月 ${day} 日`, date) : date
}
