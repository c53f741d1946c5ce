import { type Change, changesCommand } from './changes.ts'
import { families, knownBy, referredBy, referringPart } from './event-family.ts'
import type { Business, DrawnElement, EventName, Named, Repetition, TimerForm } from './step.ts'

/** What is needed of the drawing program to write the parts that have no shape of their own. */
export type PartServices = {
  elements: () => DrawnElement[]
  /** Any element whose file is the drawing's. */
  root: () => DrawnElement
  create: (type: string, properties: object) => object
  change: (element: DrawnElement, changes: readonly Change[]) => void
}

export const makeChange =
  (commandStack: { execute(command: string, context: object): void }): PartServices['change'] =>
  (element, changes) => {
    if (changes.length > 0) commandStack.execute(changesCommand, { element, changes })
  }

type File = Business & { rootElements: Named[] }

function fileOf(services: PartServices): File {
  let at: Business | undefined = services.root().businessObject
  while (at !== undefined && at.$type !== 'bpmn:Definitions') at = at.$parent
  if (at === undefined) throw new Error('the drawing belongs to no file')
  return at as File
}

const namedIn = (services: PartServices, type: EventName['type']): Named[] =>
  fileOf(services).rootElements.filter((one) => one.$type === families[type].part)

/** The names that the file knows already. */
export const listNames = (services: PartServices, type: EventName['type']): string[] =>
  [...new Set(namedIn(services, type).map((one) => knownBy(type, one)))].filter((one) => one !== '').toSorted()

/**
 * Gives an event its name, or its code. Events of one name are one message, signal, error or escalation of the file; one that nothing else refers to is renamed, or
 * taken out when another takes its place, so that the file keeps no leftovers of typing.
 */
export function nameEvent(services: PartServices, element: DrawnElement, text: string): void {
  const referring = referringPart(element.businessObject)
  if (referring === null) return
  const { part, type } = referring
  const { known, reference } = families[type]
  const name = text.trim()
  const current = referredBy(element.businessObject)
  if (name === knownBy(type, current)) return
  const target = namedIn(services, type).find((one) => knownBy(type, one) === name)
  const others = services
    .elements()
    .filter(
      (one) => one !== element && one.businessObject !== undefined && one.businessObject !== element.businessObject,
    )
  const isShared = current === undefined || others.some((one) => referredBy(one.businessObject) === current)
  if (target === undefined && !isShared && name !== '') {
    services.change(element, [{ part: current, properties: { [known]: name } }])
    return
  }
  const file = fileOf(services)
  const made = target === undefined && name !== '' ? named(services, file, type, name) : undefined
  const kept = file.rootElements.filter((one) => isShared || one !== current)
  services.change(element, [
    { part: file, properties: { rootElements: made === undefined ? kept : [...kept, made] } },
    { part, properties: { [reference]: target ?? made } },
  ])
}

function named(services: PartServices, file: File, type: EventName['type'], name: string): Named {
  const made = services.create(families[type].part, { [families[type].known]: name }) as Named & { $parent: unknown }
  made.$parent = file
  return made
}

/** Sets how often an activity is done: written anew as one part, so that nothing of another kind of repetition stays behind. */
export function repeat(services: PartServices, element: DrawnElement, repetition: Repetition): void {
  const part = element.businessObject
  services.change(element, [{ part, properties: { loopCharacteristics: loopOf(services, part, repetition) } }])
}

function loopOf(services: PartServices, owner: Business, repetition: Repetition): object | undefined {
  const text = (body: string): object | undefined =>
    body.trim() === '' ? undefined : services.create('bpmn:FormalExpression', { body: body.trim() })
  const made = (type: string, properties: Record<string, unknown>): object => {
    const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
    const loop = services.create(type, given) as Record<string, unknown>
    loop['$parent'] = owner
    for (const value of Object.values(given))
      if (typeof value === 'object' && value !== null) (value as Record<string, unknown>)['$parent'] = loop
    return loop
  }
  switch (repetition.kind) {
    case 'once':
      return undefined
    case 'loop':
      return made('bpmn:StandardLoopCharacteristics', {
        testBefore: repetition.before || undefined,
        loopMaximum: repetition.most ?? undefined,
        loopCondition: text(repetition.condition),
      })
    case 'parallel':
    case 'sequential':
      return made('bpmn:MultiInstanceLoopCharacteristics', {
        isSequential: repetition.kind === 'sequential' || undefined,
        'bantuo:collection': repetition.collection.trim() || undefined,
        'bantuo:element': repetition.item.trim() || undefined,
        loopCardinality: text(repetition.count),
        completionCondition: text(repetition.completion),
      })
  }
}

export type TimerSetting = { form: TimerForm; text: string; days: 'working' | 'calendar' }

/** Sets when a timer fires and how its days are counted. */
export function setTimer(services: PartServices, element: DrawnElement, { form, text, days }: TimerSetting): void {
  const { businessObject } = element
  const definition = businessObject.eventDefinitions?.find((one) => one.$type === 'bpmn:TimerEventDefinition')
  if (definition === undefined) return
  const none = { timeDuration: undefined, timeDate: undefined, timeCycle: undefined }
  // An empty one too: it says which kind of time is still to be written.
  const body = services.create('bpmn:FormalExpression', { body: text.trim() })
  Object.assign(body, { $parent: definition })
  services.change(element, [
    { part: definition, properties: { ...none, [form]: body } },
    { part: businessObject, properties: { 'bantuo:days': days === 'working' ? days : undefined } },
  ])
}
