import { AutoComplete } from 'antd'
import { w } from '../text.ts'
import { FormField } from './act-dialog.tsx'

const licensing = '《中华人民共和国行政许可法》'

/** Articles that carry an act whatever the item says. */
export const generalBasis = {
  decline: [`${licensing}第三十二条`],
  decide: [`${licensing}第三十八条`],
  stop: [`${licensing}第四十五条`],
  extend: [`${licensing}第四十二条`],
  overturn: [`${licensing}第六十九条`],
  terminate: [`${licensing}第六十九条`, `${licensing}第七十条`],
  correction: [`${licensing}第三十二条`],
} as const

type Props = {
  value: string
  offered: readonly string[]
  error: string | undefined
  onChange: (value: string) => void
  label?: string
}

/** A legal basis: offered from the item's own articles, free to be another. */
export const BasisField = ({ value, offered, error, onChange, label }: Props) => (
  <FormField
    label={label ?? w('法律依据', 'Legal basis')}
    hint={w('从事项公布的依据里选，也可以写其他条款', 'Choose one of the item’s articles, or write another')}
    error={error}
  >
    {({ status: _status, ...field }) => (
      <AutoComplete
        {...field}
        {...(error ? { status: 'error' as const } : {})}
        value={value}
        onChange={onChange}
        className="full"
        options={[...new Set(offered)].map((one) => ({ value: one, label: one }))}
      />
    )}
  </FormField>
)
