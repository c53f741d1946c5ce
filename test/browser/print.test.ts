import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { stageCases } from './cases.ts'
import { openContext, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

const pictures = process.env['PICTURES']

/** Pages of a PDF, counted by its page objects. */
const countPages = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page[^s]/g)].length

test('the guides people print most fit on two A4 pages, in both languages', { timeout: 120_000 }, async () => {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'place', value: '410802001000', url: bantuo.url }])
  const page = await context.newPage()
  await page.goto(bantuo.url)
  const guides = await page
    .locator('#more a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  expect(guides.length).toBe(8)
  const pages: Record<string, number> = {}
  for (const lang of ['zh', 'en']) {
    await context.addCookies([{ name: 'lang', value: lang, url: bantuo.url }])
    for (const [index, path] of guides.entries()) {
      await page.goto(`${bantuo.url}${path}`)
      const pdf = await page.pdf({ preferCSSPageSize: true })
      if (pictures) {
        mkdirSync(pictures, { recursive: true })
        writeFileSync(join(pictures, `print-${index}-${lang}.pdf`), pdf)
        await page.emulateMedia({ media: 'print' })
        await page.setViewportSize({ width: 680, height: 1000 })
        await page.screenshot({ path: join(pictures, `print-${index}-${lang}.png`), fullPage: true })
        await page.emulateMedia({ media: null })
      }
      pages[`${path} ${lang}`] = countPages(pdf)
    }
  }
  expect(Object.entries(pages).filter(([, count]) => count > 2 || count === 0)).toEqual([])
  await context.close()
})

test('every notice and the result is one A4 page, in Chinese and in English', { timeout: 120_000 }, async () => {
  const cases = await stageCases(bantuo)
  for (const setting of [settings.desk, settings.english]) {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    await signIn(page, bantuo.url, 'citizen-1')
    for (const path of [
      `${cases.submitted}/receipt`,
      `${cases.correcting}/correction`,
      `${cases.deferred}/acceptance`,
      `${cases.suspended}/procedure`,
      `${cases.granted}/decision`,
      `${cases.granted}/result`,
      `${cases.denied}/decision`,
      `${cases.declined}/decision`,
    ]) {
      const answer = await page.request.get(`${bantuo.url}/cases/${path}.pdf`)
      expect(answer.status(), path).toBe(200)
      const pdf = await answer.body()
      expect(countPages(pdf), path).toBe(1)
      expect(pdf.toString('latin1'), path).toContain('[0 0 595.28 841.89]')
      if (pictures) writeFileSync(join(pictures, `${path.replace('/', '-')}-${setting.lang}.pdf`), pdf)
    }
    await context.close()
  }
})
