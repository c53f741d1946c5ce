import { expect, test } from 'vitest'
import { readFixture } from './fixture.ts'
import {
  type Advance,
  advance,
  compile,
  drive,
  type Following,
  initialState,
  mostFollowing,
  type Refused,
} from './index.ts'

const graphOf = async (name: string) => {
  const { graph } = await compile(readFixture(name))
  if (graph === null) throw new Error(`${name} does not compile`)
  return graph
}

/** Completes every task as soon as it opens. */
const atOnce = ({ effects }: Advance): Following[] =>
  effects.flatMap((effect) =>
    effect.type === 'task-opened'
      ? [{ signal: { type: 'complete', token: effect.token } as const, mayMiss: false }]
      : [],
  )

test('what follows from a signal in the same moment is done with it, step by step', async () => {
  const graph = await graphOf('five-tasks')
  const seen: string[] = []
  const state = drive(graph, initialState(), { type: 'start' }, (step) => {
    seen.push(...step.effects.flatMap((effect) => (effect.type === 'task-opened' ? [effect.element] : [])))
    return atOnce(step)
  })
  expect(seen).toHaveLength(5)
  expect('refused' in state ? state : state.status).toBe('ended')
})

test('a signal that nobody waits for is passed over, one that cannot be followed refuses the whole', async () => {
  const graph = await graphOf('five-tasks')
  const follow = (following: Following) => drive(graph, initialState(), { type: 'start' }, () => [following])
  const missed = follow({ signal: { type: 'message', name: 'nobody' }, mayMiss: true })
  expect('refused' in missed).toBe(false)
  const refused = follow({ signal: { type: 'message', name: 'nobody' }, mayMiss: false })
  expect(refused).toMatchObject({ refused: 'conflict' })
})

test('a circle in which nobody does anything ends as a refusal that names its place, within bounds', async () => {
  const graph = await graphOf('loop')
  const started = advance(graph, initialState(), { type: 'start' })
  if ('refused' in started) throw new Error('it starts')
  let steps = 0
  const first = started.effects.find((effect) => effect.type === 'task-opened')
  const turning: Refused | unknown = drive(
    graph,
    started.state,
    {
      type: 'complete',
      token: first?.type === 'task-opened' ? first.token : 0,
      variables: { repeat: true, complete: false },
    },
    (step) => {
      steps += 1
      return atOnce(step).map((one) => ({
        ...one,
        signal: { ...one.signal, variables: { repeat: true, complete: false } } as Following['signal'],
      }))
    },
  )
  expect(turning).toMatchObject({ refused: 'invalid' })
  expect(steps).toBe(mostFollowing)
})

const drawn = async (inside: string, flows: readonly string[]) => {
  const links = flows.map((one) => {
    const [from, to] = one.split(' ')
    return `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`
  })
  const { graph, problems } = await compile(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:message id="m" name="m" /><bpmn:process id="process">
    <bpmn:startEvent id="s" /><bpmn:endEvent id="e" />${links.join('').includes('"e2"') ? '<bpmn:endEvent id="e2" />' : ''}${inside}${links.join('')}</bpmn:process></bpmn:definitions>`,
  )
  if (graph === null) throw new Error(problems.map((each) => each.sentence.en).join('; '))
  return graph
}
const message = '<bpmn:messageEventDefinition messageRef="m" />'
const say = `<bpmn:intermediateThrowEvent id="say">${message}</bpmn:intermediateThrowEvent>`
const wait = `<bpmn:intermediateCatchEvent id="wait">${message}</bpmn:intermediateCatchEvent>`
const task = (id: string): string => `<bpmn:userTask id="${id}" />`
const service = (id: string): string => `<bpmn:serviceTask id="${id}" />`
const fork = '<bpmn:parallelGateway id="fork" />'

/** Where a run stands when every service has been done as soon as it was called. */
async function standing(inside: string, flows: readonly string[]): Promise<string[]> {
  const state = drive(await drawn(inside, flows), initialState(), { type: 'start' }, ({ effects }) =>
    effects.flatMap((effect) =>
      effect.type === 'service-called'
        ? [{ signal: { type: 'complete', token: effect.token } as const, mayMiss: true }]
        : [],
    ),
  )
  if ('refused' in state) throw new Error(state.sentence.en)
  return state.tokens.map((token) => token.at)
}

test('a message is heard by a wait that is reached by a service of the same moment, on another way', async () => {
  const steps = `${fork}${say}${service('a')}${wait}${task('t')}`
  expect(await standing(steps, ['s fork', 'fork say', 'say e', 'fork a', 'a wait', 'wait t', 't e2'])).toEqual(['t'])
  const behind = `${say}${service('a')}${wait}`
  expect(await standing(behind, ['s say', 'say a', 'a wait', 'wait e'])).toEqual(['wait'])
})

test('services of one moment are done, though one leads to a message that would end the other', async () => {
  const steps = `${fork}${service('a')}${say}${task('q')}${service('b')}${task('t')}<bpmn:boundaryEvent id="heard" attachedToRef="b">${message}</bpmn:boundaryEvent>`
  const flows = ['s fork', 'fork a', 'a say', 'say q', 'q e', 'fork b', 'b e2', 'heard t', 't e2']
  expect(await standing(steps, flows)).toEqual(['q'])
  const inside = `<bpmn:subProcess id="sub"><bpmn:startEvent id="in" />${fork}${service('a')}<bpmn:endEvent id="say">${message}</bpmn:endEvent>${service('b')}<bpmn:endEvent id="out" />
    ${['in fork', 'fork a', 'a say', 'fork b', 'b out'].map((one) => `<bpmn:sequenceFlow id="${one.replace(' ', '-')}" sourceRef="${one.split(' ')[0]}" targetRef="${one.split(' ')[1]}" />`).join('')}</bpmn:subProcess>
    <bpmn:boundaryEvent id="heard" attachedToRef="sub">${message}</bpmn:boundaryEvent>${task('t')}`
  expect(await standing(inside, ['s sub', 'sub e', 'heard t', 't e2'])).toEqual(['t'])
})
