import type { Variables } from './condition.ts'
import type { Sentence } from './problem.ts'

/**
 * A token: at a task it waits for `complete`; at a parallel gateway it waits for the other branches, and `via` is the
 * flow on which it came. Its id is never used again, so a signal sent twice cannot act twice.
 */
export type Token = { readonly id: number; readonly at: string; readonly via?: string }

/**
 * A run, as plain JSON: a few hundred bytes. `next` is the id of the next token (1: not started yet). `done` holds one
 * bit per node of the definition, thirty to a number: set when a task there has been completed.
 */
export type RunState = {
  readonly status: 'running' | 'ended' | 'cancelled'
  readonly next: number
  readonly tokens: readonly Token[]
  readonly variables: Variables
  readonly done: readonly number[]
}

export type Signal =
  | { type: 'start'; variables?: Variables }
  | { type: 'complete'; token: number; variables?: Variables }
  | { type: 'cancel'; reason: string }

/** What the world outside has to do. Both kinds of task wait for `complete`, and both are closed by `task-closed`. */
export type Effect =
  | { type: 'task-opened'; token: number; element: string; name: string; properties: Readonly<Record<string, string>> }
  | { type: 'task-closed'; token: number; element: string; how: 'completed' | 'cancelled' }
  | {
      type: 'service-called'
      token: number
      element: string
      name: string
      properties: Readonly<Record<string, string>>
    }
  | { type: 'ended'; element: string }

export type Advance = { state: RunState; effects: Effect[] }
export type Refused = { refused: 'conflict' | 'invalid'; sentence: Sentence; element: string | null }

/** A run that has not started yet. */
export const initialState = (variables: Variables = {}): RunState => ({
  status: 'running',
  next: 1,
  tokens: [],
  variables,
  done: [],
})

export const isDone = (done: readonly number[], node: number): boolean =>
  ((done[Math.floor(node / 30)] ?? 0) & (1 << (node % 30))) !== 0

export function markDone(done: readonly number[], node: number): readonly number[] {
  if (isDone(done, node)) return done
  const slot = Math.floor(node / 30)
  const marked = [...done]
  while (marked.length <= slot) marked.push(0)
  marked[slot] = (marked[slot] ?? 0) | (1 << (node % 30))
  return marked
}
