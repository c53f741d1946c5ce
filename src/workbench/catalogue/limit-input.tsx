import { Input, InputNumber, Select } from 'antd'
import type { EntryContent } from '#management'
import { w } from '../text.ts'

type Limit = EntryContent['committed']
type Labelled = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** 时限: a number, its unit, and what it rests on. */
export function LimitInput({
  value,
  onChange,
  field,
}: {
  value: Limit
  onChange: (value: Limit) => void
  field: Labelled
}) {
  return (
    <div className="inline">
      <InputNumber
        {...field}
        min={0}
        max={999}
        precision={0}
        value={value.value}
        onChange={(next) => onChange({ ...value, value: next ?? 0 })}
      />
      <Select
        aria-label={w('单位', 'Unit')}
        value={value.unit}
        onChange={(unit: Limit['unit']) => onChange({ ...value, unit })}
        options={[
          { value: 'working-day', label: w('个工作日', 'working days') },
          { value: 'calendar-day', label: w('天', 'days') },
          { value: 'month', label: w('个月', 'months') },
        ]}
      />
      <Input
        aria-label={w('依据', 'Basis')}
        placeholder={w('依据', 'Basis')}
        value={value.basis}
        onChange={(event) => onChange({ ...value, basis: event.target.value })}
      />
    </div>
  )
}
