import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto } from '../helpers/visitor.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

// 一件事 at the comprehensive window: found in the person's words, entered once, a case for each item.
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const photo = join(tmpdir(), `bantuo-bundle-desk-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())

const look = lookAtDesk

const sitDown = async (subject: string, size: Size, lang: 'zh' | 'en' = 'zh'): Promise<Page> =>
  (await takeSeat(browser, bantuo.url, { subject, size, lang })).page

const radio = (page: Page, question: string, answer: string) =>
  page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer, exact: true })

/** Fills in whatever is empty: choices by their first option, fields by their kind. */
async function fillIn(page: Page): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const group of await page.locator('.entry-form .ant-radio-group').all())
      if ((await group.locator('input:checked').count()) === 0) await group.locator('input').first().check()
    for (const field of await page
      .locator('.entry-form :is(input:not([type=radio],[type=checkbox],[type=file]),textarea)')
      .all()) {
      if ((await field.inputValue()) !== '') continue
      const format = await field.getAttribute('data-format')
      const type = await field.getAttribute('type')
      await field.fill(type === 'date' ? '2026-02-20' : format === 'resident-id' ? '11010519491231002X' : '演示内容')
    }
  }
}

test('a clerk finds a matter in the person’s words, takes in all of it at once, and sees a case for what has begun', {
  timeout: 240_000,
}, async () => {
  const page = await sitDown('clerk', 'desk')
  await page.getByRole('link', { name: '窗口收件' }).click()
  // The page is fetched when it is first wanted.
  await page.waitForSelector('.find-item input')
  await page.getByLabel('查找事项').fill('社保卡丢了')
  await page.waitForSelector('.found-bundle a')
  await page.waitForSelector('.found-items:not(.found-bundle) a')
  await look(page, 'bundle-desk-find')
  await page.locator('.found-bundle a').click()
  await page.waitForSelector('.counter-entry h1')
  // Where the applicant lives decides whose offices do, where some are of the township.
  const place = page.getByLabel('申请人住在哪里（乡镇、街道）')
  if ((await place.count()) > 0) {
    await place.click()
    await page.keyboard.type('民生')
    await page.locator('.ant-select-item-option').first().click()
  }
  await page.waitForSelector('.entry-form')
  // Nothing is filled in: everything that is missing is told at once, and no paper is said to be needless yet.
  await page.getByText('上面的问题答完，这里列出要收的材料').waitFor()
  await page.getByRole('button', { name: '收件，出具收件凭证' }).click()
  for (const missing of ['请填写申请人名称。', '请填写 11 位手机号。', '请确认申请人已在申请表上签字。'])
    await page.getByText(missing).waitFor()
  expect(await page.getByText('请选择一项。').count()).toBe(3)
  // What was refused turns red slowly.
  await page.waitForTimeout(500)
  await look(page, 'bundle-desk-missing')
  await radio(page, '您的社会保障卡现在怎样？', '丢了').check()
  await radio(page, '新卡要一起启用吗？', '要').check()
  await radio(page, '要领医保电子凭证吗？', '已经有了').check()
  await expect.poll(() => page.locator('.bundle-items li').count(), { timeout: 10_000 }).toBe(3)
  expect(await page.locator('.bundle-items').innerText()).toContain('办结后自动开始')
  const label = (words: string) => page.getByLabel(words, { exact: true })
  await label('姓名（与身份证一致）').fill('李来访（演示）')
  await label('身份证号').fill('410802188001010025')
  await label('手机（用于通知）').fill('13800000009')
  // What was wrong and is filled in is not called wrong any more.
  for (const mended of ['请填写申请人名称。', '请填写 11 位手机号。', '请选择一项。'])
    expect(await page.getByText(mended).count(), mended).toBe(0)
  await fillIn(page)
  await look(page, 'bundle-desk-form')
  for (const input of await page.locator('.entry-form input[type=file]').all()) await input.setInputFiles(photo)
  await expect
    .poll(() => page.locator('.scanned li').count(), { timeout: 20_000 })
    .toBe(await page.locator('.entry-papers > li').count())
  await page.getByRole('checkbox', { name: /申请人已核对/ }).check()
  await page.getByRole('button', { name: '收件，出具收件凭证' }).click()
  await page.waitForSelector('.notice.good')
  expect(await page.locator('main').innerText()).toMatch(/已收件，编号 B 410802 \d{8} \d{5}/)
  expect(await page.locator('.found-items a').count()).toBe(1)
  await look(page, 'bundle-desk-received')
  await page.locator('.found-items a').click()
  await page.waitForSelector('.case-head')
})

test('on a phone and in English the same page fits; a window of one department is not offered the matter', {
  timeout: 120_000,
}, async () => {
  const phone = await sitDown('clerk', 'phone')
  await phone.goto(`${bantuo.url}/workbench/counter?bundle=social-security-card`)
  await phone.waitForSelector('.counter-entry h1')
  await look(phone, 'bundle-desk-phone')
  const english = await sitDown('clerk', 'desk', 'en')
  await english.goto(`${bantuo.url}/workbench/counter?bundle=newborn`)
  await english.waitForSelector('.counter-entry h1')
  await look(english, 'bundle-desk-english')
  // The police station of the township decides: nothing is asked before the place is known.
  expect(await english.locator('.entry-form').count()).toBe(0)
  await english.getByLabel('Where the applicant lives').click()
  await english.keyboard.type('Minsheng')
  await english.locator('.ant-select-item-option').first().waitFor()
  await english.keyboard.press('Enter')
  await english.waitForSelector('.entry-form')
  await expect.poll(() => english.locator('.bundle-items').innerText(), { timeout: 10_000 }).toContain('Minsheng')
  await look(english, 'bundle-desk-english-form')
  const police = await sitDown('police-clerk', 'desk')
  await police.goto(`${bantuo.url}/workbench/counter?q=${encodeURIComponent('孩子刚出生')}`)
  await police.waitForSelector('.found-items a')
  expect(await police.locator('.found-bundle').count()).toBe(0)
})
