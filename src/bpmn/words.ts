import type { ModdleElement } from 'bpmn-moddle'
import { type Problem, type ProblemCode, problem } from './problem.ts'

const base = ['id', 'documentation']
const node = [...base, 'name', 'incoming', 'outgoing']
const activity = [...node, 'loopCharacteristics']
const event = [...node, 'eventDefinitions']
// What each construct may say. Everything else it says is a problem, so that nothing is ever silently ignored.
const allowed: Record<string, readonly string[]> = {
  'bpmn:Definitions': [
    ...base,
    'name',
    'targetNamespace',
    'typeLanguage',
    'exporter',
    'exporterVersion',
    'rootElements',
    'diagrams',
    'expressionLanguage',
  ],
  'bpmn:Process': [...base, 'name', 'isExecutable', 'processType', 'flowElements', 'artifacts'],
  'bpmn:Message': [...base, 'name'],
  'bpmn:Signal': [...base, 'name'],
  'bpmn:Error': [...base, 'name', 'errorCode'],
  'bpmn:Escalation': [...base, 'name', 'escalationCode'],
  'bpmn:StartEvent': node,
  'bpmn:EndEvent': event,
  'bpmn:IntermediateCatchEvent': event,
  'bpmn:IntermediateThrowEvent': event,
  'bpmn:BoundaryEvent': [...event, 'attachedToRef', 'cancelActivity'],
  'bpmn:UserTask': activity,
  'bpmn:ManualTask': activity,
  'bpmn:ServiceTask': activity,
  'bpmn:BusinessRuleTask': activity,
  'bpmn:SendTask': [...activity, 'messageRef'],
  'bpmn:ReceiveTask': [...activity, 'messageRef'],
  'bpmn:SubProcess': [...activity, 'flowElements', 'artifacts'],
  'bpmn:CallActivity': [...activity, 'calledElement'],
  'bpmn:ExclusiveGateway': [...node, 'default', 'gatewayDirection'],
  'bpmn:InclusiveGateway': [...node, 'default', 'gatewayDirection'],
  'bpmn:ParallelGateway': [...node, 'gatewayDirection'],
  'bpmn:EventBasedGateway': [...node, 'gatewayDirection'],
  'bpmn:SequenceFlow': [...base, 'name', 'sourceRef', 'targetRef', 'conditionExpression'],
  'bpmn:FormalExpression': ['id', 'language', 'body'],
  'bpmn:Expression': ['id', 'body'],
  'bpmn:TerminateEventDefinition': base,
  'bpmn:TimerEventDefinition': [...base, 'timeDuration', 'timeDate', 'timeCycle'],
  'bpmn:MessageEventDefinition': [...base, 'messageRef'],
  'bpmn:SignalEventDefinition': [...base, 'signalRef'],
  'bpmn:ErrorEventDefinition': [...base, 'errorRef'],
  'bpmn:EscalationEventDefinition': [...base, 'escalationRef'],
  'bpmn:MultiInstanceLoopCharacteristics': [...base, 'isSequential', 'loopCardinality', 'completionCondition'],
  'bpmn:StandardLoopCharacteristics': [...base, 'testBefore', 'loopMaximum', 'loopCondition'],
}
const needsNoId = /^bpmn:(Definitions|\w*Expression|\w+EventDefinition|\w+LoopCharacteristics)$/

export type Reading = { lines: ReadonlyMap<string, number>; problems: Problem[]; dangling: Set<string> }

export const list = (element: ModdleElement, property: string): ModdleElement[] => {
  const value = Object.hasOwn(element, property) ? element[property] : undefined
  return Array.isArray(value) ? value : []
}

/** The single element that stands under a property, or null. */
export const child = (element: ModdleElement, property: string): ModdleElement | null => {
  const value = Object.hasOwn(element, property) ? element[property] : undefined
  return isElement(value) ? value : null
}

export const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value

/** The name of a construct as XML writes it: `boundaryEvent`. */
export const shortType = (element: ModdleElement): string => {
  const local = element.$type.split(':').at(-1) ?? element.$type
  return element.$type.startsWith('bpmn:') ? local.charAt(0).toLowerCase() + local.slice(1) : element.$type
}

export function add(reading: Reading, code: ProblemCode, element: ModdleElement, what = ''): void {
  const id = element.id ?? null
  reading.problems.push(problem(code, id, id === null ? null : (reading.lines.get(id) ?? null), what))
}

/** Reports whatever an element says that its construct may not say here, and an id that is missing. */
export function checkWords(reading: Reading, element: ModdleElement, ownProperties: 'all' | string[] = []): void {
  const words = allowed[element.$type] ?? []
  if (!element.id && !needsNoId.test(element.$type)) add(reading, 'missing-id', element, shortType(element))
  for (const word of Object.getOwnPropertyNames(element)) {
    if (word.startsWith('$') || words.includes(word)) continue
    const value = element[word]
    if (value === undefined || value === element.$descriptor.propertiesByName[word]?.default) continue
    if (word === 'extensionElements') readExtensions(reading, element, value)
    else if (Array.isArray(value) && value.every(isElement))
      for (const each of value) add(reading, 'unsupported', element, shortType(each))
    else if (isElement(value) && !element.$descriptor.propertiesByName[word]?.isReference)
      add(reading, 'unsupported', element, shortType(value))
    else add(reading, 'unsupported-attribute', element, word)
  }
  for (const word of Object.keys(element.$attrs ?? {})) {
    if (/^:?xmlns(:|$)/.test(word) || word === 'xsi:schemaLocation') continue
    if (word === 'xsi:type' && element.$type.endsWith('Expression')) continue
    if (word.startsWith('bantuo:') && (ownProperties === 'all' || ownProperties.includes(word))) continue
    add(reading, word.startsWith('bantuo:') ? 'misplaced-property' : 'unsupported-attribute', element, word)
  }
}

/** Checks the words of a nameless part (an expression, an event definition) and points at the element that owns it. */
export function checkPart(reading: Reading, owner: ModdleElement, part: ModdleElement, own: string[] = []): void {
  const before = reading.problems.length
  checkWords(reading, part, own)
  for (const each of reading.problems.splice(before))
    reading.problems.push({ ...each, element: owner.id ?? null, line: reading.lines.get(owner.id ?? '') ?? null })
}

/** The text of the FEEL expression under a property, or null when there is none; problems point at `owner`. */
export function readText(reading: Reading, owner: ModdleElement, part: ModdleElement, property: string): string | null {
  const expression = child(part, property)
  if (expression === null) return null
  checkPart(reading, owner, expression)
  const language = typeof expression['language'] === 'string' ? expression['language'] : 'feel'
  if (!/feel/i.test(language)) add(reading, 'condition-language', owner, language)
  return typeof expression['body'] === 'string' ? expression['body'].trim() : ''
}

function readExtensions(reading: Reading, element: ModdleElement, value: unknown): void {
  const children = isElement(value) ? list(value, 'values') : []
  for (const each of children) add(reading, 'unsupported', element, each.$type)
}
