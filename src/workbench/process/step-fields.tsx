import { AutoComplete, Checkbox, InputNumber } from 'antd'
import type { Text } from '#base'
import {
  stepCalls,
  stepProcedures,
  stepProperties,
  stepRoles,
  stepStages,
} from '../../management/process-definition/step-property.ts'
import { t, w } from '../text.ts'
import { type FieldsProps, Line, type Say } from './line.tsx'
import { TypedArea } from './typed-field.tsx'

const nothing = () => w('（未选）', '(none)')

type ChoiceProps = {
  label: string
  hint?: string | undefined
  value: string
  options: readonly (readonly [string, string])[]
  disabled: boolean
  empty?: string
  onChange: (value: string) => void
}

/** A plain list of the browser: read aloud everywhere, chosen with one key. */
const Choice = ({ label, hint, value, options, disabled, empty, onChange }: ChoiceProps) => (
  <Line label={label} hint={hint}>
    <select
      className="plain-select"
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{empty ?? nothing()}</option>
      {options.map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
      {value === '' || options.some(([key]) => key === value) ? null : <option value={value}>{value}</option>}
    </select>
  </Line>
)

const wordsOf = (words: Readonly<Record<string, Text>>): [string, string][] =>
  Object.entries(words).map(([key, text]) => [key, t(text)])

const label = (property: keyof typeof stepProperties): string => t(stepProperties[property])

function WhoFields({ step, ground, say, disabled }: FieldsProps) {
  const { role = '', department = '', level } = step.says
  return (
    <fieldset>
      <legend>{w('谁办', 'Who')}</legend>
      <Choice
        label={label('role')}
        value={role}
        options={wordsOf(stepRoles)}
        disabled={disabled}
        onChange={(value) => say('role', value)}
      />
      <Choice
        label={label('department')}
        value={department}
        empty={w('主办部门自己', 'The deciding department itself')}
        options={ground.departments.map((one) => [one, one] as const)}
        disabled={disabled}
        onChange={(value) => say('department', value)}
      />
      <Checkbox
        checked={level === 'lower'}
        disabled={disabled}
        onChange={(event) => say('level', event.target.checked ? 'lower' : '')}
      >
        {w('由下一级同类部门办（如初审）', 'By the same department one level below')}
      </Checkbox>
    </fieldset>
  )
}

function CountField({
  property,
  step,
  say,
  disabled,
  hint,
}: FieldsProps & { property: 'limit' | 'procedureDays'; hint?: string }) {
  const text = step.says[property] ?? ''
  return (
    <Line label={label(property)} hint={hint}>
      <InputNumber
        className="full"
        min={1}
        max={3650}
        precision={0}
        value={text === '' ? null : Number(text)}
        disabled={disabled}
        onChange={(value) => say(property, value === null ? '' : String(value))}
      />
    </Line>
  )
}

function ProcedureFields(props: FieldsProps) {
  const { step, say, disabled } = props
  const { procedure = '', basis = '' } = step.says
  const choose = (value: string) => {
    say('procedure', value)
    if (value !== '') say('stage', 'procedure')
  }
  return (
    <fieldset>
      <legend>{w('特别程序', 'Special procedure')}</legend>
      <Choice
        label={w('是哪一种', 'Which one')}
        hint={w(
          '办这一步时停止计时（行政许可法第四十五条）。',
          'The clock stands while it is done (Licensing Law art. 45).',
        )}
        value={procedure}
        empty={w('不是特别程序', 'Not a special procedure')}
        options={wordsOf(stepProcedures)}
        disabled={disabled}
        onChange={choose}
      />
      {procedure === '' ? null : (
        <>
          <TextField property="basis" step={step} say={say} disabled={disabled} />
          <CountField {...props} property="procedureDays" />
        </>
      )}
      {procedure === '' && basis !== '' ? (
        <TextField property="basis" step={step} say={say} disabled={disabled} />
      ) : null}
    </fieldset>
  )
}

type TextProps = {
  property: keyof typeof stepProperties
  step: FieldsProps['step']
  say: Say
  disabled: boolean
  hint?: string
}

const TextField = ({ property, step, say, disabled, hint }: TextProps) => (
  <Line label={label(property)} hint={hint}>
    <TypedArea value={step.says[property] ?? ''} disabled={disabled} onChange={(text) => say(property, text)} />
  </Line>
)

/** What the applicant is told when a case comes here. */
export const NoticeField = ({ step, say, disabled }: Omit<FieldsProps, 'ground'>) => (
  <TextField
    step={step}
    say={say}
    disabled={disabled}
    property="notice"
    hint={w(
      '进入这一步时告诉申请人的一句话；空着不发。',
      'One sentence told when the step opens; empty: nothing is told.',
    )}
  />
)

/** Which route of the city a step calls. */
export const CallFields = ({ step, ground, disabled, onCall }: FieldsProps & { onCall: (key: string) => void }) => (
  <Choice
    label={w('调用哪个流程', 'Which route it calls')}
    hint={w(
      '发布时记下它当时的版本，以后它再改，本流程的办件不受影响。',
      'Publishing notes the version it has by then: later changes to it do not touch the cases of this route.',
    )}
    value={step.calls ?? ''}
    options={ground.routes.map(({ key, name }) => [key, name === '' ? key : `${name}（${key}）`] as const)}
    disabled={disabled}
    onChange={onCall}
  />
)

/** What a step done by people says. */
export const TaskFields = (props: FieldsProps) => (
  <>
    <WhoFields {...props} />
    <fieldset>
      <legend>{w('办什么', 'What')}</legend>
      <StageFields {...props} />
      <CountField
        {...props}
        property="limit"
        hint={w(
          '从进入这一步的次日起算；空着就只看总时限。',
          'From the day after it opens; empty: only the limit of the whole.',
        )}
      />
      <TextField
        {...props}
        property="outcomes"
        hint={w('几种结果，用英文逗号隔开；后面的条件读它。', 'The results, with commas; conditions ahead read them.')}
      />
      <NoticeField {...props} />
    </fieldset>
    <ProcedureFields {...props} />
  </>
)

function StageFields({ step, say, disabled }: FieldsProps) {
  const { stage = '', instant } = step.says
  return (
    <>
      <Choice
        label={label('stage')}
        value={stage}
        empty={w('本单位自己的步骤', 'A step of the office’s own')}
        options={wordsOf(stepStages)}
        disabled={disabled}
        onChange={(value) => say('stage', value)}
      />
      {stage === 'decision' ? (
        <Checkbox
          checked={instant === 'true'}
          disabled={disabled}
          onChange={(event) => say('instant', event.target.checked ? 'true' : '')}
        >
          {w('窗口当场决定', 'Decided on the spot at the counter')}
        </Checkbox>
      ) : null}
    </>
  )
}

/** What a step done by the system says. */
export const ServiceFields = ({ step, say, disabled }: FieldsProps) => (
  <Line
    label={label('call')}
    hint={w('系统自带的服务，或部署方登记的名字。', 'A service of the product, or one that the deployment registered.')}
  >
    <AutoComplete
      className="full"
      value={step.says['call'] ?? ''}
      disabled={disabled}
      options={wordsOf(stepCalls).map(([value, word]) => ({ value, label: `${word}（${value}）` }))}
      onChange={(value: string) => say('call', value)}
    />
  </Line>
)

/** What a step decided by rule says. */
export function DecisionFields({ step, ground, say, disabled }: FieldsProps) {
  const { decision = '', decides = '' } = step.says
  const within = ground.decisions.find((one) => one.key === decision)
  return (
    <>
      <Choice
        label={label('decision')}
        hint={w('空着就用事项自己选的决策。', 'Empty: the one that the item names.')}
        value={decision}
        options={ground.decisions.map((one) => [one.key, one.key] as const)}
        disabled={disabled}
        onChange={(value) => say('decision', value)}
      />
      <Choice
        label={label('decides')}
        value={decides}
        options={(within?.decides ?? []).map((one) => [one.id, one.name] as const)}
        disabled={disabled}
        onChange={(value) => say('decides', value)}
      />
    </>
  )
}
