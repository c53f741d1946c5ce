import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Run } from './fixture.ts'
import { compile, type RunState, type Signal } from './index.ts'
import { type Block, begin, draw, flow, listActs, listAgain, listChosen } from './oracle.ts'
import { number, shapesOf } from './oracle-shapes.ts'

async function build(block: Block): Promise<Run> {
  const { xml, first, last } = draw(block)
  const { graph, problems } = await compile(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">
    <bpmn:startEvent id="begin" /><bpmn:endEvent id="finish" />${xml}${flow('begin', first)}${flow(last, 'finish')}</bpmn:process></bpmn:definitions>`,
  )
  expect(problems).toEqual([])
  if (graph === null) throw new Error('unreachable: no problems, no graph')
  return new Run(graph)
}

/** The tasks and timers of a state that wait for somebody; what holds others or waits at a join is left out. */
function listOpen(state: RunState): { element: string; token: number }[] {
  const holders = new Set(state.tokens.map((token) => token.scope))
  return state.tokens
    .filter((token) => token.via === undefined && token.loop === undefined && !holders.has(token.id))
    .map((token) => ({ element: token.at, token: token.id }))
}

const named = (all: readonly { element: string }[]): string[] => all.map((each) => each.element).sort()

test('whatever blocks a process is built of, the engine opens exactly what the structure asks for, to the end', async () => {
  await fc.assert(
    fc.asyncProperty(shapesOf(), fc.infiniteStream(fc.nat(1_000)), async (drawn, picks) => {
      const block = number(drawn)
      const run = await build(block)
      const live = begin(block)
      run.send({ type: 'start', variables: listChosen(block) })
      for (let acts = listActs(live); acts.length > 0; acts = listActs(live)) {
        expect(run.state.status).toBe('running')
        const open = listOpen(run.state)
        expect(named(open)).toEqual(named(acts))
        expect(new Set(run.state.tokens.map((token) => token.id)).size).toBe(run.state.tokens.length)
        const chosen = open[picks.next().value % open.length]
        if (chosen === undefined) throw new Error('nothing is open')
        const { element, token } = chosen
        const signal: Signal = element.endsWith('-timer')
          ? { type: 'timer-fired', token }
          : { type: 'complete', token, variables: listAgain(live) }
        run.send(signal)
        // Among repetitions of one task, whichever is completed, as many are left.
        acts.find((act) => act.element === element)?.act()
        expect(run.refusal(signal)).toMatchObject({ refused: 'conflict' })
      }
      expect(run.state).toMatchObject({ status: 'ended', tokens: [] })
      expect(run.replay()).toEqual(run.state)
    }),
    { numRuns: 400, seed: 20_260_302 },
  )
})
