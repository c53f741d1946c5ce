import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Looks at a page as a picture (PICTURES names the folder), as a screen reader, and for anything that scrolls it sideways. */
export async function look(page: Page, name: string): Promise<void> {
  const pictures = process.env['PICTURES']
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const told = violations.map(
    (one) =>
      `${name}: ${one.id} ${one.nodes
        .map((node) => node.html)
        .join(' | ')
        .slice(0, 400)}`,
  )
  expect(told).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways, `${name} scrolls sideways`).toBe(0)
}
