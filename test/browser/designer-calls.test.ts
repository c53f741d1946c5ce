import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, openRoute as openAt } from './seat.ts'

// What a route calls: another route, chosen in the panel; a service, whose errors are tried out.

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const openRoute = (route: string, lang: 'zh' | 'en' = 'zh') => openAt(browser, bantuo.url, route, lang)
const tab = (page: Page, name: RegExp) => page.locator('.designer-side').getByRole('tab', { name }).click()
async function choose(page: Page, name: RegExp): Promise<void> {
  await tab(page, /环节|Steps/)
  await page.locator('.step-list').getByRole('button', { name }).first().press('Enter')
  await page.locator('.step-panel').waitFor()
}
async function draftOf(route: string): Promise<string> {
  const admin = await person(bantuo.url, 'admin')
  return (await admin.api<{ draft: { xml: string } }>('GET', `/process-definitions/${route}`)).body.draft.xml
}
/** The check follows half a second after the drawing. */
async function check(page: Page): Promise<string> {
  await page.waitForTimeout(2_000)
  await tab(page, /检查|Check/)
  return (await page.locator('.problem-list li').allTextContents()).join()
}

test('a step calls another route of the city: it is chosen by its name, told where it is missing, and taken back with one step', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await openRoute('two-level')
  await choose(page, /^初审/)
  await page.getByLabel('种类').selectOption({ label: '调用流程' })
  await page.getByRole('button', { name: '换成这种' }).click()
  const calls = page.getByLabel('调用哪个流程')
  await expect.poll(() => calls.inputValue()).toBe('')
  expect(await check(page)).toContain('请先发布它或另选一个')
  await page.locator('.problem-list').getByRole('button', { name: '初审' }).first().click()
  await calls.selectOption('instant')
  await page.getByText('发布时记下它当时的版本').waitFor()
  await lookAtDesk(page, 'designer-call', 2_500)
  expect(await check(page)).not.toContain('请先发布它或另选一个')
  // A route cannot call itself, however it is chosen.
  await choose(page, /^初审/)
  await calls.selectOption('two-level')
  expect(await check(page)).toMatch(/直接或间接调用自己/)
  await page.getByRole('button', { name: '撤销' }).click()
  await choose(page, /^初审/)
  await expect.poll(() => calls.inputValue()).toBe('instant')
  await page.waitForTimeout(1_000)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.locator('.editor-head').getByText('草稿已保存').waitFor()
  // Another kind of step calls nothing, and says so before.
  await page.getByLabel('种类').selectOption({ label: '人办' })
  expect(await page.locator('.losses').textContent()).toContain('调用哪个流程')
  expect(await draftOf('two-level')).toMatch(/<bpmn:callActivity id="preliminary-examine"[^>]*calledElement="instant"/)
  expect(broken).toEqual([])
  await page.context().close()

  const english = await openRoute('two-level', 'en')
  await choose(english.page, /^初审/)
  expect(await english.page.getByLabel('Which route it calls').inputValue()).toBe('instant')
  await english.page.context().close()
})

test('whoever tries a route out lets a service end with a named error, and sees where the case goes then', {
  timeout: 120_000,
}, async () => {
  const xml = readFileSync('seeds/routes/standard.bpmn', 'utf8')
    .replace(/<bpmn:userTask id="examine"([\s\S]*?)<\/bpmn:userTask>/, (_, inside: string) => {
      const service = inside.replace(/bantuo:role="[^"]*" bantuo:stage="[^"]*"/, 'bantuo:call="register"')
      return `<bpmn:serviceTask id="examine"${service}</bpmn:serviceTask>
    <bpmn:boundaryEvent id="on-dead" name="已注销" attachedToRef="examine"><bpmn:outgoing>dead-looked</bpmn:outgoing>
      <bpmn:errorEventDefinition id="dead-caught" errorRef="dead" /></bpmn:boundaryEvent>
    <bpmn:userTask id="look" name="人工核对" bantuo:role="examiner"><bpmn:incoming>dead-looked</bpmn:incoming><bpmn:outgoing>looked</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="dead-looked" sourceRef="on-dead" targetRef="look" />
    <bpmn:sequenceFlow id="looked" sourceRef="look" targetRef="decide" />`
    })
    .replace('<bpmn:process ', '<bpmn:error id="dead" errorCode="dead" /><bpmn:process ')
    .replace(/(<bpmn:userTask id="decide"[^>]*>)/, '$1<bpmn:incoming>looked</bpmn:incoming>')
  const editor = await person(bantuo.url, 'editor')
  const title = { zh: '一般程序', en: 'Standard procedure' }
  expect((await editor.api('PUT', '/process-definitions/standard/draft', { title, xml, basedOn: null })).status).toBe(
    200,
  )
  for (const [lang, any, error, ended] of [
    ['zh', '其余结果', '以业务错误“dead”结束', '“审查”以“dead”结束'],
    ['en', 'Any other outcome', 'Ends with the named error “dead”', '“审查” ends with “dead”'],
  ] as const) {
    const { page, broken } = await openRoute('standard', lang)
    await tab(page, /试走|Try/)
    const standing = page.locator('.standing')
    await standing.getByRole('button', { name: any }).click()
    await standing.getByText('审查').waitFor()
    await lookAtDesk(page, `designer-named-error-${lang}`, 500)
    await standing.getByRole('button', { name: error }).click()
    await standing.getByText('人工核对').waitFor()
    await page.getByText(ended).waitFor()
    expect(broken).toEqual([])
    await page.context().close()
  }
})
