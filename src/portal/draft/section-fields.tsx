import type { Flaw } from '#base'
import { type Answers, type Field, type FormValues, type GroupField, holds } from '#management'
import { AskFirst, anchorOf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { OneField } from './field.tsx'
import { mentions } from './steps.ts'

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

type GroupProps = { view: View; field: GroupField; value: unknown; flaws: readonly Flaw[]; live: boolean }

/** The rows that were given, and empty ones up to how many there must be. */
function rowsOf(field: GroupField, value: unknown): FormValues[] {
  const given = Array.isArray(value) ? (value as FormValues[]) : []
  const missing = Math.max(0, Math.max(1, field.minItems) - given.length)
  return [...given, ...Array.from({ length: missing }, () => ({}))]
}

function Group({ view, field, value, flaws, live }: GroupProps) {
  const rows = rowsOf(field, value)
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
        <GroupRow key={index} view={view} field={field} row={row} index={index} flaws={flaws} many={rows.length} />
      ))}
      {rows.length < field.maxItems ? (
        <button type="submit" className="second" name="_add" value={field.id} formNoValidate>
          {view.w(`再加一项`, 'Add another')}
        </button>
      ) : null}
    </fieldset>
  )
}

type RowProps = {
  view: View
  field: GroupField
  row: FormValues
  index: number
  flaws: readonly Flaw[]
  many: number
}

function GroupRow({ view, field, row, index, flaws, many }: RowProps) {
  const name = `${view.t(field.itemLabel)} ${index + 1}`
  return (
    <div className="group">
      <h2>{name}</h2>
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
      {many > Math.max(1, field.minItems) ? (
        <RemoveRow
          view={view}
          name={name}
          value={`${field.id}.${index}`}
          isFilled={Object.values(row).some((one) => one !== undefined && one !== null && one !== '')}
        />
      ) : null}
    </div>
  )
}

/** A row that says nothing yet goes at one press; a filled one is asked about first. */
function RemoveRow(props: { view: View; name: string; value: string; isFilled: boolean }) {
  const { view, name } = props
  const button = (className: string, text: string) => (
    <button type="submit" className={className} name="_remove" value={props.value} formNoValidate>
      {text}
    </button>
  )
  if (!props.isFilled) return button('plain', view.w(`移除${name}`, `Remove ${name}`))
  return (
    <AskFirst name={view.w('移除', 'Remove')} of={name}>
      <p>
        {view.w(
          `${name}填的内容会删除，找不回来；别的都留着。`,
          `What you entered for ${name} will be deleted and cannot be brought back; the rest stays.`,
        )}
      </p>
      {button('grave', view.w(`移除${name}`, `Remove ${name}`))}
    </AskFirst>
  )
}
