import { Button, Checkbox, Input, Radio } from 'antd'
import type { Field, GroupField, SimpleField } from '#management'
import { FormField } from '../case-file/act-dialog.tsx'
import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'

type SimpleProps = {
  field: SimpleField
  value: unknown
  error: string | undefined
  onChange: (value: unknown) => void
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const optional = (field: Pick<Field, 'required'>): string => (field.required ? '' : w('（可不填）', ' (optional)'))

/** One field of an item's form, as a clerk types it: label above, hint under it, one line each. */
export function SimpleInput({ field, value, error, onChange }: SimpleProps) {
  const label = `${t(field.label)}${optional(field)}`
  const hint = field.hint ? t(field.hint) : undefined
  return (
    <FormField label={label} hint={hint} error={error}>
      {({ status, ...given }) => {
        switch (field.type) {
          case 'choice':
            return (
              <Radio.Group
                {...given}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                options={field.options.map((one) => ({ value: one.value, label: t(one.label) }))}
              />
            )
          case 'yes-no':
            return (
              <Radio.Group
                {...given}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                options={[
                  { value: true, label: w('是', 'Yes') },
                  { value: false, label: w('否', 'No') },
                ]}
              />
            )
          case 'choices':
            return (
              <Checkbox.Group
                value={Array.isArray(value) ? (value as string[]) : []}
                onChange={(list) => onChange(list)}
                options={field.options.map((one) => ({ value: one.value, label: t(one.label) }))}
              />
            )
          case 'textarea':
            return (
              <Input.TextArea
                {...given}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={field.maxLength}
                value={text(value)}
                onChange={(event) => onChange(event.target.value)}
              />
            )
          case 'number':
            return (
              <Input
                {...given}
                {...(status ? { status } : {})}
                inputMode={field.integer ? 'numeric' : 'decimal'}
                suffix={field.unit ? t(field.unit) : undefined}
                value={text(value)}
                // Typed as text, sent as a number: what is no number stays as typed, and the server says what is wrong.
                onChange={(event) => {
                  const typed = event.target.value.trim()
                  onChange(/^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed)
                }}
              />
            )
          case 'date':
            return (
              <input
                {...given}
                type="date"
                className="plain-date"
                value={text(value)}
                onChange={(event) => onChange(event.target.value)}
              />
            )
          case 'text':
          case 'resident-id':
          case 'credit-code':
          case 'mobile':
          case 'email':
            return (
              <Input
                {...given}
                {...(status ? { status } : {})}
                data-format={field.type}
                inputMode={field.type === 'mobile' ? 'numeric' : undefined}
                maxLength={field.type === 'text' ? field.maxLength : 60}
                value={text(value)}
                onChange={(event) => onChange(event.target.value)}
              />
            )
        }
      }}
    </FormField>
  )
}

/** An English label within a sentence: Piece of equipment → piece of equipment. */
const within = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())

type GroupProps = {
  field: GroupField
  value: unknown
  errorAt: (pointer: string) => string | undefined
  onChange: (value: unknown) => void
}

/** Fields that are given several times: a line for each, one added or taken away at a time. */
export function GroupInput({ field, value, errorAt, onChange }: GroupProps) {
  const given = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
  const rows = given.length >= field.minItems ? given : [...given, ...Array(field.minItems - given.length).fill({})]
  const edit = (at: number, id: string, next: unknown) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [id]: next } : row)))
  const error = errorAt(`/form/${field.id}`)
  return (
    <fieldset className="entry-group">
      <legend>
        {t(field.label)}
        {optional(field)}
      </legend>
      {error ? (
        <p className="field-error" role="alert">
          <Icon name="warning" size={14} />
          {error}
        </p>
      ) : null}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and only leave from where they stand
        <fieldset key={at} className="entry-row">
          <legend>{`${t(field.itemLabel)} ${at + 1}`}</legend>
          <div className="entry-fields">
            {field.fields.map((one) => (
              <SimpleInput
                key={one.id}
                field={one}
                value={row[one.id]}
                error={errorAt(`/form/${field.id}/${at}/${one.id}`)}
                onChange={(next) => edit(at, one.id, next)}
              />
            ))}
          </div>
          {rows.length > field.minItems ? (
            <Button size="small" onClick={() => onChange(rows.filter((_, index) => index !== at))}>
              {w(`去掉${t(field.itemLabel)} ${at + 1}`, `Remove ${within(t(field.itemLabel))} ${at + 1}`)}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {rows.length < field.maxItems ? (
        <Button icon={<Icon name="plus" size={14} />} onClick={() => onChange([...rows, {}])}>
          {w(`添加${t(field.itemLabel)}`, `Add ${within(t(field.itemLabel))}`)}
        </Button>
      ) : null}
    </fieldset>
  )
}
