import type { Field, Form, FormValues, GroupField, SimpleField } from '#management'

/** A posted form: every name with all its values. */
export type Posted = Readonly<Record<string, unknown>>

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')

/** What was typed, as the schema wants it. What cannot be read as a number stays text, so that it is shown back, not lost. */
function readSimple(field: SimpleField, raw: unknown): unknown {
  const [first = ''] = texts(raw)
  const typed = first.trim()
  switch (field.type) {
    case 'number':
      return typed === ''
        ? ''
        : /^-?\d+(\.\d+)?$/.test(typed.normalize('NFKC'))
          ? Number(typed.normalize('NFKC'))
          : typed
    case 'yes-no':
      return typed === 'yes' ? true : typed === 'no' ? false : ''
    case 'choices':
      return texts(raw).filter((one) => one !== '')
    case 'resident-id':
    case 'credit-code':
      return typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
    case 'mobile':
      return typed.normalize('NFKC').replace(/[\s-]/g, '')
    case 'text':
    case 'textarea':
    case 'date':
    case 'choice':
    case 'email':
      return typed
  }
}

function readGroup(field: GroupField, posted: Posted): Record<string, unknown>[] {
  const count = Number(texts(posted[`${field.id}.count`])[0] ?? '0')
  const rows = Array.from(
    { length: Math.min(Math.max(0, Number.isInteger(count) ? count : 0), field.maxItems) },
    (_, index) =>
      Object.fromEntries(
        field.fields
          .map((one) => [one.id, readSimple(one, posted[`${field.id}.${index}.${one.id}`])])
          .filter(([, value]) => value !== ''),
      ),
  )
  const removed = texts(posted['_remove'])[0]
  const kept = rows.filter((_, index) => removed !== `${field.id}.${index}`)
  const added = texts(posted['_add'])[0] === field.id && kept.length < field.maxItems ? [{}] : []
  return [...kept, ...added]
}

/** The values of one section from its posted form. */
export const readSection = (section: Form['sections'][number], posted: Posted): FormValues =>
  Object.fromEntries(
    section.fields.map((field: Field) => [
      field.id,
      field.type === 'group' ? readGroup(field, posted) : readSimple(field, posted[field.id]),
    ]),
  )

/** Did the applicant only add or remove a row? Then the section is shown again, without judging it. */
export const isRowChange = (posted: Posted): boolean =>
  texts(posted['_add']).length > 0 || texts(posted['_remove']).length > 0
