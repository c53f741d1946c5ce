import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import { BpmnModdle } from 'bpmn-moddle'
import { advance, compile, type Graph, initialState, type RunState, type Signal } from '../src/bpmn/index.ts'

type Figure = { name: string; value: number; unit: string }

const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`

const wrap = (
  body: string,
): string => `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`

/** Five user tasks in a row, with a choice by FEEL condition before the last. */
export const fiveTasks =
  wrap(`<bpmn:startEvent id="start" />${['receive', 'examine', 'consult', 'decide', 'deliver'].map((id) => `<bpmn:userTask id="${id}" />`).join('')}
  <bpmn:exclusiveGateway id="choice" default="granted" /><bpmn:endEvent id="denied-end" /><bpmn:endEvent id="end" />
  ${flow('f1', 'start', 'receive')}${flow('f2', 'receive', 'examine')}${flow('f3', 'examine', 'consult')}${flow('f4', 'consult', 'decide')}
  ${flow('f5', 'decide', 'choice')}${flow('granted', 'choice', 'deliver')}${flow('f6', 'deliver', 'end')}
  <bpmn:sequenceFlow id="denied" sourceRef="choice" targetRef="denied-end"><bpmn:conditionExpression>outcome = "denied"</bpmn:conditionExpression></bpmn:sequenceFlow>`)

/** A start, an end and so many user tasks in a row that `elements` nodes and flows come together. */
function row(elements: number): string {
  const tasks = Array.from({ length: Math.max(1, Math.round((elements - 3) / 2)) }, (_, i) => `t${i}`)
  const ids = ['start', ...tasks, 'end']
  return wrap(`<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />${tasks.map((id) => `<bpmn:userTask id="${id}" />`).join('')}
    ${ids
      .slice(1)
      .map((id, i) => flow(`f${i}`, ids[i] ?? '', id))
      .join('')}`)
}

async function load(xml: string): Promise<Graph> {
  const { graph, problems } = await compile(xml)
  if (graph === null) throw new Error(problems.map((each) => each.sentence.en).join('; '))
  return graph
}

function send(graph: Graph, state: RunState, signal: Signal): RunState {
  const result = advance(graph, state, signal)
  if ('refused' in result) throw new Error(result.sentence.en)
  return result.state
}

/** Signals that one run of the five-task process takes: the start and five completions. */
const signals: Signal[] = [
  { type: 'start', variables: { delivery: 'counter' } },
  ...[1, 2, 3, 4, 5].map((token): Signal => ({ type: 'complete', token, variables: { outcome: 'granted' } })),
]

function runFive(graph: Graph, each: (state: RunState) => void): void {
  let state = initialState()
  for (const signal of signals) {
    state = send(graph, state, signal)
    each(state)
  }
  if (state.status !== 'ended') throw new Error('the run has not ended')
}

/**
 * Steps a second in the row of tasks: one task is completed and the next opened, from the first task to the last and then again from the
 * first. The signals that begin and end a run are left out, for they only open or only close: a run of ten elements would have two such in
 * five, one of ten thousand two in five thousand.
 */
function rateOfRow(graph: Graph, milliseconds: number): number {
  const first = send(graph, initialState(), { type: 'start' })
  const last = graph.ids.length - 2
  const started = performance.now()
  let steps = 0
  let state = first
  let token = 1
  while (performance.now() - started < milliseconds)
    for (let i = 0; i < 1_000; i += 1, steps += 1) {
      if (token === last) {
        state = first
        token = 1
      }
      state = send(graph, state, { type: 'complete', token })
      token += 1
    }
  return Math.round(steps / ((performance.now() - started) / 1_000))
}

/**
 * Whole runs a second of bpmn-engine on the same file, which is read once beforehand; conditions are answered by a function, so that
 * no expression language is measured.
 */
async function rateOfPeer(milliseconds: number): Promise<number> {
  const moddleContext = await new BpmnModdle().fromXML(fiveTasks)
  const expressions = { resolveExpression: () => false }
  const run = async (): Promise<void> => {
    const listener = new EventEmitter()
    listener.on('activity.wait', (api: { signal: () => void }) => api.signal())
    const engine = new Engine({ name: 'peer', moddleContext, expressions } as never)
    const over = new Promise<void>((resolve) => engine.once('end', () => resolve()))
    await engine.execute({ listener } as never)
    await over
  }
  for (let warm = 0; warm < 30; warm += 1) await run()
  const started = performance.now()
  let runs = 0
  while (performance.now() - started < milliseconds) for (let i = 0; i < 5; i += 1, runs += 1) await run()
  return runs / ((performance.now() - started) / 1_000)
}

/**
 * Steps a second of `advance`, whole runs a second, and the largest state in bytes, for a five-task process; steps a second in
 * processes of 10 and of 10,000 elements. bpmn-engine is the peer. Takes about ten seconds.
 */
export async function benchEngine(): Promise<Figure[]> {
  const graph = await load(fiveTasks)
  let largest = 0
  runFive(graph, (state) => {
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(state)))
  })
  const nothing = (): void => {}
  for (let warm = 0; warm < 20_000; warm += 1) runFive(graph, nothing)
  const started = performance.now()
  let runs = 0
  while (performance.now() - started < 1_500) for (let i = 0; i < 100; i += 1, runs += 1) runFive(graph, nothing)
  const seconds = (performance.now() - started) / 1_000
  const [small, large] = [await load(row(10)), await load(row(10_000))]
  // By short turns, so that whatever else the machine does falls on both; the first turns only warm up.
  const turns = Array.from({ length: 61 }, () => ({ small: rateOfRow(small, 50), large: rateOfRow(large, 50) })).slice(
    10,
  )
  const middle = (of: (turn: { small: number; large: number }) => number): number =>
    turns.map(of).sort((a, b) => a - b)[25] ?? 0
  const peer = await rateOfPeer(3_000)
  return [
    { name: 'engine: five-task runs of bpmn-engine 25.0.1', value: peer, unit: 'runs/s' },
    { name: 'engine: ours ÷ bpmn-engine (target 100)', value: runs / seconds / peer, unit: '' },
    { name: 'engine: steps', value: Math.round((runs * signals.length) / seconds), unit: 'steps/s' },
    { name: 'engine: five-task runs', value: Math.round(runs / seconds), unit: 'runs/s' },
    { name: 'engine: largest state of a five-task run', value: largest, unit: 'bytes' },
    { name: 'engine: steps in a process of 10 elements', value: middle((turn) => turn.small), unit: 'steps/s' },
    { name: 'engine: steps in a process of 10,000 elements', value: middle((turn) => turn.large), unit: 'steps/s' },
    {
      name: 'engine: steps in 10,000 elements ÷ in 10 (target: no slower)',
      value: middle((turn) => turn.large / turn.small),
      unit: 'ratio',
    },
  ]
}
