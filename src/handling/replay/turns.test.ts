import { expect, test, vi } from 'vitest'
import { takeTurns } from './turns.ts'

test('while a long piece of work goes on others are let in every few milliseconds', async () => {
  const turn = takeTurns(async () => {})
  let others = 0
  const another = () => {
    others += 1
    timer = setImmediate(another)
  }
  let timer = setImmediate(another)
  const until = performance.now() + 200
  while (performance.now() < until) await turn(0)
  clearImmediate(timer)
  expect(others).toBeGreaterThan(5)
})

test('how far it is is told by time, not by how much is done', async () => {
  const now = vi.spyOn(performance, 'now')
  const told: number[] = []
  now.mockReturnValue(0)
  const turn = takeTurns(async (count) => void told.push(count))
  for (const [count, at] of [1, 4_000, 4_990, 5_000, 5_010, 9_900, 10_001].entries()) {
    now.mockReturnValue(at)
    await turn(count)
  }
  now.mockRestore()
  expect(told).toEqual([3, 6])
})
