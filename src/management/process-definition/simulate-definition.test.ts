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

test('a drawing that cannot run is not tried', async () => {
  expect(await simulateDefinition('<a/>', [])).toHaveProperty('problems')
})
