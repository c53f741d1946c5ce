import { w } from '../text.ts'
import type { Business } from './step.ts'

/** What an element is made into: as the drawing program has it. */
export type KindTarget = {
  type: string
  eventDefinitionType?: string
  cancelActivity?: boolean
  isExpanded?: boolean
}
type Kind = readonly [key: string, word: string, target: KindTarget]

const definition = (name: string): string => `bpmn:${name}EventDefinition`
const boundary = (name: string, cancelActivity: boolean): KindTarget => ({
  ...{ type: 'bpmn:BoundaryEvent', eventDefinitionType: definition(name), cancelActivity },
})
const catches = (name: string): KindTarget => ({
  ...{ type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: definition(name) },
})
const throws = (name: string): KindTarget => ({
  ...{ type: 'bpmn:IntermediateThrowEvent', eventDefinitionType: definition(name) },
})
const ends = (name: string): KindTarget => ({ type: 'bpmn:EndEvent', eventDefinitionType: definition(name) })

const activities = (): Kind[] => [
  ['user', w('人办', 'Done by people'), { type: 'bpmn:UserTask' }],
  ['service', w('系统办理', 'Done by the system'), { type: 'bpmn:ServiceTask' }],
  ['rule', w('按规则决定', 'Decided by rule'), { type: 'bpmn:BusinessRuleTask' }],
  ['send', w('发出消息', 'Sends a message'), { type: 'bpmn:SendTask' }],
  ['receive', w('等待消息', 'Waits for a message'), { type: 'bpmn:ReceiveTask' }],
  ['sub-process', w('子流程', 'Sub-process'), { type: 'bpmn:SubProcess', isExpanded: true }],
  ['call', w('调用流程', 'Calls a route'), { type: 'bpmn:CallActivity' }],
]
const gateways = (): Kind[] => [
  ['exclusive', w('按条件走一条路', 'One way, by condition'), { type: 'bpmn:ExclusiveGateway' }],
  ['parallel', w('同时进行（并联）', 'Several ways at once'), { type: 'bpmn:ParallelGateway' }],
  ['inclusive', w('按条件走几条路', 'Some ways, by condition'), { type: 'bpmn:InclusiveGateway' }],
  ['event-based', w('等先来的事件', 'Whichever event comes first'), { type: 'bpmn:EventBasedGateway' }],
]
const intermediates = (): Kind[] => [
  ['catch-timer', w('等到某时', 'Waits for a time'), catches('Timer')],
  ['catch-message', w('等一个消息', 'Waits for a message'), catches('Message')],
  ['catch-signal', w('等一个信号', 'Waits for a signal'), catches('Signal')],
  ['throw-message', w('发出一个消息', 'Sends a message'), throws('Message')],
  ['throw-signal', w('发出一个信号', 'Sends a signal'), throws('Signal')],
  ['throw-escalation', w('报出一个升级', 'Raises an escalation'), throws('Escalation')],
]
const finals = (): Kind[] => [
  ['end', w('结束', 'Ends'), { type: 'bpmn:EndEvent' }],
  ['end-terminate', w('全部结束', 'Ends everything'), ends('Terminate')],
  ['end-message', w('结束并发出消息', 'Ends and sends a message'), ends('Message')],
  ['end-signal', w('结束并发出信号', 'Ends and sends a signal'), ends('Signal')],
  ['end-error', w('结束并报出错误', 'Ends with an error'), ends('Error')],
  ['end-escalation', w('结束并报出升级', 'Ends with an escalation'), ends('Escalation')],
]
const borders = (): Kind[] => [
  ['timer', w('到时中断', 'At its time, interrupts'), boundary('Timer', true)],
  ['timer-aside', w('到时提醒，不中断', 'At its time, interrupts nothing'), boundary('Timer', false)],
  ['message', w('收到消息就中断', 'On a message, interrupts'), boundary('Message', true)],
  ['message-aside', w('收到消息时另走一路，不中断', 'On a message, interrupts nothing'), boundary('Message', false)],
  ['signal', w('收到信号就中断', 'On a signal, interrupts'), boundary('Signal', true)],
  ['signal-aside', w('收到信号时另走一路，不中断', 'On a signal, interrupts nothing'), boundary('Signal', false)],
  ['error', w('出错就中断', 'On an error, interrupts'), boundary('Error', true)],
  ['escalation', w('有升级就中断', 'On an escalation, interrupts'), boundary('Escalation', true)],
  [
    ...(['escalation-aside', w('有升级时另走一路，不中断', 'On an escalation, interrupts nothing')] as const),
    boundary('Escalation', false),
  ],
]

/** The kinds among which an element may change: those that the engine understands, of its own family. */
export function kindsFor({ $type }: Business): Kind[] {
  if (/Task$|SubProcess$|CallActivity$/.test($type)) return activities()
  if (/Gateway$/.test($type)) return gateways()
  if (/^bpmn:Intermediate/.test($type)) return intermediates()
  if ($type === 'bpmn:EndEvent') return finals()
  return $type === 'bpmn:BoundaryEvent' ? borders() : []
}

/** Which of them the element is; null when it is none that can be chosen. */
export function kindOf(business: Business): string | null {
  const type = business.$type === 'bpmn:ManualTask' ? 'bpmn:UserTask' : business.$type
  const event = business.eventDefinitions?.[0]?.$type
  const found = kindsFor(business).find(
    ([, , target]) =>
      target.type === type &&
      target.eventDefinitionType === event &&
      (target.cancelActivity ?? true) === (business.cancelActivity ?? true),
  )
  return found?.[0] ?? null
}
