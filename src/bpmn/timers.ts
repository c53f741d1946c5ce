import { undecidedAt } from './refusals.ts'
import { timesOf } from './timer.ts'
import { addToken, idOf, visible, type Walk } from './walk.ts'

/** Puts a token at a timer and asks for it to be woken; `on` is the token that the timer belongs to, if any. */
export function setTimer(walk: Walk, node: number, scope: number, on?: number): void {
  const element = idOf(walk.graph, node)
  const event = walk.graph.events[node]
  const due = walk.graph.dues[node]?.(visible(walk, scope)) ?? null
  if (due === null || event?.type !== 'timer') {
    walk.trouble ??= undecidedAt(element)
    return
  }
  const times = timesOf(due)
  const left = times === 1 ? {} : { left: Number.isFinite(times) ? times : -1 }
  const token = addToken(walk, node, scope, { ...(on === undefined ? {} : { on }), ...left })
  walk.notices.push({ type: 'timer-set', token: token.id, element, form: event.form, due })
}
