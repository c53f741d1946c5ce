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
