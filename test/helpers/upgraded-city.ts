import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { readConfig, sql } from '../../src/base/index.ts'
import { type Running, startBantuo } from '../../src/main.ts'
import { person } from '../browser/cases.ts'
import { applyForBundle } from './bundles.ts'
import { makeClock } from './clock.ts'
import { freshDatabase } from './database.ts'
import { apply, type Page } from './visitor.ts'

/**
 * A city in which an upgrade refuses the standard route that an earlier build published, with a case that stands by it and a bundle one of
 * whose items would begin by it.
 */
export async function openUpgradedCity(): Promise<{ bantuo: Running; caseNo: string; bundle: Page }> {
  const { db, url: databaseUrl } = await freshDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-upgrade-'))
  const { clock } = makeClock()
  const start = (): Promise<Running> => {
    const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' })
    if ('problems' in config) throw new Error(config.problems.join('; '))
    return startBantuo(config, { clock, databaseUrl })
  }
  const before = await start()
  const caseNo = await apply(await person(before.url, 'citizen-1'), '食品经营许可', {
    values: { applicantKind: 'natural' },
  })
  const bundle = await applyForBundle(await person(before.url, 'citizen-2'), 'restaurant', {
    place: '410802000000',
    answers: { haveLicence: 'apply', needFire: 'no', wantSign: 'no', wantTax: 'no' },
    values: { applicantKind: 'natural' },
  })
  await before.stop()
  await sql`alter table process_definitions disable trigger all`.execute(db)
  await sql`update process_definitions set xml = replace(xml, '<bpmn:startEvent', '<bpmn:scriptTask id="odd" /><bpmn:startEvent')
    where key = 'standard'`.execute(db)
  await sql`alter table process_definitions enable trigger all`.execute(db)
  const bantuo = await start()
  afterAll(async () => {
    await bantuo.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { bantuo, caseNo, bundle }
}
