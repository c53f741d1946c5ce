import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, apply, makeVisitor } from '../helpers/visitor.ts'
import { act, stageCases } from './cases.ts'
import { look, openContext, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())
const photo = { name: '重拍.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(aPhoto()) }

/** A phone with scripts off, signed in. */
async function plainPage(subject: string): Promise<Page> {
  const context = await openContext(browser, bantuo.url, settings.plain)
  const page = await context.newPage()
  await signIn(page, bantuo.url, subject)
  return page
}

test('the front page counts what was really handled, and how much of it on time', { timeout: 60_000 }, async () => {
  const citizen = makeVisitor(bantuo.url)
  await citizen.get('/place/set?code=410802001000&return=/place')
  await citizen.signIn('citizen-1')
  const first = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const second = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const clerk = makeVisitor(bantuo.url)
  await clerk.signIn('clerk')
  await act(clerk, first, {
    move: 'decline',
    reason: '不属于本机关职权范围',
    basis: '《中华人民共和国行政许可法》第三十二条',
    rightOrgan: null,
  })
  await citizen.post(await citizen.get(`/cases/${second}`), `/cases/${second}/withdraw`)
  const home = await citizen.get('/')
  expect(home.text).toContain('收到办件2')
  // Withdrawn is not handled; declined with its reason is.
  expect(home.text).toContain('1 件里 1 件按时')
  expect(home.text).toContain('邀请 ')
})

test('with scripts off a correction is answered, a deferred paper supplied, an application withdrawn without saying why', {
  timeout: 120_000,
}, async () => {
  const cases = await stageCases(bantuo)
  const page = await plainPage('citizen-1')
  await page.goto(`${bantuo.url}/cases/${cases.correcting}`)
  for (const no of [4, 6]) {
    await page.setInputFiles(`#file-${no}`, photo)
    await page.click(`li:has(#file-${no}) button.second`)
    expect(await page.locator(`li:has(#file-${no}) .file`).textContent()).toContain('重拍.jpg')
  }
  await page.fill('#note', '已经重拍')
  await page.click('form[action$="/supplement"] button')
  expect(await page.locator('.state').textContent()).toContain('已收到')
  expect(await page.locator('main').textContent()).toContain('重拍.jpg')

  await page.goto(`${bantuo.url}/cases/${cases.deferred}`)
  await page.setInputFiles('#file-5', photo)
  await page.click('div:has(> form #file-5) button.second')
  await page.click('form[action$="/deferred"] button')
  expect(await page.locator('main').textContent()).toContain('补齐容缺材料')

  await page.goto(`${bantuo.url}/cases/${cases.submitted}`)
  await page.click('details:has(form[action$="/withdraw"]) summary')
  await page.click('form[action$="/withdraw"] button')
  expect(await page.locator('.state').textContent()).toContain('您已撤回申请')

  // A rating with its reasons; once.
  await page.goto(`${bantuo.url}/cases/${cases.granted}`)
  await page.click('a[href^="/rate/"]')
  await page.click('main form button')
  await expect.poll(() => page.title()).toContain('错误：')
  await page.check('input[name=level][value="4"]')
  await page.click('details[data-level="4"] summary')
  await page.locator('details[data-level="4"] input').first().check()
  await page.fill('#remark', '很快')
  await page.click('main form button')
  expect(await page.locator('main').textContent()).toContain('已收到您的评价')
  await page.goto(`${bantuo.url}/me/messages`)
  expect(await page.locator('.rows li').count()).toBeGreaterThan(5)
  await page.context().close()
})

test('with scripts off a mandate is given, used by the agent, and taken back', { timeout: 60_000 }, async () => {
  await (await plainPage('village-agent')).context().close()
  const page = await plainPage('citizen-1')
  await page.goto(`${bantuo.url}/me/mandates`)
  await page.fill('#agentId', '110105194912310021')
  await page.click('button[value=grant]')
  // All that is wrong is said at once; everything is handed over only by whoever says so.
  expect(await page.locator('.summary').textContent()).toContain('没有找到')
  expect(await page.locator('.summary').textContent()).toContain('请选择能办哪些事')
  expect(await page.inputValue('#agentId')).toBe('110105194912310021')
  await page.check('input[name=scope][value=all]')
  await page.fill('#agentId', '410825199001011237')
  await page.click('button[value=grant]')
  expect(await page.locator('.rows').textContent()).toContain('村代办员周姐')
  const agent = await plainPage('village-agent')
  await agent.getByRole('button', { name: '替王小满（演示）办事' }).click()
  expect(await agent.locator('main').textContent()).toContain('您正在替“王小满（演示）”办事')
  await page.click('.ask-first summary')
  expect(await page.locator('.ask-first').textContent()).toContain('马上不能再申请和查进度')
  await page.click('form[action$="/revoke"] button')
  expect(await page.locator('.rows').textContent()).toContain('已收回')
  await agent.reload()
  expect(await agent.locator('main').textContent()).not.toContain('您正在替')
  await page.context().close()
  await agent.context().close()
})

test('with scripts off somebody else signs in after one has signed out, and sees only pages of the city', {
  timeout: 60_000,
}, async () => {
  const page = await plainPage('citizen-1')
  await page.goto(`${bantuo.url}/me`)
  await page.click('form[action="/sign-out"] button')
  await page.goto(`${bantuo.url}/sign-in?return=/me`)
  await page.waitForURL(/demo-identity/)
  await page.click('a[href*="persona=citizen-2"]')
  expect(new URL(page.url()).pathname).toBe('/me')
  expect(await page.locator('main').textContent()).toContain('张大爷')
  await page.context().close()
})

test('with scripts off what was typed before the session ended is sent after signing in in another window', {
  timeout: 90_000,
}, async () => {
  for (const setting of [settings.plain, { ...settings.desk, scripts: false }, settings.elder, settings.englishPhone]) {
    const context = await openContext(browser, bantuo.url, setting)
    const page = await context.newPage()
    await signIn(page, bantuo.url, 'citizen-2')
    await page.goto(`${bantuo.url}/me/mandates`)
    await page.fill('#agentId', '110105194912310021')
    await context.clearCookies({ name: 'session' })
    await page.click('button[value=grant]')
    await page.waitForSelector('a[target=_blank]')
    await look(page, setting, 'send-again-signed-out')
    const opened = context.waitForEvent('page')
    await page.click('a[target=_blank]')
    const other = await opened
    await other.waitForLoadState()
    const persona = other.locator('a[href$="persona=citizen-2"]')
    if ((await persona.count()) > 0) await persona.click()
    await other.waitForURL(/signed-in$/)
    await look(other, setting, 'signed-in')
    await other.close()
    await page.click('main form button')
    await page.waitForSelector('a[target=_blank]', { state: 'detached' })
    await look(page, setting, 'send-again-signed-in')
    await page.click('main form button')
    // Carried out: the identity number that was typed is looked for, and found not to be anybody's.
    await page.waitForSelector('.summary')
    expect(await page.inputValue('#agentId')).toBe('110105194912310021')
    await context.close()
  }
})
