import { Button } from 'antd'
import type { Condition } from '#management'
import { Icon } from '../layout/icon.tsx'
import { Notice } from '../layout/notice.tsx'
import { PlainChoice } from '../process/plain-choice.tsx'
import { w } from '../text.ts'
import type { Asked } from './asked.ts'
import { ConditionLine } from './condition-line.tsx'
import { type ConditionRow, conditionOf, conditionWords, emptyRow, rowsOf } from './condition-rows.ts'
import { SaidLines, type Spot } from './part-fields.tsx'

type Props = Spot & {
  label: string
  /** What it means that there is none. */
  always: string
  value: Condition | undefined
  onChange: (value: Condition | undefined) => void
  /** What may be asked here. */
  offered: readonly Asked[]
  /** Everything that the entry asks, for the words. */
  asked: readonly Asked[]
}

/** 条件: plain lines “question = answer”, all of which must hold or one of which must. What is richer is told and kept. */
export function ConditionField({ label, always, value, onChange, offered, asked, path, flaws }: Props) {
  const rows = rowsOf(value)
  return (
    <fieldset className="part-field wide condition">
      <legend className="field-label">{label}</legend>
      <SaidLines said={flaws.at(path)} />
      {rows === null && value !== undefined ? (
        <Rich value={value} asked={asked} onChange={onChange} />
      ) : (
        <PlainRows rows={rows?.rows ?? []} join={rows?.join ?? 'and'} {...{ always, onChange, offered, asked }} />
      )}
    </fieldset>
  )
}

/** A condition that lines cannot say. */
const Rich = ({ value, asked, onChange }: { value: Condition } & Pick<Props, 'asked' | 'onChange'>) => (
  <Notice
    kind="info"
    action={
      <Button size="small" onClick={() => onChange(undefined)}>
        {w('去掉，重新写', 'Remove and write anew')}
      </Button>
    }
  >
    <p>{conditionWords(value, asked)}</p>
    <p className="hint">
      {w(
        '这个条件有几层，这里只能读；保存时原样保留。',
        'This condition has several levels: it is only read here and kept as it is.',
      )}
    </p>
  </Notice>
)

type RowsProps = Pick<Props, 'always' | 'onChange' | 'offered' | 'asked'> & {
  rows: readonly ConditionRow[]
  join: 'and' | 'or'
}

function PlainRows({ rows, join, always, onChange, offered, asked }: RowsProps) {
  const [first] = offered
  const put = (next: readonly ConditionRow[], how = join) => onChange(conditionOf({ join: how, rows: next }))
  return (
    <>
      {rows.length === 0 ? <p className="hint">{always}</p> : null}
      {rows.length > 1 ? (
        <PlainChoice
          aria-label={w('几个条件怎样算', 'How the lines combine')}
          disabled={false}
          value={join}
          options={[
            ['and', w('下面的全部满足', 'All of these hold')],
            ['or', w('下面的满足任意一条', 'Any of these holds')],
          ]}
          onChange={(how) => put(rows, how === 'or' ? 'or' : 'and')}
        />
      ) : null}
      {rows.map((row, at) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are edited in place
          key={at}
          {...{ row, at, offered, asked }}
          onChange={(next) => put(rows.map((one, index) => (index === at ? next : one)))}
          onRemove={() => put(rows.filter((_, index) => index !== at))}
        />
      ))}
      {first === undefined ? (
        <p className="hint">
          {w('前面还没有可以作条件的问题。', 'Nothing is asked before that a condition could look at.')}
        </p>
      ) : (
        <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => put([...rows, emptyRow(first)])}>
          {w('添加条件', 'Add a condition')}
        </Button>
      )}
    </>
  )
}
