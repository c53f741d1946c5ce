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
  incoming?: DrawnElement[]
  /** The events on its border; of such an event, the step it is on. */
  attachers?: DrawnElement[]
  host?: DrawnElement
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
  /** Of an event on a border: the name of the step it is on. */
  on: string | null
  /** For a way: where from and to, its condition, and whether it is the one that is left. */
  way: { from: string; to: string; condition: string; isDefault: boolean; branches: boolean } | null
  timer: { form: TimerForm; text: string } | null
  event: EventName | null
  /** For a call of another route: its key, without the version that publishing writes to it; else null. */
  calls: string | null
  /** Null where nothing can be repeated: events, gateways, ways. */
  repetition: Repetition | null
  position: number
}
