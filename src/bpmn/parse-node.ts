import type { ModdleElement } from 'bpmn-moddle'
import type { ModelEvent, ModelLoop, ModelNode, NodeKind, TimerForm } from './model.ts'
import { add, checkPart, checkWords, child, list, type Reading, readText, shortType } from './words.ts'

const tasks: Record<string, NodeKind> = {
  'bpmn:UserTask': 'user-task',
  'bpmn:ManualTask': 'user-task',
  'bpmn:ServiceTask': 'service-task',
  'bpmn:BusinessRuleTask': 'business-rule-task',
  'bpmn:SendTask': 'send-task',
  'bpmn:ReceiveTask': 'receive-task',
}
const otherNodes: Record<string, NodeKind> = {
  'bpmn:StartEvent': 'start-event',
  'bpmn:EndEvent': 'end-event',
  'bpmn:IntermediateCatchEvent': 'catch-event',
  'bpmn:IntermediateThrowEvent': 'throw-event',
  'bpmn:BoundaryEvent': 'boundary-event',
  'bpmn:ExclusiveGateway': 'exclusive-gateway',
  'bpmn:ParallelGateway': 'parallel-gateway',
  'bpmn:InclusiveGateway': 'inclusive-gateway',
  'bpmn:EventBasedGateway': 'event-based-gateway',
  'bpmn:SubProcess': 'sub-process',
  'bpmn:CallActivity': 'call-activity',
}
/** Which event definitions each kind of event may hold. */
const events: Partial<Record<NodeKind, readonly string[]>> = {
  'end-event': ['Terminate', 'Message', 'Signal', 'Error', 'Escalation'],
  'catch-event': ['Timer', 'Message', 'Signal'],
  'throw-event': ['Message', 'Signal', 'Escalation'],
  'boundary-event': ['Timer', 'Message', 'Signal', 'Error', 'Escalation'],
}

/** Reads one flow node; null, and a problem, when the engine does not know its construct. */
export function readNode(reading: Reading, element: ModdleElement, parent: string | null): ModelNode | null {
  const task = tasks[element.$type]
  const kind = task ?? otherNodes[element.$type]
  const isEventSubProcess = kind === 'sub-process' && element['triggeredByEvent'] === true
  if (kind === undefined || isEventSubProcess) {
    add(reading, 'unsupported', element, isEventSubProcess ? 'eventSubProcess' : shortType(element))
    return null
  }
  // Whoever carries the process out reads these on tasks, and on events: what a timer's days are, what a message says.
  const hasProperties = task !== undefined || kind in events
  checkWords(reading, element, hasProperties ? 'all' : [])
  const id = element.id ?? ''
  const ids = (property: string): string[] => list(element, property).map((each) => each.id ?? '')
  const called = element['calledElement']
  return {
    id,
    name: element.name ?? id,
    parent,
    properties: hasProperties ? readProperties(element) : {},
    defaultFlow: reference(element, 'default'),
    listed: { incoming: ids('incoming'), outgoing: ids('outgoing') },
    loop: readLoop(reading, element),
    attachedTo: reference(element, 'attachedToRef'),
    interrupting: element['cancelActivity'] !== false,
    called: typeof called === 'string' ? called : null,
    ...readEvent(reading, element, kind),
  }
}

export function reference(element: ModdleElement, property: string): string | null {
  return child(element, property)?.id ?? null
}

function readProperties(element: ModdleElement): Record<string, string> {
  const found = Object.entries(element.$attrs).filter(([word]) => word.startsWith('bantuo:'))
  return Object.fromEntries(found.map(([word, value]) => [word.slice('bantuo:'.length), String(value)]))
}

function readEvent(
  reading: Reading,
  element: ModdleElement,
  kind: NodeKind,
): { kind: NodeKind; event: ModelEvent | null } {
  if (kind === 'send-task' || kind === 'receive-task')
    return { kind, event: { type: 'message', name: nameOf(reading, element, element, 'messageRef') } }
  const known = events[kind]
  if (known === undefined) return { kind, event: null }
  const definitions = list(element, 'eventDefinitions')
  for (const each of definitions.slice(1)) add(reading, 'several-events', element, shortType(each))
  const [definition] = definitions
  if (definition === undefined) {
    if (kind === 'catch-event' || kind === 'boundary-event') add(reading, 'event-missing', element)
    return { kind, event: null }
  }
  if (!known.some((each) => definition.$type === `bpmn:${each}EventDefinition`)) {
    add(reading, 'unsupported', element, shortType(definition))
    return { kind, event: null }
  }
  checkPart(reading, element, definition)
  if (definition.$type === 'bpmn:TerminateEventDefinition') return { kind: 'terminate-end-event', event: null }
  return { kind, event: readDefinition(reading, element, definition, kind) }
}

function readDefinition(
  reading: Reading,
  element: ModdleElement,
  definition: ModdleElement,
  kind: NodeKind,
): ModelEvent | null {
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return readTimer(reading, element, definition)
    case 'bpmn:MessageEventDefinition':
      return { type: 'message', name: nameOf(reading, element, definition, 'messageRef') }
    case 'bpmn:SignalEventDefinition':
      return { type: 'signal', name: nameOf(reading, element, definition, 'signalRef') }
    case 'bpmn:ErrorEventDefinition':
      return { type: 'error', code: codeOf(reading, element, definition, 'error', kind) }
    case 'bpmn:EscalationEventDefinition':
      return { type: 'escalation', code: codeOf(reading, element, definition, 'escalation', kind) }
  }
  return null
}

function readTimer(reading: Reading, element: ModdleElement, definition: ModdleElement): ModelEvent | null {
  const forms: [TimerForm, string][] = [
    ['duration', 'timeDuration'],
    ['date', 'timeDate'],
    ['cycle', 'timeCycle'],
  ]
  const [found, second] = forms.flatMap(([form, property]) => {
    const text = readText(reading, element, definition, property)
    return text ? [{ type: 'timer' as const, form, text }] : []
  })
  if (found !== undefined && second === undefined) return found
  add(reading, 'timer-invalid', element, second === undefined ? '' : second.text)
  return null
}

/** What a reference names, when it is of the kind that the reference is for: `messageRef` of a message. */
const ofType = (target: ModdleElement | null, property: string): ModdleElement | null =>
  target !== null && `${shortType(target)}Ref` === property ? target : null

/** The name by which a message or signal is known outside the file: its name, else its id. */
function nameOf(reading: Reading, element: ModdleElement, from: ModdleElement, property: string): string {
  const target = ofType(child(from, property), property)
  const name = target?.name ?? target?.id ?? ''
  if (name === '') add(reading, 'name-missing', element, property)
  return name
}

/** The code of an error or escalation; who throws must say which, who catches need not. */
function codeOf(
  reading: Reading,
  element: ModdleElement,
  from: ModdleElement,
  type: 'error' | 'escalation',
  kind: NodeKind,
): string | null {
  const target = ofType(child(from, `${type}Ref`), `${type}Ref`)
  const code = target?.[`${type}Code`]
  if (target !== null) return typeof code === 'string' && code !== '' ? code : (target.id ?? null)
  if (kind !== 'boundary-event' || child(from, `${type}Ref`) !== null)
    add(reading, 'name-missing', element, `${type}Ref`)
  return null
}

const collectionAttribute = 'bantuo:collection'
const elementAttribute = 'bantuo:element'

function readLoop(reading: Reading, element: ModdleElement): ModelLoop | null {
  const loop = child(element, 'loopCharacteristics')
  if (loop === null) return null
  const isMulti = loop.$type === 'bpmn:MultiInstanceLoopCharacteristics'
  if (!isMulti && loop.$type !== 'bpmn:StandardLoopCharacteristics') {
    add(reading, 'unsupported', element, shortType(loop))
    return null
  }
  checkPart(reading, element, loop, isMulti ? [collectionAttribute, elementAttribute] : [])
  const text = (property: string): string | null => readText(reading, element, loop, property)
  if (!isMulti) {
    const most = loop['loopMaximum']
    return {
      type: 'standard',
      before: loop['testBefore'] === true,
      condition: text('loopCondition'),
      most: typeof most === 'number' ? most : null,
    }
  }
  return {
    type: 'multi',
    sequential: loop['isSequential'] === true,
    cardinality: text('loopCardinality'),
    collection: loop.$attrs[collectionAttribute] ?? null,
    element: loop.$attrs[elementAttribute] ?? null,
    completion: text('completionCondition'),
  }
}
