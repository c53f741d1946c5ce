import { Checkbox } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { EmptyPlace } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import { EventFields, TimerFields } from './event-fields.tsx'
import { kindWords } from './kind-words.ts'
import { type FieldsProps, Line } from './line.tsx'
import type { Ground } from './process-contract.ts'
import { RepetitionFields } from './repetition-fields.tsx'
import type { Step } from './step.ts'
import { KindField, StepActs } from './step-acts.tsx'
import { CallFields, DecisionFields, NoticeField, ServiceFields, TaskFields } from './step-fields.tsx'
import { TypedArea, TypedInput } from './typed-field.tsx'

function Fields({ drawing, ...props }: FieldsProps & { drawing: Drawing }): ReactNode {
  const { step } = props
  // Message events that send tell the applicant too, as a send task does.
  if (step.event?.type === 'message' && /Throw|End|SendTask/.test(step.type)) return <NoticeField {...props} />
  switch (step.type) {
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
      return <TaskFields {...props} />
    case 'bpmn:ServiceTask':
      return <ServiceFields {...props} />
    case 'bpmn:BusinessRuleTask':
      return <DecisionFields {...props} />
    case 'bpmn:SendTask':
      return <NoticeField {...props} />
    case 'bpmn:CallActivity':
      return <CallFields {...props} onCall={(key) => drawing.call?.(step.id, key)} />
  }
  return null
}

function WayFields({ step, drawing, disabled }: { step: Step; drawing: Drawing; disabled: boolean }) {
  const { way } = step
  if (way === null) return null
  if (!way.branches)
    return (
      <p className="hint">
        {w('这条路没有条件：前一步办完就走。', 'This way has no condition: it is taken when the step before is done.')}
      </p>
    )
  return (
    <>
      <Checkbox
        checked={way.isDefault}
        disabled={disabled}
        onChange={(event) => drawing.makeDefault?.(step.id, event.target.checked)}
      >
        {w('其余情况都走这条路', 'Taken when no other condition holds')}
      </Checkbox>
      {way.isDefault ? null : (
        <Line
          label={w('条件', 'Condition')}
          hint={w(
            '例如 outcome = "granted"；文字用英文双引号。',
            'For example outcome = "granted"; texts in double quotes.',
          )}
        >
          <TypedArea
            value={way.condition}
            disabled={disabled}
            spellCheck={false}
            onChange={(text) => drawing.condition?.(step.id, text)}
          />
        </Line>
      )}
    </>
  )
}

type PanelProps = {
  drawing: Drawing
  chosen: string | null
  ground: Ground
  disabled: boolean
  onChoose: (id: string) => void
  /** Grows each time the panel is to be gone on with: its first field is where the keys go. */
  reach: number
}

const NothingChosen = () => (
  <EmptyPlace icon="route" title={w('还没有选环节', 'No step is chosen')}>
    {w(
      '点图上的一个环节，或在“环节”里选一个，这里填写谁办、多久办完。',
      'Choose a step in the drawing or under Steps: here you say who does it and by when.',
    )}
  </EmptyPlace>
)

/** What one step says, in the field's words: who, by when, what is told. */
export function StepPanel({ drawing, chosen, ground, disabled, onChoose, reach }: PanelProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (reach > 0) form.current?.querySelector('input')?.focus()
  }, [reach])
  const step = chosen === null ? null : drawing.step(chosen)
  if (step === null) return <NothingChosen />
  const say = (name: string, value: string) => drawing.say?.(step.id, name, value)
  const title = w('环节属性', 'Properties of the step')
  return (
    // Another step is another form: what was being typed in the last one is handed on as it leaves.
    <form
      key={step.id}
      ref={form}
      className="step-panel"
      onSubmit={(event) => event.preventDefault()}
      aria-label={title}
    >
      <p className="step-kind">
        {t(kindWords(step.type))} <code>{step.id}</code>
      </p>
      <Line label={w('名称', 'Name')}>
        <TypedInput value={step.name} disabled={disabled} onChange={(name) => drawing.rename?.(step.id, name)} />
      </Line>
      {disabled ? null : <KindField step={step} drawing={drawing} onChoose={onChoose} />}
      <Fields drawing={drawing} step={step} ground={ground} disabled={disabled} say={say} />
      <WayFields step={step} drawing={drawing} disabled={disabled} />
      <EventFields step={step} drawing={drawing} disabled={disabled} />
      <TimerFields step={step} drawing={drawing} disabled={disabled} />
      <RepetitionFields step={step} drawing={drawing} disabled={disabled} />
      {disabled ? null : <StepActs step={step} drawing={drawing} onChoose={onChoose} />}
    </form>
  )
}
