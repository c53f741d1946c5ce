import { type Config, dateIn, type FileStore, keepDoing, type Log, startJobs } from './base/index.ts'
import { followCases, loggingSms, sendWaiting, smtpSender } from './engagement/index.ts'
import {
  acceptUntold,
  type BundleFollower,
  followBundles,
  forgetUnsent,
  giveBackLostTasks,
  type Handling,
  keepDaysCounted,
  listUntold,
  retryBundles,
  type Service,
  serveRoutes,
} from './handling/index.ts'
import { sweepSessions } from './identity/index.ts'
import { routeDecidesByRule } from './management/index.ts'

type Background = {
  config: Config
  pool: Parameters<typeof startJobs>[0]['pool']
  handling: Handling
  files: FileStore
  log: Log
  stamp: { directory: string; database: string }
  services: Readonly<Record<string, Service>>
  keepResult: BundleFollower['keepResult']
}

/** Everything that goes on without anybody asking: jobs by the clock, and what follows the event feed. `stop` ends it in order. */
export async function startBackground(deps: Background): Promise<{ stop: () => Promise<void> }> {
  const { config, handling, log } = deps
  const { db, clock } = handling
  const mail = config.smtpUrl === null ? null : smtpSender(config.smtpUrl, config.mailFrom)
  const here = () => ({ db, cityCode: config.cityCode, now: clock(), today: dateIn(config.zone, clock()) })
  const send = () => sendWaiting({ ...here(), mail, sms: loggingSms(log), log })
  const tell = async () => {
    const read = await followCases({
      ...here(),
      secret: config.sessionSecret,
      mailIsSet: mail !== null,
      isByRule: (route) => routeDecidesByRule(handling.city(), route),
    })
    if (read > 0) await send()
    return read
  }
  const jobs = await startJobsByClock(deps, send)
  const workers = startFollowing(deps, tell)
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
      await jobs.stop()
      mail?.close()
    },
  }
}

function startJobsByClock({ config, pool, handling, files, log }: Background, send: () => Promise<unknown>) {
  const { db, clock } = handling
  return startJobs({
    pool,
    log,
    crontab: [
      '* * * * * send-messages',
      '*/10 * * * * sweep-sessions',
      '5 * * * * accept-by-law',
      '35 * * * * forget-unsent',
      '50 * * * * give-back-tasks',
    ].join('\n'),
    jobs: {
      'send-messages': async () => void (await send()),
      'sweep-sessions': async () => void (await sweepSessions(db, clock())),
      'forget-unsent': async () => void (await forgetUnsent({ db, cityCode: config.cityCode, now: clock(), files })),
      'give-back-tasks': () => giveBackLostTasks(handling),
      'accept-by-law': async () => {
        const untold = await listUntold(db, config.cityCode, clock().subtract({ hours: 5 * 24 }), 500)
        await acceptUntold(handling, untold)
      },
    },
  })
}

// A look at the feed costs the same for one event as for hundreds: while much happens they are gathered for a moment.
const gathering = 100

/** `tell` lets applicants hear of what happened. */
function startFollowing({ handling, keepResult, log, services, stamp }: Background, tell: () => Promise<number>) {
  const told = (what: string) => (error: unknown) =>
    log.warn({ error: String(error) }, `${what} failed; it is tried again`)
  const follower = { handling, keepResult }
  return [
    // Applicants hear of each step within a second.
    keepDoing(tell, { idle: 500, between: gathering, onError: told('reading the feed') }),
    // A result becomes a paper of what waits for it as soon as it is issued.
    keepDoing(() => followBundles(follower), {
      idle: 500,
      between: gathering,
      onError: told('letting bundles go on'),
    }),
    // An administrator who has one tried again at once looks at the page until it was.
    keepDoing(() => retryBundles(follower), { idle: 2_000, onError: told('letting bundles go on again') }),
    ...serveRoutes(handling, services, told),
    // With other holidays the days of what is open are others; nobody waits for that.
    keepDaysCounted(handling, { stamp, log }),
  ]
}
