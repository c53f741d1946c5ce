import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SimulatedStep, simulateDefinition } from './simulate-definition.ts'

const standard = readFileSync('seeds/routes/standard.bpmn', 'utf8')

async function play(xml: string, steps: SimulatedStep[]) {
  const answer = await simulateDefinition(xml, steps, { delivery: 'counter' })
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems))
  return answer.frames
}

test('a route is tried from its start: the first step, what may come of it, and where each outcome leads', async () => {
  const [start] = await play(standard, [])
  expect(start?.standing.map((one) => [one.element, one.waits, one.choices])).toEqual([
    ['receive', 'task', ['', 'declined']],
  ])
  const token = start?.standing[0]?.token ?? 0
  const declined = (await play(standard, [{ type: 'complete', token, outcome: 'declined' }])).at(-1)
  expect(declined?.status).toBe('ended')
  expect(declined?.happened.map((one) => one.zh)).toEqual(['流程在“不予受理”结束'])
  const accepted = (await play(standard, [{ type: 'complete', token, outcome: 'accepted' }])).at(-1)
  expect(accepted?.standing.map((one) => one.name)).toEqual(['审查'])
})

test('services are done at once, and the same steps give the same frames again', async () => {
  const steps: SimulatedStep[] = [
    { type: 'complete', token: 1, outcome: 'accepted' },
    { type: 'complete', token: 2, outcome: 'examined' },
    { type: 'complete', token: 3, outcome: 'granted' },
  ]
  const frames = await play(standard, steps)
  expect(frames.at(-1)?.happened.map((one) => one.en)).toContain('the system does “制发结果”')
  expect(frames.at(-1)?.standing.map((one) => one.name)).toEqual(['送达'])
  expect(await play(standard, steps)).toEqual(frames)
})

test('a step that is not open is refused in words and ends the trial', async () => {
  const frames = await play(standard, [
    { type: 'complete', token: 9 },
    { type: 'complete', token: 1 },
  ])
  expect(frames).toHaveLength(2)
  expect(frames.at(-1)?.refused?.zh).toBeTruthy()
})

const event = (tag: string, id: string, inside: string) =>
  `<bpmn:${tag} id="${id}" name="${id}">${inside}</bpmn:${tag}>`
const flows = (ends: readonly string[]) =>
  ends
    .map((line, at) => [...line.split(' '), at])
    .map(([from, to, at]) => `<bpmn:sequenceFlow id="f${at}" sourceRef="${from}" targetRef="${to}" />`)
    .join('')
const drawn = (body: string, ends: readonly string[]) =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:message id="m" name="paid" /><bpmn:signal id="n" name="closed" />
  <bpmn:process id="p"><bpmn:startEvent id="s" />${body}<bpmn:endEvent id="e" />${flows(ends)}</bpmn:process></bpmn:definitions>`

test('at an event gateway whoever tries chooses what happens: each message, signal and time leads its own way', async () => {
  const xml = drawn(
    `<bpmn:eventBasedGateway id="g" />
    ${event('intermediateCatchEvent', 'pay', '<bpmn:messageEventDefinition messageRef="m" />')}
    ${event('intermediateCatchEvent', 'shut', '<bpmn:signalEventDefinition signalRef="n" />')}
    ${event('intermediateCatchEvent', 'late', '<bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition>')}
    <bpmn:userTask id="a" name="登记" /><bpmn:userTask id="b" name="催缴" /><bpmn:userTask id="c" name="停办" />`,
    ['s g', 'g pay', 'g shut', 'g late', 'pay a', 'late b', 'shut c', 'a e', 'b e', 'c e'],
  )
  const [start] = await play(xml, [])
  const gateway = start?.standing.find((one) => one.element === 'g')
  expect(gateway).toMatchObject({ waits: 'event', choices: [] })
  expect(gateway?.events.map(({ type, name, title }) => [type, name, title])).toEqual([
    ['message', 'paid', 'pay'],
    ['signal', 'closed', 'shut'],
  ])
  const after = async (step: SimulatedStep) => (await play(xml, [step])).at(-1)?.standing.map((one) => one.name)
  const timer = start?.standing.find((one) => one.waits === 'timer')?.token ?? 0
  expect(await after({ type: 'message', name: 'paid', token: gateway?.token })).toEqual(['登记'])
  expect(await after({ type: 'timer-fired', token: timer })).toEqual(['催缴'])
  expect(await after({ type: 'signal', name: 'closed' })).toEqual(['停办'])
})

test('a message on the border of a step may come while it is done', async () => {
  const border =
    '<bpmn:boundaryEvent id="x" name="撤件" attachedToRef="a"><bpmn:messageEventDefinition messageRef="m" /></bpmn:boundaryEvent>'
  const xml = drawn(`<bpmn:userTask id="a" name="审查" />${border}<bpmn:userTask id="b" name="归档" />`, [
    's a',
    'a e',
    'x b',
    'b e',
  ])
  const [start] = await play(xml, [])
  const [step] = start?.standing ?? []
  expect(step).toMatchObject({ waits: 'task', events: [{ type: 'message', name: 'paid', title: '撤件' }] })
  const moved = await play(xml, [{ type: 'message', name: 'paid', token: step?.token }])
  expect(moved.at(-1)?.standing.map((one) => one.name)).toEqual(['归档'])
})

test('the facts that the conditions read may be told at the start, and another fact leads another way', async () => {
  const asked = standard.replaceAll('outcome = "declined"', 'area &gt; 300')
  const tried = async (start: Record<string, number>) => {
    const answer = await simulateDefinition(asked, [{ type: 'complete', token: 1 }], start)
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems))
    return answer
  }
  expect((await tried({ area: 301 })).asks).toContain('area')
  expect((await tried({ area: 301 })).asks).not.toContain('outcome')
  expect((await tried({ area: 301 })).frames.at(-1)?.status).toBe('ended')
  expect((await tried({ area: 300 })).frames.at(-1)?.standing.map((one) => one.name)).toEqual(['审查'])
})

const flow = (id: string, from: string, to: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`

test('a service whose errors the route catches waits: it is done, or ends with one of them, and the way goes on from there', async () => {
  const within = `<bpmn:startEvent id="is" /><bpmn:serviceTask id="ask" name="查登记" />
    <bpmn:boundaryEvent id="on-dead" attachedToRef="ask"><bpmn:errorEventDefinition errorRef="d1" /></bpmn:boundaryEvent>
    <bpmn:userTask id="b" name="查无此人" /><bpmn:endEvent id="ie" />
    ${flow('i0', 'is', 'ask')}${flow('i1', 'ask', 'ie')}${flow('i2', 'on-dead', 'b')}${flow('i3', 'b', 'ie')}`
  const whole = drawn(
    `<bpmn:subProcess id="sub" name="核对">${within}</bpmn:subProcess>
    <bpmn:boundaryEvent id="on-any" attachedToRef="sub"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>
    <bpmn:userTask id="a" name="受理" /><bpmn:userTask id="c" name="人工核对" />`,
    ['s sub', 'sub a', 'on-any c', 'a e', 'c e'],
  ).replace('<bpmn:message ', '<bpmn:error id="d1" errorCode="dead" /><bpmn:message ')
  const [start] = await play(whole, [])
  const service = start?.standing.find((one) => one.element === 'ask')
  expect(service).toMatchObject({ waits: 'service', choices: [''], errors: ['dead', null] })
  const after = async (step: SimulatedStep) => (await play(whole, [step])).at(-1)
  const token = service?.token ?? 0
  expect((await after({ type: 'complete', token }))?.standing.map((one) => one.name)).toEqual(['受理'])
  const dead = await after({ type: 'error', token, code: 'dead' })
  expect(dead?.standing.map((one) => one.name)).toEqual(['查无此人'])
  expect(dead?.happened[0]).toEqual({ zh: '“查登记”以“dead”结束', en: '“查登记” ends with “dead”' })
  expect((await after({ type: 'error', token, code: 'elsewhere' }))?.standing.map((one) => one.name)).toEqual([
    '人工核对',
  ])
})

test('an error that nothing catches is refused in words, and a service that no event watches is done at once', async () => {
  const step = { type: 'error', token: 1, code: 'dead' } as const
  expect((await play(standard, [step])).at(-1)?.refused?.zh).toBeTruthy()
  const unwatched = drawn('<bpmn:serviceTask id="ask" name="查登记" /><bpmn:userTask id="a" name="受理" />', [
    's ask',
    'ask a',
    'a e',
  ])
  expect((await play(unwatched, []))[0]?.standing.map((one) => one.name)).toEqual(['受理'])
})

test('a drawing that cannot run is not tried', async () => {
  expect(await simulateDefinition('<a/>', [])).toHaveProperty('problems')
})
