import { expect, test } from 'vitest'
import { Run } from './fixture.ts'
import { advance, compile, explain, initialState } from './index.ts'

// Constructs that are right alone and have been wrong together in one engine or another.

async function start(body: string, variables = {}): Promise<Run> {
  const { graph, problems } = await compile(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
    <bpmn:message id="m" name="m" /><bpmn:signal id="halt" name="halt" /><bpmn:error id="bad" errorCode="bad" /><bpmn:process id="p">${body}</bpmn:process></bpmn:definitions>`,
  )
  expect(problems).toEqual([])
  if (graph === null) throw new Error('unreachable: no problems, no graph')
  return new Run(graph).send({ type: 'start', variables })
}

const node = (tag: string, id: string, inner = '', more = ''): string =>
  `<bpmn:${tag} id="${id}" ${more}>${inner}</bpmn:${tag}>`
const flows = (...chains: string[]): string =>
  chains
    .flatMap((chain) => {
      const ids = chain.split(' ')
      return ids.slice(1).map((id, index) => [ids[index] ?? '', id])
    })
    .map(([from, to]) => `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('')
const timer = (text = 'P1D'): string =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${text}</bpmn:timeDuration></bpmn:timerEventDefinition>`
const boundary = (id: string, host: string, inner: string, more = ''): string =>
  node('boundaryEvent', id, inner, `attachedToRef="${host}" ${more}`)
const errorOf = (ref: string): string => `<bpmn:errorEventDefinition errorRef="${ref}" />`
const repeated =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
const ends = node('startEvent', 's') + node('endEvent', 'e')

test('an error in one repetition of a sub-process stops all of them and leaves the activity once', async () => {
  const inside = `${node('startEvent', 'in')}${node('userTask', 'a')}${node('endEvent', 'fail', errorOf('bad'))}${flows('in a fail')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', repeated + inside)}${boundary('caught', 'sub', errorOf('bad'))}${node('userTask', 'mend')}
    ${node('endEvent', 'e2')}${flows('s sub e', 'caught mend e2')}`,
  )
  expect(run.standing.filter((at) => at === 'a')).toHaveLength(3)
  expect(run.complete('a').said).toEqual(['completed a', 'cancelled a', 'cancelled a', 'opened mend'])
  expect(run.standing).toEqual(['mend'])
})

test('an error passes through a sub-process that does not catch it, timers and all', async () => {
  const inner = `${node('startEvent', 'in2')}${node('serviceTask', 'a')}${node('endEvent', 'out2')}${flows('in2 a out2')}`
  const outer = `${node('startEvent', 'in')}${node('subProcess', 'inner', inner)}${boundary('late', 'inner', timer())}${node('endEvent', 'out')}${flows('in inner out', 'late out')}`
  const run = await start(
    `${ends}${node('subProcess', 'outer', outer)}${boundary('caught', 'outer', errorOf('bad'))}${flows('s outer e', 'caught e')}`,
  )
  expect(run.standing).toEqual(['outer', 'inner', 'late', 'a'])
  expect(run.send({ type: 'error', token: run.at('a'), code: 'bad' }).said).toEqual([
    'cancelled a',
    'ended e',
    'timer-cancelled late',
  ])
})

test('a terminate end in one repetition leaves the others alone', async () => {
  const inside = `${node('startEvent', 'in')}${node('parallelGateway', 'fork')}${node('userTask', 'a')}${node('userTask', 'b')}
    ${node('endEvent', 'stop', '<bpmn:terminateEventDefinition />')}${node('endEvent', 'out')}${flows('in fork a stop', 'fork b out')}`
  const run = await start(`${ends}${node('subProcess', 'sub', repeated + inside)}${flows('s sub e')}`)
  expect(run.complete('a').said).toEqual(['completed a', 'cancelled b'])
  expect(run.standing.filter((at) => at === 'a' || at === 'b')).toHaveLength(4)
  expect(run.complete('a').complete('a').state.status).toBe('ended')
})

test('joins of two repetitions do not take each other’s branches', async () => {
  const inside = `${node('startEvent', 'in')}${node('parallelGateway', 'fork')}${node('userTask', 'a')}${node('userTask', 'b')}
    ${node('parallelGateway', 'join')}${node('endEvent', 'out')}${flows('in fork a join out', 'fork b join')}`
  const run = await start(`${ends}${node('subProcess', 'sub', repeated + inside)}${flows('s sub e')}`)
  const [first, second, third] = [run.at('a', 0), run.at('a', 1), run.at('a', 2)]
  const others = [run.at('b', 1), run.at('b', 0), run.at('b', 2)]
  run.send({ type: 'complete', token: first }).send({ type: 'complete', token: others[0] ?? 0 })
  expect(run.standing.filter((at) => at === 'join')).toHaveLength(2)
  run.send({ type: 'complete', token: second }).send({ type: 'complete', token: others[1] ?? 0 })
  expect(run.standing.filter((at) => at === 'sub')).toHaveLength(2)
  run.send({ type: 'complete', token: third }).send({ type: 'complete', token: others[2] ?? 0 })
  expect(run.state.status).toBe('ended')
})

test('an inclusive join waits for a sub-process and for what its timer may send', async () => {
  const inside = `${node('startEvent', 'in')}${node('userTask', 'a')}${node('endEvent', 'out')}${flows('in a out')}`
  const body = `${ends}${node('parallelGateway', 'fork')}${node('subProcess', 'sub', inside)}${boundary('late', 'sub', timer())}
    ${node('userTask', 'hasten')}${node('userTask', 'b')}${node('inclusiveGateway', 'join')}${node('endEvent', 'away')}
    ${flows('s fork sub away', 'late hasten join', 'fork b join e')}`
  const late = await start(body)
  expect(late.complete('b').standing).toEqual(['sub', 'late', 'a', 'join'])
  expect(late.fire('late').standing).toEqual(['join', 'hasten'])
  expect(late.complete('hasten').state.status).toBe('ended')
  const inTime = await start(body)
  expect(inTime.complete('b').complete('a').state.status).toBe('ended')
})

test('an inclusive join inside a loop is asked anew on every round', async () => {
  const conditional = (from: string, to: string, text: string): string =>
    `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression>${text}</bpmn:conditionExpression></bpmn:sequenceFlow>`
  const run = await start(
    `${ends}${node('exclusiveGateway', 'back')}${node('inclusiveGateway', 'fork')}${node('userTask', 'a')}${node('userTask', 'b')}
    ${node('inclusiveGateway', 'join')}${node('exclusiveGateway', 'again', '', 'default="again-e"')}${flows('s back fork', 'a join', 'b join again e')}
    ${conditional('fork', 'a', 'x')}${conditional('fork', 'b', 'y')}${conditional('again', 'back', 'more')}`,
    { x: true, y: true, more: true },
  )
  expect(run.complete('a').standing).toEqual(['b', 'join'])
  expect(run.complete('b', { y: false }).standing).toEqual(['a'])
  expect(run.complete('a', { x: false, y: true }).standing).toEqual(['b'])
  expect(run.complete('b', { more: false }).state.status).toBe('ended')
})

test('two messages race for an event gateway: the second finds nothing waiting', async () => {
  const run = await Run.start('event-based-gateway')
  const [paid, answered] = (['payment', 'answer'] as const).map((name) =>
    advance(run.graph, run.state, { type: 'message', name }),
  )
  for (const [first, second] of [
    [paid, 'answer'],
    [answered, 'payment'],
  ] as const)
    if (first !== undefined && 'state' in first)
      expect(advance(run.graph, first.state, { type: 'message', name: second })).toMatchObject({ refused: 'conflict' })
  expect(paid).toMatchObject({ state: { tokens: [{ at: 'issue' }] } })
  expect(answered).toMatchObject({ state: { status: 'ended' } })
})

test('an event gateway in a loop waits again, under new timers', async () => {
  const run = await start(
    `${ends}${node('exclusiveGateway', 'back')}${node('eventBasedGateway', 'first')}${node('intermediateCatchEvent', 'm1', '<bpmn:messageEventDefinition messageRef="m" />')}
    ${node('intermediateCatchEvent', 'expire', timer())}${flows('s back first m1 e', 'first expire back')}`,
  )
  const timers = [run.at('expire')]
  for (let round = 0; round < 3; round += 1) timers.push(run.fire('expire').at('expire'))
  expect(new Set(timers).size).toBe(4)
  expect(run.send({ type: 'message', name: 'm' }).state.status).toBe('ended')
})

test('a message to repeated receive tasks reaches one at a time, or the one it is meant for', async () => {
  const run = await start(`${ends}${node('receiveTask', 'r', repeated, 'messageRef="m"')}${flows('s r e')}`)
  const aimed = run.at('r', 1)
  run.send({ type: 'message', name: 'm', token: aimed })
  expect(run.refusal({ type: 'message', name: 'm', token: aimed })).toMatchObject({ refused: 'conflict' })
  expect(run.send({ type: 'message', name: 'm' }).standing).toEqual(['r', 'r'])
  expect(run.send({ type: 'message', name: 'm' }).state.status).toBe('ended')
})

test('what a reminder began goes on after its task is done, and the process waits for it', async () => {
  const run = await Run.start('timer-boundary-beside')
  expect(run.fire('late').complete('task').standing).toEqual(['remind'])
  expect(run.complete('remind').state.status).toBe('ended')
})

test('a run that was stored before there were scopes and timers still goes on', async () => {
  const run = await Run.start('parallel-gateway')
  const stored = JSON.parse(
    '{"status":"running","next":4,"tokens":[{"id":2,"at":"health"},{"id":3,"at":"join","via":"f4"}],"variables":{},"done":[4]}',
  )
  expect(advance(run.graph, stored, { type: 'complete', token: 2 })).toMatchObject({
    state: { tokens: [{ at: 'decide' }] },
  })
  // Node 2 was done by then: one bit in a plain list of numbers.
  expect(explain(run.graph, stored).done).toHaveLength(1)
  expect(Object.keys(initialState())).toEqual(['status', 'next', 'tokens', 'variables', 'done'])
})

test('a signal starts what is drawn beside a task, though another event of the same signal ends the task', async () => {
  const onSignal = '<bpmn:signalEventDefinition signalRef="halt" />'
  const run = await start(
    `${ends}${node('userTask', 'a')}${boundary('ends', 'a', onSignal)}${boundary('beside', 'a', onSignal, 'cancelActivity="false"')}
    ${node('userTask', 'after')}${node('userTask', 'more')}${node('endEvent', 'e2')}${node('endEvent', 'e3')}
    ${flows('s a e', 'ends after e2', 'beside more e3')}`,
  )
  run.send({ type: 'signal', name: 'halt' })
  expect(run.standing.toSorted()).toEqual(['after', 'more'])
})

test('a message goes to the step that waits for it before an event that would only start something beside', async () => {
  const onMessage = '<bpmn:messageEventDefinition messageRef="m" />'
  const inside = `${node('startEvent', 'in')}${node('receiveTask', 'wait', '', 'messageRef="m"')}${node('userTask', 'next')}${node('endEvent', 'out')}${flows('in wait next out')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', inside)}${boundary('beside', 'sub', onMessage, 'cancelActivity="false"')}
    ${node('userTask', 'more')}${node('endEvent', 'e2')}${flows('s sub e', 'beside more e2')}`,
  )
  run.send({ type: 'message', name: 'm' })
  expect(run.standing).toEqual(['sub', 'next'])
  run.send({ type: 'message', name: 'm' })
  expect(run.standing.toSorted()).toEqual(['more', 'next', 'sub'])
})

const messageOf = '<bpmn:messageEventDefinition messageRef="m" />'
const signalOf = '<bpmn:signalEventDefinition signalRef="halt" />'
const throwing = (id: string, what: string): string => node('intermediateThrowEvent', id, what)
const catching = (id: string, what: string): string => node('intermediateCatchEvent', id, what)

test.each([
  ['message', messageOf],
  ['signal', signalOf],
])('a %s that a sub-process sends at its end is heard on its border', async (_, event) => {
  const inside = `${node('startEvent', 'in')}${node('userTask', 'a')}${node('endEvent', 'out', event)}${flows('in a out')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', inside)}${boundary('heard', 'sub', event)}${node('userTask', 'b')}${node('endEvent', 'e2')}
    ${node('userTask', 'c')}${flows('s sub c e', 'heard b e2')}`,
  )
  expect(run.complete('a').standing).toEqual(['b'])
})

test('what a sub-process sends on its way ends it there, and nothing behind it begins', async () => {
  const inside = `${node('startEvent', 'in')}${throwing('say', messageOf)}${node('userTask', 'a')}${node('endEvent', 'out')}${flows('in say a out')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', inside)}${boundary('heard', 'sub', messageOf)}${node('userTask', 'b')}${node('endEvent', 'e2')}${flows('s sub e', 'heard b e2')}`,
  )
  expect(run.said).toEqual(['opened b', 'message-sent say'])
})

test('an event beside a sub-process starts once by what the sub-process sends, and the sub-process goes on', async () => {
  const inside = `${node('startEvent', 'in')}${throwing('say', signalOf)}${node('userTask', 'a')}${node('endEvent', 'out')}${flows('in say a out')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', inside)}${boundary('heard', 'sub', signalOf, 'cancelActivity="false"')}${node('userTask', 'b')}${node('endEvent', 'e2')}${flows('s sub e', 'heard b e2')}`,
  )
  expect(run.standing.toSorted()).toEqual(['a', 'b', 'sub'])
})

test('what one repetition sends ends all of them, where the event is on the border of the whole', async () => {
  const inside = `${node('startEvent', 'in')}${node('userTask', 'a')}${node('endEvent', 'out', messageOf)}${flows('in a out')}`
  const run = await start(
    `${ends}${node('subProcess', 'sub', repeated + inside)}${boundary('heard', 'sub', messageOf)}${node('userTask', 'b')}${node('endEvent', 'e2')}${flows('s sub e', 'heard b e2')}`,
  )
  expect(run.complete('a').standing).toEqual(['b'])
})

test.each([
  ['message', messageOf],
  ['signal', signalOf],
])('a wait behind a %s does not hear it; one that stands beside does', async (_, event) => {
  const behind = await start(
    `${ends}${throwing('say', event)}${catching('wait', event)}${node('userTask', 'a')}${flows('s a say wait e')}`,
  )
  expect(behind.complete('a').standing).toEqual(['wait'])
  const beside = await start(
    `${ends}${node('parallelGateway', 'fork')}${throwing('say', event)}${catching('wait', event)}${node('userTask', 'a')}${node('userTask', 'b')}
    ${node('endEvent', 'e2')}${flows('s fork say a e', 'fork wait b e2')}`,
  )
  expect(beside.standing.toSorted()).toEqual(['a', 'b'])
})

test('behind a join or a sub-process in which a message was sent a wait does not hear it either', async () => {
  const joined = await start(
    `${ends}${node('parallelGateway', 'fork')}${node('parallelGateway', 'join')}${throwing('say', messageOf)}${catching('wait', messageOf)}
    ${flows('s fork say join wait e', 'fork join')}`,
  )
  expect(joined.standing).toEqual(['wait'])
  const inside = `${node('startEvent', 'in')}${throwing('say', messageOf)}${node('endEvent', 'out')}${flows('in say out')}`
  const left = await start(
    `${ends}${node('subProcess', 'sub', inside)}${catching('wait', messageOf)}${flows('s sub wait e')}`,
  )
  expect(left.standing).toEqual(['wait'])
  expect(left.send({ type: 'message', name: 'm' }).state.status).toBe('ended')
})

test('one that hears a message and sends the same again is not heard by itself', async () => {
  const run = await start(
    `${ends}${node('parallelGateway', 'fork')}${throwing('say', messageOf)}${catching('one', messageOf)}${throwing('again', messageOf)}${catching('two', messageOf)}
    ${catching('three', messageOf)}${node('userTask', 'a')}${node('endEvent', 'e2')}${node('endEvent', 'e3')}
    ${flows('s fork one again two e', 'fork three a e2', 'fork say e3')}`,
  )
  // The first hears what was sent, the other branch what the first sends on.
  expect(run.standing.toSorted()).toEqual(['a', 'two'])
})

test('two that send each other messages for ever are refused within bounds', async () => {
  const other = '<bpmn:signalEventDefinition signalRef="halt" />'
  const way = (id: string, out: string): string =>
    `<bpmn:sequenceFlow id="${id}-${out}" sourceRef="${id}" targetRef="${out}"><bpmn:conditionExpression>enough</bpmn:conditionExpression></bpmn:sequenceFlow>`
  const gateway = (id: string, back: string): string => node('exclusiveGateway', id, '', `default="${id}-${back}"`)
  const run = await start(
    `${ends}${node('endEvent', 'e2')}${node('parallelGateway', 'fork')}${node('exclusiveGateway', 'x1')}${node('exclusiveGateway', 'x2')}
    ${catching('one', messageOf)}${throwing('say', other)}${catching('two', other)}${throwing('q', messageOf)}${gateway('y1', 'x1')}${gateway('y2', 'x2')}
    ${flows('s fork x1 one say y1 x1', 'fork x2 two q y2 x2')}${way('y1', 'e')}${way('y2', 'e2')}`,
    { enough: false },
  )
  expect(run.standing).toEqual(['one', 'two'])
  expect(run.refusal({ type: 'message', name: 'm' })).toMatchObject({ refused: 'invalid' })
})
