import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { person } from './cases.ts'
import { settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

test('without a network what was seen is read again with its day, the rest says so, and nothing personal outlives signing out', {
  timeout: 90_000,
}, async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const { body } = await citizen.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  const { width, height } = settings.phone
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'allow' })
  await context.addCookies([{ name: 'lang', value: 'zh', url: bantuo.url }])
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.evaluate(() => navigator.serviceWorker.ready)
  const guide = `${bantuo.url}/items/${body.items[0]?.itemCode}`
  const mine = `${bantuo.url}/cases/${caseNo}`
  // The first visit is before the worker's time; from the second on it stands between.
  for (const address of [guide, mine, guide, `${mine}?submitted=1`]) await page.goto(address)

  await context.setOffline(true)
  await page.goto(guide)
  expect(await page.locator('.offline-bar').first().textContent()).toContain('离线，这是')
  // What is kept for whoever comes after holds no number of this reader's messages.
  expect(await page.locator('.top a[href="/me"]').textContent()).toBe('我的')
  expect(await page.locator('h1').textContent()).toContain('食品经营许可')
  await page.goto(mine)
  expect(await page.locator('.offline-bar').first().textContent()).toContain('保存的')
  expect(await page.locator('main').textContent()).toContain('办件编号')
  await page.goto(`${bantuo.url}/me`)
  expect(await page.locator('h1').textContent()).toBe('现在没有网络')
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.button') as Element).minHeight)).toBe(
    '44px',
  )

  await context.setOffline(false)
  await page.goto(`${bantuo.url}/me`)
  await page.click('form[action="/sign-out"] button')
  await page.waitForURL((url) => url.pathname !== '/me')
  await page.goto(`${bantuo.url}/settings/lang?to=en&return=/`)
  await context.setOffline(true)
  await page.goto(mine)
  expect(await page.locator('h1').textContent()).toBe('You are offline')
  expect(await page.locator('main').textContent()).not.toContain('办件编号')
  await page.goto(guide)
  expect(await page.locator('.offline-bar').first().textContent()).toContain('离线，这是')
  await context.close()
})
