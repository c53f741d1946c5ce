/** What the XML says, in plain objects: the drawing and the XML are gone, nothing has been judged yet. */
export type NodeKind =
  | 'start-event'
  | 'end-event'
  | 'terminate-end-event'
  | 'user-task'
  | 'service-task'
  | 'exclusive-gateway'
  | 'parallel-gateway'

export type ModelNode = {
  id: string
  name: string
  kind: NodeKind
  properties: Record<string, string>
  /** Id of the flow named as default, or null. */
  defaultFlow: string | null
  /** Ids of the flows that the node itself lists; the flows' own source and target are what counts. */
  listed: { incoming: string[]; outgoing: string[] }
}

export type ModelFlow = { id: string; source: string; target: string; condition: string | null }

export type Model = { id: string; name: string; nodes: ModelNode[]; flows: ModelFlow[] }
