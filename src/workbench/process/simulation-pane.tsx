import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { t, w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import type { Facts } from './fact-text.ts'
import { processApi } from './process-api.ts'
import type { Frame, SimulatedStep } from './process-contract.ts'
import { StartFacts } from './start-facts.tsx'

type Token = Frame['standing'][number]

/** Plays the drawing: the steps taken so far, and the frames that come of them. */
function usePlay(xml: string) {
  const [facts, setFacts] = useState<Facts>({ delivery: 'counter' })
  const [asks, setAsks] = useState<readonly string[]>([])
  const [steps, setSteps] = useState<readonly SimulatedStep[]>([])
  const [frames, setFrames] = useState<readonly Frame[] | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    let isGone = false
    const play = async () => {
      const answer = await processApi.simulate(xml, steps, facts)
      if (isGone) return
      if (!answer.ok) return setRefusal(answer.problem)
      setRefusal(null)
      setFrames('frames' in answer.value ? answer.value.frames : null)
      if ('asks' in answer.value) setAsks(answer.value.asks)
    }
    void play()
    return () => {
      isGone = true
    }
  }, [xml, steps, facts])
  return {
    steps,
    frames,
    refusal,
    facts,
    asks,
    tell: (told: Facts) => {
      setFacts(told)
      setSteps([])
    },
    take: (step: SimulatedStep) => setSteps([...steps, step]),
    back: () => setSteps(steps.slice(0, -1)),
    again: () => setSteps([]),
  }
}

function TokenActs({ token, take }: { token: Token; take: (step: SimulatedStep) => void }) {
  switch (token.waits) {
    case 'join':
      return <span className="quiet">{w('等其他分支', 'Waits for the other branches')}</span>
    case 'timer':
      return (
        <Button onClick={() => take({ type: 'timer-fired', token: token.token })}>
          {w('时间到', 'The time comes')}
        </Button>
      )
    case 'event':
      return null
    case 'task':
    case 'decision':
    case 'service':
      return (
        <>
          {token.choices.map((outcome) => (
            <Button key={outcome} onClick={() => take({ type: 'complete', token: token.token, outcome })}>
              {outcome !== ''
                ? outcome
                : token.choices.length > 1
                  ? w('其余结果', 'Any other outcome')
                  : w('办完', 'Done')}
            </Button>
          ))}
          <Errors token={token} take={take} />
        </>
      )
  }
}

/** The code of an error that the route does not name: whatever a service calls it, the event that names none catches it. */
const anyOther = 'any-other'

/** A service may say no by a name that the route knows. */
const Errors = ({ token, take }: { token: Token; take: (step: SimulatedStep) => void }) =>
  token.errors.map((code) => (
    <Button key={code ?? ''} onClick={() => take({ type: 'error', token: token.token, code: code ?? anyOther })}>
      {code === null
        ? w('以别的业务错误结束', 'Ends with any other named error')
        : w(`以业务错误“${code}”结束`, `Ends with the named error “${code}”`)}
    </Button>
  ))

/** What may come there from outside: each is told once, whatever else waits for it. */
const Events = ({ token, take }: { token: Token; take: (step: SimulatedStep) => void }) =>
  token.events.map(({ type, element, name, title }) => (
    <Button
      key={element}
      onClick={() => take(type === 'message' ? { type, name, token: token.token } : { type, name })}
    >
      {type === 'message'
        ? w(`消息“${name}”到`, `The message “${name}” comes`)
        : w(`信号“${name}”到`, `The signal “${name}” comes`)}
      {title === name || title === '' || element === token.element ? null : <small className="quiet"> {title}</small>}
    </Button>
  ))

/** What happened, step by step; the number of the step tells two alike apart. */
const Happened = ({ frames }: { frames: readonly Frame[] }) => (
  <ol className="happened">
    {frames
      .flatMap((frame, step) => frame.happened.map((words, nth) => ({ words, at: `${step}.${nth}` })))
      .map(({ words, at }) => (
        <li key={at}>{t(words)}</li>
      ))}
    {frames.flatMap((frame) =>
      frame.refused
        ? [
            <li key="refused" className="is-refused">
              {t(frame.refused)}
            </li>,
          ]
        : [],
    )}
  </ol>
)

/** 试走: where the route stands, what may be done there, and what came of it. */
export function SimulationPane({ xml, drawing }: { xml: string; drawing: Drawing | null }) {
  const { steps, frames, refusal, facts, asks, tell, take, back, again } = usePlay(xml)
  const last = frames?.at(-1)
  const standing = last?.standing.map((one) => one.element).join(' ') ?? ''
  useEffect(() => {
    const here = standing.split(' ').filter((one) => one !== '')
    drawing?.mark(here, 'is-standing')
    return () => drawing?.unmark(here, 'is-standing')
  }, [drawing, standing])
  if (refusal) return <ProblemNotice problem={refusal} />
  if (last === undefined || frames === null)
    return <p className="hint">{w('还有错误，改好后才能试走。', 'There are errors left; mend them to try it out.')}</p>
  return (
    <div className="simulation">
      <StartFacts asks={asks} facts={facts} onTell={tell} />
      <ul className="standing" aria-label={w('停在', 'Stands at')}>
        {last.standing.map((token) => (
          <li key={token.token}>
            <b>{token.name}</b>
            <div className="choices">
              <TokenActs token={token} take={take} />
              <Events token={token} take={take} />
            </div>
          </li>
        ))}
      </ul>
      {last.status === 'running' ? null : <p className="ended">{w('流程到此结束。', 'The route ends here.')}</p>}
      <Happened frames={frames} />
      <div className="actions">
        <Button disabled={steps.length === 0} onClick={back}>
          {w('退一步', 'One step back')}
        </Button>
        <Button disabled={steps.length === 0} onClick={again}>
          {w('从头再走', 'From the start')}
        </Button>
      </div>
    </div>
  )
}
