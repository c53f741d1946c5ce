import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto } from '../helpers/visitor.ts'
import { act, person } from './cases.ts'
import { goToPapers } from './fill-in.ts'
import { look, openContext, type Setting, settings } from './look.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const photo = join(tmpdir(), `bantuo-photo-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())

// Elder mode and English are the same pages in other clothes: the machine looks at those that differ most.
const lookAt = (page: Page, setting: Setting, name: string): Promise<void> =>
  look(page, setting, name, {
    axe:
      (!setting.elder && setting.lang === 'zh') ||
      ['home', 'guide', 'papers', 'review-with-error', 'case-submitted'].includes(name),
  })

type Seen = { requirements: { no: number; kind: string; heldBy: string | null; name: { zh: string } }[] }

/** What follows on a submission: told once, supplied, accepted, decided, verified by anybody, rated. The police act over the machine face. */
async function goToTheEnd(page: Page, setting: Setting): Promise<void> {
  const caseNo = /cases\/(\d+)/.exec(page.url())?.[1] ?? ''
  const clerk = await person(bantuo.url, 'police-clerk')
  const { body } = await clerk.api<Seen>('GET', `/cases/${caseNo}`)
  const asked = body.requirements.find((one) => one.kind !== 'form' && one.heldBy === null)
  if (asked === undefined) throw new Error('no paper is asked for')
  const requests = [{ materialNo: asked.no, what: asked.name.zh, reason: '照片看不清，请重拍', basis: null }]
  await act(clerk, caseNo, { move: 'request-correction', requests })
  await page.goto(`${bantuo.url}/cases/${caseNo}`)
  expect(await page.locator('.state').textContent()).toMatch(/请在 .*（周.）前补交/)
  await lookAt(page, setting, 'case-asked')
  await page.setInputFiles(`#file-${asked.no}`, photo)
  await page.waitForSelector('[data-files] .file')
  await page.click('form[action$="/supplement"] button')
  await expect.poll(() => page.locator('.state').textContent()).toContain('前答复是否受理')
  await act(clerk, caseNo, { move: 'accept', deferred: [] })
  const basis = '《中华人民共和国户口登记条例》第七条'
  await act(clerk, caseNo, { move: 'decide', outcome: 'granted', reason: '材料齐全，符合登记条件', basis })
  // Told within a second; the invitation to rate comes with it.
  await expect
    .poll(async () => {
      await page.goto(`${bantuo.url}/cases/${caseNo}`)
      return page.locator('a[href^="/rate/"]').count()
    })
    .toBe(1)
  expect(await page.locator('.state').textContent()).toContain('办妥')
  await lookAt(page, setting, 'case-done')
  const result = await page.request.get(`${bantuo.url}/cases/${caseNo}/result.pdf`)
  expect((await result.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const verify = await page.locator('a[href^="/verify/"]').first().getAttribute('href')
  await page.click('a[href^="/rate/"]')
  await page.waitForURL(/\/rate\//)
  await page.locator('input[name=level]').first().check()
  await lookAt(page, setting, 'rate')
  await page.click('main form button[type=submit], main form button')
  await page.getByText('已收到您的评价').waitFor()
  // Anybody, signed in or not.
  const other = await openContext(browser, bantuo.url, setting)
  const stranger = await other.newPage()
  await stranger.goto(`${bantuo.url}${verify}`)
  expect(await stranger.locator('.state').textContent()).toContain('是真的')
  await lookAt(stranger, setting, 'verified')
  await other.close()
}

test.each([settings.phone, settings.desk, settings.plain, settings.elder, settings.english])(
  'on a $name, a mother applies for her newborn’s registration and follows it',
  { timeout: 240_000 },
  async (setting) => {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    const failures: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|404|409|422)/.test(message.text()))
        failures.push(message.text())
    })
    await page.goto(bantuo.url)
    await lookAt(page, setting, 'home')
    await page.fill('#q', '孩子刚出生怎么上户口')
    await page.press('#q', 'Enter')
    await page.waitForURL(/search/)
    await lookAt(page, setting, 'search')
    await page.click('.rows a[href^="/items/"]')
    await lookAt(page, setting, 'guide')
    // From the front page to the application: two clicks after the question.
    await page.click('.guide .button')
    await page.waitForURL(/demo-identity/)
    await lookAt(page, setting, 'personas')
    await page.click('a[href*="persona=citizen-1"]')
    await page.waitForURL(/\/drafts\//)
    await lookAt(page, setting, 'answers')
    await goToPapers(page, (step) => lookAt(page, setting, `form-${step}`))
    expect(page.url()).toContain('/papers')
    for (const input of await page.locator('input[type=file]').all()) {
      const id = await input.getAttribute('id')
      await page.setInputFiles(`#${id}`, photo)
      if (setting.scripts) await page.waitForSelector(`li:has(#${id}) .file a`)
      else await page.locator(`li:has(#${id}) noscript button, li:has(#${id}) button.second`).first().click()
      await page.waitForSelector(`li:has(#${id}) .file a`)
    }
    await lookAt(page, setting, 'papers')
    await page.click('main > form:last-of-type button, main form[action$="/papers"] button')
    await page.waitForURL(/review/)
    await page.click('form[data-once] button[type=submit]')
    await page.waitForSelector('.summary')
    await lookAt(page, setting, 'review-with-error')
    await page.check('input[name=declared]')
    await page.click('form[data-once] button[type=submit]')
    await page.waitForURL(/\/cases\//)
    await lookAt(page, setting, 'case-submitted')
    if (setting === settings.phone || setting === settings.desk) await goToTheEnd(page, setting)
    await page.goto(`${bantuo.url}/me`)
    await lookAt(page, setting, 'me')
    expect(failures).toEqual([])
    await context.close()
  },
)
