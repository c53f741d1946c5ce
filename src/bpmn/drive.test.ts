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
