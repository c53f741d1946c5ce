import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe, settings, sideways, still, takePicture } from './look.ts'

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export type Size = keyof typeof sizes

type Where = { subject: string; address?: string; size?: Size; lang?: 'zh' | 'en'; until?: string }

/** An officer at the workbench, signed in through the real protocol; `broken` gathers what breaks on the page. */
export async function takeSeat(browser: Browser, url: string, where: Where): Promise<{ page: Page; broken: string[] }> {
  const { subject, address = '/workbench/', size = 'desk', lang = 'zh', until = 'main h1' } = where
  const context = await browser.newContext({ viewport: sizes[size], ...still })
  await context.addCookies([{ name: 'lang', value: lang, url }])
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  await page.goto(`${url}/sign-in?return=${encodeURIComponent(address)}`)
  await page.click(`a[href*="persona=${subject}"]`)
  await page.waitForURL((here) => here.pathname.startsWith('/workbench'))
  await page.waitForSelector(until)
  return { page, broken }
}

/** A route in the designer, opened by the catalogue's editor. */
export const openRoute = (browser: Browser, url: string, route: string, lang: 'zh' | 'en' = 'zh') =>
  takeSeat(browser, url, {
    ...{ subject: 'editor', address: `/workbench/processes/${route}`, lang },
    until: '.designer-canvas .djs-element',
  })

/** A picture, axe, and nothing that scrolls sideways. `pause`: milliseconds until what changes slowly has changed. */
export async function lookAtDesk(page: Page, name: string, pause = 0): Promise<void> {
  await page.waitForTimeout(pause)
  await takePicture(page, page.viewportSize()?.width === 390 ? settings.phone : settings.desk, name)
  expect(await axe(page, name)).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBe(0)
}
