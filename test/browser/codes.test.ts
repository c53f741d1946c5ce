import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, apply, fillSections } from '../helpers/visitor.ts'
import { person } from './cases.ts'
import { openContext, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())
const citizen = await person(bantuo.url, 'citizen-1')

test('after submitting, number and check word are copied at one press, and a code leads to following without signing in', {
  timeout: 60_000,
}, async () => {
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const context = await openContext(browser, bantuo.url, settings.phone)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: bantuo.url })
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/cases/${caseNo}?submitted=1`)
  expect(await page.locator('.follow-code svg[role=img]').count()).toBe(1)
  expect(await page.locator('.follow-code').textContent()).toContain('编号已经填好')
  const copy = page.getByRole('button', { name: /^复制 4108/ }).last()
  await copy.focus()
  await page.keyboard.press('Enter')
  await page.locator('[role=status]', { hasText: '已复制' }).waitFor({ state: 'attached' })
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(caseNo)
  await context.close()

  const plain = await (await openContext(browser, bantuo.url, settings.plain)).newPage()
  await signIn(plain, bantuo.url, 'citizen-1')
  await plain.goto(`${bantuo.url}/cases/${caseNo}`)
  expect(await plain.getByRole('button', { name: '复制' }).count()).toBe(0)
  await plain.context().close()
})

test('a photograph let go on its paper is sent and shown small; it is removed only after one was told', {
  timeout: 60_000,
}, async () => {
  const { body } = await citizen.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  const began = await citizen.get(`/items/${body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(began.url)?.[1] ?? ''
  await fillSections(citizen, await answerAll(citizen, began))
  const context = await openContext(browser, bantuo.url, settings.desk)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/drafts/${draft}/papers`)
  const given = await page.evaluateHandle(
    (bytes) => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(bytes)], '布局图.jpg', { type: 'image/jpeg' }))
      return data
    },
    [...aPhoto()],
  )
  await page.dispatchEvent('.papers > li >> nth=0', 'drop', { dataTransfer: given })
  await page.waitForSelector('.papers > li >> nth=0 >> img[alt="布局图.jpg 的缩略图"][src^="/drafts/"]')
  await page.locator('.file summary').click()
  expect(await page.locator('.file .ask-first').textContent()).toContain('要用得重新上传')
  await page.getByRole('button', { name: '移除这个文件' }).click()
  await page.waitForSelector('.file', { state: 'detached' })
  await context.close()
})

test('in the reader’s own colours buttons keep a border, and the two limits can be told apart', {
  timeout: 60_000,
}, async () => {
  const { body } = await citizen.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  const page = await (await openContext(browser, bantuo.url, settings.desk)).newPage()
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${bantuo.url}/items/${body.items[0]?.itemCode}`)
  const colours = await page.evaluate(() =>
    ['.bar:not(.law) i', '.bar.law i', '.bar'].map((one) => {
      const bar = document.querySelector(one)
      return bar === null ? '' : getComputedStyle(bar).backgroundColor
    }),
  )
  expect(new Set(colours).size).toBe(3)
  const width = await page.evaluate(
    () => getComputedStyle(document.querySelector('a.button') as Element).borderTopWidth,
  )
  expect(width).toBe('2px')
  await page.context().close()
})

test('whoever searches for a division that does not exist is told that its code is unknown', async () => {
  const { status, body } = await citizen.api<{ detail: string }>('GET', '/service-items?q=身份证&division=999999000000')
  expect(status).toBe(422)
  expect(body.detail).toContain('没有区划代码 999999000000')
})
