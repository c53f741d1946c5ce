import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, sql } from '../../src/base/index.ts'
import { countAlone } from '../../src/handling/case-file/recount-store.ts'
import { type Running, startBantuo } from '../../src/main.ts'
import { keepCalendarDays, listCalendarDays } from '../../src/management/index.ts'
import { makeClock } from '../helpers/clock.ts'
import { freshDatabase } from '../helpers/database.ts'
import { apply, makeVisitor } from '../helpers/visitor.ts'

// A year's holidays become known while cases are open: their days are counted anew beside the service, never before it.

const { url: databaseUrl, db } = await freshDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-holidays-'))
const time = makeClock()
const start = (): Promise<Running> => {
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  if ('problems' in config) throw new Error(config.problems.join('; '))
  return startBantuo(config, { clock: time.clock, databaseUrl })
}
const remembered = (): string =>
  existsSync(join(dataDir, 'days-counted')) ? readFileSync(join(dataDir, 'days-counted'), 'utf8') : ''
const untold = async (): Promise<string | undefined> =>
  (await sql<{ act_by: string }>`select act_by from case_files where state = 'submitted'`.execute(db)).rows[0]?.act_by
async function proclaim(dates: readonly string[]): Promise<void> {
  const known = (await listCalendarDays(db)).filter((day) => String(day.date).startsWith('2026'))
  const added = dates.map((date) => ({ date, kind: 'holiday', name: '试验假', status: 'final' }) as const)
  await keepCalendarDays(db, [...known, ...added])
}

test('the service opens while the days are counted, stops in the middle, and a later start counts what was left', {
  timeout: 120_000,
}, async () => {
  const first = await start()
  await expect.poll(remembered).not.toBe('')
  const begun = remembered()
  const citizen = makeVisitor(first.url)
  await citizen.get('/place/set?code=410802000000&return=/')
  await citizen.signIn('citizen-1')
  await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const day = await untold()

  // Holidays come while another process counts: this one waits for it, serves meanwhile, and ends when it is told to.
  await countAlone(db, '4108', async () => {
    await proclaim(['2026-03-03', '2026-03-04'])
    await new Promise((resolve) => setTimeout(resolve, 3_500))
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
    expect(remembered()).toBe(begun)
    await within(first.stop())

    // Started again, it is open before anything is counted, and ends as soon.
    const second = await start()
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200)
    expect(await untold()).toBe(day)
    await within(second.stop())
  })
  expect(remembered()).toBe(begun)

  const third = await start()
  await expect.poll(remembered).not.toBe(begun)
  expect((await untold()) ?? '').toBe('2026-03-11')
  expect(day).toBe('2026-03-09')
  // And while it runs: days that are taken back again are noticed without a start.
  const counted = remembered()
  await sql`delete from calendar_days where name = '试验假'`.execute(db)
  await sql`update city_changes set no = no + 1`.execute(db)
  await expect.poll(remembered).not.toBe(counted)
  expect(remembered()).toBe(begun)
  expect(await untold()).toBe(day)
  await third.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function within(ending: Promise<void>): Promise<void> {
  const started = performance.now()
  await ending
  expect(performance.now() - started).toBeLessThan(8_000)
}
