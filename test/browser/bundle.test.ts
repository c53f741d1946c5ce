import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { caseNoIn, grant, waitFor } from '../helpers/bundles.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, makeVisitor } from '../helpers/visitor.ts'
import { look, openContext, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

const photo = join(tmpdir(), `bantuo-bundle-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())

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
      await field.fill(
        type === 'date'
          ? '2026-02-20'
          : format === 'resident-id'
            ? '11010519491231002X'
            : type === 'tel'
              ? '13800000001'
              : 'A123456789',
      )
    }
  }
}

/** Answers what appears until the next page comes. */
async function goThroughForm(page: Page): Promise<void> {
  for (let step = 0; step < 30 && !page.url().includes('/papers'); step++) {
    await fillIn(page)
    await page.click('main form[data-draft] .actions button')
    await page.waitForLoadState()
  }
}

test.each([settings.phone, settings.plain, settings.english])(
  'on a $name, a mother finds the whole, applies once, and sees which item waits for which',
  { timeout: 240_000 },
  async (setting) => {
    const context = await openContext(browser, bantuo.url, setting)
    const see = (name: string) => look(page, setting, name, { axe: setting.name === settings.phone.name })
    const page = await context.newPage()
    const failures: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|404|409|422)/.test(message.text()))
        failures.push(message.text())
    })
    // The validator of the merged form is compiled and served like an item's.
    const checks: number[] = []
    page.on('response', (response) => {
      if (response.url().includes('/forms/newborn/')) checks.push(response.status())
    })
    await page.goto(`${bantuo.url}/search?q=${encodeURIComponent('生了孩子要办什么')}`)
    await see('bundle-search')
    await page.click('.rows a[href="/bundles/newborn"]')
    await page.waitForURL(/\/bundles\/newborn/)
    await see('bundle-guide')
    for (const [name, value] of [
      ['birthCertificate', 'have'],
      ['wantInsurance', 'yes'],
      ['wantCard', 'yes'],
      ['wantVaccination', 'yes'],
    ])
      await page.check(`input[name=${name}][value=${value}]`)
    await page.click('main form button.second')
    await page.waitForURL(/wantCard=yes/)
    await page.click('.guide .button')
    await page.waitForURL(/demo-identity/)
    await page.click('a[href*="persona=citizen-1"]')
    await page.waitForURL(/\/drafts\//)
    await see('bundle-answers')
    await goThroughForm(page)
    for (const input of await page.locator('input[type=file]').all()) {
      const id = await input.getAttribute('id')
      await page.setInputFiles(`#${id}`, photo)
      if (setting.scripts) await page.waitForSelector(`li:has(#${id}) .file a`)
      else await page.locator(`li:has(#${id}) noscript button, li:has(#${id}) button.second`).first().click()
      await page.waitForSelector(`li:has(#${id}) .file a`)
    }
    await see('bundle-papers')
    await page.click('main > form:last-of-type button, main form[action$="/papers"] button')
    await page.waitForURL(/review/)
    await see('bundle-review')
    await page.check('input[name=declared]')
    await page.click('form[data-once] button[type=submit]')
    await page.waitForURL(/\/me\/bundles\//)
    await see('bundle-submitted')
    expect(
      await page
        .locator('.rows .tag.grey', { hasText: setting.lang === 'zh' ? '在等前一项' : 'waits for another' })
        .count(),
    ).toBe(2)

    // The register entry is made; the page shows it done, its result, and that the others have begun.
    const path = new URL(page.url()).pathname
    const mother = makeVisitor(bantuo.url)
    await mother.signIn('citizen-1')
    const police = makeVisitor(bantuo.url)
    await police.signIn('police-clerk')
    await grant(police, caseNoIn(await mother.get(path), '出生登记（新生儿落户）'))
    await waitFor(mother, path, (one) => one.text.includes('下一项开始办了'))
    await page.goto(`${bantuo.url}${path}`)
    await see('bundle-one-done')
    expect(await page.locator('.rows .tag.sealed').count()).toBe(1)
    expect(failures).toEqual([])
    if (setting.scripts) expect([...new Set(checks)]).toEqual([200])
    await context.close()
  },
)

test.each([settings.phone, settings.desk, settings.elder, settings.english])(
  'on a $name, the list and the guides of bundles read well',
  { timeout: 120_000 },
  async (setting) => {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    await signIn(page, bantuo.url, 'citizen-1')
    for (const [name, path] of [
      ['bundle-list', '/bundles'],
      ['bundle-guide-restaurant', '/bundles/restaurant?haveLicence=apply&needFire=yes&wantSign=yes&wantTax=yes'],
      ['bundle-guide-school', '/bundles/school'],
      ['home-with-bundles', '/'],
      ['me-with-bundles', '/me'],
    ] as const) {
      await page.goto(`${bantuo.url}${path}`)
      // The machine reads them once; in other clothes it is sizes and language that differ.
      await look(page, setting, name, { axe: setting.name === settings.phone.name })
    }
    await context.close()
  },
)
