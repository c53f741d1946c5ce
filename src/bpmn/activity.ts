import type { Scalar, Variables } from './condition.ts'
import type { Loop } from './expressions.ts'
import { kindCode } from './graph.ts'
import { tooWide, undecidedAt } from './refusals.ts'
import { markDone, type Repetition, type Token } from './run-state.ts'
import { setTimer } from './timers.ts'
import {
  addToken,
  idOf,
  leave,
  moveAfter,
  removeTokens,
  repeatsIn,
  replaceToken,
  sendOn,
  tell,
  visible,
  type Walk,
} from './walk.ts'

const isPlain = (walk: Walk, node: number): boolean => walk.graph.plain[node] === 1

/** A token comes to an activity: it opens, or its repetitions begin. */
export function enterActivity(walk: Walk, node: number, scope: number): void {
  const loop = isPlain(walk, node) ? null : (walk.graph.loops[node] ?? null)
  if (loop === null) {
    openActivity(walk, node, scope)
    return
  }
  const found = beginLoop(walk, node, scope, loop)
  if (found === null) return
  if (found.total === 0) {
    leave(walk, node, scope)
    return
  }
  const token = addToken(walk, node, scope, { loop: found })
  setBorderTimers(walk, node, token)
  const atOnce = loop.type === 'multi' && !loop.sequential ? (found.total ?? 1) : 1
  repeat(walk, node, token, atOnce)
}

/** Opens the activity once: `local` are the counter and element of a repetition. */
export function openActivity(walk: Walk, node: number, scope: number, local?: Variables): void {
  const { graph } = walk
  const token = addToken(walk, node, scope, local === undefined ? {} : { local })
  const work = {
    token: token.id,
    element: token.at,
    name: graph.names[node] ?? '',
    properties: graph.properties[node] ?? {},
    ...(local === undefined ? {} : { variables: local }),
  }
  const kind = graph.kinds[node]
  if (kind === kindCode['user-task']) walk.effects.push({ type: 'task-opened', ...work })
  else if (kind === kindCode['service-task']) walk.effects.push({ type: 'service-called', ...work })
  else if (kind === kindCode['business-rule-task']) walk.notices.push({ type: 'decision-called', ...work })
  else if (kind === kindCode['send-task']) {
    const { element, properties } = work
    const event = graph.events[node]
    const message = event?.type === 'message' ? event.name : ''
    const variables = local === undefined ? {} : { variables: local }
    walk.notices.push({ type: 'message-sent', element, message, properties, ...variables })
    tell(walk, 'message', message, token.id)
    finish(walk, token, node)
    return
  } else if (kind !== kindCode['receive-task']) sendOn(walk, { node: graph.entry[node] ?? 0, via: -1, scope: token.id })
  if (local === undefined && !isPlain(walk, node)) setBorderTimers(walk, node, token)
}

function setBorderTimers(walk: Walk, node: number, token: Token): void {
  for (const border of walk.graph.borders[node] ?? [])
    if (walk.graph.events[border]?.type === 'timer') setTimer(walk, border, token.scope ?? 0, token.id)
}

/** What the token stood for is done: the activity is left, or its next repetition begins. */
export function finish(walk: Walk, token: Token, node: number): void {
  const holder = repeatsIn(walk, token)
  if (isPlain(walk, node)) walk.tokens = walk.tokens.filter((each) => each.id !== token.id)
  else removeTokens(walk, [token.id], new Set([token.id]))
  walk.done = markDone(walk.done, node)
  if (holder?.loop === undefined) leave(walk, node, token.scope ?? 0)
  else finishRepetition(walk, node, holder, holder.loop, token.local ?? {})
}

function finishRepetition(walk: Walk, node: number, holder: Token, loop: Repetition, local: Variables): void {
  const now = { ...holder, loop: { ...loop, done: loop.done + 1 } }
  replaceToken(walk, now)
  const spec = walk.graph.loops[node] ?? null
  if (spec === null) return
  const goesOn = spec.type === 'multi' ? goesOnMulti(walk, now, spec, local) : goesOnStandard(walk, now, spec)
  if (goesOn === null) walk.trouble ??= undecidedAt(holder.at)
  else if (!goesOn) {
    moveAfter(walk, walk.hearing.behind.get(now.id) ?? [])
    removeTokens(walk, [now.id], new Set([now.id]))
    leave(walk, node, now.scope ?? 0)
  } else if (spec.type === 'standard' || spec.sequential) repeat(walk, node, now, 1)
}

type Repeating = Token & { readonly loop: Repetition }

function goesOnMulti(
  walk: Walk,
  holder: Repeating,
  spec: Extract<Loop, { type: 'multi' }>,
  local: Variables,
): boolean | null {
  const { total, begun, done } = holder.loop
  if (done === total) return false
  if (spec.completion === null) return true
  // The names are those of BPMN 2.0.2, table 10.30.
  const counts = {
    numberOfInstances: total,
    numberOfCompletedInstances: done,
    numberOfActiveInstances: begun - done,
    numberOfTerminatedInstances: 0,
  }
  const complete = spec.completion(visible(walk, holder.scope, { ...local, ...counts }))
  return complete === null ? null : !complete
}

function goesOnStandard(walk: Walk, holder: Repeating, spec: Extract<Loop, { type: 'standard' }>): boolean | null {
  const { done } = holder.loop
  if (done >= spec.most) return false
  return spec.condition === null ? true : spec.condition(visible(walk, holder.scope, { loopCounter: done }))
}

function repeat(walk: Walk, node: number, holder: Token, times: number): void {
  const { loop } = holder
  const spec = walk.graph.loops[node]
  if (loop === undefined) return
  const element = spec?.type === 'multi' ? spec.element : null
  for (let index = loop.begun; index < loop.begun + times; index += 1) {
    const item = element === null ? {} : { [element]: loop.items?.[index] ?? null }
    sendOn(walk, { node, via: -1, scope: holder.id, local: { loopCounter: index + 1, ...item } })
  }
  const begun = loop.begun + times
  // What all have got already need not be remembered.
  const { items, ...rest } = loop
  const kept = items === undefined || begun === loop.total ? rest : { ...rest, items }
  replaceToken(walk, { ...holder, loop: { ...kept, begun } })
}

/** How often the activity is to be done; `total` 0 when not at all, null (and trouble) when that cannot be told. */
function beginLoop(walk: Walk, node: number, scope: number, spec: Loop): Repetition | null {
  const seen = visible(walk, scope)
  if (spec.type === 'standard') {
    const first = spec.before && spec.condition !== null ? spec.condition({ ...seen, loopCounter: 0 }) : true
    if (first === null) walk.trouble ??= undecidedAt(idOf(walk.graph, node))
    return first === null ? null : { total: first ? null : 0, begun: 0, done: 0 }
  }
  if (spec.cardinality !== null) {
    const total = spec.cardinality(seen)
    if (typeof total === 'number' && Number.isInteger(total) && total >= 0) return bounded(walk, node, { total })
  } else {
    const items = Object.hasOwn(seen, spec.collection) ? seen[spec.collection] : null
    if (isList(items)) return bounded(walk, node, { total: items.length, ...(spec.element === null ? {} : { items }) })
  }
  walk.trouble ??= undecidedAt(idOf(walk.graph, node))
  return null
}

const isList = (value: unknown): value is readonly Scalar[] => Array.isArray(value)

function bounded(walk: Walk, node: number, found: Pick<Repetition, 'items'> & { total: number }): Repetition | null {
  const { graph } = walk
  const loop = graph.loops[node]
  const isSequential = loop?.type === 'multi' && loop.sequential
  if (found.total > (isSequential ? graph.steps : graph.tokens)) {
    walk.trouble ??= tooWide(graph, node)
    return null
  }
  return { ...found, begun: 0, done: 0 }
}
