import type { Scalar, Variables } from './condition.ts'
import type { TimerForm } from './model.ts'
import type { Sentence } from './problem.ts'

/**
 * A token: at a task or catching event it waits for a signal; at a joining gateway it waits for the other branches, and `via` is the
 * flow on which it came. Its id is never used again, so a signal sent twice cannot act twice.
 *
 * A token at a sub-process, a call activity or a repeated activity holds those inside it: they carry its id as `scope`.
 * A token at a timer that belongs to another token (a boundary event, a branch of an event gateway) carries that one's id as `on`.
 */
export type Token = {
  readonly id: number
  readonly at: string
  readonly via?: string
  readonly scope?: number
  readonly on?: number
  /** How often a repeating timer may still fire, -1 for ever; absent: once. */
  readonly left?: number
  /** The variables of one repetition: its counter and its element. */
  readonly local?: Variables
  /** A token that holds repetitions: how many there are in all (null: not known before), how many have begun and are done. */
  readonly loop?: Repetition
}

export type Repetition = {
  readonly total: number | null
  readonly begun: number
  readonly done: number
  readonly items?: readonly Scalar[]
}

/**
 * A run, as plain JSON: a few hundred bytes. `next` is the id of the next token (1: not started yet). `done` says at which
 * nodes a task has been completed.
 */
export type RunState = {
  readonly status: 'running' | 'ended' | 'cancelled'
  readonly next: number
  readonly tokens: readonly Token[]
  readonly variables: Variables
  readonly done: DoneBits
}

/**
 * What the world outside tells a run. A message goes to one token that waits for its name, the oldest (or `token`); a signal to all.
 * `error` and `escalation` are raised by the task that the token stands at, and go to the nearest event that catches them.
 */
export type Signal =
  | { type: 'start'; variables?: Variables }
  | { type: 'complete'; token: number; variables?: Variables }
  | { type: 'cancel'; reason: string }
  | { type: 'timer-fired'; token: number }
  | { type: 'message'; name: string; token?: number; variables?: Variables }
  | { type: 'signal'; name: string; variables?: Variables }
  | { type: 'error' | 'escalation'; token: number; code: string; variables?: Variables }

type Work = {
  token: number
  element: string
  name: string
  properties: Readonly<Record<string, string>>
  /** Counter and element of a repeated task. */
  variables?: Variables
}

/** What people and services have to do. Both kinds of task wait for `complete`, and both are closed by `task-closed`. */
export type Effect =
  | ({ type: 'task-opened' } & Work)
  | { type: 'task-closed'; token: number; element: string; how: 'completed' | 'cancelled' }
  | ({ type: 'service-called' } & Work)
  | { type: 'ended'; element: string }

/**
 * What else a run tells the world, and asks of it. `timer-set` wants `timer-fired` when `due` (ISO 8601) has come: a
 * duration counts from now, a cycle `R3/PT1H` wants it that often; `timer-cancelled` takes it back. `decision-called` is a business-rule
 * task and waits for `complete`. `message-sent` and `signal-thrown` were heard by what waits for them in the same run already.
 * `escalation` and `error` are those that nothing in the process catches; the error has ended the run.
 */
export type Notice =
  | { type: 'timer-set'; token: number; element: string; form: TimerForm; due: string }
  | { type: 'timer-cancelled'; token: number; element: string }
  | ({ type: 'decision-called' } & Work)
  | {
      type: 'message-sent'
      element: string
      message: string
      properties: Readonly<Record<string, string>>
      variables?: Variables
    }
  | { type: 'signal-thrown'; element: string; signal: string }
  | { type: 'escalation' | 'error'; element: string; code: string }

/** `effects` and `notices` each stand in the order in which they came about. */
export type Advance = { state: RunState; effects: Effect[]; notices: Notice[] }
export type Refused = { refused: 'conflict' | 'invalid'; sentence: Sentence; element: string | null }

/** A run that has not started yet. */
export const initialState = (variables: Variables = {}): RunState => ({
  status: 'running',
  next: 1,
  tokens: [],
  variables,
  done: [],
})

/**
 * One bit per node of the definition, thirty to a number, sixteen numbers to a page. Only the page that changes is copied, so
 * that a step costs as much in a large process as in a small one.
 */
export type DoneBits = readonly (readonly number[])[]

const bitsToNumber = 30
const bitsToPage = bitsToNumber * 16
const noPage: readonly number[] = []

/** The pages of a state. One that was stored when the bits were a plain list of numbers is read as that list in pages. */
export function pagesOf(done: DoneBits): DoneBits {
  const flat = done as readonly unknown[] as readonly number[]
  if (typeof flat[0] !== 'number') return done
  return Array.from({ length: Math.ceil(flat.length / 16) }, (_, page) => flat.slice(page * 16, page * 16 + 16))
}

export function isDone(done: DoneBits, node: number): boolean {
  const within = node % bitsToPage
  const bits = done[(node - within) / bitsToPage]?.[Math.floor(within / bitsToNumber)] ?? 0
  return (bits & (1 << (within % bitsToNumber))) !== 0
}

export function markDone(done: DoneBits, node: number): DoneBits {
  if (isDone(done, node)) return done
  const within = node % bitsToPage
  const at = (node - within) / bitsToPage
  const pages = done.slice()
  while (pages.length <= at) pages.push(noPage)
  const page = (pages[at] ?? noPage).slice()
  const slot = Math.floor(within / bitsToNumber)
  while (page.length <= slot) page.push(0)
  page[slot] = (page[slot] ?? 0) | (1 << (within % bitsToNumber))
  pages[at] = page
  return pages
}
