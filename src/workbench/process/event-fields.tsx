import { InputNumber } from 'antd'
import { useState } from 'react'
import { w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import type { TimerSetting } from './drawing-parts.ts'
import { eventLabel } from './event-family.ts'
import { Line } from './line.tsx'
import { PlainChoice } from './plain-choice.tsx'
import type { EventName, Step, TimerForm } from './step.ts'
import { type Length, readLength, repeatsByDays, writeLength } from './timer-length.ts'
import { TypedChoice, TypedInput } from './typed-field.tsx'

type FieldsProps = { step: Step; drawing: Drawing; disabled: boolean }

function eventHint(type: EventName['type'], sends: boolean): string {
  switch (type) {
    case 'message':
      return sends
        ? w('本件里等同名消息的地方会收到一次。', 'Who waits for a message of this name in the case hears it once.')
        : w(
            '等同名的消息：流程里别处发出，或其他系统经接口送来。',
            'Waits for a message of this name, from elsewhere in the route or from another system.',
          )
    case 'signal':
      return sends
        ? w('同一办件里等这个信号的地方都会收到。', 'All who wait for it within the same case hear it.')
        : w('等同一办件里别处发出的同名信号。', 'Waits for the signal of this name from elsewhere in the case.')
    case 'error':
      return sends
        ? w(
            '这一段就此中断，由外面边上接同一代号的事件接着办。',
            'Ends what it stands in; the event on the border with the same code goes on.',
          )
        : w(
            '接住里面报出的同一代号的错误；空着就接住任何错误。',
            'Catches the error of this code from within; empty: any error.',
          )
    case 'escalation':
      return sends
        ? w(
            '请外面接手，例如上报；边上接同一代号的事件会接着办。',
            'Asks for help from outside, for example a superior: the event on the border with the same code takes it up.',
          )
        : w(
            '接住里面报出的同一代号的升级；空着就接住任何升级。',
            'Catches the escalation of this code from within; empty: any escalation.',
          )
  }
}

/** The name by which a message or signal is sent and awaited; the code of an error or escalation. */
export function EventFields({ step, drawing, disabled }: FieldsProps) {
  if (step.event === null) return null
  const { type } = step.event
  const sends = /Throw|End|SendTask/.test(step.type)
  return (
    <Line label={eventLabel(type)} hint={eventHint(type, sends)}>
      <TypedChoice
        value={step.event.name}
        disabled={disabled}
        options={drawing.eventNames?.(type) ?? []}
        onChange={(name) => drawing.nameEvent?.(step.id, name)}
      />
    </Line>
  )
}

const forms = () =>
  [
    ['timeDuration', w('多长时间以后', 'After a time')],
    ['timeDate', w('到某个时刻', 'At a moment')],
    ['timeCycle', w('每隔一段时间', 'Again and again')],
  ] as const

/** When a timer fires. */
export function TimerFields({ step, drawing, disabled }: FieldsProps) {
  const { timer } = step
  if (timer === null) return null
  const days = step.says['days'] === 'working' ? 'working' : 'calendar'
  const setting: TimerSetting = { ...timer, days }
  const set = (part: Partial<TimerSetting>) => drawing.timer?.(step.id, { ...setting, ...part })
  const chooseForm = (form: string) => set({ form: form as TimerForm, text: '', days: 'calendar' })
  return (
    <>
      <Line label={w('什么时候', 'When')}>
        <PlainChoice value={timer.form} options={forms()} disabled={disabled} onChange={chooseForm} />
      </Line>
      {timer.form === 'timeDuration' ? <LengthFields setting={setting} disabled={disabled} onSet={set} /> : null}
      {timer.form === 'timeDate' ? <DateField setting={setting} disabled={disabled} onSet={set} /> : null}
      {timer.form === 'timeCycle' ? <CycleFields setting={setting} disabled={disabled} onSet={set} /> : null}
    </>
  )
}

type SettingProps = { setting: TimerSetting; disabled: boolean; onSet: (part: Partial<TimerSetting>) => void }
type Unit = Length['unit'] | 'other'

const units = () =>
  [
    ['working', w('个工作日', 'working days')],
    ['days', w('天（日历日）', 'calendar days')],
    ['hours', w('小时', 'hours')],
    ['minutes', w('分钟', 'minutes')],
    ['other', w('别的写法', 'written otherwise')],
  ] as const

function unitHint(unit: Unit): string | undefined {
  switch (unit) {
    case 'working':
      return w(
        '从次日起数工作日，节假日和调休按本市日历；最后一日办都算按时，过了那一日才到时。',
        'Working days by the city’s calendar, from the day after; the last is still in time, and it fires when that day is over.',
      )
    case 'days':
      return w('从这一刻起数，节假日也算。', 'From that moment on, holidays included.')
    case 'hours':
    case 'minutes':
    case 'other':
      return undefined
  }
}

/** So many working days, days, hours or minutes; whatever else a route may say is shown as it is written. */
function LengthFields({ setting, disabled, onSet }: SettingProps) {
  const length = readLength(setting.text, setting.days)
  const [chosen, setChosen] = useState<Unit | null>(null)
  // What the drawing says goes first, save that its text may be looked at as it is written.
  const said = length?.unit ?? (setting.text === '' ? chosen : null)
  const unit: Unit = chosen === 'other' ? chosen : (said ?? (setting.text === '' ? 'working' : 'other'))
  const choose = (next: string) => {
    const wanted = next as Unit
    setChosen(wanted)
    if (wanted !== 'other' && length !== null) onSet(writeLength({ ...length, unit: wanted }))
  }
  const count = (amount: number | null) => {
    if (unit !== 'other') onSet(amount === null ? { text: '' } : writeLength({ amount, unit }))
  }
  return (
    <>
      {unit === 'other' ? (
        <Line label={w('时间', 'Time')} hint={lengthHint()}>
          <TypedInput value={setting.text} disabled={disabled} onChange={(text) => onSet({ text })} />
        </Line>
      ) : (
        <Line label={w('多少', 'How many')}>
          <InputNumber
            className="full"
            min={1}
            max={999_999}
            precision={0}
            value={length?.amount ?? null}
            disabled={disabled}
            onChange={count}
          />
        </Line>
      )}
      <Line label={w('单位', 'Unit')} hint={unitHint(unit)}>
        <PlainChoice value={unit} options={units()} disabled={disabled} onChange={choose} />
      </Line>
    </>
  )
}

const lengthHint = () =>
  w(
    '按 ISO 8601 写，例如 P1DT2H 是一天零两小时；也可以写一个变量。',
    'As ISO 8601 has it: P1DT2H is a day and two hours; or a variable.',
  )

const DateField = ({ setting, disabled, onSet }: SettingProps) => (
  <Line
    label={w('时刻', 'Moment')}
    hint={w(
      '例如 2026-10-01（当日零点）或 2026-10-01T09:00；也可以写一个变量。',
      'For example 2026-10-01 (as the day begins) or 2026-10-01T09:00; or a variable.',
    )}
  >
    <TypedInput value={setting.text} disabled={disabled} onChange={(text) => onSet({ text })} />
  </Line>
)

const CycleFields = ({ setting, disabled, onSet }: SettingProps) => (
  <>
    <Line
      label={w('间隔', 'How often')}
      hint={w(
        'R3/P1D 是每天一次共三次，R/PT2H 是每两小时一次；只用于不中断的提醒。',
        'R3/P1D is daily, three times; R/PT2H every two hours. Only for reminders that interrupt nothing.',
      )}
    >
      <TypedInput value={setting.text} disabled={disabled} onChange={(text) => onSet({ text })} />
    </Line>
    {repeatsByDays(setting.text) ? (
      <Line
        label={w('按哪种日子数', 'Which days count')}
        hint={unitHint(setting.days === 'working' ? 'working' : 'days')}
      >
        <PlainChoice
          value={setting.days}
          options={[
            ['working', w('工作日', 'Working days')],
            ['calendar', w('日历日', 'Calendar days')],
          ]}
          disabled={disabled}
          onChange={(days) => onSet({ days: days as TimerSetting['days'] })}
        />
      </Line>
    ) : null}
  </>
)
