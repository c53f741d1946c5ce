import { expect, test } from 'vitest'
import { readFixture } from './fixture.ts'
import { compile } from './index.ts'

const readsOf = async (xml: string) => {
  const { graph, problems } = await compile(xml)
  if (graph === null) throw new Error(JSON.stringify(problems))
  return [...graph.reads]
}

test('a process says what it asks for and where: lists of repetitions, and not the element or counter that a repetition gives itself', async () => {
  const xml = readFixture('multi-instance-parallel')
  expect(await readsOf(xml)).toEqual([['parties', ['task']]])
  const over = xml.replace(
    '</bpmn:multiInstanceLoopCharacteristics>',
    '<bpmn:completionCondition>numberOfCompletedInstances &gt;= enough and party != "甲"</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>',
  )
  expect(await readsOf(over)).toEqual([
    ['parties', ['task']],
    ['enough', ['task']],
  ])
})

test('a process that asks nothing reads nothing', async () => {
  const xml = readFixture('multi-instance-parallel').replace(/<bpmn:multiInstance.*?<\/bpmn:multiInstance\w+>/, '')
  expect(await readsOf(xml)).toEqual([])
})
