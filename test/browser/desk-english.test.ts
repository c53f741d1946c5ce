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

const bureau = 'Market Regulation Bureau, Jiefang District'
const sitDown = async (subject: string, address: string, until: string) =>
  (await takeSeat(browser, bantuo.url, { subject, address, until, lang: 'en' })).page

test('an officer who reads English reads the English names of authorities at the counter, on a case and about themselves', {
  timeout: 120_000,
}, async () => {
  const words = encodeURIComponent('食品经营许可')
  const counter = await sitDown('clerk', `/workbench/counter?q=${words}`, '.found-items a')
  const found = counter.locator('.found-items:not(.found-bundle) a').first()
  expect(await found.textContent()).toContain(bureau)
  await found.click()
  await counter.waitForSelector('.entry-form')
  expect(await counter.locator('.counter-entry .page-head').textContent()).toContain(bureau)
  await lookAtDesk(counter, 'counter-english')

  const citizen = await person(bantuo.url, 'citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const page = await sitDown('examiner', `/workbench/cases/${caseNo}`, '.case-head')
  expect(await page.locator('.who').textContent()).toContain(`${bureau} · Examiner`)
  const head = (await page.locator('.case-head').textContent()) ?? ''
  expect(head).toContain(`To be accepted by ${bureau}`)
  expect(head).not.toContain('解放区')
  await page.locator('.panes').getByText(bureau).first().waitFor()
  await lookAtDesk(page, 'case-english', 500)
})

test('an administrator who reads English chooses among English names where a role is held', {
  timeout: 60_000,
}, async () => {
  const page = await sitDown('admin', '/workbench/officers', 'table')
  await page.getByText(bureau).first().waitFor()
  await page.getByRole('button', { name: 'Appoint', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Where').fill('market regulation bureau, jiefang')
  const option = page.locator('.ant-select-item-option', { hasText: bureau }).first()
  await option.waitFor()
  expect(await option.textContent()).not.toMatch(/\p{Script=Han}/u)
})

test('an editor who reads English finds, reads and chooses the theme and department of an item by their English names', {
  timeout: 120_000,
}, async () => {
  const list = (await takeSeat(browser, bantuo.url, {
    ...{ subject: 'editor', address: '/workbench/catalogue?q=housing+provident', lang: 'en' },
    until: 'tbody tr',
  })) satisfies { page: unknown }
  expect(await list.page.locator('tbody tr').count()).toBeGreaterThan(3)
  const page = await sitDown('editor', '/workbench/catalogue/S0129', '.elements')
  const elementOf = (name: string) => page.locator('.elements > div', { has: page.getByText(name, { exact: true }) })
  for (const name of ['Theme', 'Department'])
    await expect.poll(() => elementOf(name).locator('dd').textContent()).not.toMatch(/\p{Script=Han}/u)
  await lookAtDesk(page, 'catalogue-english', 300)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const department = page.locator('.element-field', { hasText: 'Department' }).locator('.ant-select').first()
  await expect.poll(() => department.textContent()).toContain('Housing Provident Fund')
  await lookAtDesk(page, 'catalogue-english-edit', 300)
  await page.getByLabel('Department', { exact: true }).fill('civil affairs')
  const option = page.locator('.ant-select-item-option', { hasText: 'Civil Affairs' }).first()
  await option.waitFor()
  expect(await option.textContent()).not.toMatch(/\p{Script=Han}/u)
})

test('on a phone the tabs of an entry all fit in English, and related items are told by name', {
  timeout: 60_000,
}, async () => {
  const { page } = await takeSeat(browser, bantuo.url, {
    ...{ subject: 'editor', address: '/workbench/catalogue/S0001', until: '.elements', lang: 'en', size: 'phone' },
  })
  const related = page.locator('.elements > div', { has: page.getByText('See also', { exact: true }) }).locator('dd')
  await expect.poll(() => related.textContent()).not.toMatch(/S\d{4}|\p{Script=Han}/u)
  expect(await page.getByRole('tab').count()).toBe(4)
  await lookAtDesk(page, 'catalogue-english', 300)
})
