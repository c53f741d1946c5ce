import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { orRefuse } from '../api-client.ts'
import { processApi } from '../process/process-api.ts'
import { t } from '../text.ts'

type Labelled = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** 办理流程: one of the routes on which a new case can start. */
export function RouteSelect({
  value,
  onChange,
  field,
}: {
  value: string
  onChange: (value: string) => void
  field: Labelled
}) {
  const list = useQuery({ queryKey: ['definitions', 'process'], queryFn: () => orRefuse(processApi.list('process')) })
  const usable = (list.data?.items ?? []).filter((one) => one.versions.some((version) => version.state === 'published'))
  const options = usable.map((one) => ({ value: one.key, label: t(one.title) }))
  const known = options.some((one) => one.value === value) ? options : [{ value, label: value }, ...options]
  return <Select {...field} className="full" value={value} options={known} onChange={onChange} />
}
