import { Input } from 'antd'
import { FormField } from './act-dialog.tsx'

type Props = {
  label: string
  hint?: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
  rows?: number
  maxLength?: number
}

/** A few lines of the officer's own words: a reason, a finding. */
export const WordsField = ({ label, hint, value, error, onChange, rows = 4, maxLength = 2000 }: Props) => (
  <FormField label={label} {...(hint === undefined ? {} : { hint })} error={error}>
    {(field) => (
      <Input.TextArea
        {...field}
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </FormField>
)
