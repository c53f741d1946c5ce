import { InputNumber } from 'antd'
import { useState } from 'react'
import { w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import { Line } from './line.tsx'
import { PlainChoice } from './plain-choice.tsx'
import type { Repetition, Step } from './step.ts'
import { TypedInput } from './typed-field.tsx'

type Several = Extract<Repetition, { count: string }>
type Looping = Extract<Repetition, { kind: 'loop' }>
type FieldsProps<R extends Repetition> = { repetition: R; disabled: boolean; onSet: (repetition: Repetition) => void }

const kinds = () =>
  [
    ['once', w('只办一次', 'Done once')],
    ['parallel', w('同时办几份', 'Several at the same time')],
    ['sequential', w('一份接一份办几份', 'Several, one after another')],
    ['loop', w('满足条件就再办一次', 'Again while a condition holds')],
  ] as const

/** What another kind of repetition begins with: what was said of the number and the condition is taken along. */
function withKind(before: Repetition, kind: Repetition['kind']): Repetition {
  switch (kind) {
    case 'once':
      return { kind }
    case 'loop':
      return { kind, condition: '', before: false, most: null }
    case 'parallel':
    case 'sequential':
      return 'count' in before ? { ...before, kind } : { kind, count: '', collection: '', item: '', completion: '' }
  }
}

/** 重复: how often a step is done. */
export function RepetitionFields({ step, drawing, disabled }: { step: Step; drawing: Drawing; disabled: boolean }) {
  const { repetition } = step
  if (repetition === null) return null
  const set = (next: Repetition) => drawing.repeat?.(step.id, next)
  const choose = (kind: string) => set(withKind(repetition, kind as Repetition['kind']))
  return (
    <fieldset>
      <legend>{w('重复', 'Repetition')}</legend>
      <Line label={w('办几次', 'How often')}>
        <PlainChoice value={repetition.kind} options={kinds()} disabled={disabled} onChange={choose} />
      </Line>
      {repetition.kind === 'loop' ? <LoopFields repetition={repetition} disabled={disabled} onSet={set} /> : null}
      {'count' in repetition ? <SeveralFields repetition={repetition} disabled={disabled} onSet={set} /> : null}
    </fieldset>
  )
}

function SeveralFields({ repetition, disabled, onSet }: FieldsProps<Several>) {
  const [chosen, setChosen] = useState('count')
  const isList = repetition.collection !== '' || repetition.item !== ''
  const by = isList ? 'list' : repetition.count === '' ? chosen : 'count'
  const choose = (next: string) => {
    setChosen(next)
    onSet(next === 'count' ? { ...repetition, collection: '', item: '' } : { ...repetition, count: '' })
  }
  const Of = by === 'count' ? CountField : ListFields
  return (
    <>
      <Line label={w('份数怎么定', 'What says how many')}>
        <PlainChoice
          value={by}
          options={[
            ['count', w('一个数', 'A number')],
            ['list', w('一个列表，每项一份', 'A list, one for each entry')],
          ]}
          disabled={disabled}
          onChange={choose}
        />
      </Line>
      <Of repetition={repetition} disabled={disabled} onSet={onSet} />
      <CompletionField repetition={repetition} disabled={disabled} onSet={onSet} />
    </>
  )
}

const CountField = ({ repetition, disabled, onSet }: FieldsProps<Several>) => (
  <Line
    label={w('份数', 'How many')}
    hint={w('例如 3，或一个数的变量、算式。', 'For example 3, or a variable or expression that is a number.')}
  >
    <TypedInput value={repetition.count} disabled={disabled} onChange={(count) => onSet({ ...repetition, count })} />
  </Line>
)

const CompletionField = ({ repetition, disabled, onSet }: FieldsProps<Several>) => (
  <Line
    label={w('提前结束的条件', 'Over early when')}
    hint={w(
      '每办完一份看一次，成立就不等其余的；例如 outcome = "denied"。空着：全部办完。',
      'Looked at after each; when it holds the others are not waited for, for example outcome = "denied". Empty: all are done.',
    )}
  >
    <TypedInput
      value={repetition.completion}
      disabled={disabled}
      spellCheck={false}
      onChange={(completion) => onSet({ ...repetition, completion })}
    />
  </Line>
)

const ListFields = ({ repetition, disabled, onSet }: FieldsProps<Several>) => (
  <>
    <Line
      label={w('列表的变量名', 'Variable of the list')}
      hint={w('前面的步骤或决策给出的列表。', 'A list that a step or decision before has given.')}
    >
      <TypedInput
        value={repetition.collection}
        disabled={disabled}
        spellCheck={false}
        onChange={(collection) => onSet({ ...repetition, collection })}
      />
    </Line>
    <Line
      label={w('每一项叫什么', 'Name of each entry')}
      hint={w('每一份里用这个名字读到自己那一项；可以空着。', 'By it each one reads its own entry; may be empty.')}
    >
      <TypedInput
        value={repetition.item}
        disabled={disabled}
        spellCheck={false}
        onChange={(item) => onSet({ ...repetition, item })}
      />
    </Line>
  </>
)

const LoopFields = ({ repetition, disabled, onSet }: FieldsProps<Looping>) => (
  <>
    <Line
      label={w('再办一次的条件', 'Again while')}
      hint={w('例如 outcome = "again"；文字用英文双引号。', 'For example outcome = "again"; texts in double quotes.')}
    >
      <TypedInput
        value={repetition.condition}
        disabled={disabled}
        spellCheck={false}
        onChange={(condition) => onSet({ ...repetition, condition })}
      />
    </Line>
    <Line label={w('什么时候看条件', 'When it is looked at')}>
      <PlainChoice
        value={repetition.before ? 'before' : 'after'}
        options={[
          ['after', w('办完以后，至少办一次', 'After it is done: at least once')],
          ['before', w('办之前，可能一次不办', 'Before it is done: perhaps not at all')],
        ]}
        disabled={disabled}
        onChange={(when) => onSet({ ...repetition, before: when === 'before' })}
      />
    </Line>
    <Line
      label={w('最多办几次', 'At most')}
      hint={w('条件和上限至少写一个。', 'Give a condition, a maximum, or both.')}
    >
      <InputNumber
        className="full"
        min={1}
        max={9999}
        precision={0}
        value={repetition.most}
        disabled={disabled}
        onChange={(most) => onSet({ ...repetition, most })}
      />
    </Line>
  </>
)
