import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { act, person } from './cases.ts'
import { lookAtDesk, takeSeat } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const citizen = await person(bantuo.url, 'citizen-1')
const clerk = await person(bantuo.url, 'clerk')
const food = () => apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })

// Two of Monday 2 March, due on Monday 9 March; two of the Wednesday; and one that is accepted, an examiner's.
const [monday, accepted] = [await food(), await food()]
await act(clerk, accepted, { move: 'accept', deferred: [] })
bantuo.time.goTo('2026-03-04')
const [wednesday, other] = [await food(), await food()]
// The day on which Monday's must be told about or accepted; a day later it would be accepted by law (art. 32).
bantuo.time.goTo('2026-03-09')

const numbers = async (page: Page): Promise<string[]> =>
  (await page.locator('table.rows tbody .case-no').allInnerTexts()).map((text) => text.replace(/\s/g, ''))
const choose = async (page: Page, filter: string, option: string | RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: filter }).press('Enter')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).click()
  await expect.poll(() => page.locator('.ant-select-dropdown:visible').count(), { timeout: 10_000 }).toBe(0)
}
const sitDown = async (subject: string, size: 'desk' | 'phone' = 'desk', lang: 'zh' | 'en' = 'zh') =>
  (await takeSeat(browser, bantuo.url, { subject, size, lang, until: 'table.rows tbody tr' })).page

test('an officer narrows the list by day, step and channel, keeps that filter, and comes back to it', async () => {
  const page = await sitDown('clerk')
  expect(await numbers(page)).toEqual([monday, wednesday, other])
  await lookAtDesk(page, 'inbox')
  await choose(page, '期限', '今日到期')
  await expect.poll(() => numbers(page)).toEqual([monday])
  await choose(page, '期限', '已超期')
  await page.getByText('没有符合筛选的待办').waitFor()
  await choose(page, '期限', '三个工作日内到期')
  await expect.poll(() => numbers(page)).toEqual([monday, wednesday, other])
  await choose(page, '环节', '收件受理')
  await choose(page, '渠道', '网上')
  await expect.poll(() => page.url()).toContain('due=soon')
  expect(new URL(page.url()).searchParams.get('channel')).toBe('online')
  await page.getByRole('button', { name: '保存这个筛选' }).click()
  await lookAtDesk(page, 'inbox-filtered')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect.poll(() => numbers(page)).toEqual([monday, wednesday, other])
  await page.reload()
  await page.getByRole('link', { name: '全部 · 三个工作日内到期 · 收件受理 · 网上' }).click()
  await expect.poll(() => page.url()).toContain('due=soon')
  // The number at the top leads to what it counts.
  await page.getByRole('link', { name: '今日到期 1' }).click()
  await expect.poll(() => numbers(page)).toEqual([monday])
  await choose(page, '渠道', '村级')
  await page.getByText('没有符合筛选的待办').waitFor()
  await lookAtDesk(page, 'inbox-nothing-fits')
})

test('several are claimed together with the keyboard; what the applicant took back meanwhile is not, and that is said', async () => {
  const page = await sitDown('clerk')
  const row = (caseNo: string) => page.locator(`tr[data-row^="${caseNo}"]`)
  // One ticked with the mouse: the keys go on from there.
  await row(monday).getByRole('checkbox').click()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByText('已选 2 件').waitFor()
  await lookAtDesk(page, 'inbox-picked')
  await page.getByRole('button', { name: '选中列出的全部 3 件' }).click()
  await citizen.post(await citizen.get(`/cases/${other}`), `/cases/${other}/withdraw`, { reason: '不办了' })
  await page.getByRole('button', { name: '一起认领' }).click()
  await page.getByText(/认领了 2 件，1 件没有认领/).waitFor()
  await expect.poll(() => row(monday).locator('.col-holder').innerText()).toBe('我')
  expect(await row(other).count()).toBe(0)
  expect(await page.locator('.batch').count()).toBe(0)
})

test.each([
  ['phone', 'zh'],
  ['desk', 'en'],
  ['phone', 'en'],
] as const)('the inbox on a %s in %s', async (size, lang) => {
  const page = await sitDown('clerk', size, lang)
  await lookAtDesk(page, `inbox-${size}-${lang}`)
})
