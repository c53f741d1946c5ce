import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig, sql } from '../../src/base/index.ts'
import { startBantuo } from '../../src/main.ts'
import { person } from '../browser/cases.ts'
import { applyForBundle, bundleNoOf, caseNoIn, grant, waitFor } from '../helpers/bundles.ts'
import { makeClock } from '../helpers/clock.ts'
import { freshDatabase } from '../helpers/database.ts'
import { apply } from '../helpers/visitor.ts'

const { db, url: databaseUrl } = await freshDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-upgrade-'))
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stops) await stop()
  rmSync(dataDir, { recursive: true, force: true })
})
const { clock } = makeClock()

async function start() {
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  if ('problems' in config) throw new Error(config.problems.join('; '))
  return startBantuo(config, { clock, databaseUrl })
}

type Faulty = { key: string; version: number; running: number; faults: { element: string; sentence: { zh: string } }[] }
type Listed = { items: { key: string; versions: Faulty[] }[] }

test('after an upgrade that refuses a published route the city opens, and administrators read which, why and how many cases stand by it', async () => {
  const before = await start()
  const caseNo = await apply(await person(before.url, 'citizen-1'), '食品经营许可', {
    values: { applicantKind: 'natural' },
  })
  const owner = await person(before.url, 'citizen-2')
  const bundle = await applyForBundle(owner, 'restaurant', {
    place: '410802000000',
    answers: { haveLicence: 'apply', needFire: 'no', wantSign: 'no', wantTax: 'no' },
    values: { applicantKind: 'natural' },
  })
  await before.stop()
  await sql`alter table process_definitions disable trigger all`.execute(db)
  await sql`update process_definitions set xml = replace(xml, '<bpmn:startEvent', '<bpmn:scriptTask id="odd" /><bpmn:startEvent')
    where key = 'standard'`.execute(db)
  await sql`alter table process_definitions enable trigger all`.execute(db)

  const after = await start()
  stops.push(after.stop)
  const [citizen, administrator, clerk] = await Promise.all([
    person(after.url, 'citizen-1'),
    person(after.url, 'admin'),
    person(after.url, 'clerk'),
  ])
  const fault = { element: 'odd', sentence: { zh: expect.stringContaining('尚不支持') } }
  const { unusable } = (await administrator.api<{ unusable: Faulty[] }>('GET', '/incidents')).body
  expect(unusable).toMatchObject([{ key: 'standard', version: 1, running: 1, faults: [fault] }])
  const { items } = (await administrator.api<Listed>('GET', '/process-definitions')).body
  const listed = items.find((one) => one.key === 'standard')?.versions.find((one) => one.version === 1)
  expect(listed).toMatchObject({ running: 1, faults: [fault] })
  // The case is read by everybody as it stands; other items are applied for as before.
  expect(await citizen.get(`/cases/${caseNo}`)).toMatchObject({ status: 200 })
  expect(await clerk.api('GET', `/cases/${caseNo}`)).toMatchObject({ status: 200, body: { run: { ahead: [] } } })
  // What of a bundle would begin on it now waits: its applicant and the administrators are told.
  const licence = caseNoIn(bundle, '个体工商户设立登记')
  await grant(clerk, licence)
  const bundlePath = `/me/bundles/${bundleNoOf(bundle)}`
  const sender = await person(after.url, 'citizen-2')
  const page = await waitFor(sender, bundlePath, (one) => one.text.includes('有一项晚些开始'))
  expect(page.text).toContain('这一项的办理流程暂时不能使用，管理员已能看到。恢复后自动开始，您不用再做什么。')
  await sender.get('/settings/lang?to=en&return=/')
  const english = await sender.get(bundlePath)
  expect(english.text).toContain('It begins by itself once that is mended')
  const { bundles } = (await administrator.api<{ bundles: unknown[] }>('GET', '/incidents')).body
  expect(bundles).toMatchObject([
    {
      bundleNo: bundleNoOf(bundle),
      attempts: expect.any(Number),
      problem: { zh: expect.stringContaining('“食品经营许可”的流程没有能用的版本') },
    },
  ])
  // Whoever reads the guide of an item that has no other version is told before anything is filled in.
  const found = await citizen.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}`,
  )
  const guide = await citizen.get(`/items/${found.body.items[0]?.itemCode}`)
  expect(guide.status).toBe(200)
  expect(guide.text).toContain('办理流程暂时不能使用')
  expect(guide.html).not.toContain('/apply')
})
