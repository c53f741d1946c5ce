import type { ReactNode } from 'react'
import type { Field } from '#management'
import { Mixed } from '../layout/parts.tsx'
import { formatFullDate, type View } from '../layout/view.ts'

type Option = { value: string; label: { zh: string; en: string } }

export const optionText = (view: View, options: readonly Option[], value: unknown): string => {
  const found = options.find((one) => one.value === value)
  return found ? view.t(found.label) : view.w('还没有回答', 'not answered yet')
}

/** A date as people write it; what is no date yet stands as it was typed. */
function dateText(view: View, typed: string): string {
  try {
    return formatFullDate(view, Temporal.PlainDate.from(typed))
  } catch {
    return typed
  }
}

/** A value as people read it. */
export function valueText(view: View, field: Field, value: unknown): ReactNode {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return <span className="quiet">{view.w('未填', 'empty')}</span>
  }
  switch (field.type) {
    case 'choice':
      return optionText(view, field.options, value)
    case 'choices':
      return Array.isArray(value)
        ? value.map((one) => optionText(view, field.options, one)).join(view.w('、', ', '))
        : String(value)
    case 'yes-no':
      return value === true ? view.w('是', 'Yes') : view.w('否', 'No')
    case 'number':
      return `${String(value)}${field.unit ? ` ${view.t(field.unit)}` : ''}`
    case 'group':
      return (Array.isArray(value) ? (value as Record<string, unknown>[]) : []).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index}>
          {index + 1}.{' '}
          {field.fields.map((one, nth) => (
            <span key={one.id}>
              {nth > 0 ? view.w('，', ', ') : ''}
              {view.t(one.label)} {valueText(view, one, row[one.id])}
            </span>
          ))}
        </div>
      ))
    case 'date':
      return dateText(view, String(value))
    case 'text':
    case 'textarea':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return <Mixed view={view} text={String(value)} />
  }
}
