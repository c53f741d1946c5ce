import type { Flaw } from '#base'
import type { SimpleField } from '#management'
import { anchorOf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

type FieldProps = {
  view: View
  field: SimpleField
  /** The name in the posted form; rows of a group carry their index. */
  name: string
  pointer: string
  value: unknown
  flaws: readonly Flaw[]
  source?: string | undefined
  /** May an answer on this very page still show or hide it? Then script watches its condition. */
  live?: boolean
  max?: string | undefined
  min?: string | undefined
}

/** One field: label above, hint under it, error above the box; where the value came from is said. */
export function OneField(props: FieldProps) {
  const { view, field, name, pointer, flaws, source } = props
  const flaw = flaws.find((one) => one.pointer === pointer)
  const id = anchorOf(pointer)
  const described = [field.hint ? `${id}-hint` : '', flaw ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  const isMany = field.type === 'choice' || field.type === 'choices' || field.type === 'yes-no'
  const hint = (
    <>
      {field.required ? null : <span className="optional">{view.w('（可不填）', ' (optional)')}</span>}
      {field.hint ? (
        <span className="hint" id={`${id}-hint`}>
          {view.t(field.hint)}
        </span>
      ) : null}
      {flaw ? (
        <span className="error" id={`${id}-error`}>
          {view.t(flaw.sentence)}
        </span>
      ) : null}
    </>
  )
  const when = props.live && field.when !== undefined ? JSON.stringify(field.when) : undefined
  if (isMany) {
    return (
      <fieldset className={flaw ? 'field wrong' : 'field'} id={id} data-when={when} aria-describedby={described}>
        <legend>
          {view.t(field.label)}
          {hint}
        </legend>
        <Choices {...props} name={name} />
      </fieldset>
    )
  }
  return (
    <div className={flaw ? 'field wrong' : 'field'} data-when={when}>
      <label htmlFor={id}>
        {view.t(field.label)}
        {hint}
      </label>
      <Input {...props} id={id} described={described} wrong={flaw !== undefined} />
      {source ? (
        <span className="source">
          <span>{source}</span>
        </span>
      ) : null}
    </div>
  )
}

function Choices({ view, field, name, value }: FieldProps) {
  if (field.type === 'yes-no') {
    return (
      <>
        <Choice name={name} type="radio" value="yes" checked={value === true} label={view.w('是', 'Yes')} />
        <Choice name={name} type="radio" value="no" checked={value === false} label={view.w('否', 'No')} />
      </>
    )
  }
  if (field.type !== 'choice' && field.type !== 'choices') return null
  const chosen = Array.isArray(value) ? value : [value]
  return (
    <>
      {field.options.map((option) => (
        <Choice
          key={option.value}
          name={name}
          type={field.type === 'choice' ? 'radio' : 'checkbox'}
          value={option.value}
          checked={chosen.includes(option.value)}
          label={view.t(option.label)}
        />
      ))}
    </>
  )
}

export const Choice = (props: {
  name: string
  type: 'radio' | 'checkbox'
  value: string
  checked: boolean
  label: string
}) => (
  <label className="choice">
    <input type={props.type} name={props.name} value={props.value} defaultChecked={props.checked} />
    <span>{props.label}</span>
  </label>
)

function Input({
  view,
  field,
  name,
  value,
  id,
  described,
  wrong,
}: FieldProps & { id: string; described: string | undefined; wrong: boolean }) {
  const text = value === undefined || value === null ? '' : String(value)
  const shared = {
    id,
    name,
    defaultValue: text,
    'aria-describedby': described,
    'aria-invalid': wrong || undefined,
    'aria-required': field.required || undefined,
  }
  switch (field.type) {
    case 'textarea':
      return <textarea {...shared} maxLength={field.maxLength} rows={4} />
    case 'number':
      return (
        <span className="with-unit">
          <input
            {...shared}
            type="text"
            inputMode={field.integer ? 'numeric' : 'decimal'}
            className="short"
            autoComplete="off"
          />
          {field.unit ? <span>{view.t(field.unit)}</span> : null}
        </span>
      )
    case 'date':
      return (
        <input
          {...shared}
          type="date"
          className="short"
          max={field.notAfterToday ? view.today.toString() : undefined}
          min={field.notBeforeToday ? view.today.toString() : undefined}
        />
      )
    case 'mobile':
      return <input {...shared} type="tel" className="short" autoComplete="tel" inputMode="tel" />
    case 'email':
      return <input {...shared} type="email" autoComplete="email" />
    case 'resident-id':
    case 'credit-code':
      return (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-format={field.type}
        />
      )
    case 'text':
      return (
        <input
          {...shared}
          type="text"
          maxLength={field.maxLength}
          autoComplete={field.prefill === 'name' ? 'name' : field.prefill === 'address' ? 'street-address' : 'off'}
        />
      )
    case 'choice':
    case 'choices':
    case 'yes-no':
      return null
  }
}
