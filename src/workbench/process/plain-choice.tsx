type PlainChoiceProps = {
  value: string
  options: readonly (readonly [string, string])[]
  disabled: boolean
  onChange: (value: string) => void
  id?: string
  'aria-describedby'?: string
  'aria-label'?: string
  'aria-invalid'?: true
}

/** A plain list of the browser: read aloud everywhere, chosen with one key. */
export const PlainChoice = ({ options, onChange, ...rest }: PlainChoiceProps) => (
  <select {...rest} className="plain-select" onChange={(event) => onChange(event.target.value)}>
    {options.map(([key, word]) => (
      <option key={key} value={key}>
        {word}
      </option>
    ))}
  </select>
)
