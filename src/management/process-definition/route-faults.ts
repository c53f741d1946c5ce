import type { Graph, NodeKind } from '#bpmn'
import { stepCalls } from './step-property.ts'

/** A node at which a route would turn in a circle by itself: nobody does anything on the way round. Null where there is none. */
export function turnsInCircle(graph: Graph): string | null {
  const heard = thrownBy(graph)
  const isAtOnce = graph.ids.map((_, node) => passesAtOnce(graph, node, heard))
  // 0 not seen · 1 on the way from where the search began · 2 leads nowhere round
  const seen = graph.ids.map(() => 0)
  const search = (from: number): number => {
    const path: [node: number, next: number][] = [[from, graph.outFirst[from] ?? 0]]
    seen[from] = 1
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const [node, next] = last
      if (next >= (graph.outFirst[node + 1] ?? 0)) {
        seen[node] = 2
        path.pop()
        continue
      }
      last[1] += 1
      const target = graph.flowTarget[next] ?? -1
      if (!isAtOnce[target] || seen[target] === 2) continue
      if (seen[target] === 1) return target
      seen[target] = 1
      path.push([target, graph.outFirst[target] ?? 0])
    }
    return -1
  }
  for (const [node, atOnce] of isAtOnce.entries()) {
    const found = atOnce && seen[node] === 0 ? search(node) : -1
    if (found >= 0) return graph.ids[found] ?? null
  }
  return null
}

/** What the route tells itself: names of messages and signals. */
const thrownBy = (graph: Graph): ReadonlySet<string> =>
  new Set(
    graph.events.flatMap((event, node) => {
      const kind = graph.kindNames[node]
      const throws = kind === 'throw-event' || kind === 'send-task' || kind === 'end-event'
      return throws && (event?.type === 'message' || event?.type === 'signal') ? [`${event.type} ${event.name}`] : []
    }),
  )

const passing: ReadonlySet<string> = new Set<NodeKind>([
  'exclusive-gateway',
  'inclusive-gateway',
  'parallel-gateway',
  'send-task',
  'throw-event',
])

/** Whether a run goes through this node without anybody outside doing anything. */
function passesAtOnce(graph: Graph, node: number, heard: ReadonlySet<string>): boolean {
  const kind = graph.kindNames[node] ?? ''
  const event = graph.events[node]
  if (kind === 'service-task') return Object.hasOwn(stepCalls, graph.properties[node]?.['call'] ?? '')
  if (kind === 'catch-event' || kind === 'receive-task')
    return (event?.type === 'message' || event?.type === 'signal') && heard.has(`${event.type} ${event.name}`)
  return passing.has(kind)
}

/** Ends with an error that nothing catches: the run would stop there and the case stand for ever. Their elements. */
export const uncaughtErrors = (graph: Graph): string[] =>
  graph.ids.filter((_, node) => {
    const event = graph.events[node]
    return graph.kindNames[node] === 'end-event' && event?.type === 'error' && !isCaught(graph, node, event.code ?? '')
  })

function isCaught(graph: Graph, node: number, code: string): boolean {
  for (let holder = graph.parent[node] ?? -1; holder >= 0; holder = graph.parent[holder] ?? -1) {
    const catches = (graph.borders[holder] ?? []).some((border) => {
      const event = graph.events[border]
      return event?.type === 'error' && (event.code === null || event.code === code)
    })
    if (catches) return true
  }
  return false
}

/** Events on the border of a single step that catch an error or escalation which nobody there can raise: only a registered service names errors. */
export const neverRaised = (graph: Graph): string[] =>
  graph.ids.flatMap((_, host) => {
    if ((graph.entry[host] ?? -1) >= 0) return []
    const isService = graph.kindNames[host] === 'service-task'
    const names = isService && !Object.hasOwn(stepCalls, graph.properties[host]?.['call'] ?? '')
    return (graph.borders[host] ?? []).flatMap((border) => {
      const type = graph.events[border]?.type
      return type === 'escalation' || (type === 'error' && !names) ? [graph.ids[border] ?? ''] : []
    })
  })
