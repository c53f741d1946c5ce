import { setTimeout as rest } from 'node:timers/promises'
import { keepDoing } from '#base'
import type { Handling } from '../case-file/make-move.ts'
import { fireTimers } from './fire-timers.ts'
import { runOwnCalls, type Services, serviceLane } from './run-calls.ts'

/**
 * Does for the routes of all cases what they wait for, for as long as the process runs: timers fire within a second of their time,
 * tables decide and services are called as soon as a case asks, each in a lane of its own. Any number of processes may do it at once.
 */
export function serveRoutes(
  handling: Handling,
  services: Services,
  told: (what: string) => (error: unknown) => void,
): { stop: () => Promise<void> }[] {
  const lane = serviceLane(handling, services, told('calling services'))
  const calling = keepDoing(lane.next, { idle: 250, onError: told('calling services') })
  return [
    keepDoing(() => fireTimers(handling), { idle: 250, onError: told('firing timers') }),
    keepDoing(() => runOwnCalls(handling), { idle: 250, onError: told('deciding by tables') }),
    {
      async stop() {
        await calling.stop()
        // What still runs then is left to the next worker, under the same key.
        await Promise.race([lane.ended(), rest(5_000, undefined, { ref: false })])
      },
    },
  ]
}
