import { type Catcher, catchEvent } from './events.ts'
import { type Graph, kindCode } from './graph.ts'
import { moveAfter, moveFrom, nodeOf, repeatsIn, type Sent, type Walk } from './walk.ts'

/** All that wait for a message or signal of this name, the oldest first. */
export function findCatchers(walk: Walk, type: 'message' | 'signal', name: string): Catcher[] {
  const { graph } = walk
  const listens = (node: number): boolean => {
    const event = graph.events[node]
    return event?.type === type && event.name === name
  }
  return walk.tokens.flatMap((token) => {
    if (token.via !== undefined || token.on !== undefined) return []
    const node = nodeOf(graph, token)
    const own = graph.kinds[node] === kindCode['catch-event'] || graph.kinds[node] === kindCode['receive-task']
    const border = repeatsIn(walk, token) === undefined ? (graph.borders[node] ?? []) : []
    const candidates = [...(own && token.loop === undefined ? [node] : []), ...border, ...branchesOf(graph, node)]
    return candidates.filter(listens).map((event) => ({ token, event }))
  })
}

function branchesOf(graph: Graph, node: number): readonly number[] {
  return graph.kinds[node] === kindCode['event-based-gateway']
    ? graph.flowTarget.slice(graph.outFirst[node] ?? 0, graph.outFirst[node + 1] ?? 0)
    : []
}

/**
 * A message goes to one that waits for it: whoever can go on by it before an event that only starts something beside, or that event would
 * hear it for ever in their place. A signal goes to all: what is started beside a task starts, though another event ends the task.
 */
export function hear(walk: Walk, type: Sent['type'], catchers: readonly Catcher[], sent: readonly number[] = []): void {
  const beside = catchers.filter((one) => isBeside(walk.graph, one.event))
  const others = catchers.filter((one) => !isBeside(walk.graph, one.event))
  const chosen = type === 'message' ? [...others, ...beside].slice(0, 1) : [...beside, ...others]
  for (const catcher of chosen) {
    if (!walk.tokens.some((token) => token.id === catcher.token.id)) continue
    moveFrom(walk, [catcher.token.id])
    moveAfter(walk, sent)
    catchEvent(walk, catcher)
  }
}

const isBeside = (graph: Graph, event: number): boolean =>
  graph.kinds[event] === kindCode['boundary-event'] && graph.interrupting[event] === false

/** What was sent just now is heard on the borders around it: they are there, and may be gone when everything has moved. */
export function hearAround(walk: Walk): void {
  const [sent] = walk.hearing.sent.slice(-1)
  if (sent === undefined) return
  const catchers = findCatchers(walk, sent.type, sent.name)
  const around = catchers.filter(({ token }) => sent.around.has(token.id))
  if (around.length === 0) return
  if (sent.type === 'message') walk.hearing.sent.pop()
  hear(walk, sent.type, sent.type === 'message' ? catchers : around, [sent.number])
}

/** Nothing moves any more: the oldest thing sent is heard by who waits for it. False when nothing is, of all that was sent. */
export function hearNext(walk: Walk): boolean {
  for (let sent = walk.hearing.sent.shift(); sent !== undefined; sent = walk.hearing.sent.shift()) {
    const { type, name, number } = sent
    const catchers = findCatchers(walk, type, name).filter(
      ({ token }) => !walk.hearing.behind.get(token.id)?.includes(number),
    )
    if (catchers.length === 0) continue
    hear(walk, type, catchers, [number])
    return true
  }
  return false
}
