import { knownBy, referredBy, referringPart } from './event-family.ts'
import type { Business, DrawnElement, EventName, Repetition, Step } from './step.ts'

const shown = /^bpmn:(\w*Task|\w+Gateway|\w+Event|SubProcess|CallActivity|SequenceFlow)$/
const chooses = /^bpmn:(Exclusive|Inclusive)Gateway$/

/** What the panel shows of an element; null for what is no step and no way. */
export function describe(element: DrawnElement): Step | null {
  const { businessObject: business } = element
  if (!shown.test(business.$type)) return null
  const says = Object.entries(business.$attrs ?? {}).filter(([name]) => name.startsWith('bantuo:'))
  return {
    id: element.id,
    type: business.$type,
    name: business.name ?? '',
    says: Object.fromEntries(says.map(([name, value]) => [name.slice('bantuo:'.length), String(value)])),
    on: element.host ? element.host.businessObject.name || element.host.id : null,
    way: wayOf(element),
    timer: timerOf(business),
    event: eventOf(business),
    calls: business.$type === 'bpmn:CallActivity' ? (business.calledElement ?? '').replace(/@\d+$/, '') : null,
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
