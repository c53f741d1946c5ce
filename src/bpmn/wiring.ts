import type { Model, ModelFlow, ModelNode } from './model.ts'

/** Who leads to whom. `links` adds to the flows the way from an activity to the events on its border. */
export type Wiring = {
  nodes: ReadonlyMap<string, ModelNode>
  incoming: ReadonlyMap<string, ModelFlow[]>
  outgoing: ReadonlyMap<string, ModelFlow[]>
  linksIn: ReadonlyMap<string, ModelFlow[]>
  linksOut: ReadonlyMap<string, ModelFlow[]>
  inside: ReadonlyMap<string | null, ModelNode[]>
}

export function wire(model: Model): Wiring {
  const borders = model.nodes.flatMap((node) =>
    node.attachedTo === null ? [] : [{ id: '', source: node.attachedTo, target: node.id, condition: null }],
  )
  const links = [...model.flows, ...borders]
  return {
    nodes: new Map(model.nodes.map((node) => [node.id, node])),
    incoming: Map.groupBy(model.flows, (flow) => flow.target),
    outgoing: Map.groupBy(model.flows, (flow) => flow.source),
    linksIn: Map.groupBy(links, (flow) => flow.target),
    linksOut: Map.groupBy(links, (flow) => flow.source),
    inside: Map.groupBy(model.nodes, (node) => node.parent),
  }
}

export function reach(from: readonly ModelNode[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(from.map((node) => node.id))
  for (const id of seen) for (const each of next(id)) seen.add(each) // a Set is walked in order while it grows
  return seen
}
