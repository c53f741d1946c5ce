import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api, orRefuse } from '../api-client.ts'
import type { Labelled } from './text-pair.tsx'

type Props = {
  element: 'theme' | 'department'
  field: Labelled
  onChange: (value: unknown) => void
} & ({ several?: false; value: string } | { several: true; value: readonly string[] })

/** A theme or a department of those that the catalogue knows: a name of one's own would be implemented by nobody. */
export function KnownSelect({ element, field, value, several, onChange }: Props) {
  const list = useQuery({ queryKey: ['entries'], queryFn: () => orRefuse(api.entries()), staleTime: 60_000 })
  const given = several ? value : [value]
  const known = new Set([...(list.data?.items ?? []).map((one) => one[element]), ...given])
  return (
    <Select
      {...field}
      className="full"
      {...(several ? { mode: 'multiple' as const } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      value={several ? [...value] : value}
      options={[...known].toSorted().map((one) => ({ value: one, label: one }))}
      onChange={onChange}
    />
  )
}
