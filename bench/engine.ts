import { advance, compile, initialState, type RunState, type Signal } from '../src/bpmn/index.ts'

const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`

/** Five user tasks in a row, with a choice by FEEL condition before the last. */
const fiveTasks = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">
  <bpmn:startEvent id="start" />${['receive', 'examine', 'consult', 'decide', 'deliver'].map((id) => `<bpmn:userTask id="${id}" />`).join('')}
  <bpmn:exclusiveGateway id="choice" default="granted" /><bpmn:endEvent id="denied-end" /><bpmn:endEvent id="end" />
  ${flow('f1', 'start', 'receive')}${flow('f2', 'receive', 'examine')}${flow('f3', 'examine', 'consult')}${flow('f4', 'consult', 'decide')}
  ${flow('f5', 'decide', 'choice')}${flow('granted', 'choice', 'deliver')}${flow('f6', 'deliver', 'end')}
  <bpmn:sequenceFlow id="denied" sourceRef="choice" targetRef="denied-end"><bpmn:conditionExpression>outcome = "denied"</bpmn:conditionExpression></bpmn:sequenceFlow>
  </bpmn:process></bpmn:definitions>`

/** Signals that one run of the five-task process takes: the start and five completions. */
const signals: Signal[] = [
  { type: 'start', variables: { delivery: 'counter' } },
  ...[1, 2, 3, 4, 5].map((token): Signal => ({ type: 'complete', token, variables: { outcome: 'granted' } })),
]

/** Steps a second of `advance`, whole runs a second, and the largest state in bytes, for a five-task process; takes about two seconds. */
export async function benchEngine(): Promise<{ name: string; value: number; unit: string }[]> {
  const { graph, problems } = await compile(fiveTasks)
  if (graph === null) throw new Error(problems.map((each) => each.sentence.en).join('; '))
  let largest = 0
  const run = (each: (state: RunState) => void): void => {
    let state = initialState()
    for (const signal of signals) {
      const result = advance(graph, state, signal)
      if ('refused' in result) throw new Error(result.sentence.en)
      state = result.state
      each(state)
    }
    if (state.status !== 'ended') throw new Error('the run has not ended')
  }
  run((state) => {
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(state)))
  })
  const nothing = (): void => {}
  for (let warm = 0; warm < 20_000; warm += 1) run(nothing)
  const started = performance.now()
  let runs = 0
  while (performance.now() - started < 1_500) for (let i = 0; i < 100; i += 1, runs += 1) run(nothing)
  const seconds = (performance.now() - started) / 1_000
  return [
    { name: 'engine: steps', value: Math.round((runs * signals.length) / seconds), unit: 'steps/s' },
    { name: 'engine: five-task runs', value: Math.round(runs / seconds), unit: 'runs/s' },
    { name: 'engine: largest state of a five-task run', value: largest, unit: 'bytes' },
  ]
}
