import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type * as axeCore from 'axe-core'
import { source as axeSource } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'

const pictures = process.env['PICTURES']

export type Setting = {
  name: string
  width: number
  height: number
  scripts: boolean
  elder: boolean
  lang: 'zh' | 'en'
}
const phone = { width: 390, height: 844, scripts: true, elder: false, lang: 'zh' } as const
const desk = { width: 1440, height: 900, scripts: true, elder: false, lang: 'zh' } as const

/** The clothes every page must fit: small and large, without script, in large type, in English. */
export const settings = {
  phone: { ...phone, name: 'phone' },
  desk: { ...desk, name: 'desk' },
  plain: { ...phone, name: 'phone without script', scripts: false },
  elder: { ...phone, name: 'phone in elder mode', elder: true },
  english: { ...desk, name: 'desk in English', lang: 'en' },
  englishPhone: { ...phone, name: 'phone in English', lang: 'en' },
} as const satisfies Record<string, Setting>

/**
 * How every page is opened in tests. Nothing moves: a click aimed at a dialog that still grows would land beside what it was
 * aimed at. And nothing is served from a worker's cache.
 */
export const still = { serviceWorkers: 'block', reducedMotion: 'reduce' } as const

export async function openContext(browser: Browser, url: string, setting: Setting): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: setting.width, height: setting.height },
    javaScriptEnabled: setting.scripts,
    ...still,
  })
  await context.addCookies([
    { name: 'lang', value: setting.lang, url },
    { name: 'elder', value: setting.elder ? '1' : '0', url },
    { name: 'place', value: '410802001000', url },
  ])
  return context
}

/** Signs in as a persona on the demonstration provider's own page. */
export async function signIn(page: Page, url: string, subject: string): Promise<void> {
  await page.goto(`${url}/sign-in?return=/me`)
  await page.click(`a[href$="persona=${subject}"]`)
  await page.waitForURL(/\/me$/)
}

export async function takePicture(page: Page, setting: Setting, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}-${setting.name.replaceAll(' ', '-')}.png`), fullPage: true })
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What the accessibility machine finds: WCAG 2.2 AA and its best practices. It runs within the page, a fifth of the time of
 * its driver, which opens a page of its own to put frames together. Our one frame shows a PDF, which the machine does not read.
 */
export async function axe(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async (values) => {
    const machine = (globalThis as unknown as { axe: typeof axeCore }).axe
    const found = await machine.run({
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
      iframes: false,
    })
    return found.violations.map((one) => ({ id: one.id, where: one.nodes.map((node) => node.html).join(' | ') }))
  }, rules)
  return violations.map((one) => `${name}: ${one.id} ${one.where.slice(0, 600)}`)
}

/** Chinese that a reader of English meets without being told that it is Chinese. */
export const unmarkedChinese = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const han = /\p{Script=Han}/u
    const found: string[] = []
    const isMarked = (element: Element | null) => element?.closest('[lang]')?.getAttribute('lang')?.startsWith('zh')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent?.closest('script, style, noscript, textarea')) continue
      if (han.test(node.textContent ?? '') && !isMarked(parent)) found.push(node.textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        const text = element.getAttribute(name)
        if (text !== null && han.test(text) && !isMarked(element)) found.push(`${name}: ${text}`)
      }
    }
    return found
  })

/** Things to press that are less than 44 px high; a link within a sentence is read, not aimed at (WCAG 2.5.8). */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const inText = (element: Element) => {
      const around = element.parentElement
      if (getComputedStyle(element).display !== 'inline' || around === null) return false
      return (around.textContent?.trim().length ?? 0) > (element.textContent?.trim().length ?? 0)
    }
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, .choice')]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        if (!element.checkVisibility() || box.width <= 4 || box.height <= 4 || box.right < 0) return false
        if (element.closest('.choice') !== null && !element.classList.contains('choice')) return false
        return box.height < 43.5 && !inText(element)
      })
      .map((element) => `${element.outerHTML.slice(0, 160)} (${Math.round(element.getBoundingClientRect().height)} px)`)
  })

export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Looks at a page as a picture, as a screen reader, as a thumb, as a reader of English, and for sideways scrolling. */
export async function look(page: Page, setting: Setting, name: string, options: { axe?: boolean } = {}): Promise<void> {
  await takePicture(page, setting, name)
  if (!setting.scripts) return
  if (options.axe !== false) expect(await axe(page, name)).toEqual([])
  expect(await sideways(page), `${name} at ${setting.name} scrolls sideways`).toBe(0)
  expect((await smallTargets(page)).join('\n'), `${name} at ${setting.name} has small targets`).toBe('')
  if (setting.lang === 'en') expect((await unmarkedChinese(page)).join('\n'), `${name} is not all English`).toBe('')
}
