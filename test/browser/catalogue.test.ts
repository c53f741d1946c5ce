import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const entryOf = (key: string): string =>
  [...bantuo.city().entries.values()].find(({ published }) => published.content.decision === key)?.entryId ?? ''

const openEntry = (entryId: string, size: Size, lang: 'zh' | 'en' = 'zh') =>
  takeSeat(browser, bantuo.url, { subject: 'editor', address: `/workbench/catalogue/${entryId}`, size, lang })

const look = (page: Page, name: string) => lookAtDesk(page, name, 400)

test('an editor says which table decides an item and how many cases are checked later, reads what that means, and publishes it', {
  timeout: 180_000,
}, async () => {
  const entryId = entryOf('fund-certificate')
  const { page, broken } = await openEntry(entryId, 'desk')
  await page.getByRole('button', { name: '编辑', exact: true }).click()
  const share = page.getByLabel('事后抽查比例')
  await share.fill('12.5')
  await share.press('Tab')
  await page.getByText('自动准予的办件约有 12.5% 由审查岗事后核查').first().waitFor()
  await page.getByText('谁都可以重算').waitFor()
  await share.scrollIntoViewIfNeeded()
  await look(page, 'catalogue-decision')

  // Without a table the route has nothing to decide by, and the editor is told so before anything is published.
  const field = page.locator('.element-field', { hasText: '自动审批的决策表' })
  await field.locator('.ant-select').hover()
  await field.locator('.ant-select-clear').click()
  await page.getByText('还没有选决策表：办件都会转给工作人员').waitFor()
  await page.getByText('没有选决策表，没有可抽查的办件').waitFor()
  await page.getByLabel('自动审批的决策表').click()
  await page.getByLabel('自动审批的决策表').fill('fund-certificate')
  await page.keyboard.press('Enter')
  await page.getByText('还没有选决策表').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.locator('.editor-side').getByText('规范性检查没有发现问题').waitFor()
  await page.getByRole('button', { name: '发布 1 处改动' }).click()
  await page.getByText('办事指南马上更新').waitFor()
  expect(bantuo.city().entries.get(entryId)?.published.content).toMatchObject({
    ...{ decision: 'fund-certificate', sampling: 0.125 },
  })
  // The page says it in more than one place while it changes over to what was published.
  await page.getByText('自动准予的办件约有 12.5% 由审查岗事后核查').first().waitFor()
  expect(broken).toEqual([])
  await page.context().close()
})

test('on a phone and in English the same is said', { timeout: 120_000 }, async () => {
  const small = await openEntry(entryOf('employment'), 'phone')
  await small.page.getByRole('button', { name: '编辑', exact: true }).click()
  await small.page.getByLabel('自动审批的决策表').scrollIntoViewIfNeeded()
  await look(small.page, 'catalogue-decision')
  await small.page.context().close()
  const english = await openEntry(entryOf('employment'), 'desk', 'en')
  await english.page.getByRole('button', { name: 'Edit', exact: true }).click()
  await english.page.getByLabel('Share checked later').fill('0')
  await english.page.getByText('Nothing is checked later.').first().waitFor()
  await english.page.context().close()
})

const pair = async (page: Page, label: string, zh: string, en: string) => {
  const shown = page.getByRole('tabpanel')
  await shown.getByLabel(label, { exact: true }).fill(zh)
  await shown.getByLabel(`${label}（英文）`, { exact: true }).fill(en)
}

test('an editor adds a question, a paper that hangs on it and a field, is told what is missing at its place, and the guide shows them', {
  timeout: 240_000,
}, async () => {
  const { page, broken } = await openEntry('S0001', 'desk')
  const tab = (name: RegExp) => page.getByRole('tab', { name })
  await page.getByRole('button', { name: '编辑', exact: true }).click()

  await tab(/^情形/).click()
  await page.getByRole('button', { name: '添加问题' }).click()
  await pair(page, '问题', '孩子是双胞胎吗？', 'Are they twins?')
  await page.getByRole('complementary').getByText('孩子是双胞胎吗？').first().waitFor()
  await look(page, 'catalogue-questions')

  await tab(/^材料/).click()
  await page.getByRole('button', { name: '添加材料' }).press('Enter')
  // The keyboard is in the new paper, at its name.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await page.keyboard.type('双胞胎出生顺序说明')
  await page.getByRole('button', { name: '添加条件' }).click()
  await page.getByLabel('条件 1：问什么').selectOption({ label: '孩子是双胞胎吗？' })
  await page.getByRole('group', { name: '条件 1：答案' }).getByLabel('是', { exact: true }).check()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('内容不完整，草稿没有保存').waitFor()
  await page.getByText('英文：请填写或更正。').first().waitFor()
  await look(page, 'catalogue-paper')
  await pair(page, '名称', '双胞胎出生顺序说明', 'Note on the order of birth')
  await pair(page, '为什么要', '登记出生的先后', 'The order of birth is entered')
  await page.getByRole('button', { name: '上移“双胞胎出生顺序说明”' }).press('Enter')
  // It goes before the marriage certificate, and the keyboard stays with it.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('上移“双胞胎出生顺序说明”')

  await tab(/^表单/).click()
  await page.getByRole('button', { name: /孩子$/ }).click()
  await page.getByRole('button', { name: '添加字段' }).click()
  await pair(page, '名称', '出生时辰', 'Hour of birth')
  await pair(page, '用途', '分清双胞胎的先后', 'To tell twins apart')
  await page.getByRole('tabpanel').getByLabel('怎么填').selectOption({ label: '多行文字' })
  await page.getByRole('complementary').getByLabel('出生时辰').fill('试填')
  await look(page, 'catalogue-form')

  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('草稿已保存').waitFor()
  await page.getByRole('button', { name: '发布 3 处改动' }).click()
  await page.getByText('办事指南马上更新').waitFor()
  expect(broken).toEqual([])

  const item = bantuo.city().findItemFor('S0001', '410802000000')?.item
  expect(item?.content.materials.map((one) => one.no)).toEqual([1, 2, 3, 4, 6, 5])
  expect(item?.content.form.sections[1]?.fields.at(-1)).toMatchObject({ type: 'textarea', label: { zh: '出生时辰' } })
  const answers = 'birthPlace=mainland&certificate=have&marriage=married&follow=mother&household=family'
  await page.goto(`${bantuo.url}/items/${item?.itemCode}?${answers}&question1=yes`)
  await page.getByText('孩子是双胞胎吗？').waitFor()
  await page.getByText('双胞胎出生顺序说明').waitFor()
  await page.goto(`${bantuo.url}/items/${item?.itemCode}?${answers}&question1=no`)
  expect(await page.getByText('双胞胎出生顺序说明').count()).toBe(0)
  await page.context().close()
})

test('before a question goes, whoever counts on it is named; what went comes back with one key', {
  timeout: 120_000,
}, async () => {
  const { page } = await openEntry('S0001', 'phone')
  await page.getByRole('button', { name: '编辑', exact: true }).click()
  await page.getByRole('tab', { name: /^情形/ }).click()
  await page.getByRole('button', { name: '去掉“孩子的父母结婚了吗？”' }).click()
  await page.getByText('还被用到：材料“结婚证”的条件').waitFor()
  await look(page, 'catalogue-still-used')
  await page.getByRole('button', { name: '留着' }).click()
  await page.getByText('还被用到').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '去掉“孩子的父母结婚了吗？”' }).click()
  await page.getByRole('button', { name: '仍然去掉' }).click()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('complementary').getByText('有条件引用了不存在的问题或字段').first().waitFor()
  await page.getByRole('button', { name: '放回来' }).press('Enter')
  await page.getByRole('button', { name: /孩子的父母结婚了吗？$/ }).waitFor()
  await page.context().close()
})

test('an item that is suspended says so in its guide and cannot be applied for', { timeout: 120_000 }, async () => {
  const { page } = await openEntry('S0002', 'desk')
  await page.getByRole('button', { name: '编辑', exact: true }).click()
  await look(page, 'catalogue-elements')
  await pair(page, '暂停办理', '系统升级，12 月 5 日恢复。', 'The system is renewed; back on 5 December.')
  await page.getByRole('button', { name: '发布 1 处改动' }).click()
  await page.getByText('办事指南马上更新').waitFor()
  const itemCode = bantuo.city().findItemFor('S0002', '410802000000')?.item.itemCode
  await page.goto(`${bantuo.url}/items/${itemCode}`)
  await page.getByText('暂停办理：系统升级，12 月 5 日恢复。').waitFor()
  expect(await page.getByRole('link', { name: '在线办理' }).count()).toBe(0)
  await page.goto(`${bantuo.url}/items/${itemCode}/apply`)
  await page.getByText('暂停办理：系统升级').waitFor()
  await page.context().close()
})
