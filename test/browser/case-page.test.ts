import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { person } from './cases.ts'
import { lookAtDesk, takeSeat } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const citizen = await person(bantuo.url, 'citizen-1')
const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
const address = `/workbench/cases/${caseNo}`

test('an identity number is hidden wherever a case shows it, until the officer asks for it', {
  timeout: 60_000,
}, async () => {
  const { page } = await takeSeat(browser, bantuo.url, { subject: 'clerk', address, until: '.case-head' })
  const main = page.locator('main')
  expect(await main.textContent()).not.toContain('11010519491231002X')
  const line = page.locator('.facts > div', { hasText: '身份证号' }).last()
  await line.getByRole('button', { name: '显示' }).click()
  expect(await line.textContent()).toContain('11010519491231002X')
  await line.getByRole('button', { name: '遮住' }).click()
  expect(await main.textContent()).not.toContain('11010519491231002X')
  await lookAtDesk(page, 'case-masked')
})

test('the numbers of a whole family are hidden too, and so is what the account knows otherwise', {
  timeout: 60_000,
}, async () => {
  const family = await apply(citizen, '最低生活保障金给付', {
    values: { applicantKind: 'natural', residentIdNo: '440524188001010014' },
  })
  const { page } = await takeSeat(browser, bantuo.url, {
    subject: 'clerk',
    address: `/workbench/cases/${family}`,
    until: '.case-head',
  })
  const main = page.locator('main')
  await main.getByText('与统一身份认证不一致').waitFor()
  await main.getByText('共同生活的家庭成员').waitFor()
  expect(await main.textContent()).not.toMatch(/440524188001010014|11010519491231002X/)
})

test('a case fills the window and nothing lies below its foot', { timeout: 60_000 }, async () => {
  const { page } = await takeSeat(browser, bantuo.url, { subject: 'clerk', address, until: '.case-head' })
  await page.getByRole('button', { name: /^受理/ }).waitFor()
  const beyond = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  expect(await beyond()).toBe(0)
})

test('in a list what the officer reads first is not cut: the item, and by when', { timeout: 60_000 }, async () => {
  for (const lang of ['zh', 'en'] as const) {
    const { page } = await takeSeat(browser, bantuo.url, { subject: 'clerk', lang, until: 'table.rows tbody tr' })
    const cut = await page
      .locator('table.rows td:is(.col-item, .col-due)')
      .evaluateAll((cells) => cells.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent))
    expect(cut, lang).toEqual([])
    await page.context().close()
  }
})

test('on a phone what is pressed on a case is as high as a thumb: a hidden number, why this day, the whole drawing', {
  timeout: 60_000,
}, async () => {
  const clerk = await person(bantuo.url, 'clerk')
  const view = (await clerk.api<{ version: number }>('GET', `/cases/${caseNo}`)).body
  const accept = { seenVersion: view.version, act: { move: 'accept', deferred: [] } }
  expect((await clerk.api('POST', `/cases/${caseNo}/moves`, accept)).status).toBe(200)
  const { page } = await takeSeat(browser, bantuo.url, {
    subject: 'clerk',
    address,
    until: '.case-head',
    size: 'phone',
  })
  const height = async (what: ReturnType<typeof page.locator>) => (await what.first().boundingBox())?.height ?? 0
  expect(await height(page.getByRole('button', { name: '显示' }))).toBeGreaterThanOrEqual(44)
  await lookAtDesk(page, 'case-thumb-form')
  await page.getByRole('tab', { name: '时限与经过' }).click()
  await page.locator('.diagram .djs-element').first().waitFor()
  expect(await height(page.locator('.days summary'))).toBeGreaterThanOrEqual(44)
  expect(await height(page.getByRole('button', { name: '看全图' }))).toBeGreaterThanOrEqual(44)
  await lookAtDesk(page, 'case-thumb-route', 300)
})
