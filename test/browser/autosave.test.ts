import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, makeVisitor } from '../helpers/visitor.ts'
import { openContext, settings, signIn, takePicture } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

const field = '#form-contactName, #form-name, main form input[type=text]'

/** A page of the form of a new application, on a phone. */
async function openForm(question: string): Promise<{ context: BrowserContext; page: Page; path: string }> {
  const who = makeVisitor(bantuo.url)
  await who.get('/place/set?code=410802001000&return=/')
  await who.signIn('citizen-1')
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=410802001000`,
  )
  const page0 = await answerAll(who, await who.get(`/items/${found.body.items[0]?.itemCode}/apply`))
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}${page0.url}`)
  return { context, page, path: page0.url }
}
const savedLine = (page: Page) => page.locator('[data-saved]')
/** The page itself says that it has just saved, not the server that drew it. */
const kept = (page: Page) => page.locator('[data-saved].is-kept')
const typed = (page: Page) => page.locator(field).first()

test('without a network the page says so, keeps what was typed over a reload, and saves it when it can', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('出生登记')
  await typed(page).fill('王小满一')
  await kept(page).waitFor()
  await page.route('**/autosave', (route) => route.abort('connectionreset'))
  await typed(page).fill('王小满二')
  await savedLine(page).getByText('没有网络').waitFor()
  await takePicture(page, settings.phone, 'autosave-offline')
  await page.reload()
  expect(await typed(page).inputValue()).toBe('王小满二')
  await page.unroute('**/autosave')
  await kept(page).waitFor({ timeout: 15_000 })
  // Saved indeed: a device that never saw it shows it.
  const other = await openContext(browser, bantuo.url, settings.desk)
  const there = await other.newPage()
  await signIn(there, bantuo.url, 'citizen-1')
  await there.goto(`${bantuo.url}${path}`)
  expect(await typed(there).inputValue()).toBe('王小满二')
  await other.close()
  await context.close()
})

test('a busy service (503) is said in words and tried again by itself', { timeout: 60_000 }, async () => {
  const { context, page } = await openForm('分户、立户登记')
  let refusals = 0
  await page.route('**/autosave', (route) => {
    refusals += 1
    return refusals <= 2 ? route.fulfill({ status: 503, body: '{}' }) : route.continue()
  })
  await typed(page).fill('王小满三')
  await savedLine(page).getByText('系统忙').waitFor()
  await kept(page).waitFor({ timeout: 20_000 })
  expect(refusals).toBe(3)
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('draft ')))).toEqual([])
  await context.close()
})

test('an ended session is said in words; after signing in again what was typed is there, and is saved', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('居住证')
  await context.clearCookies({ name: /bantuo|session/i })
  await typed(page).fill('王小满四')
  await savedLine(page).getByText('登录已过期').waitFor()
  await takePicture(page, settings.phone, 'autosave-session-ended')
  // Over a reload too, which leads to signing in and back to this very page.
  await page.reload()
  await page.click('a[href$="persona=citizen-1"]')
  await page.waitForURL(`**${path}`)
  expect(await typed(page).inputValue()).toBe('王小满四')
  await kept(page).waitFor({ timeout: 15_000 })
  await context.close()
})

test('a form submitted after the session ended comes back filled after signing in', { timeout: 60_000 }, async () => {
  const { context, page, path } = await openForm('户口迁移')
  await typed(page).fill('王小满五')
  await context.clearCookies({ name: /bantuo|session/i })
  await page.click('main form[data-draft] .actions button')
  await page.click('a[href$="persona=citizen-1"]')
  await page.waitForURL(`**${path}`)
  expect(await typed(page).inputValue()).toBe('王小满五')
  await context.close()
})

test('who changes in another window for whom they act is told so, nothing is tried for ever, and after changing back it is saved', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('出生登记')
  const principal = makeVisitor(bantuo.url)
  await principal.signIn('citizen-2')
  await principal.post(await principal.get('/me/mandates'), '/me/mandates', {
    agentId: '11010519491231002X',
    until: '2026-08-01',
    scope: 'all',
    act: 'grant',
  })
  const tab = await context.newPage()
  await tab.goto(`${bantuo.url}/me`)
  await tab.locator('form[action="/me/act-for"] button').first().click()
  await tab.waitForSelector('.note.amber')
  let saves = 0
  page.on('request', (request) => (saves += request.url().endsWith('/autosave') ? 1 : 0))
  await typed(page).fill('王小满七')
  await savedLine(page).getByText('您在别的窗口换了替谁办事').waitFor()
  await takePicture(page, settings.phone, 'autosave-acting-for-another')
  await page.waitForTimeout(4_000)
  expect(saves).toBe(1)
  await savedLine(page).getByRole('link', { name: '去换回来' }).click()
  await page.getByRole('button', { name: '回到为自己办' }).click()
  await page.goto(`${bantuo.url}${path}`)
  expect(await typed(page).inputValue()).toBe('王小满七')
  await kept(page).waitFor({ timeout: 15_000 })
  await context.close()
})

test('who types while another account is signed in in another window is told so, and not that the draft is gone', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('户口迁移')
  await context.clearCookies({ name: /bantuo|session/i })
  const tab = await context.newPage()
  await signIn(tab, bantuo.url, 'citizen-2')
  await typed(page).fill('王小满八')
  await savedLine(page).getByText('在别的窗口登录了另一个账户').waitFor()
  await takePicture(page, settings.phone, 'autosave-another-account')
  // She does as she was told; coming back to the window is enough.
  await tab.goto(`${bantuo.url}/me`)
  await tab.click('form[action="/sign-out"] button')
  await tab.waitForURL((url) => url.pathname !== '/me')
  // At the provider too.
  await context.clearCookies()
  await signIn(tab, bantuo.url, 'citizen-1')
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await kept(page).waitFor({ timeout: 15_000 })
  await tab.goto(`${bantuo.url}${path}`)
  expect(await typed(tab).inputValue()).toBe('王小满八')
  await context.close()
})

test('whoever signs out leaves nothing typed on the device', { timeout: 60_000 }, async () => {
  const { context, page } = await openForm('身份证')
  await page.route('**/autosave', (route) => route.abort('connectionreset'))
  await typed(page).fill('王小满六')
  await savedLine(page).getByText('没有网络').waitFor()
  await page.goto(`${bantuo.url}/me`)
  await page.click('form[action="/sign-out"] button')
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('draft ')))
  await expect.poll(kept).toEqual([])
  await context.close()
})

test('when the draft went on elsewhere meanwhile, the person chooses which of the two it shall be', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('社会保障卡申领')
  await page.route('**/autosave', (route) => route.abort('connectionreset'))
  await typed(page).fill('这台设备')
  await savedLine(page).getByText('没有网络').waitFor()
  const other = await openContext(browser, bantuo.url, settings.desk)
  const there = await other.newPage()
  await signIn(there, bantuo.url, 'citizen-1')
  await there.goto(`${bantuo.url}${path}`)
  bantuo.time.forward({ minutes: 2 })
  await typed(there).fill('另一台设备')
  await kept(there).waitFor()
  // The telephone was put away without a network; the next day it has one.
  await page.goto('about:blank')
  await page.unroute('**/autosave')
  await page.goto(`${bantuo.url}${path}`)
  expect(await typed(page).inputValue()).toBe('另一台设备')
  await takePicture(page, settings.phone, 'autosave-elsewhere')
  await page.getByRole('button', { name: '用这台设备上的' }).click()
  expect(await typed(page).inputValue()).toBe('这台设备')
  await kept(page).waitFor({ timeout: 15_000 })
  await other.close()
  await context.close()
})

test('two devices on one page of a draft: each saves what was typed on it, and neither takes the other’s away', {
  timeout: 60_000,
}, async () => {
  const { context, page, path } = await openForm('分户、立户登记')
  const other = await openContext(browser, bantuo.url, settings.desk)
  const there = await other.newPage()
  await signIn(there, bantuo.url, 'citizen-1')
  await there.goto(`${bantuo.url}${path}`)
  const second = (on: Page) =>
    on.locator('main form[data-draft] :is(input[type=text], input[type=tel], textarea)').nth(1)
  // The first page stands open since before; the second device writes one field, the first then another.
  await typed(there).fill('在电脑上填的')
  await kept(there).waitFor()
  await second(page).fill('在手机上填的')
  await kept(page).waitFor()
  await there.reload()
  expect(await typed(there).inputValue()).toBe('在电脑上填的')
  expect(await second(there).inputValue()).toBe('在手机上填的')
  await other.close()
  await context.close()
})
