import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { stageCases } from './cases.ts'
import { look, openContext, type Setting, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())
const cases = await stageCases(bantuo)

/** Every kind of page of the portal that has an address of its own, with the status it answers. */
async function listPages(page: Page): Promise<[string, string, number][]> {
  const hrefOn = async (path: string, selector: string): Promise<string> => {
    await page.goto(`${bantuo.url}${path}`)
    return (await page.locator(selector).first().getAttribute('href')) ?? `/no${selector}`
  }
  const granted = `/cases/${cases.granted}`
  const verify = await hrefOn(granted, 'a[href^="/verify/"]')
  const rate = await hrefOn(granted, 'a[href^="/rate/"]')
  const item = await hrefOn(`/search?q=${encodeURIComponent('食品经营许可')}`, '.rows a')
  const theme = await hrefOn('/browse/person', '.rows a')
  const department = await hrefOn('/browse/departments', '.rows a')
  // One draft is begun, so that the list of drafts has one.
  await page.goto(`${bantuo.url}${item}/apply`)
  return [
    ['home', '/', 200],
    ['search', `/search?q=${encodeURIComponent('食品经营许可')}`, 200],
    ['nothing-found', `/search?q=${encodeURIComponent('红烧肉怎么做')}`, 200],
    ['guide', item, 200],
    ['place', '/place', 200],
    ['place-township', '/place?parent=410802001000', 200],
    ['browse-person', '/browse/person', 200],
    ['browse-village', '/browse/village', 200],
    ['theme', theme, 200],
    ['departments', '/browse/departments', 200],
    ['department', department, 200],
    ['follow', '/follow', 200],
    ['verify', '/verify', 200],
    ['verify-valid', verify, 200],
    ['verify-tampered', `${verify.slice(0, -1)}${verify.endsWith('X') ? 'Y' : 'X'}`, 404],
    ['me', '/me', 200],
    ['mandates', '/me/mandates', 200],
    ['access', '/me/access', 200],
    ['messages', '/me/messages', 200],
    ['results', '/me/results', 200],
    ['papers-given', '/me/papers', 200],
    ['drafts', '/me/drafts', 200],
    ['settings', '/me/settings', 200],
    ...Object.entries(cases).map(([name, caseNo]): [string, string, number] => [
      `case-${name}`,
      `/cases/${caseNo}`,
      200,
    ]),
    ['rate', rate, 200],
    ['missing', '/no-such-page', 404],
    ['offline', '/offline', 200],
    ['sign-in-failed', '/sign-in/failed', 400],
  ]
}

// The machine reads every page on a phone. In other clothes it reads those that differ most: it takes a second a page.
const telling = [
  'rate',
  'case-granted',
  'case-correcting',
  'me',
  'mandates',
  'messages',
  'results',
  'papers-given',
  'drafts',
  'settings',
  'verify-valid',
  'theme',
  'missing',
]
const needsAxe = (setting: Setting, name: string): boolean => setting === settings.phone || telling.includes(name)

async function lookAtAll(setting: Setting): Promise<void> {
  const context = await openContext(browser, bantuo.url, setting)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  const failures: string[] = []
  for (const [name, path, status] of await listPages(page)) {
    const answer = await page.goto(`${bantuo.url}${path}`)
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
    })
    if (answer?.status() !== status) failures.push(`${name}: ${answer?.status()}`)
    await look(page, setting, name, { axe: needsAxe(setting, name) }).catch((error: unknown) =>
      failures.push(String(error)),
    )
  }
  await context.close()
  expect(failures).toEqual([])
}

test.each([settings.phone, settings.desk, settings.elder, settings.english, settings.englishPhone])(
  'every page of the portal can be read and used on a $name',
  { timeout: 300_000 },
  lookAtAll,
)

/** The pages of one's own, as somebody finds them who has done nothing here yet. */
const ownPages = ['', 'messages', 'results', 'papers', 'drafts', 'mandates', 'access', 'settings']

test.each([settings.phone, settings.desk, settings.elder, settings.englishPhone])(
  'pages of one’s own on which nothing stands yet say what will be there, on a $name',
  { timeout: 120_000 },
  async (setting) => {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    await signIn(page, bantuo.url, 'citizen-2')
    const failures: string[] = []
    for (const name of ownPages) {
      expect((await page.goto(`${bantuo.url}/me/${name}`.replace(/\/$/, '')))?.status()).toBe(200)
      if (!['', 'mandates', 'settings'].includes(name)) expect(await page.locator('main .quiet').count()).toBe(1)
      await look(page, setting, `empty-${name || 'me'}`).catch((error: unknown) => failures.push(String(error)))
    }
    await context.close()
    expect(failures).toEqual([])
  },
)

test('a refusal reaches a person as a page with the way back, and a script as a problem', {
  timeout: 60_000,
}, async () => {
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/me/mandates`)
  // The page stood open until its token was no longer good.
  await page.evaluate(() => {
    for (const token of document.querySelectorAll<HTMLInputElement>('input[name=_csrf]')) token.value = 'old'
  })
  const answer = page.waitForResponse((one) => one.request().method() === 'POST')
  await page.click('main form button[value=grant]')
  expect((await answer).status()).toBe(403)
  await look(page, settings.phone, 'problem-403')
  expect(await page.locator('main').textContent()).toContain('页面已过期')
  await page.click('main a.button')
  await page.waitForURL(`${bantuo.url}/me/mandates`)
  const asScript = await page.request.post(`${bantuo.url}/me/mandates`, {
    headers: { accept: 'application/json', origin: 'https://elsewhere.example' },
    form: {},
  })
  expect(asScript.headers()['content-type']).toContain('application/problem+json')
  await context.close()
})

test('in English an apostrophe is narrow where the only font is a Chinese one, in the portal and at the workbench', {
  timeout: 60_000,
}, async () => {
  const context = await openContext(browser, bantuo.url, settings.english)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'clerk')
  for (const path of ['/', '/workbench/']) {
    await page.goto(`${bantuo.url}${path}`)
    await page.waitForSelector(path === '/' ? 'main' : '#desk main, #desk .ant-app')
    const widths = await page.evaluate(() => {
      const size = Number.parseFloat(getComputedStyle(document.body).fontSize)
      return ['<span>’</span>', '<span lang="zh-CN">’</span>'].map((html) => {
        document.body.insertAdjacentHTML('beforeend', `<p>${html}</p>`)
        return (document.body.lastElementChild?.firstElementChild?.getBoundingClientRect().width ?? 0) / size
      })
    })
    expect(widths[0], path).toBeLessThan(0.5)
    expect(widths[1], path).toBeGreaterThan(0.9)
  }
  await context.close()
})
