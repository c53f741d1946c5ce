import type { Clock } from '../../src/base/index.ts'

/** When the city of the tests was loaded. */
export const seededAt = Temporal.Instant.from('2026-01-05T01:00:00Z')

/** A clock that stands until it is moved. Begins on Monday 2 March 2026, 9:30 in the city. */
export function makeClock(start = '2026-03-02T01:30:00Z') {
  let now = Temporal.Instant.from(start)
  const clock: Clock = () => now
  return {
    clock,
    /** Moves to 9:30 of that day in the city. */
    goTo: (date: string) => {
      now = Temporal.Instant.from(`${date}T01:30:00Z`)
    },
    forward: (duration: Temporal.DurationLike) => {
      now = now.add(duration)
    },
  }
}
