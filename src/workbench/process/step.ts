import { knownBy, referredBy, referringPart } from './event-family.ts'

/** What we read of the library's elements. */
export type Business = {
  id: string
  name?: string
  $type: string
  $attrs: Record<string, string>
  $parent?: Business
  default?: { id: string }
  conditionExpression?: { body?: string }
  calledElement?: string
  cancelActivity?: boolean
  eventDefinitions?: EventDefinition[]
  messageRef?: Named
  loopCharacteristics?: LoopCharacteristics
  sourceRef?: Business
  targetRef?: Business
}
/** A message, signal, error or escalation: a part of the file to which events refer. */
export type Named = { $type: string; id: string } & Partial<Record<'name' | 'errorCode' | 'escalationCode', string>>
type Body = { body?: string }
export type EventDefinition = { $type: string } & Partial<Record<TimerForm, Body>> &
  Partial<Record<'messageRef' | 'signalRef' | 'errorRef' | 'escalationRef', Named>>
export type LoopCharacteristics = {
  $type: string
  $attrs?: Record<string, string>
  isSequential?: boolean
  testBefore?: boolean
  loopMaximum?: number
} & Partial<Record<'loopCardinality' | 'completionCondition' | 'loopCondition', Body>>

export type DrawnElement = {
  id: string
  type: string
  businessObject: Business
  labelTarget?: unknown
  source?: DrawnElement
  target?: DrawnElement
  outgoing?: DrawnElement[]
  children?: DrawnElement[]
  x?: number
  y?: number
  width?: number
  height?: number
}

export type TimerForm = 'timeDuration' | 'timeDate' | 'timeCycle'

/** What an event is called outside the drawing: who sends it and who waits for it use the same name, or the same code. */
export type EventName = { type: 'message' | 'signal' | 'error' | 'escalation'; name: string }

/** How often an activity is done. The texts are FEEL expressions, `collection` and `item` names of variables. */
export type Repetition =
  | { kind: 'once' }
  | { kind: 'parallel' | 'sequential'; count: string; collection: string; item: string; completion: string }
  | { kind: 'loop'; condition: string; before: boolean; most: number | null }

/** A step or a way between steps, as the panel shows it: plain values, taken from the drawing at one moment. */
export type Step = {
  id: string
  type: string
  name: string
  says: Readonly<Record<string, string>>
  /** For a way: where from and to, its condition, and whether it is the one that is left. */
  way: { from: string; to: string; condition: string; isDefault: boolean; branches: boolean } | null
  timer: { form: TimerForm; text: string } | null
  event: EventName | null
  /** Null where nothing can be repeated: events, gateways, ways. */
  repetition: Repetition | null
  position: number
}

const shown = /^bpmn:(\w*Task|\w+Gateway|\w+Event|SubProcess|CallActivity|SequenceFlow)$/
const chooses = /^bpmn:(Exclusive|Inclusive)Gateway$/

export function describe(element: DrawnElement): Step | null {
  const { businessObject: business } = element
  if (!shown.test(business.$type)) return null
  const says = Object.entries(business.$attrs ?? {}).filter(([name]) => name.startsWith('bantuo:'))
  return {
    id: element.id,
    type: business.$type,
    name: business.name ?? '',
    says: Object.fromEntries(says.map(([name, value]) => [name.slice('bantuo:'.length), String(value)])),
    way: wayOf(element),
    timer: timerOf(business),
    event: eventOf(business),
    repetition: repetitionOf(business),
    position: (element.x ?? 0) + (element.y ?? 0) / 10_000,
  }
}

function wayOf(element: DrawnElement): Step['way'] {
  const { businessObject: business, source, target } = element
  if (business.$type !== 'bpmn:SequenceFlow') return null
  const from = source?.businessObject
  return {
    from: from?.name ?? from?.id ?? '',
    to: target?.businessObject.name ?? target?.businessObject.id ?? '',
    condition: business.conditionExpression?.body ?? '',
    isDefault: from?.default?.id === business.id,
    branches: chooses.test(from?.$type ?? '') && (source?.outgoing?.length ?? 0) > 1,
  }
}

function timerOf(business: Business): Step['timer'] {
  const definition = business.eventDefinitions?.find((one) => one.$type === 'bpmn:TimerEventDefinition')
  if (definition === undefined) return null
  for (const form of ['timeDuration', 'timeDate', 'timeCycle'] as const)
    if (definition[form]) return { form, text: definition[form]?.body ?? '' }
  return { form: 'timeDuration', text: '' }
}

function eventOf(business: Business): EventName | null {
  const referring = referringPart(business)
  return referring === null ? null : { type: referring.type, name: knownBy(referring.type, referredBy(business)) }
}

const activity = /^bpmn:(\w+Task|SubProcess|CallActivity)$/

function repetitionOf({ $type, loopCharacteristics: loop }: Business): Repetition | null {
  if (!activity.test($type)) return null
  if (loop === undefined) return { kind: 'once' }
  if (loop.$type === 'bpmn:StandardLoopCharacteristics')
    return {
      ...{ kind: 'loop', condition: loop.loopCondition?.body ?? '' },
      ...{ before: loop.testBefore === true, most: loop.loopMaximum ?? null },
    }
  return {
    kind: loop.isSequential === true ? 'sequential' : 'parallel',
    count: loop.loopCardinality?.body ?? '',
    collection: loop.$attrs?.['bantuo:collection'] ?? '',
    item: loop.$attrs?.['bantuo:element'] ?? '',
    completion: loop.completionCondition?.body ?? '',
  }
}
