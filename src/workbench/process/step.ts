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
  eventDefinitions?: ({ $type: string } & Partial<Record<TimerForm, { body?: string }>>)[]
  sourceRef?: Business
  targetRef?: Business
}
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

/** A step or a way between steps, as the panel shows it: plain values, taken from the drawing at one moment. */
export type Step = {
  id: string
  type: string
  name: string
  says: Readonly<Record<string, string>>
  /** For a way: where from and to, its condition, and whether it is the one that is left. */
  way: { from: string; to: string; condition: string; isDefault: boolean; branches: boolean } | null
  timer: { form: TimerForm; text: string } | null
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
