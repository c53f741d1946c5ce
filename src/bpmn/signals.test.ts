import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFixture } from './fixture.ts'
import { advance, compile, explain, type Graph, initialState, type RunState, type Signal } from './index.ts'

const names = readdirSync(new URL('fixtures', import.meta.url))
  .filter((file) => file.endsWith('.bpmn') && file !== 'calls-itself.bpmn')
  .map((file) => file.replace('.bpmn', ''))

const flag = fc.constantFrom(true, false)
// Whatever the conditions, timers and repetitions of the fixtures ask for, and sometimes not all of it.
const variables = fc.record(
  {
    ...{ fire: flag, health: flag, repeat: flag, stay: flag, veto: flag, incomplete: flag, bad: flag, complete: flag },
    ...{ area: fc.nat(600), size: fc.nat(3), day: fc.constant('2026-03-02'), side: fc.constantFrom('left', 'right') },
    parties: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  },
  { requiredKeys: ['fire', 'health', 'stay', 'veto', 'size', 'day', 'parties', 'bad', 'incomplete', 'repeat'] },
)
const word = fc.constantFrom(
  'payment',
  'answer',
  'halt',
  'flood',
  'withdrawn',
  'added',
  'unfit',
  'overdue',
  'grave',
  'down',
)
const token = fc.integer({ min: 1, max: 25 })
const signal: fc.Arbitrary<Signal> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('complete' as const), token, variables }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('timer-fired' as const), token }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('message' as const, 'signal' as const), name: word }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('error' as const, 'escalation' as const), token, code: word }),
  },
)

/** What holds of every state, whatever has happened. */
function checkState(graph: Graph, state: RunState): void {
  const ids = state.tokens.map((each) => each.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(Math.max(0, ...ids)).toBeLessThan(state.next)
  expect(state.status === 'running').toBe(ids.length > 0)
  for (const each of state.tokens) {
    expect(graph.indexOf.has(each.at)).toBe(true)
    const node = graph.indexOf.get(each.at) ?? -1
    const holder = state.tokens.find((other) => other.id === each.scope)
    const parent = graph.parent[node] ?? -1
    // Every token stands in what holds its node: in the sub-process around it, or among its own repetitions.
    if (each.scope === undefined) expect(parent).toBe(-1)
    else expect([graph.ids[parent], each.at]).toContain(holder?.at)
    if (each.on !== undefined) expect(ids).toContain(each.on)
    if (each.loop !== undefined) expect(each.loop.begun).toBeGreaterThan(each.loop.done)
  }
}

test.each(names)(
  '%s: whatever signals come in whatever order, no token is lost or made and nothing throws',
  async (name) => {
    const { graph } = await compile(readFixture(name), {}, (key) => (key === 'called' ? readFixture(key) : null))
    if (graph === null) throw new Error(`${name} does not compile`)
    fc.assert(
      fc.property(variables, fc.array(signal, { maxLength: 40 }), (given, signals) => {
        let state = initialState()
        let [set, gone] = [0, 0]
        for (const each of [{ type: 'start', variables: given } as const, ...signals]) {
          const before = JSON.stringify(state)
          const result = advance(graph, state, each)
          expect(JSON.stringify(state)).toBe(before)
          expect(advance(graph, JSON.parse(before), each)).toEqual(result)
          if ('refused' in result) continue
          checkState(graph, result.state)
          expect(explain(graph, result.state).standing).toHaveLength(result.state.tokens.length)
          set += result.notices.filter((notice) => notice.type === 'timer-set').length
          gone += result.notices.filter((notice) => notice.type === 'timer-cancelled').length
          const kept = (of: RunState): number[] =>
            of.tokens.flatMap((one) =>
              graph.events[graph.indexOf.get(one.at) ?? -1]?.type === 'timer' ? [one.id] : [],
            )
          // A timer is set, and then fired or cancelled: the world outside never keeps one that the run has forgotten.
          if (each.type === 'timer-fired' && !kept(result.state).includes(each.token)) gone += 1
          expect(set - gone).toBe(kept(result.state).length)
          state = result.state
        }
      }),
      { numRuns: 60, seed: 7 },
    )
  },
)
