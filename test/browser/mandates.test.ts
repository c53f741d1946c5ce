import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'
import { look, openContext, type Setting, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

// The agent has an account.
await makeVisitor(bantuo.url).signIn('citizen-1')
const firm = '焦作市好味道餐饮有限公司（演示）'
const inEnglish = (setting: Setting) => setting.lang === 'en'

/** Whoever represents the firm, acting for it. */
async function headAt(setting: Setting): Promise<Page> {
  const context = await openContext(browser, bantuo.url, setting)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'firm-agent')
  await page.click('form[action="/me/act-for"] button')
  await page.waitForSelector('.note.amber')
  return page
}

test.each([settings.phone, settings.desk, settings.plain, settings.elder, settings.english, settings.englishPhone])(
  'a firm’s mandate is given for items that were looked for, used, and taken back on a $name',
  {
    timeout: 120_000,
  },
  async (setting) => {
    const page = await headAt(setting)
    await look(page, setting, 'me-acting')
    await page.click('a[href="/me/mandates"]')
    await page.waitForURL(/mandates$/)
    await look(page, setting, 'mandates-firm')
    expect(await page.locator('#find').isVisible()).toBe(false)
    await page.fill('#agentId', '11010519491231002X')
    await page.check('input[name=scope][value=entries]')
    await page.fill('#find', '食品经营')
    await page.click('button[value=find]')
    await page.waitForSelector('input[name=entries]')
    expect(await page.inputValue('#agentId')).toBe('11010519491231002X')
    await page.check('input[name=entries] >> nth=0')
    await page.fill('#find', '消防安全检查')
    await page.click('button[value=find]')
    await page
      .waitForFunction(() => document.querySelectorAll('input[name=entries]:checked').length === 1)
      .catch(() => undefined)
    expect(await page.locator('input[name=entries]:checked').count()).toBe(1)
    await page.locator('input[name=entries]:not(:checked)').first().check()
    await look(page, setting, 'mandates-found')
    await page.fill('#agentId', '110105194912310021')
    await page.click('button[value=grant]')
    await page.waitForSelector('.summary')
    await look(page, setting, 'mandates-wrong')
    await page.fill('#agentId', '11010519491231002X')
    await page.click('button[value=grant]')
    await page.waitForSelector('.ask-first summary')
    await look(page, setting, 'mandates-given')

    const agent = await (await openContext(browser, bantuo.url, setting)).newPage()
    await signIn(agent, bantuo.url, 'citizen-1')
    await agent.click('form[action="/me/act-for"] button')
    await agent.waitForSelector('.note.amber')
    await look(agent, setting, 'me-agent')
    await agent.click('a[href="/me/mandates"]')
    await agent.waitForURL(/mandates$/)
    expect(await agent.locator('main').textContent()).toContain(
      inEnglish(setting) ? 'cannot be passed on' : `替“${firm}”办事的委托不能再转给别人`,
    )
    await look(agent, setting, 'mandates-refused')

    await page.click('.ask-first summary')
    await page.click('form[action$="/revoke"] button')
    await page.waitForSelector('details.ended:not([open]) summary')
    await page.click('details.ended summary')
    await look(page, setting, 'mandates-ended')
    await agent.goto(`${bantuo.url}/me`)
    expect(await agent.locator('.note.amber').count()).toBe(0)
    await page.context().close()
    await agent.context().close()
  },
)
