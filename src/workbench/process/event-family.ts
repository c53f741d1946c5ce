import { w } from '../text.ts'
import type { Business, EventDefinition, EventName, Named } from './step.ts'

type Family = {
  /** The part of the file to which events refer, and by which property. */
  part: string
  reference: 'messageRef' | 'signalRef' | 'errorRef' | 'escalationRef'
  definition: string
  /** What it is known by: a message by its name, an error by its code. */
  known: 'name' | 'errorCode' | 'escalationCode'
}

export const families: Readonly<Record<EventName['type'], Family>> = {
  message: {
    ...{ part: 'bpmn:Message', reference: 'messageRef' },
    ...{ definition: 'bpmn:MessageEventDefinition', known: 'name' },
  },
  signal: {
    ...{ part: 'bpmn:Signal', reference: 'signalRef' },
    ...{ definition: 'bpmn:SignalEventDefinition', known: 'name' },
  },
  error: {
    ...{ part: 'bpmn:Error', reference: 'errorRef' },
    ...{ definition: 'bpmn:ErrorEventDefinition', known: 'errorCode' },
  },
  escalation: {
    ...{ part: 'bpmn:Escalation', reference: 'escalationRef' },
    ...{ definition: 'bpmn:EscalationEventDefinition', known: 'escalationCode' },
  },
} as const satisfies Record<string, Family>

const types = Object.keys(families) as EventName['type'][]

/** The part of a step that refers to what is sent or awaited, and what kind of thing that is. */
export function referringPart(
  business: Business,
): { part: EventDefinition | Business; type: EventName['type'] } | null {
  if (/^bpmn:(Send|Receive)Task$/.test(business.$type)) return { part: business, type: 'message' }
  const [definition] = business.eventDefinitions ?? []
  const type = types.find((one) => families[one].definition === definition?.$type)
  return definition === undefined || type === undefined ? null : { part: definition, type }
}

export const referredBy = (business: Business): Named | undefined => {
  const referring = referringPart(business)
  return referring === null ? undefined : (referring.part as EventDefinition)[families[referring.type].reference]
}

/** What a message, signal, error or escalation is known by; an error without a code, as the engine has it, by its id. */
export const knownBy = (type: EventName['type'], named: Named | undefined): string =>
  named?.[families[type].known] ?? (type === 'error' || type === 'escalation' ? (named?.id ?? '') : '')

/** What the panel calls the name or code of an event. */
export function eventLabel(type: EventName['type']): string {
  switch (type) {
    case 'message':
      return w('消息的名称', 'Name of the message')
    case 'signal':
      return w('信号的名称', 'Name of the signal')
    case 'error':
      return w('错误的代号', 'Code of the error')
    case 'escalation':
      return w('升级的代号', 'Code of the escalation')
  }
}
