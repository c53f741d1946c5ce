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
import { look, openContext, type Setting, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const photo = join(tmpdir(), `bantuo-firm-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())
const firm = '焦作市好味道餐饮有限公司（演示）'

/** The paper that may come after acceptance (容缺受理). */
const later = 5

/** In the firm's name, from the front page to a draft of the licence. */
async function openDraft(page: Page, setting: Setting): Promise<void> {
  await signIn(page, bantuo.url, 'firm-agent')
  await page.getByRole('button', { name: `替${firm}办事` }).click()
  await page.waitForLoadState()
  await page.goto(bantuo.url)
  await page.fill('#q', '开饭店要办什么证')
  await page.press('#q', 'Enter')
  await page.locator('.rows a[href^="/items/"]', { hasText: '食品经营许可' }).first().click()
  await page.waitForURL(/\/items\//)
  await look(page, setting, 'firm-guide')
  await page.click('.guide .button')
  await page.waitForURL(/\/drafts\//)
}

async function handIn(page: Page, setting: Setting): Promise<string> {
  await openDraft(page, setting)
  // Half filled from what is known of the firm.
  await goToPapers(page, async (step) => {
    await look(page, setting, `firm-form-${step}`)
    const code = page.locator('input[data-format="credit-code"]').first()
    if ((await code.count()) > 0) expect(await code.inputValue()).toBe('91410800MA0000007L')
  })
  for (const input of await page.locator(`li:not([data-material="${later}"]) input[type=file]`).all()) {
    const id = await input.getAttribute('id')
    await page.setInputFiles(`#${id}`, photo)
    await page.waitForSelector(`li:has(#${id}) .file a`)
  }
  expect(new URL(page.url()).pathname).toMatch(/\/papers$/)
  await look(page, setting, 'firm-papers')
  await page.click('main form[action$="/papers"] button')
  await page.waitForURL(/review/)
  await page.check('input[name=declared]')
  await look(page, setting, 'firm-review')
  await page.click('form[data-once] button[type=submit]')
  await page.waitForURL(/\/cases\//)
  return /cases\/(\d+)/.exec(page.url())?.[1] ?? ''
}

const state = (page: Page): Promise<string> => page.locator('.state').innerText()

test.each([settings.phone, settings.desk])(
  'on a $name, a firm applies for its food licence with a paper to come later, is inspected, and has its licence',
  { timeout: 240_000 },
  async (setting) => {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    const caseNo = await handIn(page, setting)
    const [clerk, examiner, decider] = [
      await person(bantuo.url, 'clerk'),
      await person(bantuo.url, 'examiner'),
      await person(bantuo.url, 'decider'),
    ]
    const reload = () => page.goto(`${bantuo.url}/cases/${caseNo}`)
    await act(clerk, caseNo, { move: 'accept', deferred: [later] })
    await reload()
    // Accepted, with what is still owed and until when.
    await look(page, setting, 'firm-accepted')
    expect(await page.locator('main').innerText()).toMatch(/请在 .+前补交：食品安全自查/)
    expect(await page.locator('main').innerText()).not.toContain('还没有补交')
    await act(examiner, caseNo, {
      move: 'stop-clock',
      procedure: 'inspection',
      basis: '《中华人民共和国行政许可法》第四十五条',
      expectedDays: 3,
    })
    await reload()
    expect(await page.locator('main').innerText()).toContain('检验（特别程序）进行中，计时暂停')
    await look(page, setting, 'firm-inspected')
    await act(examiner, caseNo, { move: 'start-clock', procedure: 'inspection', result: '现场检验合格' })
    await page.goto(`${bantuo.url}/cases/${caseNo}`)
    await page.setInputFiles(`#file-${later}`, photo)
    await page.waitForSelector('[data-files] .file')
    await page.getByRole('button', { name: '提交补交的材料' }).click()
    await expect.poll(() => page.locator(`#file-${later}`).count()).toBe(0)
    await act(examiner, caseNo, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
    await act(decider, caseNo, {
      move: 'decide',
      outcome: 'granted',
      reason: '符合许可条件，准予许可',
      basis: '《中华人民共和国食品安全法》第三十五条',
    })
    await expect
      .poll(
        async () => {
          await reload()
          return page.locator('a[href^="/rate/"]').count()
        },
        { timeout: 10_000 },
      )
      .toBe(1)
    expect(await state(page)).toContain('办妥')
    await look(page, setting, 'firm-granted')
    const verify = await page.locator('a[href^="/verify/"]').first().getAttribute('href')
    // The licence is the firm's: it stands among its results, and anybody may check it.
    await page.goto(`${bantuo.url}/me/results`)
    expect(await page.locator('main').innerText()).toContain('食品经营许可')
    await look(page, setting, 'firm-results')
    const other = await openContext(browser, bantuo.url, setting)
    const stranger = await other.newPage()
    await stranger.goto(`${bantuo.url}${verify}`)
    expect(await state(stranger)).toContain('是真的')
    // Not the agent's own: acting for themselves they see none of it.
    await page.goto(`${bantuo.url}/me`)
    await page.getByRole('button', { name: '回到为自己办' }).first().click()
    await page.goto(`${bantuo.url}/me/results`)
    expect(await page.locator('main').innerText()).not.toContain('食品经营许可')
    await Promise.all([context.close(), other.close()])
  },
)
