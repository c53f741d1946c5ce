import { withLoadApart } from './cores.ts'
import { type Flood, type Flooded, flood } from './flood.ts'
import { type Answered, endProcess, load, type Measure, startProcess } from './load.ts'
import { prepareSubmissions } from './submissions.ts'

const rounds = 9

const ratio = (made: readonly Round[], of: (round: Round) => number): number => {
  const sorted = made.map(of).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

type Place = (pid: number) => void
type Round = { crowd: Answered; many: Flooded; aroundCrowd: number; aroundMany: number; after: number }

/**
 * How much of the peak is left to the work when nine tenths of a tenfold rate are refused at the least cost there is, which is measured
 * here: on one core, `peak` submissions fill a second; at ten times the rate what the refusals take is gone.
 */
async function leftByBareRefusals(peak: number, seconds: number, make: Flood['make'], place: Place): Promise<number> {
  const bare = await startProcess('bare-refusals.ts', {})
  if (bare.process.pid !== undefined) place(bare.process.pid)
  const spent = () =>
    new Promise<number>((resolve) => {
      bare.process.once('message', (message) => resolve((message as { spent: number }).spent))
      bare.process.send('spent')
    })
  await flood({ url: bare.url, seconds: 1, perSecond: peak * 9, make })
  await spent()
  const { shed, sent } = await flood({ url: bare.url, seconds, perSecond: peak * 9, make })
  // Counting begins a second after sending does.
  const answered = shed * ((seconds + 1) / seconds)
  const cost = (await spent()) / 1e6 / answered
  await endProcess(bare.process)
  if (sent === 0) throw new Error('nothing was sent')
  return (1 - 10 * peak * cost) / (1 - peak * cost)
}

/**
 * What is still done when ten times as much is offered: by ten times as many clients, each of which comes back as soon as it is answered,
 * and at ten times the rate, whatever is answered. Each is compared with the peak just before and just after it, since a database that
 * fills grows slower by itself. Many short rounds say more than few long ones: a machine shared with others changes its pace within seconds,
 * and the median then leaves out the rounds it changed in.
 */
export async function benchOverload(databaseUrl: string, dataDir: string, seconds: number): Promise<Measure[]> {
  const { requests, next } = await prepareSubmissions(databaseUrl)
  const env = { DATABASE_URL: databaseUrl, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', POOL_SIZE: '8' }
  const { isApart, result } = await withLoadApart(databaseUrl, async (place) => {
    const ours = await startProcess('server.ts', env)
    if (ours.process.pid !== undefined) place(ours.process.pid)
    const short = seconds / 2
    const peakNow = () => load({ url: ours.url, connections: 32, seconds: short, requests })
    await load({ url: ours.url, connections: 32, seconds: seconds * 2, requests })
    const done: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = await peakNow()
      const crowd = await load({ url: ours.url, connections: 320, seconds: short, requests })
      const between = await peakNow()
      const perSecond = between.perSecond * 10
      const many = await flood({ url: ours.url, seconds: short, perSecond, make: next })
      const after = await load({ url: ours.url, connections: 32, seconds: 1, requests })
      const rested = await peakNow()
      done.push({
        crowd,
        many,
        aroundCrowd: (before.perSecond + between.perSecond) / 2,
        aroundMany: (between.perSecond + rested.perSecond) / 2,
        after: after.perSecond,
      })
    }
    await endProcess(ours.process)
    const peak = ratio(done, (one) => one.aroundMany)
    return { rounds: done, left: await leftByBareRefusals(peak, seconds, next, place) }
  })
  const { rounds: made, left } = result
  const count = (of: (round: Round) => number): number => made.reduce((sum, one) => sum + of(one), 0)
  return [
    {
      name: isApart ? 'overload: the load has a core of its own' : 'overload: the load takes from the same cores',
      value: isApart ? 1 : 0,
      unit: '',
    },
    {
      name: 'overload: peak',
      value: Math.max(...made.flatMap((one) => [one.aroundCrowd, one.aroundMany])),
      unit: '/s',
    },
    {
      name: 'ten times as many clients: goodput ÷ peak (median of nine, target ≥ 0.9)',
      value: ratio(made, (one) => one.crowd.perSecond / one.aroundCrowd),
      unit: 'ratio',
    },
    {
      name: 'ten times as many clients: told to come back (503 with Retry-After)',
      value: count((one) => one.crowd.shed),
      unit: '',
    },
    {
      name: 'ten times the rate: goodput ÷ peak (median of nine, target ≥ 0.9)',
      value: ratio(made, (one) => one.many.perSecond / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'ten times the rate: what a bare socket that refuses as many would leave of the peak',
      value: left,
      unit: 'ratio',
    },
    {
      name: 'ten times the rate: offered ÷ peak',
      value: ratio(made, (one) => one.many.sent / (seconds / 2) / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'ten times the rate: told to come back (503 with Retry-After)',
      value: count((one) => one.many.shed),
      unit: '',
    },
    {
      name: 'ten times the rate: the second afterwards ÷ peak',
      value: ratio(made, (one) => one.after / one.aroundMany),
      unit: 'ratio',
    },
    {
      name: 'overload: refused for any other reason than load',
      value: count((one) => one.crowd.other + one.many.other),
      unit: '',
    },
  ]
}
