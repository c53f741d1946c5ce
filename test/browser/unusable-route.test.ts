import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { bundleNoOf, caseNoIn, grant, waitFor } from '../helpers/bundles.ts'
import { openUpgradedCity } from '../helpers/upgraded-city.ts'
import { person } from './cases.ts'
import { lookAtDesk, takeSeat } from './seat.ts'

// An upgrade refuses a route that an earlier build published: what administrators and officers read of it, and may do.
const { bantuo: after, caseNo, bundle } = await openUpgradedCity()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

/** As an editor does: a draft with this drawing, sent through the cases of its route, published. */
async function publishMended(): Promise<void> {
  const editor = await person(after.url, 'editor')
  const path = '/process-definitions/standard'
  const xml = readFileSync('seeds/routes/standard.bpmn', 'utf8')
  const draft = { title: { zh: '一般程序', en: 'Standard' }, xml, basedOn: null }
  const { digest } = (await editor.api<{ digest: string }>('PUT', `${path}/draft`, draft)).body
  const { replayId } = (await editor.api<{ replayId: string }>('POST', `${path}/replays`, { digest })).body
  const state = async () => (await editor.api<{ state: string }>('GET', `${path}/replays/${replayId}`)).body.state
  await expect.poll(state).toBe('done')
  const published = await editor.api('POST', `${path}/publish`, { digest, replayId })
  expect(published.status, JSON.stringify(published.body)).toBe(200)
}

const sitDown = (subject: string, address: string, lang: 'zh' | 'en' = 'zh', size: 'desk' | 'phone' = 'desk') =>
  takeSeat(browser, after.url, { subject, address, lang, size, until: 'main h1' })

test('an officer reads on the case that its route cannot be used, who knows of it and what follows, and is offered nothing that would be refused', {
  timeout: 120_000,
}, async () => {
  const { page, broken } = await sitDown('clerk', `/workbench/cases/${caseNo}`)
  const notice = page.locator('.case-head .notice')
  await notice.getByText('本件依据的流程（第 1 版）现在不能用').waitFor()
  for (const said of ['管理员在“流程故障”里能看到', '不会丢']) expect(await notice.innerText()).toContain(said)
  // Not accepted yet: no limit runs of which something could be said.
  expect(await notice.innerText()).not.toContain('时限')
  await page.locator('.action-bar').getByText('这一版流程现在不能用，这一步暂时办不了。').waitFor()
  const offered = () => page.locator('.actions button').allInnerTexts()
  expect((await offered()).join(' ')).not.toMatch(/受理/)
  expect((await offered()).join(' ')).toMatch(/一次性告知/)
  await lookAtDesk(page, 'case-unusable-route')
  await page.context().close()
  const phone = await sitDown('clerk', `/workbench/cases/${caseNo}`, 'en', 'phone')
  await phone.page.getByText('cannot be used now, so what would move it on has to wait').waitFor()
  await lookAtDesk(phone.page, 'case-unusable-route-english')
  await phone.page.context().close()
  expect([...broken, ...phone.broken]).toEqual([])
})

test('an administrator has a bundle that cannot go on tried again at once, and is told whether it went on', {
  timeout: 120_000,
}, async () => {
  await grant(await person(after.url, 'clerk'), caseNoIn(bundle, '个体工商户设立登记'))
  const owner = await person(after.url, 'citizen-2')
  await waitFor(owner, `/me/bundles/${bundleNoOf(bundle)}`, (one) => one.text.includes('有一项晚些开始'))
  const { page, broken } = await sitDown('admin', '/workbench/incidents')
  const row = page.locator('.notice', { hasText: '暂时不能接着办' })
  await row.getByText('已试过 1 次').waitFor()
  await lookAtDesk(page, 'incidents-bundle')
  const phone = await sitDown('admin', '/workbench/incidents', 'en', 'phone')
  await phone.page.getByRole('button', { name: 'Try now' }).waitFor()
  await phone.page.getByText('Tried once').waitFor()
  await lookAtDesk(phone.page, 'incidents-bundle-english')
  await phone.page.context().close()
  // Nothing is mended yet: it is tried, and stays.
  await row.getByRole('button', { name: '立即再试' }).click()
  await page.getByText('刚刚再试过，仍不能接着办').waitFor()
  await row.getByText('已试过 2 次').waitFor()
  await publishMended()
  await row.getByRole('button', { name: '立即再试' }).click()
  await page.getByText('已接着办').waitFor()
  await row.waitFor({ state: 'detached' })
  expect(broken).toEqual([])
  await page.context().close()
})
