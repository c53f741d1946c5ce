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

test.each([
  ['zh', 'desk', '40 元 → 45 元', '发布为新版本'],
  ['en', 'desk', '45 yuan → 50 yuan', 'Publish as a new version'],
] as const)(
  'before a table of fees is published its editor reads what applicants would have paid (%s, %s)',
  async (lang, size, change, button) => {
    const key = 'identity-card'
    const citizen = await person(bantuo.url, 'citizen-1')
    const caseNo = await apply(citizen, '居民身份证换领', {
      values: { reason: 'damaged', holder: 'adult', place: 'local' },
    })
    const admin = await person(bantuo.url, 'admin')
    const { body } = await admin.api<{ published: { xml: string } }>('GET', `/decision-definitions/${key}`)
    const [, now = '', next = ''] = /(\d+) \D+ (\d+)/.exec(change) ?? []
    const xml = body.published.xml.replace(new RegExp(`(<outputEntry id="fee-r2-o1">\\s*<text>)${now}`), `$1${next}`)
    const title = { zh: '身份证换领', en: 'Renewal of identity cards' }
    await admin.api('PUT', `/decision-definitions/${key}/draft`, { title, xml, basedOn: null })

    const { page, broken } = await takeSeat(browser, bantuo.url, {
      ...{ subject: 'editor', address: `/workbench/decisions/${key}`, size, lang },
    })
    await page.getByRole('button', { name: lang === 'zh' ? '重放并发布…' : 'Replay and publish…' }).click()
    const dialog = page.locator('.ant-modal:visible')
    const row = dialog.locator('tr', { hasText: change })
    await row.waitFor()
    expect(((await row.textContent()) ?? '').replace(/[\s-]/g, '')).toContain(caseNo)
    await lookAtDesk(page, `table-gate-${lang}`, 400)
    await dialog.getByRole('button', { name: button }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(broken).toEqual([])
  },
)
