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
