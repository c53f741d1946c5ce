import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, openRoute as openAt } from './seat.ts'

// The designer for whoever has no mouse: nothing in these tests is clicked once the drawing is open.

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const openRoute = (route: string, lang: 'zh' | 'en' = 'zh') => openAt(browser, bantuo.url, route, lang)

const press = (at: Locator, key = 'Enter') => at.press(key)
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
async function tab(page: Page, name: RegExp): Promise<void> {
  await press(page.locator('.designer-side').getByRole('tab', { name }))
}
async function choose(page: Page, name: RegExp, nth = 0): Promise<string> {
  await tab(page, /环节|Steps/)
  await press(page.locator('.step-list').getByRole('button', { name }).nth(nth))
  await page.locator('.step-panel').waitFor()
  return idOf(page)
}
const idOf = async (page: Page): Promise<string> => (await page.locator('.step-kind code').textContent()) ?? ''
/** Types where the keys are: after something was added they are in its first field. */
async function called(page: Page, name: string): Promise<string> {
  const field = page.getByLabel('名称', { exact: true })
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.step-list, .step-panel').first().isVisible()).toBe(true)
  return idOf(page)
}
async function kind(page: Page, key: string): Promise<void> {
  await page.getByLabel('种类').selectOption(key)
  await press(button(page, '换成这种'))
  await expect.poll(() => page.getByLabel('种类').inputValue()).toBe(key)
}
async function errors(page: Page): Promise<string[]> {
  await page.waitForTimeout(2_000)
  await tab(page, /检查|Check/)
  return (await page.locator('.problem-list li').allTextContents()).filter((one) => one.includes('错误'))
}
async function saved(page: Page, route: string): Promise<string> {
  await page.waitForTimeout(1_000)
  await press(button(page, '保存草稿'))
  await page.locator('.editor-head').getByText('草稿已保存').waitFor()
  const admin = await person(bantuo.url, 'admin')
  return (await admin.api<{ draft: { xml: string } }>('GET', `/process-definitions/${route}`)).body.draft.xml
}
// The check answers, and buttons change their colour slowly.
const look = (page: Page, name: string) => lookAtDesk(page, name, 2_500)
const elementOf = (xml: string, id: string): string =>
  new RegExp(`<bpmn:(\\w+) id="${id}"[\\s\\S]*?(?:</bpmn:\\1>|/>)`).exec(xml)?.[0] ?? ''

test('a route is drawn, checked and saved with keys alone', { timeout: 180_000 }, async () => {
  const { page, broken } = await openRoute('standard')
  // A fork after the examination, with a way of its own to a step that the system does, and on to the end.
  await choose(page, /^审查/)
  await press(button(page, '在此后加一步'))
  const second = await called(page, '复核')
  await page.getByLabel('岗位').selectOption('examiner')
  await page.getByLabel('几种结果').or(page.getByLabel(/结果/).first()).first().waitFor()
  await kind(page, 'rule')
  expect(await idOf(page)).toBe(second)
  await page.getByLabel('名称', { exact: true }).waitFor()
  expect(await page.getByLabel('名称', { exact: true }).inputValue()).toBe('复核')
  // One step back, and it is done by people again.
  await press(button(page, '撤销'))
  await choose(page, /^复核/)
  expect(await page.getByLabel('种类').inputValue()).toBe('user')

  await press(button(page, '在此后加一个分岔'))
  const fork = await called(page, '要不要报送')
  await press(button(page, '另分一路'))
  const third = await called(page, '报送省厅')
  await kind(page, 'service')
  await page
    .getByRole('combobox', { name: /调用|系统|服务/ })
    .first()
    .fill('report-upwards')
  await page.keyboard.press('Tab')
  const connect = page.getByLabel('连到')
  const target = await connect.locator('option').filter({ hasText: '决定' }).first().getAttribute('value')
  await connect.selectOption(target ?? '')
  await press(button(page, '连上'))
  await button(page, /^→ 决定/).waitFor()
  // What is done by the system is reached on a condition, all the rest goes on as before.
  await choose(page, /^要不要报送/)
  await press(button(page, /^→ 报送省厅/))
  await page.getByLabel('条件', { exact: true }).fill('outcome = "upwards"')
  await page.getByLabel('条件', { exact: true }).press('Tab')
  await choose(page, /^要不要报送/)
  await press(page.locator('.way-list button').first())
  await press(page.getByLabel('其余情况都走这条路'), 'Space')
  await choose(page, /^报送省厅/)
  await look(page, 'designer-keys')

  const xml = await saved(page, 'standard')
  expect(elementOf(xml, third)).toMatch(/^<bpmn:serviceTask [^>]*name="报送省厅"/)
  expect(xml).toMatch(new RegExp(`sourceRef="${fork}" targetRef="${third}"`))
  expect(xml).toMatch(new RegExp(`sourceRef="${third}" targetRef="${target}"`))
  expect(await errors(page)).toEqual([])

  // Moved, and a way and a step taken out again.
  await choose(page, /^报送省厅/)
  const place = () => page.locator(`.designer-canvas [data-element-id="${third}"]`).first().boundingBox()
  const before = await place()
  await press(button(page, '下移'))
  expect(((await place())?.y ?? 0) > (before?.y ?? 0)).toBe(true)
  await press(button(page, /^→ 决定/))
  await press(button(page, '删去这条路'))
  await choose(page, /^报送省厅/)
  await page.getByText('还没有路从这里出去').waitFor()
  await press(button(page, '删去这一步'))
  await choose(page, /^要不要报送/)
  await press(button(page, '删去这一步'))
  await choose(page, /^复核/)
  if ((await button(page, '连上').count()) > 0 && (await page.getByText('还没有路').count()) > 0) {
    await page.getByLabel('连到').selectOption(target ?? '')
    await press(button(page, '连上'))
  }
  const last = await saved(page, 'standard')
  for (const gone of ['报送省厅', '要不要报送']) expect(last).not.toContain(gone)
  expect(await errors(page)).toEqual([])
  expect(broken).toEqual([])
  await page.context().close()
})

test('the kind of gateways, ends, waits and events on the border is chosen in the panel too', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  await choose(page, /^初审/)
  await press(button(page, '在此后加一个分岔'))
  for (const each of ['parallel', 'inclusive', 'event-based', 'exclusive']) await kind(page, each)
  await press(button(page, '在此后加一个等待'))
  for (const each of ['catch-message', 'catch-signal', 'throw-escalation', 'throw-message', 'catch-timer'])
    await kind(page, each)
  await choose(page, /分岔|按条件走一条路|Gateway/)
  await press(button(page, '加一个结束'))
  for (const each of ['end-terminate', 'end-error', 'end-escalation', 'end-message', 'end']) await kind(page, each)
  await choose(page, /^初审/)
  await press(button(page, '在边上加一个事件'))
  for (const each of ['timer-aside', 'message', 'signal-aside', 'escalation-aside', 'error', 'timer'])
    await kind(page, each)
  expect(broken).toEqual([])
  await page.context().close()
})

test('an error has a code that is the same where it is raised and caught; one is kept for each, and it is one step back', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  await choose(page, /^初审/)
  await press(button(page, '在此后加一个分岔'))
  await press(button(page, '加一个结束'))
  const end = await called(page, '办不下去')
  await kind(page, 'end-error')
  expect((await errors(page)).join()).toContain('没有指明消息、信号、错误或升级')
  await choose(page, /^办不下去/)
  const code = page.getByLabel('错误的代号')
  await code.fill('no-record')
  await code.press('Tab')
  await look(page, 'designer-error')
  let xml = await saved(page, 'two-level')
  expect(xml).toMatch(/<bpmn:error id="[\w-]+" errorCode="no-record" \/>/)
  expect(elementOf(xml, end)).toMatch(/errorRef="/)
  await code.fill('not-found')
  await code.press('Tab')
  xml = await saved(page, 'two-level')
  expect([...xml.matchAll(/<bpmn:error /g)]).toHaveLength(1)
  await press(button(page, '撤销'))
  await expect.poll(() => code.inputValue()).toBe('no-record')

  // On the border: no code catches any; the same code is the same error.
  await choose(page, /^初审/)
  await press(button(page, '在边上加一个事件'))
  const border = await called(page, '核对出错时')
  await kind(page, 'error')
  await page.getByText('空着就接住任何错误').waitFor()
  expect(elementOf(await saved(page, 'two-level'), border)).not.toContain('errorRef')
  await code.fill('no-record')
  await code.press('Tab')
  xml = await saved(page, 'two-level')
  expect([...xml.matchAll(/<bpmn:error /g)]).toHaveLength(1)
  expect([...xml.matchAll(/errorRef="/g)]).toHaveLength(2)

  // An escalation is another thing, even by the same code.
  await kind(page, 'escalation-aside')
  await page.getByLabel('升级的代号').fill('no-record')
  await page.getByLabel('升级的代号').press('Tab')
  xml = await saved(page, 'two-level')
  expect(xml).toMatch(/<bpmn:escalation id="[\w-]+" escalationCode="no-record" \/>/)
  expect([...xml.matchAll(/errorRef="/g)]).toHaveLength(1)
  expect(broken).toEqual([])
  await page.context().close()
})

test('in English too', { timeout: 60_000 }, async () => {
  const { page } = await openRoute('two-level', 'en')
  await choose(page, /初审/)
  await press(button(page, 'Add an event on its border'))
  await page.getByLabel('Kind').selectOption('error')
  await press(button(page, 'Change'))
  await page.getByLabel('Code of the error').waitFor()
  await look(page, 'designer-error-english')
  await page.context().close()
})
