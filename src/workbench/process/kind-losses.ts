import { type StepProperty, stepProperties } from '../../management/process-definition/step-property.ts'
import { t, w } from '../text.ts'
import { eventLabel, families } from './event-family.ts'
import { kindWords } from './kind-words.ts'
import type { Business, DrawnElement, Step } from './step.ts'
import type { KindTarget } from './step-kind.ts'

const byPeople: readonly StepProperty[] = [
  ...(['role', 'department', 'level', 'stage', 'instant', 'limit', 'outcomes', 'notice'] as const),
  ...(['procedure', 'basis', 'procedureDays'] as const),
]
const saidBy: Readonly<Record<string, readonly StepProperty[]>> = {
  'bpmn:UserTask': byPeople,
  // A decision by rule rests on the basis that its step names.
  'bpmn:ServiceTask': ['call', 'basis'],
  'bpmn:BusinessRuleTask': ['decision', 'decides'],
  'bpmn:SendTask': ['notice'],
}

function sayable({ type, eventDefinitionType: event }: KindTarget): readonly StepProperty[] {
  if (event === 'bpmn:TimerEventDefinition') return ['days']
  if (event === families.message.definition && /Throw|End/.test(type)) return ['notice']
  return saidBy[type] ?? []
}

const isKnown = (property: string): property is StepProperty => Object.hasOwn(stepProperties, property)
/** Whether a step of this kind reads what another said; what we do not know is a service's own, and no kind is in its way. */
const reads = (target: KindTarget, property: string): boolean =>
  !isKnown(property) || sayable(target).includes(property)

/** What a step says that one of another kind says too. */
export const keptSays = (step: Step, target: KindTarget): [string, string][] =>
  Object.entries(step.says).filter(([property]) => reads(target, property))

const awaits = (type: string, event: string | undefined): boolean =>
  type === 'bpmn:ReceiveTask' ||
  (type === 'bpmn:IntermediateCatchEvent' && /(Message|Signal|Timer)EventDefinition$/.test(event ?? ''))
const isEventBased = (type: string | undefined): boolean => type === 'bpmn:EventBasedGateway'

/** Whether ways of such a step have conditions. */
export const branchesByCondition = ({ type }: KindTarget): boolean => /^bpmn:(Exclusive|Inclusive)Gateway$/.test(type)
/** Whether events may stand on the border of such a step: a message is sent in no time. */
export const bearsEvents = ({ type }: KindTarget): boolean => type !== 'bpmn:SendTask'

/** What would be lost if a step became another kind, in the words of the panel; nothing where the new kind has all of it too. */
export const lossesOf = (step: Step, element: DrawnElement, target: KindTarget): string[] => [
  ...lostSays(step, target),
  // What a step that called a route called is said by no other kind.
  ...(step.calls ? [w('调用哪个流程', 'Which route it calls')] : []),
  ...lostEvent(step, target),
  ...lostWays(element, target),
  ...(bearsEvents(target) ? [] : (element.attachers ?? []).map((one) => onBorder(one.businessObject))),
]

const lostSays = ({ says, timer }: Step, target: KindTarget): string[] =>
  Object.entries(stepProperties).flatMap(([property, word]) => {
    if ((says[property] ?? '') === '' || reads(target, property)) return []
    // How days are counted is lost with the time itself.
    return property === 'days' && timer !== null ? [] : [t(word)]
  })

function lostEvent({ timer, event }: Step, { type, eventDefinitionType: made }: KindTarget): string[] {
  const isTimeLost = timer !== null && timer.text !== '' && made !== 'bpmn:TimerEventDefinition'
  const isKept =
    event === null ||
    made === families[event.type].definition ||
    (event.type === 'message' && /(Send|Receive)Task$/.test(type))
  return [
    ...(isTimeLost ? [w('什么时候', 'When')] : []),
    ...(event === null || event.name === '' || isKept ? [] : [eventLabel(event.type)]),
  ]
}

function lostWays({ outgoing = [], incoming = [], businessObject }: DrawnElement, target: KindTarget): string[] {
  const out = outgoing.filter((one) => one.type === 'bpmn:SequenceFlow')
  const to = out.map((way) => way.target?.businessObject).filter((one) => one !== undefined)
  const from = incoming.map((way) => way.source?.businessObject).filter((one) => one !== undefined)
  const isUnlike = (one: Business): boolean => !awaits(one.$type, one.eventDefinitions?.[0]?.$type)
  const cutOff = isEventBased(target.type) ? to.filter(isUnlike) : []
  const unreached = awaits(target.type, target.eventDefinitionType) ? [] : from.filter((one) => isEventBased(one.$type))
  const speaks = !branchesByCondition(target)
  return [
    ...(speaks && out.some((way) => way.businessObject.conditionExpression)
      ? [w('各路的条件', 'Conditions of its ways')]
      : []),
    ...(speaks && businessObject.default ? [w('“其余情况都走这条路”', '“Taken when no other condition holds”')] : []),
    ...cutOff.map((one) => w(`去“${called(one)}”的路`, `the way to “${called(one)}”`)),
    ...unreached.map((one) => w(`从“${called(one)}”来的路`, `the way from “${called(one)}”`)),
  ]
}

const called = (business: Business): string => business.name || t(kindWords(business.$type))
const onBorder = (business: Business): string =>
  business.name
    ? w(`边上的事件“${business.name}”`, `the event “${business.name}” on its border`)
    : w('边上的事件', 'the event on its border')
