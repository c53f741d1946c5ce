import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections } from '../helpers/visitor.ts'
import { person, stageCases } from './cases.ts'
import { openContext, settings, signIn, takePicture } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

const folder = mkdtempSync(join(tmpdir(), 'bantuo-refused-'))
const photo = join(folder, '户口簿.jpg')
writeFileSync(photo, aPhoto())
/** Another one: as the first, with a comment before its picture. */
const second = join(folder, '户口簿二.jpg')
const comment = Buffer.from([0xff, 0xfe, 0x00, 0x03, 0x78])
writeFileSync(second, Buffer.concat([aPhoto().subarray(0, 2), comment, aPhoto().subarray(2)]))
/** Named like a photograph, and none: the server refuses it. */
const noPhoto = join(folder, '备忘.jpg')
writeFileSync(noPhoto, 'not a picture at all')

/** The page of papers of a new draft. */
async function openPapers(question: string): Promise<{ context: BrowserContext; page: Page; path: string }> {
  const who = await person(bantuo.url, 'citizen-1')
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=410802000000`,
  )
  const begun = await who.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const path = `/drafts/${/\/drafts\/([0-9a-f-]{36})/.exec(begun.url)?.[1]}/papers`
  await fillSections(who, await answerAll(who, begun))
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  return { context, page, path }
}
const paperOf = (page: Page, nth: number) => page.locator('li[data-material]').nth(nth)
const pathOf = (page: Page) => new URL(page.url()).pathname

/** Holds files back until they are let through. */
async function holdPieces(page: Page): Promise<() => void> {
  let letThrough = () => {}
  const through = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route('**/uploads', async (route) => {
    await through
    await route.continue()
  })
  return letThrough
}

test('why a file was refused stands at its paper until another is chosen for it, whatever else arrives', {
  timeout: 120_000,
}, async () => {
  const { context, page, path } = await openPapers('食品经营许可')
  await page.goto(`${bantuo.url}${path}`)
  await paperOf(page, 0).locator('input[type=file]').setInputFiles([noPhoto, photo])
  await paperOf(page, 0).locator('.file a').waitFor()
  const refused = paperOf(page, 0).locator('.file', { hasText: '备忘.jpg' })
  expect(await refused.locator('[role=alert]').textContent()).not.toBe('')
  await takePicture(page, settings.phone, 'upload-refused')
  // A second paper, and the page drawn a second time.
  await paperOf(page, 1).locator('input[type=file]').setInputFiles(photo)
  await paperOf(page, 1).locator('.file a').waitFor()
  expect(await refused.count()).toBe(1)
  await paperOf(page, 0).locator('input[type=file]').setInputFiles(second)
  await expect.poll(() => paperOf(page, 0).locator('.file a').count()).toBe(2)
  expect(await refused.count()).toBe(0)
  await context.close()
})

test('who pressed on while files were under way is told at the refused file that nothing was sent, and what to press then', {
  timeout: 120_000,
}, async () => {
  const { context, page, path } = await openPapers('分户、立户登记')
  await page.goto(`${bantuo.url}${path}`)
  const letThrough = await holdPieces(page)
  await paperOf(page, 0).locator('input[type=file]').setInputFiles(noPhoto)
  await paperOf(page, 1).locator('input[type=file]').setInputFiles(photo)
  await page.getByRole('button', { name: '下一步：检查' }).click()
  await page.getByText('传完就提交').first().waitFor()
  letThrough()
  await paperOf(page, 1).locator('.file a').waitFor()
  const said = (await paperOf(page, 0).locator('.file [role=alert]').textContent()) ?? ''
  expect(said).toMatch(/^没有提交：.*然后再按“下一步：检查”。$/)
  expect(pathOf(page)).toBe(path)
  await context.close()
})

test('whoever is typing when a paper arrives types on; the page is drawn anew once they have finished', {
  timeout: 120_000,
}, async () => {
  const { correcting } = await stageCases(bantuo)
  const context = await openContext(browser, bantuo.url, settings.desk)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/cases/${correcting}`)
  await page.focus('#note')
  await page.setInputFiles('#file-4', photo)
  await page.focus('#note')
  await page.keyboard.type('操作间', { delay: 50 })
  await page.locator('.file', { hasText: '户口簿.jpg' }).getByText('已上传').waitFor()
  await page.keyboard.type('已经标出，请看图纸右上角', { delay: 100 })
  expect(await page.inputValue('#note')).toBe('操作间已经标出，请看图纸右上角')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('note')
  // On a slow line she goes on typing while the new page is on its way.
  let letCome = () => {}
  const typed = new Promise<void>((resolve) => (letCome = resolve))
  await page.route(`**/cases/${correcting}`, async (route) => {
    await typed
    await route.continue()
  })
  const asked = page.waitForRequest(`**/cases/${correcting}`)
  const drawn = page.waitForEvent('framenavigated')
  await page.keyboard.press('Tab')
  await asked
  // Only keys: whatever else is asked of the page waits for the new one.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('End')
  await page.keyboard.type('。')
  letCome()
  await drawn
  await page.locator('[role=status]', { hasText: '户口簿.jpg 已上传' }).waitFor({ state: 'attached' })
  await expect.poll(() => page.inputValue('#note')).toBe('操作间已经标出，请看图纸右上角。')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('note')
  // Pressed right out of the field, the supplement goes with what was typed.
  await page.setInputFiles('#file-6', photo)
  await page.focus('#note')
  await page.locator('.file', { hasText: '户口簿.jpg' }).getByText('已上传', { exact: true }).waitFor()
  await page.unroute(`**/cases/${correcting}`)
  await page.getByRole('button', { name: '提交补正' }).click({ delay: 600 })
  await page.locator('#note').waitFor({ state: 'detached' })
  await context.close()
})

test('a fault of the server is not called a dropped line; when it lasts, other buttons work and the file is not lost silently', {
  timeout: 120_000,
}, async () => {
  const { context, page, path } = await openPapers('户口迁移')
  await page.clock.install()
  await page.goto(`${bantuo.url}${path}`)
  await page.route('**/uploads', (route) => route.fulfill({ status: 500, body: 'x' }))
  const paper = paperOf(page, 0)
  await paper.locator('input[type=file]').setInputFiles(photo)
  await paper.getByText('系统出了故障').waitFor()
  await page.getByRole('button', { name: '下一步：检查' }).click()
  for (let tries = 0; tries < 9; tries++) {
    await page.clock.fastForward(31_000)
    await page.waitForTimeout(200)
  }
  const row = paper.locator('.file')
  await row.getByRole('button', { name: '现在接着传' }).waitFor()
  const notSent = /^没有提交：系统出了故障.*然后再按“下一步：检查”。$/
  expect(await row.locator('[role=status]').textContent()).toMatch(notSent)
  expect(await page.locator('main').textContent()).not.toContain('网络断了')
  await takePicture(page, settings.phone, 'upload-server-fault')
  // Pressed again it is said again, and nothing is held.
  await page.getByRole('button', { name: '下一步：检查' }).click()
  expect(await row.locator('[role=status]').textContent()).toMatch(notSent)
  await paperOf(page, 1).getByRole('button', { name: '我带原件到窗口' }).click()
  await page.getByText('您选择了带原件到窗口').waitFor()
  await expect.poll(() => paper.locator('.file [role=alert]').textContent()).toContain('请再选一次这个文件')
  await page.unroute('**/uploads')
  await paper.locator('input[type=file]').setInputFiles(photo)
  await paper.locator('.file a').waitFor()
  expect(await paper.locator('.file').count()).toBe(1)
  await context.close()
})
