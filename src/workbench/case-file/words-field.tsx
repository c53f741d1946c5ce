import { Input } from 'antd'
import { FormField } from './act-dialog.tsx'

type Props = {
  label: string
  hint?: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** A few lines of the officer's own words: a reason, a finding. */
export const WordsField = ({ label, hint, value, error, onChange }: Props) => (
  <FormField label={label} {...(hint === undefined ? {} : { hint })} error={error}>
    {(field) => (
      <Input.TextArea
        {...field}
        rows={4}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </FormField>
)
