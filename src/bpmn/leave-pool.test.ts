import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { importForeign, withoutPool } from './import-foreign.ts'

// As Camunda Modeler writes a route that is drawn in a pool with a lane for each who works on it.
const pooled = (more = '', pools = '<bpmn:participant id="Participant_1" name="市场监管局" processRef="p" />') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:bantuo="https://bantuo.example/bpmn" id="d" targetNamespace="t">
  <bpmn:collaboration id="Collaboration_1">${pools}${more}</bpmn:collaboration>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:laneSet id="LaneSet_1">
      <bpmn:lane id="Lane_1" name="窗口"><bpmn:documentation>一楼</bpmn:documentation><bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="Lane_2" name="审批科"><bpmn:flowNodeRef>b</bpmn:flowNodeRef><bpmn:flowNodeRef>e</bpmn:flowNodeRef>
        <bpmn:childLaneSet id="LaneSet_2"><bpmn:lane id="Lane_3" name="科长"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="s" /><bpmn:userTask id="a" name="收件" /><bpmn:userTask id="b" name="审查" /><bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a" /><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="b" />
    <bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="e" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P" bpmnElement="Collaboration_1">
    <bpmndi:BPMNShape id="S1" bpmnElement="Participant_1" isHorizontal="true"><dc:Bounds x="0" y="0" width="600" height="300" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="S2" bpmnElement="Lane_1" isHorizontal="true"><dc:Bounds x="30" y="0" width="570" height="150" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="S3" bpmnElement="a"><dc:Bounds x="100" y="40" width="100" height="80" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`

test('a route drawn in one pool with lanes is imported without them, and each is named with the steps that stood in it', async () => {
  const answer = await importForeign(pooled(), () => null)
  if (answer.xml === null) throw new Error(JSON.stringify(answer.problems))
  expect(answer.left.map(({ element, name, word, value }) => [element, name, word, value])).toEqual([
    ['Participant_1', '市场监管局', 'bpmn:participant', ''],
    ['Lane_1', '窗口', 'bpmn:lane', '一楼'],
    ['Lane_2', '审批科', 'bpmn:lane', ''],
    ['Lane_3', '科长', 'bpmn:lane', ''],
  ])
  expect(answer.left[1]?.sentence?.zh).toContain('“谁办”里选岗位：收件')
  const { graph, problems } = await compile(answer.xml)
  expect(problems).toEqual([])
  // Nothing is made of a lane's name, and the drawing keeps its places.
  expect(graph?.properties[graph.indexOf.get('a') ?? -1]).toEqual({})
  expect(answer.xml).not.toMatch(/窗口|审批科|Collaboration_1|Lane_1/)
  expect(answer.xml).toMatch(/<bpmndi:BPMNPlane id="P" bpmnElement="p">\s*<bpmndi:BPMNShape id="S3"/)
})

test('what another engine wrote into a pool or a lane is told with it', async () => {
  const properties = (name: string, value: string) =>
    `<bpmn:extensionElements><camunda:properties><camunda:property name="${name}" value="${value}" /></camunda:properties></bpmn:extensionElements>`
  const xml = pooled(
    '',
    `<bpmn:participant id="Participant_1" processRef="p">${properties('owner', '张科')}</bpmn:participant>`,
  )
    .replace('<bpmn:documentation>一楼', `${properties('candidateGroup', 'examiner')}<bpmn:documentation>一楼`)
    .replace('targetNamespace', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace')
    // In the order that the standard asks for, notes come first.
    .replace(
      /(<bpmn:extensionElements>.*?<\/bpmn:extensionElements>)(<bpmn:documentation>.*?<\/bpmn:documentation>)/,
      '$2$1',
    )
  const answer = await importForeign(xml, () => null)
  if (answer.xml === null) throw new Error(JSON.stringify(answer.problems))
  expect(answer.left[0]?.value).toBe('camunda:properties camunda:property name=owner value=张科')
  expect(answer.left[1]?.value).toBe('一楼 camunda:properties camunda:property name=candidateGroup value=examiner')
})

test('a second pool, or a message between pools, stays and is refused by name; nothing is left out', async () => {
  const other = '<bpmn:participant id="Participant_2" name="申请人" />'
  const own = '<bpmn:participant id="Participant_1" processRef="p" />'
  const message = '<bpmn:messageFlow id="m" sourceRef="Participant_2" targetRef="a" />'
  for (const xml of [pooled('', own + other), pooled(message, own + other)]) {
    const answer = await importForeign(xml, () => null)
    if (answer.xml === null) throw new Error(JSON.stringify(answer.problems))
    expect(answer.left).toEqual([])
    const { problems } = await compile(answer.xml)
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'unsupported',
        element: 'Collaboration_1',
        sentence: { zh: expect.stringContaining('协作图'), en: expect.anything() },
      }),
    )
    expect(await withoutPool(xml)).toBeNull()
  }
})

test('whoever only checks a file is told the same; where something else cannot be read the file speaks for itself', async () => {
  expect((await withoutPool(pooled()))?.left.map((one) => one.name)).toEqual(['市场监管局', '窗口', '审批科', '科长'])
  expect(
    await withoutPool(pooled().replace('<bpmn:userTask id="a"', '<bpmn:unheard id="u" /><bpmn:userTask id="a"')),
  ).toBeNull()
  expect(await withoutPool('<a/>')).toBeNull()
})
