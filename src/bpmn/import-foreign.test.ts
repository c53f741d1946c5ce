import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { importForeign, type Translate } from './import-foreign.ts'

const translate: Translate = (word, value) => {
  if (/:candidateGroups$/.test(word) && value === 'examiner') return { property: 'role', value }
  if (word === 'zeebe:assignmentDefinition@candidateGroups') return { property: 'role', value }
  if (/:property#bantuo:stage$/.test(word)) return { property: 'stage', value }
  return null
}
const file = (task: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  id="d" targetNamespace="t" modeler:executionPlatform="Camunda Platform" exporter="Camunda Modeler" exporterVersion="5.28.0">
  <bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="180">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    ${task}
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t" />
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e" />${more}
  </bpmn:process>
</bpmn:definitions>`
const flows = '<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>'

async function imported(xml: string) {
  const answer = await importForeign(xml, translate)
  if (answer.xml === null) throw new Error(JSON.stringify(answer.problems))
  return answer
}

test('a file of Camunda 7 is read: what has a twin is translated, marks of the modeler are named as unused', async () => {
  const answer = await imported(
    file(`<bpmn:userTask id="t" name="审查" camunda:candidateGroups="examiner" camunda:asyncBefore="true">
      <bpmn:extensionElements><camunda:properties><camunda:property name="bantuo:stage" value="examination" /></camunda:properties></bpmn:extensionElements>${flows}</bpmn:userTask>`),
  )
  expect(answer.refused).toEqual([])
  expect(answer.translated.map((one) => [one.element, one.word])).toEqual([
    ['t', 'camunda:candidateGroups'],
    ['t', 'camunda:property#bantuo:stage'],
  ])
  expect(answer.unused.map((one) => one.word).toSorted()).toEqual([
    'camunda:asyncBefore',
    'camunda:historyTimeToLive',
    'modeler:executionPlatform',
  ])
  const { graph } = await compile(answer.xml)
  expect(graph?.properties[graph.indexOf.get('t') ?? -1]).toEqual({ role: 'examiner', stage: 'examination' })
})

test('what would change the meaning is refused by name, taken out, and kept in words at its element', async () => {
  const answer = await imported(
    file(`<bpmn:serviceTask id="t" name="核验" camunda:delegateExpression="\${check}">
      <bpmn:extensionElements><camunda:executionListener class="a.B" event="start" /></bpmn:extensionElements>${flows}</bpmn:serviceTask>`),
  )
  expect(answer.refused.map((one) => one.word)).toEqual(['camunda:delegateExpression', 'camunda:executionListener'])
  expect(answer.refused[0]?.sentence?.en).toContain('choose one of our services')
  expect(answer.xml).toMatch(/camunda:delegateExpression: \$\{check\}/)
  expect(answer.xml).not.toContain('xmlns:camunda')
  expect((await compile(answer.xml)).problems).toEqual([])
})

test('a file of Camunda 8 is read: assignment, the mark of a user task, and FEEL behind its equals sign', async () => {
  const answer = await imported(
    file(
      `<bpmn:userTask id="t"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="examiner" />
        <zeebe:formDefinition formId="f" /></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
        <bpmn:standardLoopCharacteristics><bpmn:loopCondition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="bpmn:tFormalExpression">= outcome = "again"</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:userTask>`,
    ),
  )
  expect(answer.translated.map((one) => one.word)).toContain('zeebe:assignmentDefinition@candidateGroups')
  expect(answer.translated.map((one) => one.value)).toContain('= outcome = "again"')
  expect(answer.unused.map((one) => one.word)).toContain('zeebe:userTask')
  expect(answer.refused.map((one) => one.word)).toEqual(['zeebe:formDefinition'])
  expect((await compile(answer.xml)).problems).toEqual([])
})

test('a script task stays in the drawing and is refused by the check, not dropped', async () => {
  const answer = await imported(
    file(`<bpmn:scriptTask id="t" name="算" scriptFormat="js">${flows}<bpmn:script>1</bpmn:script></bpmn:scriptTask>`),
  )
  const { problems } = await compile(answer.xml)
  expect(problems.map((one) => [one.element, one.code])).toContainEqual(['t', 'unsupported'])
})

test('what is not BPMN, or hides entities, is refused and nothing is imported', async () => {
  expect(await importForeign('<a/>', translate)).toMatchObject({ xml: null })
  expect(await importForeign('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', translate)).toMatchObject({ xml: null })
})
