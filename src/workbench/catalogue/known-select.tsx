import { Select } from 'antd'
import { useKnownNames } from './known-names.ts'
import type { Labelled } from './text-pair.tsx'

type Props = {
  element: 'theme' | 'department'
  field: Labelled
  onChange: (value: unknown) => void
} & ({ several?: false; value: string } | { several: true; value: readonly string[] })

/** A theme or a department of those that the catalogue knows: a name of one's own would be implemented by nobody. */
export function KnownSelect({ element, field, value, several, onChange }: Props) {
  const names = useKnownNames()[element]
  const known = new Set([...names.keys(), ...(several ? value : [value])])
  return (
    <Select
      {...field}
      className="full"
      {...(several ? { mode: 'multiple' as const } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      value={several ? [...value] : value}
      options={[...known].toSorted().map((one) => ({ value: one, label: names.get(one) ?? one }))}
      onChange={onChange}
    />
  )
}
