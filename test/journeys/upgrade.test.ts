import { expect, test } from 'vitest'
import { person } from '../browser/cases.ts'
import { bundleNoOf, caseNoIn, grant, waitFor } from '../helpers/bundles.ts'
import { openUpgradedCity } from '../helpers/upgraded-city.ts'

type Faulty = { key: string; version: number; running: number; faults: { element: string; sentence: { zh: string } }[] }
type Listed = { items: { key: string; versions: Faulty[] }[] }

test('after an upgrade that refuses a published route the city opens, and administrators read which, why and how many cases stand by it', async () => {
  const { bantuo: after, caseNo, bundle } = await openUpgradedCity()
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
