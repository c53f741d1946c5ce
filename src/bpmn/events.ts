import { finish } from './activity.ts'
import { kindCode } from './graph.ts'
import { markDone, type Token } from './run-state.ts'
import {
  closeAll,
  idOf,
  leave,
  moveAfter,
  nodeOf,
  removeTokens,
  repeatsIn,
  replaceToken,
  tell,
  tokenOf,
  type Walk,
} from './walk.ts'

/** A token that waits, and the event by which it goes on: its own, one on its border, or one behind its event gateway. */
export type Catcher = { token: Token; event: number }

/** An event has come for a waiting token: the token goes on by it, unless it only starts something beside (not interrupting). */
export function catchEvent(walk: Walk, { token, event }: Catcher): void {
  const { graph } = walk
  const scope = token.scope ?? 0
  if (graph.kinds[event] === kindCode['boundary-event']) {
    if (graph.interrupting[event]) removeTokens(walk, [token.id], new Set())
    leave(walk, event, scope)
  } else if (graph.kinds[event] === kindCode['receive-task'] && token.at === idOf(graph, event))
    finish(walk, token, event)
  else {
    removeTokens(walk, [token.id], new Set([token.id]))
    walk.done = markDone(walk.done, event)
    leave(walk, event, scope)
  }
}

/** A timer has come due: it is taken off (unless it repeats) and what waits for it goes on. */
export function catchTimer(walk: Walk, timer: Token): void {
  const { left } = timer
  if (left !== undefined && left !== 1) replaceToken(walk, left < 0 ? timer : { ...timer, left: left - 1 })
  else if (timer.on !== undefined) walk.tokens = walk.tokens.filter((each) => each.id !== timer.id)
  const token = timer.on === undefined ? timer : tokenOf(walk, timer.on)
  if (token !== undefined) catchEvent(walk, { token, event: nodeOf(walk.graph, timer) })
}

/**
 * Raises an error or escalation at a token (0: in the process itself): the nearest event on the border of what holds the token
 * catches it, one that names its code before one that names none. False when nothing does.
 */
export function raise(walk: Walk, type: 'error' | 'escalation', code: string, from: number): boolean {
  const { graph } = walk
  for (let token = tokenOf(walk, from); token !== undefined; token = tokenOf(walk, token.scope)) {
    const host = repeatsIn(walk, token) ?? token
    const listening = (graph.borders[nodeOf(graph, host)] ?? []).filter((each) => graph.events[each]?.type === type)
    const codes = listening.map((border) => {
      const event = graph.events[border]
      return event?.type === type && 'code' in event ? event.code : null
    })
    const event = listening[codes.indexOf(code)] ?? listening[codes.indexOf(null)]
    if (event !== undefined) {
      moveAfter(walk, walk.hearing.behind.get(host.id) ?? [])
      catchEvent(walk, { token: host, event })
      return true
    }
    token = host
  }
  return false
}

/** What a throwing or ending event does before its token goes on. */
export function throwEvent(walk: Walk, node: number, scope: number): void {
  const { graph } = walk
  const event = graph.events[node] ?? null
  const element = idOf(graph, node)
  if (event === null) return
  switch (event.type) {
    case 'timer':
      return // only caught, never thrown
    case 'message':
      walk.notices.push({
        type: 'message-sent',
        element,
        message: event.name,
        properties: graph.properties[node] ?? {},
      })
      tell(walk, 'message', event.name, scope)
      return
    case 'signal':
      walk.notices.push({ type: 'signal-thrown', element, signal: event.name })
      tell(walk, 'signal', event.name, scope)
      return
    case 'escalation':
    case 'error': {
      const code = event.code ?? ''
      if (raise(walk, event.type, code, scope)) return
      walk.notices.push({ type: event.type, element, code })
      if (event.type === 'escalation') return
      closeAll(walk)
      walk.ended = true
    }
  }
}

/** A terminate end: everything in its scope stops, what stands around goes on. */
export function terminate(walk: Walk, scope: number): void {
  if (scope === 0) {
    closeAll(walk)
    walk.ended = true
    return
  }
  const inside = walk.tokens.filter((token) => token.scope === scope)
  removeTokens(
    walk,
    inside.map((token) => token.id),
    new Set(),
  )
  const rest = walk.queue.splice(walk.head + 1).filter((arrival) => arrival.scope !== scope)
  walk.queue.push(...rest)
}
