import { withLoadApart } from './cores.ts'
import { type Flooded, flood } from './flood.ts'
import { type Answered, endProcess, load, type Measure, startProcess } from './load.ts'
import { prepareSubmissions } from './submissions.ts'

const ratio = (rounds: readonly Round[], of: (round: Round) => number): number => {
  const sorted = rounds.map(of).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

type Round = { crowd: Answered; many: Flooded; aroundCrowd: number; aroundMany: number; after: number }

/**
 * What is still done when ten times as much is offered: by ten times as many clients, each of which comes back as soon as it is answered,
 * and at ten times the rate, whatever is answered. Each is compared with the peak just before and just after it, since a database that
 * fills grows slower by itself.
 */
export async function benchOverload(databaseUrl: string, dataDir: string, seconds: number): Promise<Measure[]> {
  const { requests, next } = await prepareSubmissions(databaseUrl)
  const env = { DATABASE_URL: databaseUrl, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', POOL_SIZE: '8' }
  const { isApart, result: rounds } = await withLoadApart(databaseUrl, async (place) => {
    const ours = await startProcess('server.ts', env)
    if (ours.process.pid !== undefined) place(ours.process.pid)
    const peakNow = () => load({ url: ours.url, connections: 32, seconds, requests })
    await peakNow()
    const made: Round[] = []
    for (let round = 0; round < 3; round += 1) {
      const before = await peakNow()
      const crowd = await load({ url: ours.url, connections: 320, seconds: seconds * 2, requests })
      const between = await peakNow()
      const perSecond = between.perSecond * 10
      const many = await flood({ url: ours.url, seconds: seconds * 2, perSecond, make: next })
      const after = await load({ url: ours.url, connections: 32, seconds: 1, requests })
      const rested = await peakNow()
      made.push({
        crowd,
        many,
        aroundCrowd: (before.perSecond + between.perSecond) / 2,
        aroundMany: (between.perSecond + rested.perSecond) / 2,
        after: after.perSecond,
      })
    }
    await endProcess(ours.process)
    return made
  })
  const count = (of: (round: Round) => number): number => rounds.reduce((sum, one) => sum + of(one), 0)
  return [
    {
      name: isApart ? 'overload: the load has a core of its own' : 'overload: the load takes from the same cores',
      value: isApart ? 1 : 0,
      unit: '',
    },
    {
      name: 'overload: peak',
      value: Math.max(...rounds.flatMap((one) => [one.aroundCrowd, one.aroundMany])),
      unit: '/s',
    },
    {
      name: 'ten times as many clients: goodput ÷ peak (median of three, target ≥ 0.9)',
      value: ratio(rounds, (one) => one.crowd.perSecond / one.aroundCrowd),
      unit: 'ratio',
    },
    {
      name: 'ten times as many clients: told to come back (503 with Retry-After)',
      value: count((one) => one.crowd.shed),
      unit: '',
    },
    {
      name: 'ten times the rate: goodput ÷ peak (median of three, target ≥ 0.9)',
      value: ratio(rounds, (one) => one.many.perSecond / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'ten times the rate: offered ÷ peak',
      value: ratio(rounds, (one) => one.many.sent / (seconds * 2) / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'ten times the rate: told to come back (503 with Retry-After)',
      value: count((one) => one.many.shed),
      unit: '',
    },
    {
      name: 'ten times the rate: the second afterwards ÷ peak',
      value: ratio(rounds, (one) => one.after / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'overload: refused for any other reason than load',
      value: count((one) => one.crowd.other + one.many.other),
      unit: '',
    },
  ]
}
