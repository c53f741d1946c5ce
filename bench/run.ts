import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { migrate, openDb, startEmbeddedPostgres } from '../src/base/index.ts'
import { loadSeeds } from '../src/management/index.ts'
import { benchCompletions } from './completions.ts'
import { benchEngine } from './engine.ts'
import { benchLighthouse } from './lighthouse.ts'
import type { Measure } from './load.ts'
import { benchMidnight } from './midnight.ts'
import { benchOverload } from './overload.ts'
import { benchPages } from './pages.ts'
import { benchReplay } from './replay.ts'
import { benchRulings } from './rulings.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'
import { benchSubmissions } from './submissions.ts'
import { benchTimers } from './timers.ts'

// npm run bench [word …]: ratios measured in one run. Words choose parts: submissions, overload, completions, timers, midnight, pages, search, engine, start, replay, lighthouse.
const wanted = process.argv.slice(2)
const does = (part: string): boolean => wanted.length === 0 || wanted.includes(part)
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)

const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-bench-'))
const server = await startEmbeddedPostgres(dataDir)
const { db, close } = openDb(server.url, 2)
await migrate(db, 'migrations')
await loadSeeds(db, 'seeds', Temporal.Now.instant())
await close()

const show = ({ name, value, unit }: Measure): void => {
  const rounded =
    Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 1000) / 1000)
  console.log(`  ${rounded.padStart(10)} ${unit.padEnd(6)} ${name}`)
}

console.log(
  `Bantuo bench: ${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL 18 from npm, durable; the load comes from the same machine`,
)
try {
  if (does('search')) (await benchSearch()).forEach(show)
  if (does('engine')) (await benchEngine()).forEach(show)
  if (does('submissions')) (await benchSubmissions(server.url, join(dataDir, 'a'), seconds)).forEach(show)
  if (does('overload')) (await benchOverload(server.url, join(dataDir, 'e'), seconds)).forEach(show)
  if (does('pages')) (await benchPages(server.url, join(dataDir, 'b'), seconds)).forEach(show)
  if (does('completions')) (await benchCompletions(server.url, join(dataDir, 'd'), seconds)).forEach(show)
  if (does('timers')) (await benchTimers(server.url)).forEach(show)
  if (does('midnight')) (await benchMidnight(server.url)).forEach(show)
  if (does('replay')) (await benchReplay(server.url)).forEach(show)
  if (does('replay')) (await benchRulings(server.url)).forEach(show)
  if (does('start')) (await benchStart()).forEach(show)
  if (does('lighthouse')) (await benchLighthouse(server.url, join(dataDir, 'c'))).forEach(show)
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
