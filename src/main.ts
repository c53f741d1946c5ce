import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { parse } from 'yaml'
import { z } from 'zod'
import { makeApi } from './api/index.ts'
import { startBackground } from './background.ts'
import {
  type Clock,
  type Config,
  compressAnswers,
  type Db,
  dateIn,
  diskShelf,
  limitBody,
  localeOf,
  makeFileStore,
  makeLog,
  makeMetrics,
  migrate,
  openDb,
  openDoors,
  probes,
  problem,
  readConfig,
  s3Shelf,
  sameOrigin,
  securityHeaders,
  shedLoad,
  startEmbeddedPostgres,
  stopWhenTold,
  systemClock,
  whyShut,
} from './base/index.ts'
import { unreadOf } from './engagement/index.ts'
import type { Service } from './handling/index.ts'
import {
  type AccountLimits,
  demoIssuer,
  demoPath,
  limitAccounts,
  loadPersonas,
  makeDemoProvider,
  makeOpenId,
  makePasskeys,
  readPersonas,
  type SessionEnv,
  signInRoutes,
  toPersona,
  usualLimits,
  withCsrf,
  withSession,
} from './identity/index.ts'
import { type City, indexCity, keepCity, loadNewSeeds, type SearchIndex } from './management/index.ts'
import {
  buildAssets,
  keepResult,
  keepTyped,
  makePortal,
  type PortalDeps,
  portalNotFound,
  problemPages,
  rememberedAddress,
  tellBreakage,
} from './portal/index.ts'
import { buildWorkbench, workbenchRoutes } from './workbench/index.ts'

const root = join(import.meta.dirname, '..')
const seeds = join(root, 'seeds')

// What the front page offers first, and who runs the service centres: configuration of the city.
const CityFile = z.object({
  askAt: z.string().optional(),
  commonEntries: z.array(z.string()),
  seasons: z.array(z.object({ months: z.array(z.int().min(1).max(12)), entries: z.array(z.string()) })).default([]),
})

export type Running = { url: string; db: Db; city: () => City; server: Server; stop: () => Promise<void> }
export type Options = {
  clock?: Clock
  databaseUrl?: string
  /** Services that routes call by these names, beside those of the product. */
  services?: Readonly<Record<string, Service>>
  /** Other limits for one account than the usual ones: measurements submit a lot. */
  limits?: AccountLimits
  /** More routes, for measurements beside the real ones. */
  extend?: (app: Hono<SessionEnv>) => void
}

const makeIndex = (city: City): SearchIndex => indexCity(city, readFileSync(join(seeds, 'search-synonyms.csv'), 'utf8'))

// Few at a time do more than many: beyond what the cores and the database's connections can do at once, they only stand in each other's way.
const places = { inFlight: 24, waiting: 168, arriving: 64, pauseMs: 30_000 }

/** Builds the house: configuration → database → modules → HTTP and jobs. Everything it started, `stop` ends. */
export async function startBantuo(config: Config, options: Options = {}): Promise<Running> {
  const clock = options.clock ?? systemClock
  const log = makeLog(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true })
  const externalUrl = options.databaseUrl ?? config.databaseUrl
  const embedded = externalUrl === null ? await startEmbeddedPostgres(config.dataDir) : null
  const { db, pool, close } = openDb(externalUrl ?? embedded?.url ?? '', config.poolSize)
  await migrate(db, join(root, 'migrations'))
  const stamp = { directory: config.dataDir, database: config.databaseUrl ?? 'embedded' }
  if (options.databaseUrl === undefined) await loadNewSeeds(db, seeds, stamp, clock())

  const kept = await keepCity(db, { cityCode: config.cityCode, zone: config.zone, every: 2_000, make: makeIndex })
  const { city, made: index } = kept
  const particular = CityFile.parse(parse(readFileSync(join(seeds, 'city.yaml'), 'utf8')))
  const demo = config.oidc === null
  const personas = demo ? readPersonas(join(seeds, 'personas.yaml')) : []
  if (demo) {
    await loadPersonas(
      db,
      config.cityCode,
      personas,
      (kind, division) => city().authorities.findAt(kind, division)?.creditCode,
      clock(),
      dateIn(config.zone, clock()),
    )
  }
  let publicUrl = config.publicUrl ?? ''
  const urlNow = () => publicUrl
  const handling = { db, city, clock }
  const files = makeFileStore(
    join(config.dataDir, 'files'),
    config.s3 ? s3Shelf({ ...config.s3, now: () => new Date() }) : diskShelf(join(config.dataDir, 'files')),
  )
  const uploads = join(config.dataDir, 'uploads')
  mkdirSync(uploads, { recursive: true })
  const { assets, routes: assetRoutes } = await buildAssets()
  const workbench = join(root, 'dist', 'workbench')
  // A desk that cannot be built must not close the counters: the portal serves without it.
  const desk = await buildWorkbench(workbench)
    .then(() => workbenchRoutes({ directory: workbench }))
    .catch((error: unknown) => {
      log.error({ error: String(error) }, 'the workbench could not be built')
      return new Hono()
    })
  const metrics = makeMetrics()
  const clientSecret =
    config.oidc?.clientSecret ?? createHash('sha256').update(`demo ${config.sessionSecret}`).digest('hex')
  const openId = makeOpenId({
    issuer: () => config.oidc?.issuer ?? `${publicUrl}${demoPath}`,
    clientId: config.oidc?.clientId ?? 'bantuo',
    clientSecret,
    redirectUri: () => `${publicUrl}/sign-in/callback`,
    asks: config.oidcAsks,
  })
  const passkeys = makePasskeys({ db, clock, publicUrl: urlNow, cityCode: () => city().cityCode })
  const limit = limitAccounts(options.limits ?? usualLimits)
  const portalDeps: PortalDeps = {
    db,
    clock,
    city,
    search: index,
    handling,
    files,
    secret: config.sessionSecret,
    publicUrl: urlNow,
    assets,
    demo,
    trustProxy: config.trustProxy,
    limit,
    ...particular,
    findSubmitted: rememberedAddress({ db, city }),
    receivers: {},
  }

  // Reading this list from top to bottom is reading a request.
  const app = new Hono<SessionEnv>()
  app.use(metrics.middleware)
  app.use(securityHeaders)
  app.route('/', probes({ db, metrics, config }))
  app.use(compressAnswers)
  app.route('/', assetRoutes)
  // Nothing larger is ever read into memory: a form with several photographs, or one file.
  app.use(
    limitBody(45 * 1024 * 1024, (c) =>
      problem(localeOf(c), 413, {
        zh: '内容过大，没有接收。请把文件压小或分几次上传。',
        en: 'Too large; nothing was taken. Make the files smaller or send them one by one.',
      }),
    ),
  )
  app.use(problemPages(portalDeps), sameOrigin(urlNow))
  const unread = unreadOf(config.cityCode)
  app.use(withSession({ db, clock, zone: config.zone, publicUrl: urlNow, unread }), keepTyped(portalDeps), withCsrf)
  app.route(
    '/',
    signInRoutes({
      db,
      clock,
      log,
      openId,
      publicUrl: urlNow,
      cookieSecret: config.sessionSecret,
      passkeys,
      trustProxy: config.trustProxy,
      issuerName: demo ? demoIssuer : null,
    }),
  )
  const apiDeps = { db, clock, city, search: index, handling, files, secret: config.sessionSecret, passkeys, limit }
  app.route('/', makeApi(apiDeps, kept.refresh)).route('/', desk)
  options.extend?.(app)
  app.route('/', makePortal(portalDeps, uploads))
  app.notFound(portalNotFound(portalDeps))
  app.onError(tellBreakage(portalDeps, log))

  const answer = getRequestListener(app.fetch)
  const shedder = shedLoad(places, (request, response) => void answer(request, response))
  let provider: ReturnType<typeof makeDemoProvider> | undefined
  const server = createServer((request, response) => {
    if (demo && request.url?.startsWith(`${demoPath}/`)) {
      provider ??= makeDemoProvider({
        publicUrl,
        clientSecret,
        cookieKey: config.sessionSecret,
        personas: personas.map(toPersona),
      })
      provider
        .then((handle) => handle(request, response))
        .catch((error: unknown) => {
          log.error({ error: String(error) }, 'the demonstration provider broke')
          response.writeHead(500).end()
        })
      return
    }
    shedder.handle(request, response)
  })
  shedder.guard(server)
  await openDoors(server, config)
  const address = server.address()
  if (publicUrl === '')
    publicUrl = `http://localhost:${typeof address === 'object' && address !== null ? address.port : config.port}`

  const background = await startBackground({
    config,
    pool,
    handling,
    files,
    log,
    stamp,
    services: { ...options.services },
    keepResult: keepResult(portalDeps),
  })

  return {
    url: publicUrl,
    db,
    city,
    server,
    /** Stops taking requests, lets those under way finish, then ends jobs and database. */
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 10_000))])
      server.closeAllConnections()
      await kept.stop()
      await background.stop()
      await close()
      await embedded?.stop()
    },
  }
}

async function run(): Promise<void> {
  const config = readConfig(process.env)
  const shut = 'problems' in config ? null : await whyShut(config)
  if ('problems' in config || shut !== null) {
    const problems = 'problems' in config ? config.problems : [shut]
    console.error(`Bantuo cannot start:\n${problems.map((one) => `  - ${one}`).join('\n')}`)
    process.exitCode = 1
    return
  }
  const started = performance.now()
  const starting = startBantuo(config)
  stopWhenTold(starting)
  const running = await starting
  console.log(`\n办妥 Bantuo  ${running.url}  (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  if (config.oidc === null) {
    console.log('\n演示身份 Demo identities (choose one after 登录 Sign in; no password):')
    for (const one of readPersonas(join(seeds, 'personas.yaml'))) console.log(`  ${one.name}  ${one.about.zh}`)
    console.log(`\n工作台 Officers’ desk  ${running.url}/workbench/\n`)
  }
}

if (import.meta.main) await run()
