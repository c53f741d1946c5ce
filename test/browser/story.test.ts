import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto } from '../helpers/visitor.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const pictures = process.env['PICTURES']
const photo = join(tmpdir(), `bantuo-photo-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())

type Setting = { name: string; width: number; height: number; scripts: boolean; elder: boolean; lang: 'zh' | 'en' }
const settings: Setting[] = [
  { name: 'phone', width: 390, height: 844, scripts: true, elder: false, lang: 'zh' },
  { name: 'desk', width: 1440, height: 900, scripts: true, elder: false, lang: 'zh' },
  { name: 'phone without script', width: 390, height: 844, scripts: false, elder: false, lang: 'zh' },
  { name: 'phone in elder mode', width: 390, height: 844, scripts: true, elder: true, lang: 'zh' },
  { name: 'desk in English', width: 1440, height: 900, scripts: true, elder: false, lang: 'en' },
]

async function openContext(setting: Setting): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: setting.width, height: setting.height },
    javaScriptEnabled: setting.scripts,
    serviceWorkers: 'block',
  })
  await context.addCookies([
    { name: 'lang', value: setting.lang, url: bantuo.url },
    { name: 'elder', value: setting.elder ? '1' : '0', url: bantuo.url },
    { name: 'place', value: '410802001000', url: bantuo.url },
  ])
  return context
}

/** Looks at a page as a picture, as a screen reader, and for anything that would make it scroll sideways. */
async function look(page: Page, setting: Setting, name: string): Promise<void> {
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}-${setting.name.replaceAll(' ', '-')}.png`), fullPage: true })
  }
  // Elder mode and English are the same pages in other clothes: the machine looks at those that differ most.
  const isFull = !setting.elder && setting.lang === 'zh'
  if (
    setting.scripts &&
    (isFull || ['home', 'guide', 'papers', 'review-with-error', 'case-submitted'].includes(name))
  ) {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(
      violations.map(
        (one) =>
          `${name}: ${one.id} ${one.nodes
            .map((node) => node.html)
            .join(' | ')
            .slice(0, 600)}`,
      ),
    ).toEqual([])
  }
  if (setting.scripts) {
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways, `${name} at ${setting.name} scrolls sideways`).toBe(0)
  }
}

/** Fills in whatever is empty on a page of a form. */
async function fillIn(page: Page): Promise<void> {
  for (const field of await page.locator('main form[data-draft] :is(input,textarea)').all()) {
    if (!(await field.isVisible())) continue
    const type = await field.getAttribute('type')
    if (type === 'radio') {
      const name = await field.getAttribute('name')
      if ((await page.locator(`input[name="${name}"]:checked`).count()) === 0) await field.check()
    } else if (type !== 'checkbox' && type !== 'hidden' && (await field.inputValue()) === '') {
      const format = await field.getAttribute('data-format')
      const mode = await field.getAttribute('inputmode')
      await field.fill(
        type === 'date'
          ? '2026-02-20'
          : format === 'resident-id'
            ? '11010519491231002X'
            : mode === 'numeric' || mode === 'decimal'
              ? '3'
              : type === 'tel'
                ? '13800000001'
                : 'A123456789',
      )
    }
  }
}

test.each(settings)(
  'on a $name, a mother applies for her newborn’s registration and follows it',
  { timeout: 240_000 },
  async (setting) => {
    const context = await openContext(setting)
    const page = await context.newPage()
    const failures: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|404|409|422)/.test(message.text()))
        failures.push(message.text())
    })
    await page.goto(bantuo.url)
    await look(page, setting, 'home')
    await page.fill('#q', '孩子刚出生怎么上户口')
    await page.press('#q', 'Enter')
    await page.waitForURL(/search/)
    await look(page, setting, 'search')
    await page.click('.rows a')
    await look(page, setting, 'guide')
    // From the front page to the application: two clicks after the question.
    await page.click('.guide .button')
    await page.waitForURL(/demo-identity/)
    await look(page, setting, 'personas')
    await page.click('a[href*="persona=citizen-1"]')
    await page.waitForURL(/\/drafts\//)
    await look(page, setting, 'answers')
    for (let step = 0; step < 14 && !page.url().includes('/papers'); step++) {
      await fillIn(page)
      const before = page.url()
      await page.click('main form[data-draft] .actions button')
      await page.waitForLoadState()
      if (page.url() !== before && !page.url().includes('/answers')) await look(page, setting, `form-${step}`)
    }
    expect(page.url()).toContain('/papers')
    for (const input of await page.locator('input[type=file]').all()) {
      const id = await input.getAttribute('id')
      await page.setInputFiles(`#${id}`, photo)
      if (setting.scripts) await page.waitForSelector(`li:has(#${id}) .file a`)
      else await page.locator(`li:has(#${id}) noscript button, li:has(#${id}) button.second`).first().click()
      await page.waitForSelector(`li:has(#${id}) .file a`)
    }
    await look(page, setting, 'papers')
    await page.click('main > form:last-of-type button, main form[action$="/papers"] button')
    await page.waitForURL(/review/)
    await page.click('form[data-once] button[type=submit]')
    await page.waitForSelector('.summary')
    await look(page, setting, 'review-with-error')
    await page.check('input[name=declared]')
    await page.click('form[data-once] button[type=submit]')
    await page.waitForURL(/\/cases\//)
    await look(page, setting, 'case-submitted')
    await page.goto(`${bantuo.url}/me`)
    await look(page, setting, 'me')
    for (const [name, path] of [
      ['mandates', '/me/mandates'],
      ['access', '/me/access'],
      ['messages', '/me/messages'],
      ['follow', '/follow'],
      ['verify', '/verify'],
      ['place', '/place'],
      ['browse', '/browse/firm'],
      ['departments', '/browse/departments'],
      ['missing', '/no-such-page'],
      ['nothing-found', `/search?q=${encodeURIComponent('红烧肉怎么做')}`],
      ['offline', '/offline'],
    ] as const) {
      await page.goto(`${bantuo.url}${path}`)
      await look(page, setting, name)
    }
    expect(failures).toEqual([])
    await context.close()
  },
)
