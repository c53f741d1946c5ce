/** What the XML says, in plain objects: the drawing and the XML are gone, nothing has been judged yet. */
export type NodeKind =
  | 'start-event'
  | 'end-event'
  | 'terminate-end-event'
  | 'user-task'
  | 'service-task'
  | 'exclusive-gateway'
  | 'parallel-gateway'
  | 'business-rule-task'
  | 'send-task'
  | 'receive-task'
  | 'inclusive-gateway'
  | 'event-based-gateway'
  | 'catch-event'
  | 'throw-event'
  | 'boundary-event'
  | 'sub-process'
  | 'call-activity'

/** What an event catches or throws; an error or escalation without code is caught whatever its code. */
export type ModelEvent =
  | { type: 'timer'; form: TimerForm; text: string }
  | { type: 'message' | 'signal'; name: string }
  | { type: 'error' | 'escalation'; code: string | null }

export type TimerForm = 'duration' | 'date' | 'cycle'

/** How often an activity is done; the texts are FEEL expressions, `element` the name of a variable. */
export type ModelLoop =
  | {
      type: 'multi'
      sequential: boolean
      cardinality: string | null
      collection: string | null
      element: string | null
      completion: string | null
    }
  | { type: 'standard'; before: boolean; condition: string | null; most: number | null }

export type ModelNode = {
  id: string
  name: string
  kind: NodeKind
  /** Id of the sub-process or call activity that holds the node, or null: the process itself. */
  parent: string | null
  properties: Record<string, string>
  /** Id of the flow named as default, or null. */
  defaultFlow: string | null
  /** Ids of the flows that the node itself lists; the flows' own source and target are what counts. */
  listed: { incoming: string[]; outgoing: string[] }
  event: ModelEvent | null
  loop: ModelLoop | null
  /** Id of the activity on whose border a boundary event stands, or null. */
  attachedTo: string | null
  /** Whether a boundary event ends the activity on whose border it stands. */
  interrupting: boolean
  /** Id of the process that a call activity calls, or null. */
  called: string | null
}

export type ModelFlow = { id: string; source: string; target: string; condition: string | null }

export type Model = { id: string; name: string; nodes: ModelNode[]; flows: ModelFlow[] }

export const isEnd = (node: ModelNode): boolean => node.kind === 'end-event' || node.kind === 'terminate-end-event'

/** Activities (BPMN 2.0.2, 10.3): what can be repeated and carry boundary events. */
export function isActivity(kind: NodeKind): boolean {
  return kind.endsWith('-task') || kind === 'sub-process' || kind === 'call-activity'
}
