import { keepDoing } from '#base'
import type { Handling } from '../case-file/make-move.ts'
import { fireTimers } from './fire-timers.ts'
import { runCalls, type Service } from './run-calls.ts'

/**
 * Does for the routes of all cases what they wait for, for as long as the process runs: timers fire within a second of their time,
 * services are called as soon as a case asks. Any number of processes may do it at once.
 */
export const serveRoutes = (
  handling: Handling,
  services: Readonly<Record<string, Service>>,
  told: (what: string) => (error: unknown) => void,
): { stop: () => Promise<void> }[] => [
  keepDoing(() => fireTimers(handling), { idle: 250, onError: told('firing timers') }),
  keepDoing(() => runCalls(handling, services), { idle: 250, onError: told('calling services') }),
]
