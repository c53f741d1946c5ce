import { advanceIn, hearOn } from './advance.ts'
import type { Graph } from './graph.ts'
import { refuse } from './refusals.ts'
import type { Advance, Refused, RunState, Signal } from './run-state.ts'
import { newHearing } from './walk.ts'

/** A signal that a step brings about in the same moment. `mayMiss`: nobody need be waiting for it. */
export type Following = { signal: Signal; mayMiss: boolean }

/** More than any office does at once, and few enough that a route which turns in a circle is told before anybody waits. */
export const mostFollowing = 1_000

/**
 * Moves a run by one signal and by all that this brings about at once: services done in the same moment, messages that the run sends to
 * itself (heard when nothing else follows). `follow` takes each step as it comes and gives the signals that follow from it, or refuses. Refused as a whole where one is;
 * a circle in which nobody does anything is ended after `mostFollowing` signals, as `advance` ends one after its steps.
 */
export function drive(
  graph: Graph,
  run: RunState,
  first: Signal,
  follow: (step: Advance) => readonly Following[] | Refused,
): RunState | Refused {
  let state = run
  const hearing = newHearing(true)
  const waiting: Following[] = [{ signal: first, mayMiss: false }]
  for (let count = 0; ; count += 1) {
    const next = waiting.shift()
    const step = next === undefined ? hearOn(graph, state, hearing) : advanceIn(graph, state, next.signal, hearing)
    if (step === null) return state
    if (count >= mostFollowing) return turning(graph, next?.signal ?? first, state)
    if ('refused' in step) {
      if (next?.mayMiss && step.refused === 'conflict') continue
      return step
    }
    state = step.state
    const following = follow(step)
    if ('refused' in following) return following
    waiting.push(...following)
  }
}

function turning(graph: Graph, signal: Signal, state: RunState): Refused {
  const token = 'token' in signal ? state.tokens.find((one) => one.id === signal.token) : state.tokens.at(-1)
  const at = graph.indexOf.get(token?.at ?? '') ?? -1
  return refuse(
    'invalid',
    graph.ids[at] ?? null,
    `流程在“${graph.names[at] ?? ''}”附近自己转圈，${mostFollowing} 步还没有停`,
    `the process turns in a circle by itself near “${graph.names[at] ?? ''}” and has not stopped after ${mostFollowing} steps`,
  )
}
