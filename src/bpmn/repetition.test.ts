import { expect, test } from 'vitest'
import { Run } from './fixture.ts'
import { advance, initialState } from './index.ts'

test('a task for each party is opened for all of them at once, each with its own', async () => {
  const run = await Run.start('multi-instance-parallel', { parties: ['甲', '乙', '丙'] })
  expect(run.said).toEqual(['opened task', 'opened task', 'opened task'])
  expect(run.state.tokens.slice(1).map((token) => token.local)).toEqual([
    { loopCounter: 1, party: '甲' },
    { loopCounter: 2, party: '乙' },
    { loopCounter: 3, party: '丙' },
  ])
  const { effects } = advance(run.graph, initialState(), run.signals[0] ?? { type: 'start' }) as { effects: object[] }
  expect(effects[1]).toMatchObject({ type: 'task-opened', variables: { loopCounter: 2, party: '乙' } })
  run.send({ type: 'complete', token: run.at('task', 1) }).complete('task')
  expect(run.standing).toEqual(['task', 'task'])
  expect(run.complete('task').said).toEqual(['completed task', 'opened decide'])
})

test('a task for each party may be done one after the other, in their order', async () => {
  const run = await Run.start('multi-instance-sequential', { parties: ['甲', '乙'] })
  expect(run.state.tokens.at(-1)?.local).toEqual({ loopCounter: 1, party: '甲' })
  run.complete('task', { parties: [] })
  expect(run.state.tokens.at(-1)?.local).toEqual({ loopCounter: 2, party: '乙' })
  expect(run.complete('task').standing).toEqual(['decide'])
})

test('without parties the task is passed; what is no list is refused', async () => {
  expect((await Run.start('multi-instance-parallel', { parties: [] })).standing).toEqual(['decide'])
  expect((await Run.start('multi-instance-sequential', { parties: [] })).standing).toEqual(['decide'])
  await expect(Run.start('multi-instance-parallel', { parties: '甲' })).rejects.toThrow('task')
  await expect(Run.start('multi-instance-parallel')).rejects.toThrow('task')
})

test('more parties than a run can hold are refused', async () => {
  const parties = Array.from({ length: 200 }, (_, party) => party)
  expect((await Run.start('multi-instance-parallel', { parties: parties.slice(1) })).standing).toHaveLength(200)
  await expect(Run.start('multi-instance-parallel', { parties })).rejects.toThrow('200')
})

test('the rest is cancelled as soon as enough is done', async () => {
  const run = await Run.start('multi-instance-completion', { size: 2, veto: false })
  expect(run.standing).toHaveLength(5)
  run.complete('task')
  expect(run.complete('task').said).toEqual(['completed task', 'cancelled task', 'cancelled task', 'opened decide'])
  const veto = await Run.start('multi-instance-completion', { size: 2, veto: false })
  expect(veto.complete('task', { veto: true }).standing).toEqual(['decide'])
})

test('a number of times that is no whole number is refused', async () => {
  for (const size of [0.25, -1, 'two', null, 1e9])
    await expect(Run.start('multi-instance-completion', { size, veto: false })).rejects.toThrow('task')
})

test('one timer stands over all repetitions of a task and stops them together', async () => {
  const run = await Run.start('multi-instance-boundary-timer')
  expect(run.said).toEqual(['opened task', 'opened task', 'opened task', 'timer-set late P3D'])
  run.complete('task')
  expect(run.fire('late').said).toEqual(['cancelled task', 'cancelled task', 'opened hasten'])
  expect(run.standing).toEqual(['hasten'])
  const inTime = await Run.start('multi-instance-boundary-timer')
  inTime.complete('task').complete('task')
  expect(inTime.complete('task').said).toEqual(['completed task', 'opened decide', 'timer-cancelled late'])
})

test('a sub-process for each party sees its own party', async () => {
  const run = await Run.start('multi-instance-sub-process', { parties: ['a', 'b'] })
  expect(run.standing).toEqual(['field', 'field', 'field', 'visit', 'survey'])
  expect(run.complete('survey').standing).toEqual(['field', 'field', 'visit'])
  expect(run.complete('visit').standing).toEqual(['decide'])
})

test('a task is repeated while its condition holds, three times at most', async () => {
  const run = await Run.start('standard-loop')
  run.complete('task', { incomplete: true }).complete('task')
  expect(run.standing).toEqual(['task', 'task'])
  expect(run.complete('task').standing).toEqual(['decide'])
  const once = await Run.start('standard-loop')
  expect(once.complete('task', { incomplete: false }).standing).toEqual(['decide'])
  const unclear = await Run.start('standard-loop')
  expect(unclear.refusal({ type: 'complete', token: unclear.at('task') })).toEqual({
    refused: 'invalid',
    element: 'task',
  })
})

test('a loop that asks first may not begin at all', async () => {
  expect((await Run.start('standard-loop-before', { incomplete: false })).standing).toEqual(['decide'])
  const run = await Run.start('standard-loop-before', { incomplete: true })
  expect(run.complete('task').standing).toEqual(['task', 'task'])
  expect(run.complete('task', { incomplete: false }).standing).toEqual(['decide'])
})
