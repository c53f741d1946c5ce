import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

// What nobody can apply for today is said at the counter before anything is entered.
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const why = {
  zh: '户籍系统升级，3 月 9 日（周一）恢复；急用请到市局窗口。',
  en: 'The household system is renewed; back on Monday 9 March. If it is urgent, go to the city’s counter.',
}
const seats = [
  { size: 'desk', lang: 'zh' },
  { size: 'phone', lang: 'zh' },
  { size: 'desk', lang: 'en' },
  { size: 'phone', lang: 'en' },
] as const satisfies { size: Size; lang: 'zh' | 'en' }[]

beforeAll(async () => {
  const editor = await person(bantuo.url, 'editor')
  const path = '/catalogue/entries/S0001'
  const content = { ...bantuo.city().entries.get('S0001')?.published.content, paused: why }
  const kept = await editor.api<{ digest: string }>('PUT', `${path}/draft`, { content, basedOn: null })
  const { status } = await editor.api('POST', `${path}/publish`, { digest: kept.body.digest })
  expect(status).toBe(200)
})

test.each(seats)(
  'a clerk reads that an item is paused, why and until when, before anything is entered: %o',
  {
    timeout: 120_000,
  },
  async ({ size, lang }) => {
    const { page, broken } = await takeSeat(browser, bantuo.url, {
      ...{ subject: 'police-clerk', size, lang },
      address: `/workbench/counter?q=${encodeURIComponent('出生登记')}`,
      until: '.found-items a',
    })
    const name = `${lang}-${size}`
    const row = page
      .locator('.found-items:not(.found-bundle) li', { hasText: lang === 'zh' ? '新生儿落户' : 'newborn' })
      .first()
    expect(await row.textContent()).toContain(why[lang])
    // The others are in use, and nothing is said of them.
    expect(await page.locator('.not-in-use').count()).toBe(1)
    await lookAtDesk(page, `counter-paused-list-${name}`)
    await row.locator('a').click()
    await page.waitForSelector('.counter-entry .notice')
    expect(await page.locator('.counter-entry .notice').textContent()).toContain(why[lang])
    expect(await page.locator('.entry-form').count()).toBe(0)
    await lookAtDesk(page, `counter-paused-item-${name}`)
    expect(broken).toEqual([])
    await page.context().close()
  },
)

test('at the window that takes several items at once, the paused one is named before anything is entered', {
  timeout: 120_000,
}, async () => {
  const { page } = await takeSeat(browser, bantuo.url, {
    ...{ subject: 'clerk', address: '/workbench/counter?bundle=newborn', until: '.counter-entry .notice' },
  })
  expect(await page.locator('.counter-entry .notice').allTextContents()).toEqual([expect.stringContaining(why.zh)])
  await lookAtDesk(page, 'counter-paused-bundle')
  await page.context().close()
})
