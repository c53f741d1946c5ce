import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { advance, compile, explain, type Graph, initialState, listSteps, type RunState, type Signal } from './index.ts'

async function read(name: string): Promise<Graph> {
  const { graph, problems } = await compile(readFileSync(new URL(`fixtures/${name}.bpmn`, import.meta.url), 'utf8'))
  expect(problems).toEqual([])
  if (graph === null) throw new Error(`fixture ${name} does not compile`)
  return graph
}

function send(graph: Graph, state: RunState, signal: Signal) {
  const result = advance(graph, state, signal)
  if ('refused' in result) throw new Error(result.sentence.en)
  return result
}

const begin = (graph: Graph, variables = {}) => send(graph, initialState(), { type: 'start', variables })
const standing = (state: RunState): string[] => state.tokens.map((token) => token.at)

test('a process without tasks ends when it starts', async () => {
  const { state, effects } = begin(await read('none-events'))
  expect(effects).toEqual([{ type: 'ended', element: 'end' }])
  expect(state).toEqual({ status: 'ended', next: 1, tokens: [], variables: {}, done: [] })
})

test.each([
  ['user-task', 'task-opened'],
  ['manual-task', 'task-opened'],
  ['service-task', 'service-called'],
])('a %s waits until it is completed', async (name, type) => {
  const graph = await read(name)
  const first = begin(graph)
  expect(first.effects).toEqual([{ type, token: 1, element: 'task', name: '办理', properties: {} }])
  expect(first.state.tokens).toEqual([{ id: 1, at: 'task' }])
  const second = send(graph, first.state, { type: 'complete', token: 1, variables: { outcome: 'granted' } })
  expect(second.effects).toEqual([
    { type: 'task-closed', token: 1, element: 'task', how: 'completed' },
    { type: 'ended', element: 'end' },
  ])
  expect(second.state).toMatchObject({ status: 'ended', tokens: [], variables: { outcome: 'granted' } })
})

test('a task carries the properties written on it', async () => {
  const { effects } = begin(await read('properties'))
  expect(effects[0]).toMatchObject({ name: '审查', properties: { role: 'examiner', anything: '以后' } })
})

test('notes on the drawing do not change the run', async () => {
  expect(standing(begin(await read('notes')).state)).toEqual(['task'])
})

test('an exclusive gateway takes the branch whose condition holds, else the default, and the branches meet again', async () => {
  const graph = await read('exclusive-gateway')
  for (const [area, branch] of [
    [301, 'large'],
    [300, 'small'],
  ] as const) {
    const asked = send(graph, begin(graph).state, { type: 'complete', token: 1, variables: { area } })
    expect(standing(asked.state)).toEqual([branch])
    expect(send(graph, asked.state, { type: 'complete', token: 2 }).state.status).toBe('ended')
  }
})

test('a condition that cannot be decided is refused and named, and the task stays open', async () => {
  const graph = await read('exclusive-gateway')
  const { state } = begin(graph)
  for (const variables of [{}, { area: 'large' }, { aera: 301 }, { area: [1] }]) {
    const result = advance(graph, state, { type: 'complete', token: 1, variables })
    expect(result).toMatchObject({ refused: 'invalid', element: 'f-large' })
  }
  expect(standing(state)).toEqual(['ask'])
})

test('a gateway without default refuses when no branch applies', async () => {
  const graph = await read('exclusive-without-default')
  expect(standing(begin(graph, { side: 'right' }).state)).toEqual(['right'])
  const result = advance(graph, initialState(), { type: 'start', variables: { side: 'up' } })
  expect(result).toMatchObject({ refused: 'invalid', element: 'choice' })
})

test('conditions are FEEL, tried in the order of the document; only a null test may go without its variable', async () => {
  const graph = await read('conditions')
  const all = { area: 301, urgent: false, kind: 'a', marks: [] }
  const chosen = (variables: object): string[] => standing(begin(graph, { ...all, ...variables }).state)
  expect(chosen({})).toEqual(['first'])
  expect(chosen({ urgent: true })).toEqual(['second'])
  expect(chosen({ urgent: true, kind: 'c', marks: ['一', '二'] })).toEqual(['second'])
  expect(chosen({ urgent: true, kind: 'c', note: 'third' })).toEqual(['third'])
  expect(chosen({ urgent: true, kind: 'c' })).toEqual(['other'])
})

test('branches of a parallel gateway run side by side and meet when the last is done', async () => {
  const graph = await read('parallel-gateway')
  const { state } = begin(graph)
  expect(standing(state)).toEqual(['fire', 'health'])
  const one = send(graph, state, { type: 'complete', token: 2 })
  expect(one.state.tokens).toEqual([
    { id: 1, at: 'fire' },
    { id: 3, at: 'join', via: 'f5' },
  ])
  const both = send(graph, one.state, { type: 'complete', token: 1 })
  expect(both.state.tokens).toEqual([{ id: 4, at: 'decide' }])
})

test('one gateway may join and fork at once', async () => {
  const graph = await read('parallel-join-and-fork')
  let { state } = begin(graph)
  state = send(graph, state, { type: 'complete', token: 1 }).state
  state = send(graph, state, { type: 'complete', token: 2 }).state
  expect(standing(state)).toEqual(['c', 'd'])
})

test('a process with several ends is over when the last token has arrived', async () => {
  const graph = await read('several-ends')
  const one = send(graph, begin(graph).state, { type: 'complete', token: 1 })
  expect(one.effects).toEqual([{ type: 'task-closed', token: 1, element: 'a', how: 'completed' }])
  expect(send(graph, one.state, { type: 'complete', token: 2 }).effects.at(-1)).toEqual({
    type: 'ended',
    element: 'end-b',
  })
})

test('a terminate end closes whatever else is open', async () => {
  const graph = await read('terminate-end')
  const { state, effects } = send(graph, begin(graph).state, { type: 'complete', token: 1 })
  expect(effects).toEqual([
    { type: 'task-closed', token: 1, element: 'withdraw', how: 'completed' },
    { type: 'task-closed', token: 2, element: 'examine', how: 'cancelled' },
    { type: 'ended', element: 'stop' },
  ])
  expect(state).toMatchObject({ status: 'ended', tokens: [] })
})

test('a loop opens the same task again under a new token', async () => {
  const graph = await read('loop')
  let { state } = begin(graph)
  for (let round = 1; round <= 3; round += 1) {
    expect(state.tokens).toEqual([{ id: round, at: 'correct' }])
    state = send(graph, state, { type: 'complete', token: round, variables: { complete: round === 3 } }).state
  }
  expect(state.status).toBe('ended')
})

test('a signal that comes twice, too late or for nobody is a conflict', async () => {
  const graph = await read('loop')
  const first = begin(graph).state
  const second = send(graph, first, { type: 'complete', token: 1, variables: { complete: false } }).state
  const ended = send(graph, second, { type: 'complete', token: 2, variables: { complete: true } }).state
  expect(advance(graph, second, { type: 'complete', token: 1 })).toMatchObject({ refused: 'conflict' })
  expect(advance(graph, second, { type: 'complete', token: 99 })).toMatchObject({ refused: 'conflict' })
  expect(advance(graph, second, { type: 'start' })).toMatchObject({ refused: 'conflict' })
  expect(advance(graph, initialState(), { type: 'complete', token: 1 })).toMatchObject({ refused: 'conflict' })
  for (const signal of [{ type: 'start' }, { type: 'complete', token: 2 }, { type: 'cancel', reason: '撤回' }] as const)
    expect(advance(graph, ended, signal)).toMatchObject({ refused: 'conflict' })
})

test('a token that waits at a join cannot be completed by hand', async () => {
  const graph = await read('parallel-gateway')
  const { state } = send(graph, begin(graph).state, { type: 'complete', token: 2 })
  expect(advance(graph, state, { type: 'complete', token: 3 })).toMatchObject({ refused: 'conflict' })
})

test('cancelling closes the open tasks, once, and needs a reason', async () => {
  const graph = await read('parallel-gateway')
  const { state } = send(graph, begin(graph).state, { type: 'complete', token: 2 })
  expect(advance(graph, state, { type: 'cancel', reason: ' ' })).toMatchObject({ refused: 'invalid' })
  const cancelled = send(graph, state, { type: 'cancel', reason: '申请人撤回' })
  expect(cancelled.effects).toEqual([{ type: 'task-closed', token: 1, element: 'fire', how: 'cancelled' }])
  expect(cancelled.state).toMatchObject({ status: 'cancelled', tokens: [] })
  expect(advance(graph, cancelled.state, { type: 'complete', token: 1 })).toMatchObject({ refused: 'conflict' })
})

test('a state of another definition is refused, not misread', async () => {
  const state = begin(await read('loop')).state
  const result = advance(await read('user-task'), state, { type: 'complete', token: 1 })
  expect(result).toMatchObject({ refused: 'invalid', element: 'correct' })
})

test('variables are plain and bounded', async () => {
  const graph = await read('user-task')
  const bad = [
    { big: 'x'.repeat(10_000_000) },
    { 'not a name': 1 },
    JSON.parse('{"__proto__":{"polluted":true}}'),
    { nested: { a: 1 } },
    { when: new Date(0) },
    { number: Number.NaN },
    { list: [[1]] },
  ]
  for (const variables of bad)
    expect(advance(graph, initialState(), { type: 'start', variables })).toMatchObject({ refused: 'invalid' })
  expect(begin(graph, { a: null, b: ['x', 1, true], 受理: false }).state.variables).toEqual({
    a: null,
    b: ['x', 1, true],
    受理: false,
  })
})

test('the state given is left as it was', async () => {
  const graph = await read('parallel-gateway')
  const { state } = begin(graph, { a: 1 })
  const before = structuredClone(state)
  send(graph, state, { type: 'complete', token: 1, variables: { a: 2 } })
  send(graph, state, { type: 'cancel', reason: '撤回' })
  expect(state).toEqual(before)
})

test('the state of five tasks side by side stays under 300 bytes all the way', async () => {
  const graph = await read('five-tasks')
  let { state } = begin(graph, { outcome: 'granted' })
  for (const token of [3, 1, 5, 2, 4]) {
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThanOrEqual(300)
    state = send(graph, JSON.parse(JSON.stringify(state)), { type: 'complete', token }).state
  }
  expect(state.status).toBe('ended')
})

test('a thousand gateways in a row are a refusal, not a long wait', async () => {
  const chain = (n: number): string => {
    const nodes = Array.from(
      { length: n },
      (_, i) => `<bpmn:exclusiveGateway id="g${i}" />
      <bpmn:sequenceFlow id="f${i}" sourceRef="g${i}" targetRef="g${i + 1}" />`,
    )
    return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">
      <bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="g0" />${nodes.join('')}<bpmn:endEvent id="g${n}" />
      </bpmn:process></bpmn:definitions>`
  }
  const run = async (n: number) => {
    const { graph } = await compile(chain(n))
    if (graph === null) throw new Error('the chain does not compile')
    return advance(graph, initialState(), { type: 'start' })
  }
  expect(await run(999)).toMatchObject({ state: { status: 'ended' } })
  expect(await run(1_000)).toMatchObject({ refused: 'invalid', element: 'g1000' })
})

test('explain says where a run stands, what is done and what may come', async () => {
  const graph = await read('parallel-gateway')
  const before = explain(graph, initialState())
  expect(before.ahead.map((step) => step.element)).toEqual(['fire', 'health', 'decide'])
  const { state } = send(graph, begin(graph).state, { type: 'complete', token: 1 })
  expect(explain(graph, state)).toEqual({
    standing: [
      { token: 2, element: 'health', name: 'health', kind: 'user-task' },
      { token: 3, element: 'join', name: 'join', kind: 'parallel-gateway' },
    ],
    done: [{ element: 'fire', name: 'fire', kind: 'user-task' }],
    ahead: [{ element: 'decide', name: 'decide', kind: 'user-task' }],
    status: 'running',
  })
  const cancelled = send(graph, state, { type: 'cancel', reason: '撤回' }).state
  expect(explain(graph, cancelled)).toMatchObject({ standing: [], ahead: [], status: 'cancelled' })
})

test('the steps of a process are listed in flow order whatever the order of the file', async () => {
  const graph = await read('parallel-join-and-fork')
  expect(listSteps(graph).map((step) => step.element)).toEqual(['a', 'b', 'c', 'd'])
})
