import { expect, test } from 'vitest'
import { advance, compile, initialState } from './index.ts'

const wrap = (body: string): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bantuo="https://bantuo.example/bpmn" id="d" targetNamespace="t">
  <bpmn:process id="p">${body}</bpmn:process></bpmn:definitions>`
const flow = (from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`
const ends = '<bpmn:startEvent id="s" /><bpmn:endEvent id="e" />'

async function quickly<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  const started = performance.now()
  const result = await work()
  expect(performance.now() - started).toBeLessThan(20_000)
  return result
}

test('fifty megabytes are refused', async () => {
  const { problems } = await quickly(() => compile(wrap('办'.repeat(17_000_000))))
  expect(problems[0]).toMatchObject({ code: 'too-large' })
})

test('ninety sub-processes inside each other are run, a hundred levels are refused', async () => {
  const nest = (depth: number): string =>
    depth === 0
      ? `<bpmn:startEvent id="s0" /><bpmn:userTask id="a" /><bpmn:endEvent id="e0" />${flow('s0', 'a')}${flow('a', 'e0')}`
      : `<bpmn:startEvent id="s${depth}" /><bpmn:subProcess id="p${depth}">${nest(depth - 1)}</bpmn:subProcess><bpmn:endEvent id="e${depth}" />
        ${flow(`s${depth}`, `p${depth}`)}${flow(`p${depth}`, `e${depth}`)}`
  const { graph } = await quickly(() => compile(wrap(nest(90))))
  if (graph === null) throw new Error('ninety levels do not compile')
  const started = advance(graph, initialState(), { type: 'start' })
  if ('refused' in started) throw new Error(started.sentence.en)
  expect(started.state.tokens).toHaveLength(91)
  expect(advance(graph, started.state, { type: 'complete', token: 91 })).toMatchObject({ state: { status: 'ended' } })
  expect((await quickly(() => compile(wrap(nest(100))))).problems[0]).toMatchObject({ code: 'too-deep' })
})

test('a loop whose work may be empty turns until the limit of steps and is refused', async () => {
  const { graph, problems } = await compile(
    wrap(`${ends}<bpmn:exclusiveGateway id="x" /><bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics bantuo:collection="list" /></bpmn:userTask>
    <bpmn:exclusiveGateway id="y" default="y-e" />${flow('s', 'x')}${flow('x', 'a')}${flow('a', 'y')}${flow('y', 'e')}
    <bpmn:sequenceFlow id="f" sourceRef="y" targetRef="x"><bpmn:conditionExpression>more</bpmn:conditionExpression></bpmn:sequenceFlow>`),
  )
  expect(problems).toEqual([])
  if (graph === null) return
  const result = await quickly(() =>
    advance(graph, initialState(), { type: 'start', variables: { list: [], more: true } }),
  )
  expect(result).toMatchObject({ refused: 'invalid' })
})

test('a message sent a million times by one task is refused', async () => {
  const { graph } = await compile(
    wrap(`<bpmn:startEvent id="s" /><bpmn:endEvent id="e" /><bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics isSequential="true">
    <bpmn:loopCardinality>1000 * 1000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>${flow('s', 'a')}${flow('a', 'e')}`),
  )
  if (graph === null) throw new Error('the model does not compile')
  expect(advance(graph, initialState(), { type: 'start' })).toMatchObject({ refused: 'invalid', element: 'a' })
})

test('inclusive gateways that multiply are refused or compiled, but always answered', async () => {
  const level = (i: number): string => {
    const branches = Array.from({ length: 8 }, (_, j) => `t${i}-${j}`)
    return `<bpmn:inclusiveGateway id="f${i}" /><bpmn:inclusiveGateway id="j${i}" />${branches.map((id) => `<bpmn:userTask id="${id}" />`).join('')}
      ${branches.map((id) => `<bpmn:sequenceFlow id="c-${id}" sourceRef="f${i}" targetRef="${id}"><bpmn:conditionExpression>a</bpmn:conditionExpression></bpmn:sequenceFlow>${flow(id, `j${i}`)}`).join('')}
      ${flow(`j${i}`, i === 99 ? 'e' : `f${i + 1}`)}`
  }
  const levels = Array.from({ length: 100 }, (_, i) => level(i)).join('')
  const { graph, problems } = await quickly(() => compile(wrap(`${ends}${flow('s', 'f0')}${levels}`)))
  expect(graph === null).toBe(problems.length > 0)
  if (graph !== null)
    expect(advance(graph, initialState(), { type: 'start', variables: { a: true } })).toMatchObject({
      state: { tokens: Array.from({ length: 8 }, (_, i) => ({ at: `t0-${i}` })) },
    })
})

test('thousands of inclusive joins with thousands of inflows are too tangled, and told so at once', async () => {
  const gate = (i: number): string => (i >= 1 && i <= 3_990 ? 'inclusiveGateway' : 'exclusiveGateway')
  const gates = Array.from({ length: 4_000 }, (_, i) => `<bpmn:${gate(i)} id="g${i}" />${flow(`g${i}`, `g${i + 1}`)}`)
  const more = Array.from(
    { length: 3_990 },
    (_, i) =>
      `<bpmn:sequenceFlow id="m${i}" sourceRef="x" targetRef="g${i + 1}"><bpmn:conditionExpression>a</bpmn:conditionExpression></bpmn:sequenceFlow>`,
  )
  const { problems } = await quickly(() =>
    compile(
      wrap(`<bpmn:startEvent id="s" /><bpmn:userTask id="t" /><bpmn:endEvent id="g4000" /><bpmn:exclusiveGateway id="x" default="x-g0" />
    ${flow('s', 't')}${flow('t', 'x')}${flow('x', 'g0')}${gates.join('')}${more.join('')}`),
      { expressions: 4_000 },
    ),
  )
  expect(problems).toMatchObject([{ code: 'too-tangled' }])
})

test('a thousand inclusive joins that all wait at the same time are too tangled', async () => {
  const rung = (i: number): string => {
    const wait = `<bpmn:inclusiveGateway id="j${i}" /><bpmn:parallelGateway id="f${i}" />${flow(`f${i}`, `j${i}`)}`
    return `${wait}${flow(`f${i}`, i === 999 ? 'last' : `f${i + 1}`)}${flow(`j${i}`, i === 0 ? 'e' : `j${i - 1}`)}`
  }
  const rungs = Array.from({ length: 1_000 }, (_, i) => rung(i)).join('')
  const { problems } = await quickly(() =>
    compile(wrap(`${ends}<bpmn:userTask id="last" />${flow('last', 'j999')}${flow('s', 'f0')}${rungs}`)),
  )
  expect(problems).toMatchObject([{ code: 'too-tangled' }])
})
