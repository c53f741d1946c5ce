import { Button } from 'antd'
import { useId, useState } from 'react'
import { t, w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import { kindWords } from './kind-words.ts'
import { PlainChoice } from './plain-choice.tsx'
import type { Step } from './step.ts'

type ActsProps = { step: Step; drawing: Drawing; onChoose: (id: string) => void }

type ChoiceProps = {
  label: string
  /** What is to be known before it is done. */
  warning?: (key: string) => string | null
  act: string
  /** What stands there before anything is chosen. */
  kept: string
  options: readonly (readonly [string, string])[]
  onAct: (key: string) => void
}

/** A choice that does something only when its button is pressed: going through it with the arrow keys changes nothing. */
function ActingChoice({ label, warning, act, kept, options, onAct }: ChoiceProps) {
  const id = useId()
  const [chosen, setChosen] = useState(kept)
  const told = warning?.(chosen) ?? null
  return (
    <div className="step-line">
      <label htmlFor={id}>{label}</label>
      <div className="choice-act">
        <PlainChoice id={id} value={chosen} options={options} disabled={false} onChange={setChosen} />
        <Button
          disabled={chosen === kept}
          onClick={() => onAct(chosen)}
          {...(told === null ? {} : { 'aria-describedby': `${id}-told` })}
        >
          {act}
        </Button>
      </div>
      {warning === undefined ? null : (
        <p className="losses" id={`${id}-told`} role="status">
          {told}
        </p>
      )}
    </div>
  )
}

const lossWords = (losses: readonly string[]): string | null =>
  losses.length === 0
    ? null
    : w(
        `换成这种会去掉：${losses.join('、')}。其余都留下；换了可以撤销。`,
        `This kind cannot keep: ${losses.join('; ')}. All the rest stays, and the change can be undone.`,
      )

/** Of what kind the step is. */
export function KindField({ step, drawing, onChoose }: ActsProps) {
  const kinds = drawing.kinds?.(step.id) ?? null
  if (kinds === null || step.way !== null) return null
  const known = kinds.options.some(([key]) => key === kinds.kind)
  const current = [kinds.kind, t(kindWords(step.type))] as const
  const change = (kind: string) => {
    const made = drawing.changeKind?.(step.id, kind)
    if (made) onChoose(made)
  }
  return (
    <ActingChoice
      key={kinds.kind}
      label={w('种类', 'Kind')}
      warning={(kind) => lossWords(drawing.losses?.(step.id, kind) ?? [])}
      act={w('换成这种', 'Change')}
      kept={kinds.kind}
      options={known ? kinds.options : [current, ...kinds.options]}
      onAct={change}
    />
  )
}

function Ways({ step, drawing, onChoose }: ActsProps) {
  const ways = drawing.ways?.(step.id) ?? []
  const targets = drawing.targets?.(step.id) ?? []
  const options = targets.map(({ id, businessObject }) => [
    id,
    `${businessObject.name || id}（${t(kindWords(businessObject.$type))}）`,
  ]) as [string, string][]
  if (ways.length === 0 && options.length === 0) return null
  return (
    <fieldset>
      <legend>{w('往哪里走', 'Where it goes on')}</legend>
      {ways.length === 0 ? (
        <p className="hint">{w('还没有路从这里出去。', 'No way leads on from here yet.')}</p>
      ) : (
        <ul className="way-list">
          {ways.map((way) => (
            <li key={way.id}>
              <Button size="small" onClick={() => onChoose(way.id)}>
                → {way.to}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {options.length === 0 ? null : (
        <ActingChoice
          key={options.map(([id]) => id).join()}
          label={w('连到', 'Connect to')}
          act={w('连上', 'Connect')}
          kept=""
          options={[['', w('（选一个环节）', '(choose a step)')], ...options]}
          onAct={(target) => drawing.connect?.(step.id, target)}
        />
      )}
    </fieldset>
  )
}

const newStep = (): string => w('新环节', 'New step')

const places = () =>
  [
    ['←', w('左移', 'Move left'), { x: -40, y: 0 }],
    ['→', w('右移', 'Move right'), { x: 40, y: 0 }],
    ['↑', w('上移', 'Move up'), { x: 0, y: -40 }],
    ['↓', w('下移', 'Move down'), { x: 0, y: 40 }],
  ] as const

function Additions({ step, drawing, onChoose }: ActsProps) {
  const made = (id: string | null | undefined) => {
    if (id) onChoose(id)
  }
  const ends = step.type === 'bpmn:EndEvent'
  // Only gateways have several ways: of a step the check would refuse them.
  const mayBranch = /Gateway$/.test(step.type) || (!ends && (drawing.ways?.(step.id) ?? []).length === 0)
  const bears = /Task$|SubProcess$|CallActivity$/.test(step.type) && step.type !== 'bpmn:SendTask'
  const insert = (type: string, name: string) => () => made(drawing.insertAfter?.(step.id, type, name))
  const append = (type: string, name: string) => () => made(drawing.append?.(step.id, type, name))
  const acts: (readonly [string, () => void])[] = [
    ...(ends
      ? []
      : ([
          [w('在此后加一步', 'Add a step after this'), insert('bpmn:UserTask', newStep())],
          [w('在此后加一个分岔', 'Add a fork after this'), insert('bpmn:ExclusiveGateway', '')],
          [w('在此后加一个等待', 'Add a wait after this'), insert('bpmn:IntermediateCatchEvent', '')],
        ] as const)),
    ...(mayBranch
      ? ([
          [w('另分一路', 'Add another way'), append('bpmn:UserTask', newStep())],
          [w('加一个结束', 'Add an end'), append('bpmn:EndEvent', w('结束', 'End'))],
        ] as const)
      : []),
    ...(bears
      ? ([[w('在边上加一个事件', 'Add an event on its border'), () => made(drawing.addBorder?.(step.id))]] as const)
      : []),
  ]
  return (
    <div className="step-acts">
      {acts.map(([word, act]) => (
        <Button key={word} onClick={act}>
          {word}
        </Button>
      ))}
    </div>
  )
}

/** Everything that is drawn with a mouse, drawn without one. */
export function StepActs({ step, drawing, onChoose }: ActsProps) {
  const isWay = step.way !== null
  const removal = (
    <div className="step-acts">
      <Button danger onClick={() => drawing.remove?.(step.id)}>
        {isWay ? w('删去这条路', 'Take this way out') : w('删去这一步', 'Take this step out')}
      </Button>
    </div>
  )
  if (isWay) return removal
  return (
    <>
      <Ways step={step} drawing={drawing} onChoose={onChoose} />
      <fieldset>
        <legend>{w('画图', 'Drawing')}</legend>
        <Additions step={step} drawing={drawing} onChoose={onChoose} />
        <div className="step-acts moves">
          {places().map(([sign, word, by]) => (
            <Button key={sign} aria-label={word} title={word} onClick={() => drawing.move?.(step.id, by)}>
              {sign}
            </Button>
          ))}
        </div>
        {removal}
      </fieldset>
    </>
  )
}
