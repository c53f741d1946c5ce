import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { decisionName } from '../../management/process-definition/step-name.ts'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { langOf, t, w } from '../text.ts'
import { Line } from './line.tsx'
import { processApi } from './process-api.ts'
import type { Asked, Outcome, TrialView } from './process-contract.ts'

type AskedInput = Asked['inputs'][number]

/** What was typed, as the type that the table asks for. */
function typedValue(input: AskedInput, text: string): unknown {
  if (input.type === 'number') return text.trim() === '' ? null : Number(text)
  if (input.type === 'boolean') return text === 'true'
  return text
}

const words = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(words).join(w('；', '; '))
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, one]) => `${name} = ${String(one)}`)
          .join(w('，', ', '))
      : String(value)

function Result({ outcome }: { outcome: Outcome }) {
  if ('refused' in outcome) return <Notice kind="amber">{t(outcome.sentence)}</Notice>
  return (
    <div role="status">
      <Notice kind="good">
        {w('结果：', 'Result: ')}
        <b>{words(outcome.value)}</b>
      </Notice>
      <ol className="happened">
        {outcome.rules.map((one) => (
          <li key={one.decision}>
            <b {...langOf(t(decisionName(one.name)))}>{t(decisionName(one.name))}</b>{' '}
            {one.rules.length > 0
              ? w(
                  `第 ${one.rules.map((rule) => rule.index).join('、')} 条规则`,
                  `rule ${one.rules.map((rule) => rule.index).join(', ')}`,
                )
              : one.usedDefault
                ? w('没有规则适用，用默认结果', 'no rule applies: the default')
                : w('按表达式', 'by its expression')}
            {w('：', ': ')}
            {words(one.value)}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Asks what the file asks for, whenever it changed. */
function useAsked(xml: string) {
  const [trial, setTrial] = useState<TrialView | null>(null)
  useEffect(() => {
    let isGone = false
    const ask = async () => {
      const answer = await processApi.try(xml, undefined, {})
      if (!isGone && answer.ok) setTrial(answer.value)
    }
    void ask()
    return () => {
      isGone = true
    }
  }, [xml])
  return trial
}

type Texts = Readonly<Record<string, string>>

/** One value that the table asks for. */
function AskedField({ asked, text, onType }: { asked: AskedInput; text: string; onType: (text: string) => void }) {
  const type = (event: { target: { value: string } }) => onType(event.target.value)
  return (
    <Line
      label={asked.label === asked.name ? asked.name : `${asked.label}（${asked.name}）`}
      hint={asked.allowed.filter((one) => one !== '').join(' ') || undefined}
    >
      {asked.type === 'boolean' ? (
        <select className="plain-select" value={text || 'false'} onChange={type}>
          <option value="true">{w('是', 'Yes')}</option>
          <option value="false">{w('否', 'No')}</option>
        </select>
      ) : (
        <Input
          type={asked.type === 'date' ? 'date' : 'text'}
          inputMode={asked.type === 'number' ? 'decimal' : 'text'}
          value={text}
          onChange={type}
        />
      )}
    </Line>
  )
}

function useTrial(xml: string, decision: Asked | undefined, texts: Texts) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const compute = async () => {
    if (decision === undefined) return
    const inputs = Object.fromEntries(decision.inputs.map((one) => [one.name, typedValue(one, texts[one.name] ?? '')]))
    const answer = await processApi.try(xml, decision.id, inputs)
    setRefusal(answer.ok ? null : answer.problem)
    setOutcome(answer.ok ? (answer.value.outcome ?? null) : null)
  }
  return { outcome, refusal, compute }
}

/** 试算: inputs in, the result and the rules that fired out. */
export function TrialPane({ xml }: { xml: string }) {
  const trial = useAsked(xml)
  const [chosen, setChosen] = useState('')
  const [texts, setTexts] = useState<Texts>({})
  const decision = trial?.decisions.find((one) => one.id === chosen) ?? trial?.decisions.at(-1)
  const { outcome, refusal, compute } = useTrial(xml, decision, texts)
  if (decision === undefined)
    return <p className="hint">{w('还有错误，改好后才能试算。', 'There are errors left; mend them to try it out.')}</p>
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    void compute()
  }
  return (
    <form className="step-panel" onSubmit={submit}>
      <Line label={w('决策', 'Decision')}>
        <select className="plain-select" value={decision.id} onChange={(event) => setChosen(event.target.value)}>
          {trial?.decisions.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Line>
      {decision.inputs.map((asked) => {
        const type = (text: string) => setTexts({ ...texts, [asked.name]: text })
        return <AskedField key={asked.name} asked={asked} text={texts[asked.name] ?? ''} onType={type} />
      })}
      <Button htmlType="submit">{w('试算', 'Try it')}</Button>
      {refusal ? <ProblemNotice problem={refusal} /> : null}
      {outcome ? <Result outcome={outcome} /> : null}
    </form>
  )
}
