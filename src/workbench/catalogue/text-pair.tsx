import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '#base'
import { Icon } from '../layout/icon.tsx'
import { w } from '../text.ts'

/** What ties a box to its label, hint and error. */
export type Labelled = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

export const emptyText: Text = { zh: '', en: '' }

type PairProps = { value: Text; onChange: (value: Text) => void; field?: Labelled; what: string }

/** Both languages of one sentence; the first box carries the field's label. */
export const TextPair = ({ value, onChange, field, what }: PairProps) => (
  <div className="pair">
    <Input.TextArea
      {...field}
      aria-label={field ? undefined : w(`${what}（中文）`, `${what} (Chinese)`)}
      autoSize={{ minRows: 1, maxRows: 5 }}
      value={value.zh}
      placeholder="中文"
      onChange={(event) => onChange({ ...value, zh: event.target.value })}
    />
    <Input.TextArea
      aria-label={w(`${what}（英文）`, `${what} (English)`)}
      lang="en"
      autoSize={{ minRows: 1, maxRows: 5 }}
      value={value.en}
      placeholder="English"
      onChange={(event) => onChange({ ...value, en: event.target.value })}
    />
  </div>
)

type LinesProps<T> = {
  values: readonly T[]
  make: () => T
  onChange: (values: T[]) => void
  draw: (value: T, set: (value: T) => void, at: number) => ReactNode
}

/** A list edited in place: each line, a way to remove it, a way to add one. */
export const Lines = <T,>({ values, make, onChange, draw }: LinesProps<T>) => (
  <div className="lines">
    {values.map((value, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines are edited in place
      <div key={at} className="line">
        {draw(value, (next) => onChange(values.map((one, index) => (index === at ? next : one))), at)}
        <Button
          type="text"
          aria-label={w(`去掉第 ${at + 1} 行`, `Remove line ${at + 1}`)}
          icon={<Icon name="cross" size={14} />}
          onClick={() => onChange(values.filter((_, index) => index !== at))}
        />
      </div>
    ))}
    <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => onChange([...values, make()])}>
      {w('添加一行', 'Add a line')}
    </Button>
  </div>
)
