import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareDefinitions } from './compare-definitions.ts'

const standard = readFileSync('seeds/routes/standard.bpmn', 'utf8')
const twoLevel = readFileSync('seeds/routes/two-level.bpmn', 'utf8')

test('a route compared with itself has no differences, however it is laid out', async () => {
  expect(await compareDefinitions(standard, standard.replaceAll('y="100"', 'y="110"'))).toEqual([])
})

test('a changed limit, role or condition is told with what it was and what it becomes', async () => {
  const after = standard
    .replace('bantuo:role="examiner"', 'bantuo:role="decider" bantuo:limit="3"')
    .replace('outcome = "declined"', 'outcome = "refused"')
  const found = await compareDefinitions(standard, after)
  expect(found?.map((one) => [one.element, one.change, one.what])).toEqual([
    ['examine', 'changed', 'step'],
    ['when-declined', 'changed', 'flow'],
  ])
  expect(found?.[0]?.lines.map((one) => one.zh)).toEqual(['岗位：examiner → decider', '时限（工作日）：（无） → 3'])
  expect(found?.[1]?.lines[0]?.en).toBe('Condition: outcome = "declined" → outcome = "refused"')
})

test('a step put between two others is one that was added, and the flows around it are named by the steps they join', async () => {
  const found = await compareDefinitions(standard, twoLevel)
  expect(found).toContainEqual({
    element: 'preliminary-examine',
    change: 'added',
    what: 'step',
    name: '初审',
    lines: [],
  })
  expect(found?.find((one) => one.element === 'preliminary-examine-to-examine')?.name).toBe('初审 → 审核')
})

test('what cannot be read is not compared', async () => {
  expect(await compareDefinitions(standard, '<bpmn')).toBeNull()
})
