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

test('repetitions and times are told in words', async () => {
  const with_ = (loop: string): string =>
    standard.replace(/(<bpmn:userTask id="examine"[\s\S]*?)<\/bpmn:userTask>/, `$1${loop}</bpmn:userTask>`)
  const [once, several, list, again] = [
    standard,
    with_(
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:completionCondition>veto</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>',
    ),
    with_(
      '<bpmn:multiInstanceLoopCharacteristics isSequential="true" bantuo:collection="parcels" bantuo:element="parcel" />',
    ),
    with_(
      '<bpmn:standardLoopCharacteristics loopMaximum="2"><bpmn:loopCondition>outcome = "again"</bpmn:loopCondition></bpmn:standardLoopCharacteristics>',
    ),
  ] as const
  const lines = async (before: string, after: string) =>
    (await compareDefinitions(before, after))?.flatMap((one) => one.lines.map((line) => [line.zh, line.en]))
  expect(await lines(once, several)).toEqual([
    ['重复：（无） → 同时办 3，提前结束：veto', 'Repetition: (none) → at the same time: 3, over early when veto'],
  ])
  expect(await lines(list, again)).toEqual([
    [
      '重复：一份接一份办 parcels (parcel) 每项一份 → 满足条件就再办一次：outcome = "again"（办完以后看，最多 2 次）',
      'Repetition: one after another: one for each of parcels (parcel) → again while outcome = "again" (looked at after it is done, at most 2 times)',
    ],
  ])
})

test('what cannot be read is not compared', async () => {
  expect(await compareDefinitions(standard, '<bpmn')).toBeNull()
})
