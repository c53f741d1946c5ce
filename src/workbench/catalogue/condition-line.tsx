import { Button, Checkbox, Input, InputNumber } from 'antd'
import { Icon } from '../layout/icon.tsx'
import { PlainChoice } from '../process/plain-choice.tsx'
import { t, w } from '../text.ts'
import type { Asked } from './asked.ts'
import { type ConditionRow, emptyRow } from './condition-rows.ts'

type Props = {
  row: ConditionRow
  at: number
  offered: readonly Asked[]
  asked: readonly Asked[]
  onChange: (row: ConditionRow) => void
  onRemove: () => void
}

/** One line of a condition: what is asked, how it compares, and the answers. */
export function ConditionLine({ row, at, offered, asked, onChange, onRemove }: Props) {
  const about = asked.find((one) => one.id === row.field)
  const line = { row, at, about, onChange }
  return (
    <div className="condition-row">
      <div className="condition-line">
        <Question {...line} offered={offered} />
        <Comparison {...line} />
        <Button
          type="text"
          aria-label={w(`去掉条件 ${at + 1}`, `Remove condition ${at + 1}`)}
          icon={<Icon name="cross" size={14} />}
          onClick={onRemove}
        />
      </div>
      {about === undefined ? (
        <p className="hint">{row.values.map(String).join(w('、', ', '))}</p>
      ) : (
        <Answer {...line} about={about} />
      )}
    </div>
  )
}

type LineProps = Pick<Props, 'row' | 'at' | 'onChange'> & { about: Asked | undefined }

/** What is asked; a question that is gone, or comes later now, is still named. */
function Question({ row, at, about, offered, onChange }: LineProps & Pick<Props, 'offered'>) {
  const isOffered = offered.some((one) => one.id === row.field)
  const name = about ? t(about.label) : w(`（没有这一项：${row.field}）`, `(nothing is called ${row.field})`)
  return (
    <PlainChoice
      aria-label={w(`条件 ${at + 1}：问什么`, `Condition ${at + 1}: what is asked`)}
      disabled={false}
      value={row.field}
      options={[
        ...(isOffered ? [] : [[row.field, name] as const]),
        ...offered.map((one) => [one.id, t(one.label)] as const),
      ]}
      onChange={(id) => {
        const next = offered.find((one) => one.id === id)
        if (next) onChange(emptyRow(next))
      }}
    />
  )
}

const Comparison = ({ row, at, about, onChange }: LineProps) =>
  about?.kind === 'one' || about?.kind === 'text' ? (
    <PlainChoice
      aria-label={w(`条件 ${at + 1}：怎样比`, `Condition ${at + 1}: how it compares`)}
      disabled={false}
      value={row.op}
      options={[
        ['is', w('是', 'is')],
        ['not', w('不是', 'is not')],
      ]}
      onChange={(op) => onChange({ ...row, op: op === 'not' ? 'not' : 'is' })}
    />
  ) : (
    <span>{row.op === 'over' ? w('大于', 'is over') : row.op === 'has' ? w('含', 'includes') : w('是', 'is')}</span>
  )

/** The answers of a line, chosen as the question is answered. */
function Answer({ row, about, at, onChange }: LineProps & { about: Asked }) {
  const label = w(`条件 ${at + 1}：答案`, `Condition ${at + 1}: answers`)
  const put = (...values: ConditionRow['values']) => onChange({ ...row, values })
  const [first] = row.values
  switch (about.kind) {
    case 'one':
      return (
        <Checkbox.Group
          aria-label={label}
          role="group"
          className="condition-answers"
          value={row.values.map(String)}
          options={about.options.map((one) => ({ value: String(one.value), label: t(one.label) }))}
          onChange={(chosen) => put(...chosen.map(String))}
        />
      )
    case 'several':
    case 'yes-no':
      return (
        <PlainChoice
          aria-label={label}
          disabled={false}
          value={String(first ?? '')}
          options={about.options.map((one) => [String(one.value), t(one.label)] as const)}
          onChange={(chosen) => put(about.kind === 'yes-no' ? chosen === 'true' : chosen)}
        />
      )
    case 'number':
      return <InputNumber aria-label={label} value={Number(first ?? 0)} onChange={(next) => put(next ?? 0)} />
    case 'text':
      return <Input aria-label={label} value={String(first ?? '')} onChange={({ target }) => put(target.value)} />
    case 'group':
      return null
  }
}
