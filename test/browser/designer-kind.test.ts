import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, openRoute as openAt } from './seat.ts'

// Another kind for a step, with keys alone: what goes is said before, and comes back with one step back.

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const openRoute = (route: string, lang: 'zh' | 'en' = 'zh') => openAt(browser, bantuo.url, route, lang)
const press = (at: Locator, key = 'Enter') => at.press(key)
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
async function choose(page: Page, name: RegExp): Promise<string> {
  await press(page.locator('.designer-side').getByRole('tab', { name: /环节|Steps/ }))
  await press(page.locator('.step-list').getByRole('button', { name }).first())
  await page.locator('.step-panel').waitFor()
  return idOf(page)
}
const idOf = async (page: Page): Promise<string> => (await page.locator('.step-kind code').textContent()) ?? ''
async function say(page: Page, label: string | RegExp, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: typeof label === 'string' })
  await field.fill(text)
  await field.press('Tab')
}
const kindField = (page: Page) => page.getByLabel(/^(种类|Kind)$/)
/** What the panel says would be lost; nothing where nothing would. */
async function losses(page: Page, kind: string): Promise<string> {
  await kindField(page).selectOption(kind)
  return (await page.locator('.losses').textContent()) ?? ''
}
async function become(page: Page, kind: string): Promise<void> {
  await kindField(page).selectOption(kind)
  await press(button(page, /^(换成这种|Change)$/))
  await expect.poll(() => kindField(page).inputValue()).toBe(kind)
}
async function saved(page: Page, route: string): Promise<string> {
  await page.waitForTimeout(1_000)
  const save = button(page, '保存草稿')
  if (await save.isEnabled()) await press(save)
  await page.locator('.editor-head').getByText('草稿已保存').waitFor()
  const admin = await person(bantuo.url, 'admin')
  return (await admin.api<{ draft: { xml: string } }>('GET', `/process-definitions/${route}`)).body.draft.xml
}
const elementOf = (xml: string, id: string): string =>
  new RegExp(`<bpmn:(\\w+) id="${id}"[\\s\\S]*?(?:</bpmn:\\1>|/>)`).exec(xml)?.[0] ?? ''
/** The elements of the route in the order of their names; the drawing program may write them in another. */
const partsOf = (xml: string): string[] =>
  xml
    .split('\n')
    .map((line) => line.trim())
    .toSorted()

test('a step that becomes another kind keeps what that has too, and says before what it cannot keep', {
  timeout: 180_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  const id = await choose(page, /^初审/)
  await say(page, '时限（工作日）', '4')
  await say(page, '通知申请人', '已开始初审')
  await page.getByLabel('办几次').selectOption('parallel')
  await page.getByLabel('份数怎么定').selectOption('list')
  await say(page, '列表的变量名', 'rooms')
  await say(page, '每一项叫什么', 'room')
  await press(button(page, '在边上加一个事件'))
  await expect.poll(() => page.locator('.step-kind').textContent()).toContain('边上的事件')
  const border = await idOf(page)
  await say(page, '名称', '四日未办')
  await say(page, '多少', '4')
  await choose(page, /^初审/)
  const before = await saved(page, 'two-level')

  // Nothing is said of the kind it is; of others, what each of them has no place for, in the words of the panel.
  expect(await losses(page, 'user')).toBe('')
  const toSystem = await losses(page, 'service')
  for (const word of ['岗位', '下一级办理', '时限（工作日）', '通知申请人']) expect(toSystem).toContain(word)
  expect(toSystem).not.toContain('四日未办')
  const toMessage = await losses(page, 'send')
  for (const word of ['岗位', '时限（工作日）', '边上的事件“四日未办”']) expect(toMessage).toContain(word)
  expect(toMessage).not.toContain('通知申请人')
  await lookAtDesk(page, 'designer-kind', 1_000)

  await become(page, 'service')
  let xml = await saved(page, 'two-level')
  expect(elementOf(xml, id)).toMatch(/^<bpmn:serviceTask [^>]*name="初审"/)
  expect(elementOf(xml, id)).toMatch(/bantuo:collection="rooms" bantuo:element="room"/)
  expect(elementOf(xml, id)).not.toMatch(/bantuo:(role|limit|notice)/)
  expect(elementOf(xml, border)).toMatch(/attachedToRef/)
  for (const way of before.match(new RegExp(`<bpmn:sequenceFlow [^>]*Ref="${id}"[^>]*>`, 'g')) ?? [])
    expect(xml).toContain(way.slice(0, way.indexOf('sourceRef')))

  // One step back brings all of it back, from wherever the keys are; one forward, and it is the system's again.
  await page.keyboard.press('Control+Z')
  await expect.poll(() => kindField(page).inputValue()).toBe('user')
  expect(await page.getByLabel('时限（工作日）').inputValue()).toBe('4')
  expect(partsOf(await saved(page, 'two-level'))).toEqual(partsOf(before))
  await page.keyboard.press('Control+Y')
  await expect.poll(() => kindField(page).inputValue()).toBe('service')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => kindField(page).inputValue()).toBe('user')

  await become(page, 'send')
  xml = await saved(page, 'two-level')
  expect(elementOf(xml, id)).toMatch(/^<bpmn:sendTask [^>]*bantuo:notice="已开始初审"/)
  expect(xml).not.toContain('四日未办')
  await press(kindField(page), 'Control+Z')
  await expect.poll(() => kindField(page).inputValue()).toBe('user')
  expect(partsOf(await saved(page, 'two-level'))).toEqual(partsOf(before))
  expect(broken).toEqual([])
  await page.context().close()
})

test('forks keep their conditions where the new kind has any; events keep their time, their days and their names', {
  timeout: 180_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  await choose(page, /^初审/)
  await press(button(page, '在此后加一个分岔'))
  await expect.poll(() => kindField(page).inputValue()).toBe('exclusive')
  await say(page, '名称', '要不要加看')
  const fork = await idOf(page)
  await press(button(page, '另分一路'))
  await expect.poll(() => kindField(page).inputValue()).toBe('user')
  await say(page, '名称', '加看')
  await choose(page, /^要不要加看/)
  await press(button(page, /^→ 加看/))
  await say(page, '条件', 'area in [300..500]')
  await choose(page, /^要不要加看/)
  await press(page.locator('.way-list button').first())
  await press(page.getByLabel('其余情况都走这条路'), 'Space')
  await choose(page, /^要不要加看/)
  const before = await saved(page, 'two-level')
  expect(await losses(page, 'inclusive')).toBe('')
  expect(await losses(page, 'event-based')).toContain('去“加看”的路')
  const toParallel = await losses(page, 'parallel')
  expect(toParallel).toContain('各路的条件')
  expect(toParallel).toContain('其余情况都走这条路')
  await become(page, 'inclusive')
  let xml = await saved(page, 'two-level')
  expect(elementOf(xml, fork)).toMatch(/^<bpmn:inclusiveGateway [^>]*default=/)
  expect(xml).toContain('area in [300..500]')
  await become(page, 'parallel')
  xml = await saved(page, 'two-level')
  expect(elementOf(xml, fork)).not.toContain('default=')
  expect(xml).not.toContain('area in [300..500]')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => kindField(page).inputValue()).toBe('inclusive')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => kindField(page).inputValue()).toBe('exclusive')
  expect(partsOf(await saved(page, 'two-level'))).toEqual(partsOf(before))

  await choose(page, /^初审/)
  await press(button(page, '在边上加一个事件'))
  await expect.poll(() => kindField(page).inputValue()).toBe('timer')
  const border = await idOf(page)
  await say(page, '多少', '5')
  expect(await losses(page, 'timer-aside')).toBe('')
  await become(page, 'timer-aside')
  expect(elementOf(await saved(page, 'two-level'), border)).toMatch(
    /cancelActivity="false"[^>]*bantuo:days="working"[\s\S]*>P5D<|bantuo:days="working"[^>]*cancelActivity="false"[\s\S]*>P5D</,
  )
  expect(await losses(page, 'message')).toContain('什么时候')
  await become(page, 'message')
  await say(page, '消息的名称', 'report')
  expect(await losses(page, 'message-aside')).toBe('')
  expect(await losses(page, 'signal')).toContain('消息的名称')
  await become(page, 'message-aside')
  expect(await page.getByLabel('消息的名称').inputValue()).toBe('report')
  expect(broken).toEqual([])
  await page.context().close()
})

test('in English too', { timeout: 60_000 }, async () => {
  const { page } = await openRoute('two-level', 'en')
  await choose(page, /初审/)
  expect(await losses(page, 'rule')).toMatch(/^This kind cannot keep: Role; .*All the rest stays/)
  expect(await losses(page, 'user')).toBe('')
  await losses(page, 'send')
  await lookAtDesk(page, 'designer-kind-english', 1_000)
  await page.context().close()
})
