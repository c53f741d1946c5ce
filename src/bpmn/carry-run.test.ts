import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import { carryRun } from './carry-run.ts'
import { compile } from './compile.ts'
import type { Graph } from './graph.ts'
import { initialState, isDone, type RunState, type Signal } from './run-state.ts'

async function graphOf(xml: string): Promise<Graph> {
  const { graph, problems } = await compile(xml)
  if (graph === null) throw new Error(JSON.stringify(problems))
  return graph
}
const route = (name: string): string => readFileSync(`seeds/routes/${name}.bpmn`, 'utf8')
const standard = await graphOf(route('standard'))
const twoLevel = await graphOf(route('two-level'))

function run(graph: Graph, signals: Signal[]): RunState {
  return signals.reduce((state, signal) => {
    const step = advance(graph, state, signal)
    if ('refused' in step) throw new Error(step.sentence.en)
    return step.state
  }, initialState())
}
const accepted: Signal[] = [{ type: 'start' }, { type: 'complete', token: 1, variables: { outcome: 'accepted' } }]

test('a run goes on in a version that has its step, with what was done remembered by element, not by number', () => {
  const before = run(standard, accepted)
  const carried = carryRun(standard, twoLevel, before)
  if (!('run' in carried)) throw new Error('it was stranded')
  expect(carried.run.tokens).toEqual(before.tokens)
  expect(twoLevel.ids.filter((_, node) => isDone(carried.run.done, node))).toEqual(['receive'])
  const onwards = advance(twoLevel, carried.run, { type: 'complete', token: 2, variables: { outcome: 'examined' } })
  expect('state' in onwards && onwards.state.tokens.map((token) => token.at)).toEqual(['decide'])
})

test('a run that stands at a step which the version does not have, or has as something else, stays where it is', async () => {
  const before = run(twoLevel, accepted)
  const carried = carryRun(twoLevel, standard, before)
  expect(carried).toMatchObject({ stranded: [{ element: 'preliminary-examine', name: '初审' }] })
  const asService = await graphOf(
    route('standard').replace(
      /<bpmn:userTask id="examine"([\s\S]*?)<\/bpmn:userTask>/,
      '<bpmn:serviceTask id="examine"$1</bpmn:serviceTask>',
    ),
  )
  expect(carryRun(standard, asService, run(standard, accepted))).toMatchObject({ stranded: [{ element: 'examine' }] })
})

test('a branch that waits at a join keeps its way, or is stranded when the way is another', async () => {
  const xml = readFileSync('src/bpmn/fixtures/parallel-gateway.bpmn', 'utf8')
  const graph = await graphOf(xml)
  const started = run(graph, [{ type: 'start' }])
  const state = run(graph, [{ type: 'start' }, { type: 'complete', token: started.tokens[0]?.id ?? 0 }])
  const waiting = state.tokens.find((token) => token.via !== undefined)
  expect(waiting).toBeDefined()
  expect(carryRun(graph, graph, state)).toEqual({ run: state })
  const renamed = await graphOf(xml.replaceAll(waiting?.via ?? '', 'another-way'))
  expect(carryRun(graph, renamed, state)).toMatchObject({ stranded: [{ element: waiting?.at }] })
})

test('a step that is repeated in another way strands what stands at it: what was counted means something else there', async () => {
  const inside = {
    parallel: '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>',
    sequential:
      '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>3</bpmn:loopCardinality>',
    loop: '<bpmn:standardLoopCharacteristics loopMaximum="3"><bpmn:loopCondition>outcome = "again"</bpmn:loopCondition>',
  }
  const repeatedBy = (kind: keyof typeof inside) => {
    const [tag = ''] = /(?<=<)bpmn:\w+LoopCharacteristics/.exec(inside[kind]) ?? []
    return graphOf(
      route('standard').replace(
        /(<bpmn:userTask id="examine"[\s\S]*?)(<\/bpmn:userTask>)/,
        `$1${inside[kind]}</${tag}>$2`,
      ),
    )
  }
  const kinds = Object.keys(inside) as (keyof typeof inside)[]
  for (const before of kinds)
    for (const after of kinds) {
      const [from, to] = [await repeatedBy(before), await repeatedBy(after)]
      const carried = carryRun(from, to, run(from, accepted))
      if (before === after) expect(carried, before).toHaveProperty('run')
      else expect(JSON.stringify(carried), `${before} → ${after}`).toContain('重复方式不同')
    }
})

/** A process of tasks and gateways: `a>b` for each flow, ids beginning with + and x being gateways. */
async function drawn(...chains: string[]): Promise<Graph> {
  const ids = new Set(chains.flatMap((chain) => chain.split(' ')))
  const tagOf = (id: string): string => {
    if (id === 's') return 'startEvent'
    if (id.startsWith('e')) return 'endEvent'
    if (id.startsWith('o')) return 'inclusiveGateway'
    return id.startsWith('x') ? 'exclusiveGateway' : id.startsWith('p') ? 'parallelGateway' : 'userTask'
  }
  const flows = chains.flatMap((chain) => {
    const steps = chain.split(' ')
    return steps.slice(1).map((to, at) => ({ from: steps[at] ?? '', to }))
  })
  const isChoice = (id: string): boolean => /^[xo]/.test(id) && flows.filter((one) => one.from === id).length > 1
  const nodes = [...ids].map((id) => {
    const fallback = isChoice(id) ? ` default="${id}-${flows.find((one) => one.from === id)?.to}"` : ''
    return `<bpmn:${tagOf(id)} id="${id}"${fallback} />`
  })
  const links = flows.map(({ from, to }) => {
    const asks = isChoice(from) && flows.find((one) => one.from === from)?.to !== to
    return `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${asks ? `<bpmn:conditionExpression>way = "${to}"</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`
  })
  return graphOf(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="t"><bpmn:process id="process">${nodes.join('')}${links.join('')}</bpmn:process></bpmn:definitions>`,
  )
}
const begun: Signal[] = [{ type: 'start', variables: { way: '' } }]

test('a run whose branches another version joins with one that the run never had would wait there for ever, and stays where it is', async () => {
  const two = await drawn('s p1 a p2 c e', 'p1 b p2')
  const three = await drawn('s p1 a p2 c e', 'p1 b p2', 'p1 d p2')
  const begunTwo = run(two, begun)
  const carried = carryRun(two, three, begunTwo)
  expect(carried).toMatchObject({
    stranded: [{ element: 'p2', sentence: { zh: expect.stringContaining('一直等下去') } }],
  })
  const both = run(two, [...begun, { type: 'complete', token: begunTwo.tokens[0]?.id ?? 0 }])
  expect(carryRun(two, three, both)).toHaveProperty('stranded')
  // Behind the join, and before the fork, the version with more branches is as good as the other.
  const [first, second] = begunTwo.tokens.map((token) => ({ type: 'complete', token: token.id }) as const)
  if (first === undefined || second === undefined) throw new Error('two branches')
  expect(carryRun(two, three, run(two, [...begun, first, second]))).toHaveProperty('run')
  const before = await drawn('s z p1 a p2 c e', 'p1 b p2')
  const after = await drawn('s z p1 a p2 c e', 'p1 b p2', 'p1 d p2')
  expect(carryRun(before, after, run(before, begun))).toHaveProperty('run')
})

test('so does one that came by one of several ways to where another version waits for all', async () => {
  const choice = await drawn('s x1 a x2 c e', 'x1 b x2')
  const all = await drawn('s p1 a p2 c e', 'p1 b p2')
  expect(carryRun(choice, all, run(choice, begun))).toHaveProperty('stranded')
})

test('and one whose branches another version puts one behind the other: the second would come twice', async () => {
  const three = await drawn('s p1 a p2 c e', 'p1 b p2', 'p1 d p2')
  const chain = await drawn('s p1 a b p2 c e', 'p1 d p2')
  expect(carryRun(three, chain, run(three, begun))).toMatchObject({ stranded: [{ element: 'p2' }] })
})

test('a join that takes what comes waits for no branch that there never was', async () => {
  const two = await drawn('s p1 a o2 c e', 'p1 b o2')
  const three = await drawn('s p1 a o2 c e', 'p1 b o2', 'p1 d o2')
  expect(carryRun(two, three, run(two, begun))).toHaveProperty('run')
})

test('one that waits where the other version waits for nobody more, or joins nothing, would never be let go', async () => {
  const three = await drawn('s p1 a p2 c e', 'p1 b p2', 'p1 d p2')
  const [a, b] = run(three, begun).tokens.map((token) => ({ type: 'complete', token: token.id }) as const)
  if (a === undefined || b === undefined) throw new Error('three branches')
  const two = await drawn('s p1 a p2 c e', 'p1 b p2', 'p1 d e2')
  expect(carryRun(three, two, run(three, [...begun, a, b]))).toMatchObject({ stranded: [{ element: 'p2' }] })
  expect(carryRun(three, two, run(three, [...begun, a]))).toHaveProperty('run')
  const none = await drawn('s p1 a p2 c e', 'p1 b e2', 'p2 g e3', 'p1 d e4')
  expect(carryRun(three, none, run(three, [...begun, a]))).toMatchObject({ stranded: [{ element: 'p2' }] })
})

test('a reminder that came already does not come again, and what it began is joined once', async () => {
  const whole = (joins: string): Promise<Graph> =>
    graphOf(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="t"><bpmn:process id="process"><bpmn:startEvent id="s" /><bpmn:userTask id="a" /><bpmn:userTask id="r" />
    <bpmn:boundaryEvent id="t1" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:userTask id="c" /><bpmn:endEvent id="e" />
    ${joins ? '<bpmn:inclusiveGateway id="o2" />' : '<bpmn:endEvent id="e2" />'}${(joins ? ['s a', 'a o2', 't1 r', 'r o2', 'o2 c', 'c e'] : ['s a', 'a c', 'c e', 't1 r', 'r e2']).map((one) => `<bpmn:sequenceFlow id="${one.replace(' ', '-')}" sourceRef="${one.split(' ')[0]}" targetRef="${one.split(' ')[1]}" />`).join('')}</bpmn:process></bpmn:definitions>`)
  const [apart, joined] = [await whole(''), await whole('o2')]
  const timer = run(apart, begun).tokens.find((token) => token.at === 't1')?.id ?? 0
  expect(carryRun(apart, joined, run(apart, [...begun, { type: 'timer-fired', token: timer }]))).toHaveProperty('run')
})

test('inside a sub-process a join is looked at as well', async () => {
  const whole = (more: string): Promise<Graph> =>
    graphOf(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="t"><bpmn:process id="process">
    <bpmn:startEvent id="s" /><bpmn:endEvent id="e" /><bpmn:subProcess id="sub"><bpmn:startEvent id="in" /><bpmn:endEvent id="out" /><bpmn:parallelGateway id="p1" /><bpmn:parallelGateway id="p2" />
    <bpmn:userTask id="a" /><bpmn:userTask id="b" />${more ? '<bpmn:userTask id="c" />' : ''}${['in p1', 'p1 a', 'p1 b', 'a p2', 'b p2', 'p2 out', ...(more ? ['p1 c', 'c p2'] : [])].map((one) => `<bpmn:sequenceFlow id="${one.replace(' ', '-')}" sourceRef="${one.split(' ')[0]}" targetRef="${one.split(' ')[1]}" />`).join('')}</bpmn:subProcess>
    <bpmn:sequenceFlow id="s-sub" sourceRef="s" targetRef="sub" /><bpmn:sequenceFlow id="sub-e" sourceRef="sub" targetRef="e" /></bpmn:process></bpmn:definitions>`)
  const [two, three] = [await whole(''), await whole('c')]
  expect(carryRun(two, three, run(two, begun))).toMatchObject({ stranded: [{ element: 'p2' }] })
  expect(carryRun(two, two, run(two, begun))).toHaveProperty('run')
})
