import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, openRoute as openAt } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const openRoute = (route: string, lang: 'zh' | 'en' = 'zh') => openAt(browser, bantuo.url, route, lang)

const tab = (page: Page, name: RegExp) => page.locator('.designer-side').getByRole('tab', { name }).click()
/** Chooses a step in the list, as somebody without a mouse does; gives its id. */
async function choose(page: Page, name: RegExp, nth = 0): Promise<string> {
  await tab(page, /环节|Steps/)
  await page.locator('.step-list').getByRole('button', { name }).nth(nth).press('Enter')
  await page.locator('.step-panel').waitFor()
  return (await page.locator('.step-kind code').textContent()) ?? ''
}
const problems = (page: Page) => page.locator('.problem-list li').allTextContents()
async function check(page: Page): Promise<string[]> {
  // The check follows half a second after the drawing, the drawing after the typing.
  await page.waitForTimeout(2_000)
  await tab(page, /检查|Check/)
  return problems(page)
}
const marked = (page: Page, id: string) =>
  page.locator(`.designer-canvas .djs-element.has-problem[data-element-id="${id}"]`).count()

// The check answers, and buttons change their colour slowly.
const look = (page: Page, name: string) => lookAtDesk(page, name, 2_500)

/** The draft as the server has it, after it was saved. */
async function saved(page: Page, route: string): Promise<string> {
  // What was drawn reaches the draft a moment after typing rests.
  await page.waitForTimeout(1_000)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.locator('.editor-head').getByText('草稿已保存').waitFor()
  const admin = await person(bantuo.url, 'admin')
  return (await admin.api<{ draft: { xml: string } }>('GET', `/process-definitions/${route}`)).body.draft.xml
}
const elementOf = (xml: string, id: string): string =>
  new RegExp(`<bpmn:(\\w+) id="${id}"[\\s\\S]*?(?:</bpmn:\\1>|/>)`).exec(xml)?.[0] ?? ''

test('a timer is so many working days, days or hours, and what was said before is a step back', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('joint-land')
  const id = await choose(page, /^三日未提/)
  const amount = page.getByLabel('多少')
  const unit = page.getByLabel('单位')
  expect([await amount.inputValue(), await unit.inputValue()]).toEqual(['3', 'working'])
  await page.getByText('节假日和调休按本市日历').waitFor()
  await look(page, 'designer-timer')
  await unit.selectOption('days')
  await amount.fill('5')
  await amount.press('Tab')
  expect(elementOf(await saved(page, 'joint-land'), id)).toMatch(
    /<bpmn:boundaryEvent id="[\w-]+" name="三日未提" attachedTo/,
  )
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(async () => [await amount.inputValue(), await unit.inputValue()]).toEqual(['3', 'working'])
  await page.getByRole('button', { name: '重做' }).click()
  await expect.poll(() => unit.inputValue()).toBe('days')
  await unit.selectOption('hours')
  const xml = elementOf(await saved(page, 'joint-land'), id)
  expect(xml).toMatch(/<bpmn:timeDuration[^>]*>PT3H</)
  expect(xml).not.toContain('bantuo:days')

  // Again and again: that may not end the step, and the check says so where it stands.
  await page.getByLabel('什么时候').selectOption('timeCycle')
  await page.getByLabel('间隔').fill('R3/P1D')
  await page.getByLabel('按哪种日子数').selectOption('working')
  expect((await check(page)).join()).toContain('周期定时只能用于不中断的边界事件')
  expect(await marked(page, id)).toBe(1)
  expect(broken).toEqual([])
  await page.context().close()
})

test('a step is done by several at once, one after another, or again; what a repetition lacks is told at the step', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  const id = await choose(page, /^初审/)
  const often = page.getByLabel('办几次')
  expect(await often.inputValue()).toBe('once')
  await often.selectOption('parallel')
  expect((await check(page)).join()).toContain('多实例须有次数或列表之一')
  expect(await marked(page, id)).toBe(1)
  await page.locator('.problem-list').getByRole('button', { name: '初审' }).first().click()
  await page.getByLabel('份数', { exact: true }).fill('3')
  await page.getByLabel('提前结束的条件').fill('outcome = "denied"')
  await page.keyboard.press('Tab')
  await look(page, 'designer-repetition')
  expect((await check(page)).filter((one) => one.includes('错误'))).toEqual([])
  expect(await marked(page, id)).toBe(0)
  const several = elementOf(await saved(page, 'two-level'), id)
  expect(several).toMatch(/<bpmn:multiInstanceLoopCharacteristics>/)
  expect(several).toMatch(/<bpmn:loopCardinality[^>]*>3</)

  // Each field is one step back, and no letter of it is left.
  await tab(page, /属性/)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => page.getByLabel('提前结束的条件').inputValue()).toBe('')
  expect(await page.getByLabel('份数', { exact: true }).inputValue()).toBe('3')
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => often.inputValue()).toBe('once')

  await often.selectOption('sequential')
  await page.getByLabel('份数怎么定').selectOption('list')
  await page.getByLabel('列表的变量名').fill('parcels')
  await page.getByLabel('每一项叫什么').fill('parcel')
  await page.keyboard.press('Tab')
  const list = elementOf(await saved(page, 'two-level'), id)
  expect(list).toContain('isSequential="true"')
  expect(list).toContain('bantuo:collection="parcels"')
  expect(list).toContain('bantuo:element="parcel"')

  await often.selectOption('loop')
  await page.getByLabel('再办一次的条件').fill('outcome = "again"')
  await page.getByLabel('什么时候看条件').selectOption('before')
  await page.getByLabel('最多办几次').fill('2')
  await page.keyboard.press('Tab')
  const loop = elementOf(await saved(page, 'two-level'), id)
  expect(loop).toMatch(/<bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="2">/)
  expect(loop).not.toContain('parcels')
  expect(broken).toEqual([])
  await page.context().close()
})

test('a message has a name that is the same wherever it is sent and awaited, and leaves nothing behind when it is changed', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('joint-works-plan')
  const named = async (nth: number): Promise<string> => {
    const id = await choose(page, /^三日未提/, nth)
    await page.locator('.djs-context-pad .entry[data-action="replace"]').click()
    await page.locator('.djs-popup .entry[data-id="replace-with-message-boundary"]').click()
    await page.getByLabel('消息的名称').waitFor()
    return id
  }
  await named(0)
  const first = await page.locator('.step-kind code').textContent()
  expect((await check(page)).join()).toContain('没有指明消息、信号、错误或升级')
  expect(await marked(page, first ?? '')).toBe(1)
  await tab(page, /属性/)
  const name = page.getByLabel('消息的名称')
  await name.fill('撤件')
  await page.waitForTimeout(700)
  await name.fill('撤件通知')
  await name.press('Tab')
  await look(page, 'designer-message')
  await named(1)
  await page.getByLabel('消息的名称').fill('撤件通知')
  await page.getByLabel('消息的名称').press('Tab')
  const xml = await saved(page, 'joint-works-plan')
  expect([...xml.matchAll(/<bpmn:message /g)]).toHaveLength(1)
  expect(xml).toMatch(/<bpmn:message id="[\w-]+" name="撤件通知" \/>/)
  expect([...xml.matchAll(/messageRef="/g)]).toHaveLength(2)

  // One of two is called otherwise: two messages. It is taken back: one.
  await page.getByLabel('消息的名称').fill('补件通知')
  await page.getByLabel('消息的名称').press('Tab')
  expect([...(await saved(page, 'joint-works-plan')).matchAll(/<bpmn:message /g)]).toHaveLength(2)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => page.getByLabel('消息的名称').inputValue()).toBe('撤件通知')
  expect([...(await saved(page, 'joint-works-plan')).matchAll(/<bpmn:message /g)]).toHaveLength(1)
  expect((await check(page)).filter((one) => one.includes('错误'))).toEqual([])
  expect(broken).toEqual([])
  await page.context().close()
})

test('in English the fields are English', { timeout: 60_000 }, async () => {
  const { page } = await openRoute('two-level', 'en')
  await choose(page, /初审/)
  await page.getByLabel('How often').selectOption('parallel')
  await page.getByLabel('What says how many').waitFor()
  await page.getByLabel('Over early when').waitFor()
  await look(page, 'designer-repetition-english')
  await page.context().close()
})
