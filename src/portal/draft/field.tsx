import type { Flaw } from '#base'
import { type Answers, type Field, type FormValues, type GroupField, holds, type SimpleField } from '#management'
import { anchorOf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { mentions } from './steps.ts'

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

type SectionProps = {
  view: View
  fields: readonly Field[]
  answers: Answers
  values: FormValues
  flaws: readonly Flaw[]
  sources: Readonly<Record<string, string>>
}

/** All fields of a section. Those a condition hides are in the page too (hidden by script), unless they cannot apply at all. */
export function SectionFields({ view, fields, answers, values, flaws, sources }: SectionProps) {
  const own = new Set(fields.map((field) => field.id))
  return (
    <>
      {fields.map((field) => {
        // A condition on something outside this page is settled; one on a field of this page may still change.
        const settled = field.when === undefined || ![...own].some((id) => mentions(field.when, id))
        if (settled && field.when !== undefined && !holds(field.when, { ...answers, ...values })) return null
        return field.type === 'group' ? (
          <Group key={field.id} view={view} field={field} value={values[field.id]} flaws={flaws} live={!settled} />
        ) : (
          <OneField
            key={field.id}
            view={view}
            field={field}
            name={field.id}
            pointer={`/form/${field.id}`}
            value={values[field.id]}
            flaws={flaws}
            source={sources[field.id]}
            live={!settled}
          />
        )
      })}
    </>
  )
}

function Group({
  view,
  field,
  value,
  flaws,
  live,
}: {
  view: View
  field: GroupField
  value: unknown
  flaws: readonly Flaw[]
  live: boolean
}) {
  const given = Array.isArray(value) ? (value as FormValues[]) : []
  const rows: FormValues[] =
    given.length >= Math.max(1, field.minItems)
      ? given
      : [...given, ...Array.from({ length: Math.max(1, field.minItems) - given.length }, () => ({}))]
  const flaw = flaws.find((one) => one.pointer === `/form/${field.id}`)
  return (
    <fieldset
      className={flaw ? 'field wrong' : 'field'}
      id={anchorOf(`/form/${field.id}`)}
      data-when={live ? JSON.stringify(field.when) : undefined}
    >
      <legend>
        {view.t(field.label)}
        {field.required ? null : <span className="optional">{view.w('（可不填）', ' (optional)')}</span>}
        {field.hint ? <span className="hint">{view.t(field.hint)}</span> : null}
        {flaw ? <span className="error">{view.t(flaw.sentence)}</span> : null}
      </legend>
      <input type="hidden" name={`${field.id}.count`} value={rows.length} />
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and the page is static
        <div className="group" key={index}>
          <h3>
            <span>
              {view.t(field.itemLabel)} {index + 1}
            </span>
            {rows.length > Math.max(1, field.minItems) ? (
              <button type="submit" className="plain" name="_remove" value={`${field.id}.${index}`} formNoValidate>
                {view.w('移除', 'Remove')}
              </button>
            ) : null}
          </h3>
          {field.fields.map((one) => (
            <OneField
              key={one.id}
              view={view}
              field={one}
              name={`${field.id}.${index}.${one.id}`}
              pointer={`/form/${field.id}/${index}/${one.id}`}
              value={row[one.id]}
              flaws={flaws}
            />
          ))}
        </div>
      ))}
      {rows.length < field.maxItems ? (
        <button type="submit" className="second" name="_add" value={field.id} formNoValidate>
          {view.w(`再加一项`, 'Add another')}
        </button>
      ) : null}
    </fieldset>
  )
}
