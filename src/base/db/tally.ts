/** How long after its moment a row may still be committed: no statement takes as long, and no two clocks differ as much. */
const settling = { minutes: 60 }

/** Of what came in from `from` on (null: ever), what is from before `until` and what is newer. */
type Counted<Numbers> = { settled: Numbers; recent: Numbers }
type Count<Numbers> = (from: Temporal.Instant | null, until: Temporal.Instant) => Promise<Counted<Numbers>>

/**
 * Numbers of what only comes in and never goes: asked for the first time everything is counted, from then on only what came in
 * during the last hour. What is older is remembered, in this process. When the clock was set back, all is counted again.
 */
export function makeTally<Numbers extends Readonly<Record<string, number>>>(
  count: Count<Numbers>,
): (now: Temporal.Instant) => Promise<Numbers> {
  let known: { until: Temporal.Instant; numbers: Numbers } | null = null
  return async (now) => {
    const until = now.subtract(settling)
    const before = known !== null && Temporal.Instant.compare(known.until, until) <= 0 ? known : null
    const { settled, recent } = await count(before?.until ?? null, until)
    const numbers = before === null ? settled : sum(before.numbers, settled)
    known = { until, numbers }
    return sum(numbers, recent)
  }
}

const sum = <Numbers extends Readonly<Record<string, number>>>(some: Numbers, more: Numbers): Numbers =>
  Object.fromEntries(Object.entries(some).map(([name, number]) => [name, number + (more[name] ?? 0)])) as Numbers
