import type { Field } from '../form/form.ts'
import type { Question } from '../scenario/scenario.ts'

type Of<T extends Field['type']> = Extract<Field, { type: T }>

/**
 * One field that asks what two ask, no laxer than either; null when there is no such field. `a` is the one asked already:
 * its words stay, a hint only when both give the same.
 */
export function meetFields(a: Field, b: Field): Field | null {
  const narrowed = narrow(a, b)
  if (narrowed === null) return null
  const { hint, ...rest } = narrowed
  const shared = hint !== undefined && hint.zh === b.hint?.zh ? { hint } : {}
  return { ...rest, ...shared, required: a.required || b.required } as Field
}

function narrow(a: Field, b: Field): Field | null {
  switch (a.type) {
    case 'text':
      return b.type === 'text' ? narrowText(a, b) : null
    case 'textarea':
      return b.type === 'textarea' ? { ...a, maxLength: Math.min(a.maxLength, b.maxLength) } : null
    case 'number':
      return b.type === 'number' ? narrowNumber(a, b) : null
    case 'date':
      return b.type === 'date' ? narrowDate(a, b) : null
    case 'choice':
    case 'choices':
      return b.type === a.type && JSON.stringify(a.options) === JSON.stringify(b.options) ? a : null
    case 'group':
      return b.type === 'group' ? narrowGroup(a, b) : null
    case 'yes-no':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return b.type === a.type ? a : null
  }
}

function narrowText(a: Of<'text'>, b: Of<'text'>): Field | null {
  const minLength = Math.max(a.minLength ?? 1, b.minLength ?? 1)
  const maxLength = Math.min(a.maxLength, b.maxLength)
  return minLength > maxLength ? null : { ...a, maxLength, ...(minLength > 1 ? { minLength } : {}) }
}

function narrowNumber(a: Of<'number'>, b: Of<'number'>): Field | null {
  const minimum = Math.max(a.minimum, b.minimum)
  const maximum = Math.min(a.maximum, b.maximum)
  const integer = a.integer === true || b.integer === true
  const isEmpty = integer ? Math.ceil(minimum) > Math.floor(maximum) : minimum > maximum
  if (isEmpty || a.unit?.zh !== b.unit?.zh) return null
  return { ...a, minimum, maximum, ...(integer ? { integer } : {}) }
}

function narrowDate(a: Of<'date'>, b: Of<'date'>): Field | null {
  const notAfterToday = a.notAfterToday === true || b.notAfterToday === true
  const notBeforeToday = a.notBeforeToday === true || b.notBeforeToday === true
  // A day in the past and a day to come are two days.
  if (notAfterToday && notBeforeToday) return null
  return { ...a, ...(notAfterToday ? { notAfterToday } : {}), ...(notBeforeToday ? { notBeforeToday } : {}) }
}

/** Groups are one when their rows are: a column more or less is another table. */
function narrowGroup(a: Of<'group'>, b: Of<'group'>): Field | null {
  const columns = (group: Of<'group'>) =>
    JSON.stringify(group.fields.map(({ hint: _hint, purpose: _purpose, ...column }) => column))
  const minItems = Math.max(a.minItems, b.minItems)
  const maxItems = Math.min(a.maxItems, b.maxItems)
  return columns(a) !== columns(b) || minItems > maxItems ? null : { ...a, minItems, maxItems }
}

/** Two questions are one when they ask the same words and offer the same answers with the same consequences. */
export const isSameQuestion = (a: Question, b: Question): boolean =>
  a.text.zh === b.text.zh && JSON.stringify(a.options) === JSON.stringify(b.options)
