import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { person } from './cases.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

// An item is paused while a clerk is still entering somebody's application for it.
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const why = { zh: '系统升级，3 月 9 日（周一）恢复。', en: 'The system is renewed; back on Monday 9 March.' }

/** The editor pauses the newborn's registration, or takes it up again. */
async function publish(paused: typeof why | undefined): Promise<void> {
  const editor = await person(bantuo.url, 'editor')
  const path = '/catalogue/entries/S0001'
  const { paused: _, ...content } = bantuo.city().entries.get('S0001')?.published.content ?? {}
  const kept = await editor.api<{ digest: string }>('PUT', `${path}/draft`, {
    content: paused === undefined ? content : { ...content, paused },
    basedOn: null,
  })
  expect((await editor.api('POST', `${path}/publish`, { digest: kept.body.digest })).status).toBe(200)
}

test.each([
  { size: 'desk', lang: 'zh' },
  { size: 'phone', lang: 'en' },
] as const satisfies { size: Size; lang: 'zh' | 'en' }[])(
  'an item paused while a clerk enters an application for it takes nothing of what was entered: %o',
  { timeout: 180_000 },
  async ({ size, lang }) => {
    const { page, broken } = await takeSeat(browser, bantuo.url, {
      ...{ subject: 'police-clerk', size, lang },
      address: `/workbench/counter?q=${encodeURIComponent('出生登记')}`,
      until: '.found-items a',
    })
    const itemName = lang === 'zh' ? '新生儿落户' : 'newborn'
    await page.locator('.found-items:not(.found-bundle) li', { hasText: itemName }).first().locator('a').click()
    const name = page.getByLabel(lang === 'zh' ? '姓名（与身份证一致）' : 'Name, as on the card')
    const mobile = page.getByLabel(lang === 'zh' ? '手机（用于通知）' : 'Mobile, for notices')
    const receive = page.getByRole('button', {
      name: lang === 'zh' ? '收件，出具收件凭证' : 'Receive and issue the receipt',
    })
    const typed = async () => [await name.inputValue(), await mobile.inputValue()]
    await name.fill('李来访')
    await publish(why)
    // What is typed after the pause counts like what was typed before it.
    await mobile.fill('13800000009')
    const first = page.locator('.entry-form .ant-radio-group').last().locator('input').first()
    await first.check()
    await receive.click()

    // Why, that nothing is lost, and what to do: said once, beside what was entered.
    const notice = page.locator('.counter-entry .notice.amber')
    await notice.getByText(why[lang]).waitFor()
    expect(await notice.textContent()).toContain(
      lang === 'zh' ? '已录入的内容留在这个标签页里' : 'What was entered is kept in this tab',
    )
    expect(await page.getByText(why[lang]).count()).toBe(1)
    expect(await typed()).toEqual(['李来访', '13800000009'])
    expect(await receive.isDisabled()).toBe(true)
    await lookAtDesk(page, `counter-paused-meanwhile-${lang}`, 300)

    // A reload, as after signing in again, changes nothing of that.
    await page.reload()
    await notice.getByText(why[lang]).waitFor()
    expect(await typed()).toEqual(['李来访', '13800000009'])

    // Taken up again: one press, and the clerk goes on.
    await publish(undefined)
    await notice.getByRole('button', { name: lang === 'zh' ? '再看一次' : 'Check again' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(await typed()).toEqual(['李来访', '13800000009'])
    expect(await receive.isEnabled()).toBe(true)
    expect(broken).toEqual([])
    await page.context().close()
  },
)
