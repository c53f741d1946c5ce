import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections } from '../helpers/visitor.ts'
import { person, stageCases } from './cases.ts'
import { openContext, settings, signIn, takePicture } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

/** A photograph of 2.5 MB: the smallest real JPEG with comments before its picture, as cameras write them. */
const aLargePhoto = (): Buffer => {
  const small = Buffer.from(aPhoto())
  const comment = Buffer.alloc(65_504, 'x')
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xe2]), comment])
  return Buffer.concat([small.subarray(0, 2), ...Array.from({ length: 40 }, () => segment), small.subarray(2)])
}
const folder = mkdtempSync(join(tmpdir(), 'bantuo-upload-'))
const photo = join(folder, '户口簿.jpg')
writeFileSync(photo, aLargePhoto())

/** A draft of citizen-1 that has come as far as its papers. */
async function aDraft(question: string): Promise<string> {
  const who = await person(bantuo.url, 'citizen-1')
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=410802000000`,
  )
  let page = await who.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await answerAll(who, page)
  await fillSections(who, page)
  return draft
}

/** Notes which pieces reach the server, and drops the line in the middle of one piece. */
async function watchLine(
  page: Page,
): Promise<{ dropAt: (offset: number) => void; mend: () => void; sent: { offset: number }[] }> {
  const line = { isDown: false, sent: [] as { offset: number }[] }
  let at: number | null = null
  await page.route('**/uploads/**', async (route) => {
    const request = route.request()
    if (request.method() === 'PATCH' && Number(request.headers()['upload-offset']) === at) line.isDown = true
    if (line.isDown) return route.abort('connectionreset')
    if (request.method() === 'PATCH') line.sent.push({ offset: Number(request.headers()['upload-offset']) })
    return route.continue()
  })
  return {
    dropAt: (offset: number) => {
      at = offset
    },
    mend: () => {
      at = null
      line.isDown = false
    },
    sent: line.sent,
  }
}

test('an upload over a line that drops says so, goes on where it stopped, and is stored once', {
  timeout: 120_000,
}, async () => {
  const draft = await aDraft('分户、立户登记')
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/drafts/${draft}/papers`)
  const line = await watchLine(page)
  const paper = page.locator('li[data-material]').first()
  // The third piece of five never arrives.
  line.dropAt(1_048_576)
  await paper.locator('input[type=file]').setInputFiles(photo)
  await paper.locator('.error', { hasText: '网络断了' }).waitFor()
  await takePicture(page, settings.phone, 'upload-dropped')
  // Without any line at all it waits, and says that it will go on by itself.
  await context.setOffline(true)
  await paper.locator('.error', { hasText: '连上后接着传' }).waitFor({ timeout: 40_000 })
  expect(await page.locator('.offline-bar').isVisible()).toBe(true)
  line.mend()
  await context.setOffline(false)
  await paper.locator('.file a').waitFor({ timeout: 30_000 })
  expect(await paper.locator('.file').count()).toBe(1)
  expect(await paper.locator('.file a').textContent()).toBe('户口簿.jpg')
  // What had arrived was not sent again.
  expect(line.sent.filter((one) => one.offset === 0)).toHaveLength(1)
  expect(new Set(line.sent.map((one) => one.offset)).size).toBeGreaterThanOrEqual(5)

  // She leaves, and comes back on another device: the one draft, with the paper.
  await context.close()
  const elsewhere = await openContext(browser, bantuo.url, settings.desk)
  const there = await elsewhere.newPage()
  await signIn(there, bantuo.url, 'citizen-1')
  expect(await there.locator('a[href^="/drafts/"]').count()).toBe(1)
  await there.click('a[href^="/drafts/"]')
  await there.goto(`${bantuo.url}/drafts/${draft}/papers`)
  expect(await there.locator('.file a').allTextContents()).toEqual(['户口簿.jpg'])
  const file = await there.request.get(`${bantuo.url}${await there.locator('.file a').getAttribute('href')}`)
  expect((await file.body()).equals(aLargePhoto())).toBe(true)
  await elsewhere.close()
})

test('when the answer to the last piece is lost, the file that comes again is not stored twice', {
  timeout: 120_000,
}, async () => {
  const draft = await aDraft('户口迁移')
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/drafts/${draft}/papers`)
  let lost = false
  await page.route('**/uploads/**', async (route) => {
    const offset = Number(route.request().headers()['upload-offset'])
    if (lost || route.request().method() !== 'PATCH' || offset < 2_097_152) return route.continue()
    lost = true
    // The server does its work; its answer never arrives.
    await route.fetch()
    return route.abort('connectionreset')
  })
  const paper = page.locator('li[data-material]').first()
  await paper.locator('input[type=file]').setInputFiles(photo)
  await paper.locator('.file a').waitFor({ timeout: 40_000 })
  expect(lost).toBe(true)
  expect(await paper.locator('.file a').count()).toBe(1)
  await context.close()
})

test('the same photograph, interrupted for one paper, is not delivered to another', { timeout: 120_000 }, async () => {
  const draft = await aDraft('食品经营许可')
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/drafts/${draft}/papers`)
  const line = await watchLine(page)
  line.dropAt(1_048_576)
  const [first, second] = [page.locator('li[data-material]').nth(0), page.locator('li[data-material]').nth(1)]
  await first.locator('input[type=file]').setInputFiles(photo)
  await first.locator('.error').waitFor()
  // She gives up on that paper, comes back, and takes the same photograph for the next one.
  await page.reload()
  line.mend()
  await second.locator('input[type=file]').setInputFiles(photo)
  await second.locator('.file a').waitFor({ timeout: 40_000 })
  expect(await first.locator('.file a').count()).toBe(0)
  await context.close()
})

test('who goes on without a paper, is told, and uploads it, stays at that paper, by keyboard too, and nothing is sent a second time', {
  timeout: 120_000,
}, async () => {
  const draft = await aDraft('分户、立户登记')
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/drafts/${draft}/papers`)
  await page.locator('form[action$="/papers"] button').click()
  await page.waitForSelector('.summary:focus')
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && !request.url().includes('/uploads')) posts.push(request.url())
  })
  const paper = page.locator('li[data-material]').nth(1)
  const field = paper.locator('input[type=file]')
  // Asked for before anything else is done on the page: the browser must know of it before the key comes.
  const chooser = page.waitForEvent('filechooser')
  await field.focus()
  await page.keyboard.press('Space')
  const chosen = await chooser
  const topBefore = (await paper.boundingBox())?.y ?? 0
  await chosen.setFiles(photo)
  await page.locator('[role=status]', { hasText: '户口簿.jpg 已上传' }).waitFor({ state: 'attached' })
  expect(new URL(page.url()).pathname).toBe(`/drafts/${draft}/papers`)
  expect({ asked, posts }).toEqual({ asked: [], posts: [] })
  // The cursor is where it was, and so is the paper on the screen.
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  const moved = ((await paper.boundingBox())?.y ?? 0) - topBefore
  // Without the list of what was wrong the page is shorter, and its edges may not let the paper stand as high.
  const isAtEdge = await page.evaluate(
    () => scrollY === 0 || scrollY + innerHeight >= document.documentElement.scrollHeight - 1,
  )
  expect(Math.abs(moved) < 40 || isAtEdge).toBe(true)
  await context.close()
})

test('a note begun under a correction stays when a paper arrives', { timeout: 120_000 }, async () => {
  const { correcting } = await stageCases(bantuo)
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/cases/${correcting}`)
  await page.fill('#note', '操作间已经标出')
  await page.locator('#note').blur()
  await page.setInputFiles('#file-4', photo)
  await page.locator('[role=status]', { hasText: '户口簿.jpg 已上传' }).waitFor({ state: 'attached' })
  expect(await page.inputValue('#note')).toBe('操作间已经标出')
  await context.close()
})
