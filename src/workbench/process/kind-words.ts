import type { Text } from '#base'

/** What kind of thing a step is, in words that need no knowledge of BPMN. */
const kinds: Readonly<Record<string, Text>> = {
  'bpmn:StartEvent': { zh: '开始', en: 'Start' },
  'bpmn:EndEvent': { zh: '结束', en: 'End' },
  'bpmn:UserTask': { zh: '人办', en: 'By people' },
  'bpmn:ManualTask': { zh: '人办', en: 'By people' },
  'bpmn:ServiceTask': { zh: '系统办理', en: 'By the system' },
  'bpmn:BusinessRuleTask': { zh: '按规则决定', en: 'By rule' },
  'bpmn:SendTask': { zh: '发出消息', en: 'Sends a message' },
  'bpmn:ReceiveTask': { zh: '等待消息', en: 'Waits for a message' },
  'bpmn:ExclusiveGateway': { zh: '按条件走一条路', en: 'One way' },
  'bpmn:InclusiveGateway': { zh: '按条件走几条路', en: 'Some ways' },
  'bpmn:ParallelGateway': { zh: '同时进行', en: 'At once' },
  'bpmn:EventBasedGateway': { zh: '等先来的事件', en: 'Whichever comes first' },
  'bpmn:IntermediateCatchEvent': { zh: '等待', en: 'Waits' },
  'bpmn:IntermediateThrowEvent': { zh: '发出', en: 'Throws' },
  'bpmn:BoundaryEvent': { zh: '边上的事件', en: 'On the border' },
  'bpmn:SubProcess': { zh: '子流程', en: 'Sub-process' },
  'bpmn:CallActivity': { zh: '调用流程', en: 'Calls a route' },
  'bpmn:SequenceFlow': { zh: '路', en: 'Way' },
}

export const kindWords = (type: string): Text => kinds[type] ?? { zh: type, en: type }
