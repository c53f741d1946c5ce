import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { act, person } from './cases.ts'
import { axe, settings, takePicture } from './look.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

async function sitDown(subject: string, address: string, size: Size, lang: 'zh' | 'en' = 'zh') {
  const { page, broken } = await takeSeat(browser, bantuo.url, { subject, address, size, lang })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text())) broken.push(message.text())
  })
  return { page, broken }
}

const look = lookAtDesk

const food = async () =>
  apply(await person(bantuo.url, 'citizen-1'), '食品经营许可', { values: { applicantKind: 'natural' } })
const side = (page: Page, name: RegExp) => page.locator('.designer-side').getByRole('tab', { name })
const drawn = (page: Page) => page.waitForSelector('.designer-canvas .djs-element[data-element-id="examine"]')

test('an editor draws a second examination, mends what the check finds, sees the replay, publishes; a new case goes that way', {
  timeout: 300_000,
}, async () => {
  const clerk = await person(bantuo.url, 'clerk')
  const running = await food()
  await act(clerk, running, { move: 'accept', deferred: [] })
  const { page, broken } = await sitDown('editor', '/workbench/processes', 'desk')
  await page.getByRole('link', { name: '一般程序' }).waitFor()
  await look(page, 'routes')
  await page.getByRole('link', { name: '一般程序' }).click()
  await drawn(page)
  await look(page, 'designer')

  // Without a mouse: the step is chosen in the list, and the new one is put behind it with a key.
  await side(page, /环节/).click()
  const step = page.locator('.step-list').getByRole('button', { name: /^审查/ })
  await step.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '在此后加一步' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByLabel('名称', { exact: true }).inputValue()).toBe('新环节')
  await page.getByLabel('名称', { exact: true }).fill('复核')
  await page.getByRole('button', { name: /先改好 1 处错误/ }).waitFor()
  await side(page, /检查/).click()
  await page.getByText('没有说明谁办，请选择岗位').waitFor()
  await look(page, 'designer-check')
  await page.locator('.problem-list').getByRole('button', { name: '复核' }).first().click()
  await page.getByLabel('岗位').selectOption('examiner')
  await page.getByRole('combobox', { name: '环节', exact: true }).selectOption('examination')
  await page.getByLabel('时限（工作日）').fill('2')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: '重放并发布…' }).waitFor()
  // Buttons change their colour slowly.
  await page.waitForTimeout(300)
  await look(page, 'designer-step')

  // Tried out: accept, examine, and the new step is where the route stands.
  await side(page, /试走/).click()
  await page.locator('.standing').getByText('收件受理').waitFor()
  // What the route reads may be told at the start.
  await page.getByText(/一开始就知道的/).click()
  await page.getByLabel('delivery').fill('online')
  await page.keyboard.press('Tab')
  await look(page, 'designer-facts')
  await page.locator('.standing').getByRole('button', { name: '其余结果' }).click()
  await page.locator('.standing').getByText('审查').waitFor()
  await page.locator('.standing').getByRole('button', { name: '办完' }).first().click()
  await page.locator('.standing').getByText('复核').waitFor()
  await look(page, 'designer-trial')

  await page.getByRole('button', { name: '比较' }).click()
  await page.locator('.ant-modal').getByText('新增').first().waitFor()
  await page.waitForTimeout(500)
  await look(page, 'designer-compare')
  await page.keyboard.press('Escape')
  await page.locator('.ant-modal').waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '重放并发布…' }).click()
  await page.locator('.replay-numbers').waitFor()
  await page.waitForTimeout(300)
  await look(page, 'designer-replay')
  await page.getByRole('button', { name: '发布为新版本' }).click()
  await page.getByText('已发布第 2 版').waitFor()
  await page.getByRole('tab', { name: '版本' }).click()
  await page.getByText('新办件用这一版').waitFor()
  await look(page, 'route-versions')

  const examiner = await person(bantuo.url, 'examiner')
  const fresh = await food()
  await act(clerk, fresh, { move: 'accept', deferred: [] })
  for (const caseNo of [fresh, running])
    await act(examiner, caseNo, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  const standing = async (caseNo: string) =>
    (await clerk.api<{ run: { standing: { name: string }[] } }>('GET', `/cases/${caseNo}`)).body.run.standing
  expect((await standing(fresh)).map((one) => one.name)).toEqual(['复核'])
  expect((await standing(running)).map((one) => one.name)).toEqual(['决定'])

  // One case is moved over: first a look, then why; without a reason there is no move.
  await page.getByRole('button', { name: '把一件在办件移到另一版本' }).click()
  await page.getByLabel('办件编号').fill(running)
  await page.getByRole('button', { name: '先看看会怎样' }).click()
  await page.getByText('可以移过去').waitFor()
  const confirm = page.getByRole('button', { name: '移到第 2 版' })
  expect(await confirm.isDisabled()).toBe(true)
  await page.getByLabel('为什么移动').fill('复核岗位已到位，统一按新流程办')
  await page.waitForTimeout(400)
  await look(page, 'route-move')
  await confirm.click()
  await page.getByText('已移到第 2 版').waitFor()
  expect(broken).toEqual([])

  const desk = await sitDown('decider', `/workbench/cases/${running}`, 'desk')
  await desk.page.getByText('移到流程的另一版本').waitFor()
  await desk.page.getByText('第 1 版 → 第 2 版：复核岗位已到位，统一按新流程办').waitFor()
  await desk.page.context().close()
  await page.context().close()
})

test('what is drawn and not saved survives a reload; a colleague’s save in between is shown, not overwritten', {
  timeout: 120_000,
}, async () => {
  const { page } = await sitDown('editor', '/workbench/processes/two-level', 'desk')
  await drawn(page)
  await side(page, /环节/).click()
  await page.locator('.step-list').getByRole('button', { name: /^初审/ }).click()
  await page.getByLabel('时限（工作日）').fill('4')
  await page.keyboard.press('Tab')
  await page.getByText('有改动还没有保存').waitFor()
  await page.reload()
  await drawn(page)
  await page.getByText('有改动还没有保存').waitFor()
  await side(page, /环节/).click()
  await page.locator('.step-list').getByRole('button', { name: /^初审/ }).click()
  expect(await page.getByLabel('时限（工作日）').inputValue()).toBe('4')

  const admin = await person(bantuo.url, 'admin')
  const { body } = await admin.api<{ published: { xml: string } }>('GET', '/process-definitions/two-level')
  const theirs = body.published.xml.replace('name="审核"', 'name="复审"')
  const title = { zh: '两级审批', en: 'Two levels' }
  await admin.api('PUT', '/process-definitions/two-level/draft', { title, xml: theirs, basedOn: null })
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('别人刚保存过这份草稿').waitFor()
  await page.getByRole('button', { name: '刷新' }).click()
  const dialog = page.locator('.ant-modal:visible')
  await dialog.getByText(/郑管理（演示） 在/).waitFor()
  await dialog.getByText('名称：复审 → 审核').waitFor()
  await page.waitForTimeout(300)
  await look(page, 'designer-conflict')
  await dialog.getByRole('button', { name: '用我的，再保存一次' }).click()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('草稿已保存').first().waitFor()
  await page.context().close()
})

test('a file of another program is reported on before anything is replaced', { timeout: 120_000 }, async () => {
  const { page, broken } = await sitDown('editor', '/workbench/processes/instant', 'desk')
  await page.waitForSelector('.designer-canvas .djs-element')
  const admin = await person(bantuo.url, 'admin')
  const { body } = await admin.api<{ published: { xml: string } }>('GET', '/process-definitions/instant')
  const file = join(tmpdir(), `bantuo-import-${process.pid}.bpmn`)
  writeFileSync(
    file,
    body.published.xml
      .replace('xmlns:bpmn=', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bpmn=')
      .replace(
        '<bpmn:userTask id="receive"',
        '<bpmn:userTask id="receive" camunda:formKey="embedded:a.html" camunda:asyncBefore="true"',
      ),
  )
  await page.getByRole('button', { name: '导入' }).click()
  await page.locator('.ant-modal input[type=file]').setInputFiles(file)
  const dialog = page.locator('.ant-modal:visible')
  await dialog.getByText('camunda:formKey').waitFor()
  await dialog.getByText('camunda:asyncBefore').waitFor()
  await page.waitForTimeout(300)
  await look(page, 'designer-import')
  await dialog.getByRole('button', { name: '用它替换现在的图' }).click()
  await page.getByText('有改动还没有保存').waitFor()
  expect(broken).toEqual([])
  await page.context().close()
})

test('on a phone a route can be looked at, and drawing says what it needs; in English everything is English', {
  timeout: 120_000,
}, async () => {
  const small = await sitDown('editor', '/workbench/processes/standard', 'phone')
  await small.page.getByText('画流程需要宽一些的屏幕').waitFor()
  await small.page.waitForSelector('.designer-canvas .djs-element')
  await look(small.page, 'route-small')
  await small.page.goto(`${bantuo.url}/workbench/processes`)
  await small.page.getByRole('link', { name: '一般程序' }).waitFor()
  await look(small.page, 'routes-small')
  await small.page.context().close()
  const english = await sitDown('editor', '/workbench/processes', 'desk', 'en')
  await english.page.getByRole('link', { name: 'Standard' }).waitFor()
  await look(english.page, 'routes-english')
  await english.page.context().close()
})

test('a decision table is begun, tried out with the rules that fired, and published', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await sitDown('editor', '/workbench/decisions', 'desk')
  await page.getByRole('button', { name: '新建决策' }).click()
  await page.getByLabel('名称', { exact: true }).fill('材料齐不齐')
  await page.getByLabel('英文名称').fill('Are the papers complete')
  await page.getByLabel('代号').fill('papers-complete')
  await page.getByLabel('从哪个开始').selectOption('')
  await page.getByRole('button', { name: '建草稿' }).click()
  await page.waitForURL(/decisions\/papers-complete/)
  await page.waitForSelector(
    '.decision-canvas .dmn-drd-container .djs-element, .decision-canvas .dmn-decision-table-container',
  )
  await page.locator('.table-views').getByRole('button', { name: '能否按规则准予' }).click()
  await page.waitForSelector('.decision-canvas .dmn-decision-table-container table')
  await page.getByText('没有问题').waitFor()
  await look(page, 'decision')
  await side(page, /试算/).click()
  await page.getByLabel(/missingPapers/).fill('0')
  await page.getByRole('button', { name: '试算', exact: true }).click()
  await page.getByText('第 1 条规则').waitFor()
  await page.getByLabel(/missingPapers/).fill('3')
  await page.getByRole('button', { name: '试算', exact: true }).click()
  await page.getByText('第 2 条规则').waitFor()
  await takePicture(page, settings.desk, 'decision-trial')
  // A cell is typed into, and the table says something else.
  await page.locator('.table-views').getByRole('button', { name: '能否按规则准予' }).click()
  await page.locator('.decision-canvas td.output-cell').first().click()
  await page.waitForTimeout(200)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('"doubtful"')
  await page.getByText('有改动还没有保存').or(page.getByText('草稿已保存')).first().waitFor()
  await page.getByRole('button', { name: '重放并发布…' }).click()
  await page.getByText('还没有办件由这份决策决定过').waitFor()
  await page.getByRole('button', { name: '发布为新版本' }).click()
  await page.getByText('已发布第 1 版').waitFor()
  expect(bantuo.city().getDecisions('papers-complete').version).toBe(1)
  expect(broken).toEqual([])
  await page.context().close()
})

test('before a table is published the cases that it decided are decided again, and who would fare otherwise is named', {
  timeout: 120_000,
}, async () => {
  const key = 'fund-certificate'
  const named = [...bantuo.city().entries.values()].find(({ published }) => published.content.decision === key)
  const citizen = await person(bantuo.url, 'citizen-1')
  const caseNo = await apply(citizen, named?.published.content.name.zh ?? '')
  const outcome = async () =>
    (await citizen.api<{ ruling: { outcome: string } | null }>('GET', `/cases/${caseNo}`)).body.ruling?.outcome
  await expect.poll(outcome, { timeout: 10_000 }).toBe('granted')

  const admin = await person(bantuo.url, 'admin')
  const { body } = await admin.api<{ published: { xml: string } }>('GET', `/decision-definitions/${key}`)
  const xml = body.published.xml.replaceAll('<text>"normal"</text>', '<text>"frozen"</text>')
  const title = { zh: '公积金证明', en: 'Fund certificate' }
  await admin.api('PUT', `/decision-definitions/${key}/draft`, { title, xml, basedOn: null })

  const { page, broken } = await sitDown('editor', `/workbench/decisions/${key}`, 'desk')
  await page.getByText('草稿已保存').waitFor()
  await page.getByRole('button', { name: '重放并发布…' }).click()
  const dialog = page.locator('.ant-modal:visible')
  await dialog.getByText('有 1 件的结论会不同').waitFor()
  const row = dialog.locator('.rule-samples tbody tr')
  await expect.poll(async () => ((await row.textContent()) ?? '').replace(/[\s-]/g, '')).toContain(caseNo)
  expect(await row.locator('td').nth(1).textContent()).toContain('准予')
  expect(await row.locator('td').nth(2).textContent()).toContain('转人工')
  await page.waitForTimeout(400)
  await takePicture(page, settings.desk, 'decision-replay')
  expect(await axe(page, 'decision-replay')).toEqual([])
  await dialog.getByRole('button', { name: '发布为新版本' }).click()
  await page.getByText('已发布第 2 版').waitFor()
  expect(await outcome()).toBe('granted')
  expect(broken).toEqual([])
  await page.context().close()
})

test('officers without that office have no such page', async () => {
  const { page } = await sitDown('clerk', '/workbench/', 'desk')
  expect(await page.getByRole('link', { name: '流程与决策' }).count()).toBe(0)
  await page.goto(`${bantuo.url}/workbench/processes`)
  await page.getByText('您的岗位没有这一页').waitFor()
  await page.context().close()
})
