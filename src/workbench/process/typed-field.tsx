import { AutoComplete, Input } from 'antd'
import { useTyped } from './use-typed.ts'

type TypedProps = {
  value: string
  disabled: boolean
  onChange: (text: string) => void
  id?: string
  'aria-describedby'?: string
}
type TextProps = TypedProps & { spellCheck?: boolean; placeholder?: string }

/** One line of text that counts when typing rests. */
export function TypedInput({ value, onChange, ...rest }: TextProps) {
  const { text, type, flush } = useTyped(value, onChange)
  return (
    <Input {...rest} value={text} onBlur={flush} onPressEnter={flush} onChange={(event) => type(event.target.value)} />
  )
}

/** Several lines of text that count when typing rests. */
export function TypedArea({ value, onChange, ...rest }: TextProps) {
  const { text, type, flush } = useTyped(value, onChange)
  return (
    <Input.TextArea {...rest} autoSize value={text} onBlur={flush} onChange={(event) => type(event.target.value)} />
  )
}

/** One line of text for which known ones are offered. */
export function TypedChoice({ value, onChange, options, ...rest }: TypedProps & { options: readonly string[] }) {
  const { text, type, flush } = useTyped(value, onChange)
  return (
    <AutoComplete
      {...rest}
      className="full"
      value={text}
      options={options.filter((one) => one !== text).map((one) => ({ value: one }))}
      onChange={(typed: string) => type(typed)}
      onBlur={flush}
      onSelect={flush}
    />
  )
}
