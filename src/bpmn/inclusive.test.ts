import { expect, test } from 'vitest'
import { Run } from './fixture.ts'

test('an inclusive gateway takes every branch whose condition holds and joins exactly those', async () => {
  const both = await Run.start('inclusive-gateway', { fire: true, health: true })
  expect(both.standing).toEqual(['fire', 'health'])
  expect(both.complete('fire').standing).toEqual(['health', 'join'])
  expect(both.complete('health').standing).toEqual(['decide'])
  const one = await Run.start('inclusive-gateway', { fire: false, health: true })
  expect(one.standing).toEqual(['health'])
  expect(one.complete('health').standing).toEqual(['decide'])
})

test('the default branch is taken only when no other applies', async () => {
  const run = await Run.start('inclusive-gateway', { fire: false, health: false })
  expect(run.standing).toEqual(['plain'])
  expect(run.complete('plain').standing).toEqual(['decide'])
  await expect(Run.start('inclusive-gateway', { fire: true })).rejects.toThrow('if-health')
})

test('an inclusive join waits for a branch that still turns in a loop', async () => {
  const run = await Run.start('inclusive-after-loop', { fire: true, health: true })
  expect(run.complete('health').standing).toEqual(['fire', 'join'])
  for (let round = 0; round < 3; round += 1)
    expect(run.complete('fire', { repeat: true }).standing).toEqual(['join', 'fire'])
  expect(run.complete('fire', { repeat: false }).standing).toEqual(['decide'])
})

test('an inclusive join does not wait for a branch that was never taken', async () => {
  const run = await Run.start('inclusive-after-loop', { fire: true, health: false })
  run.complete('fire', { repeat: true })
  expect(run.complete('fire', { repeat: false }).standing).toEqual(['decide'])
})

test('an inclusive join goes on as soon as the branch it waited for has turned elsewhere', async () => {
  const run = await Run.start('inclusive-across-exclusive', { stay: false })
  expect(run.standing).toEqual(['a', 'b'])
  expect(run.complete('a').standing).toEqual(['b', 'join'])
  expect(run.complete('b').standing).toEqual(['decide'])
  const other = await Run.start('inclusive-across-exclusive', { stay: true })
  expect(other.complete('b').standing).toEqual(['a', 'join'])
  expect(other.complete('a').standing).toEqual(['decide'])
})
