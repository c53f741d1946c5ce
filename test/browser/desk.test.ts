import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, makeVisitor } from '../helpers/visitor.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const photo = join(tmpdir(), `bantuo-desk-${process.pid}.jpg`)
writeFileSync(photo, aPhoto())

/** The desk is dense by choice: it is looked at like the portal, save for the size of what is pressed. */
const look = lookAtDesk

/** An officer at the workbench, signed in through the real protocol. */
const sitDown = async (subject: string, size: Size, lang: 'zh' | 'en' = 'zh'): Promise<Page> =>
  (await takeSeat(browser, bantuo.url, { subject, size, lang })).page

/** Cases of the market bureau of the district, entered at the counter through the machine face. */
const clerk = makeVisitor(bantuo.url)
await clerk.signIn('clerk')
const found = await clerk.api<{ items: { itemCode: string }[] }>(
  'GET',
  `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
)
const itemCode = found.body.items[0]?.itemCode ?? ''
type Material = { no: number; kind: string; heldBy: string | null; when?: unknown }
const guide = (
  await clerk.api<{
    questions: { id: string; options: { value: string; stop?: unknown }[] }[]
    form: { sections: { fields: { id: string; type: string; options?: { value: string }[] }[] }[] }
    materials: Material[]
    delivery: string[]
  }>('GET', `/service-items/${itemCode}`)
).body
expect(guide.form).toBeDefined()

/** Fills in whatever is empty on the page where an application is entered. */
async function fillIn(page: Page): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const group of await page.locator('.entry-form .ant-radio-group').all()) {
      if ((await group.locator('input:checked').count()) === 0) await group.locator('input').first().check()
    }
    for (const group of await page.locator('.entry-form .ant-checkbox-group').all()) {
      if ((await group.locator('input:checked').count()) === 0) await group.locator('input').first().check()
    }
    for (const field of await page
      .locator('.entry-form :is(input:not([type=radio],[type=checkbox],[type=file]),textarea)')
      .all()) {
      if ((await field.inputValue()) !== '') continue
      const format = await field.getAttribute('data-format')
      const mode = await field.getAttribute('inputmode')
      const type = await field.getAttribute('type')
      await field.fill(
        type === 'date'
          ? '2026-02-20'
          : format === 'resident-id'
            ? '11010519491231002X'
            : format === 'mobile'
              ? '13800000009'
              : format === 'credit-code'
                ? '91410800MA0000007L'
                : format === 'email'
                  ? 'a@example.cn'
                  : mode === 'numeric' || mode === 'decimal'
                    ? '30'
                    : '演示内容',
      )
    }
  }
}

/** Enters an application at the counter, as a clerk does it, and gives its number. */
async function receive(page: Page): Promise<string> {
  await page.goto(`${bantuo.url}/workbench/counter?item=${itemCode}`)
  await page.waitForSelector('.entry-form')
  const label = (words: string) => page.getByLabel(words, { exact: true })
  await page.getByRole('radiogroup', { name: '谁来申请' }).getByRole('radio', { name: '企业或其他单位' }).check()
  await label('单位名称').fill('焦作市好味道餐饮有限公司（演示）')
  await label('统一社会信用代码').fill('91410800MA0000007L')
  await label('经办人姓名').fill('刘会计（演示）')
  await label('经办人身份证号').fill('34052419800101001X')
  await label('手机（用于通知）').fill('13800000003')
  await fillIn(page)
  for (const input of await page.locator('.entry-form input[type=file]').all()) {
    await input.setInputFiles(photo)
  }
  await expect.poll(() => page.locator('.scanned li').count()).toBe(await page.locator('.entry-papers > li').count())
  await page.getByRole('checkbox', { name: /申请人已核对/ }).check()
  await page.getByRole('button', { name: '收件，出具收件凭证' }).click()
  await page.waitForURL(/\/workbench\/cases\/\d{21}/)
  await page.waitForSelector('.case-head')
  return /cases\/(\d{21})/.exec(page.url())?.[1] ?? ''
}

/** Opens a dialog by its button, looks at it, fills it in and presses its button. */
async function act(
  page: Page,
  button: string | RegExp,
  name: string,
  fill: (dialog: ReturnType<Page['locator']>) => Promise<void>,
  press: string | RegExp,
): Promise<void> {
  await page.locator('.action-bar').getByRole('button', { name: button }).click()
  const dialog = page.locator('.ant-modal:visible')
  await dialog.waitFor()
  await page.waitForTimeout(300)
  await fill(dialog)
  await look(page, name)
  await dialog.getByRole('button', { name: press }).click()
  await dialog.waitFor({ state: 'hidden' })
}
/** On a phone the seldom moves stand behind one button. */
async function chooseOther(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '其他操作' }).click()
  // The menu unfolds first; a finger does not come sooner either.
  await page.waitForTimeout(400)
  await page.getByRole('menuitem', { name }).click()
}
/** A list of choices folds away slowly: until it has, it is in the way of the next one, and of whoever looks. */
const listsClosed = async (page: Page): Promise<void> => {
  await expect.poll(() => page.locator('.ant-select-dropdown:visible').count(), { timeout: 10_000 }).toBe(0)
}
const chooseBasis = async (page: Page, dialog: ReturnType<Page['locator']>): Promise<void> => {
  await listsClosed(page)
  const field = dialog.locator('.ant-select').last()
  const empty = await field.textContent()
  await dialog.getByRole('combobox').last().click()
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await options.first().waitFor()
  // The list unfolds first. Pressed while it still does, an option may not take: whoever sees it open presses again.
  await page.waitForTimeout(400)
  const isChosen = async (): Promise<boolean> => (await field.textContent()) !== empty
  await expect
    .poll(
      async () => {
        // Folded away without having taken anything: it is opened once more.
        if ((await options.count()) === 0 && !(await isChosen())) await dialog.getByRole('combobox').last().click()
        if ((await options.count()) > 0)
          await options
            .first()
            .click({ timeout: 2_000 })
            .catch(() => {})
        await page.waitForTimeout(700)
        return [await page.locator('.ant-select-dropdown:visible').count(), await isChosen()]
      },
      { timeout: 20_000 },
    )
    .toEqual([0, true])
}

test('a clerk receives a firm’s application; examiner and decider take it through every dialog to its delivery', {
  timeout: 240_000,
}, async () => {
  const page = await sitDown('clerk', 'desk')
  await look(page, 'desk-inbox-empty')
  await page.getByRole('link', { name: '窗口收件' }).click()
  await page.getByLabel('查找事项').fill('开饭馆')
  await page.waitForSelector('.found-items a')
  await look(page, 'desk-counter-find')
  await page.goto(`${bantuo.url}/workbench/counter?item=${itemCode}`)
  await page.waitForSelector('.entry-form')
  await look(page, 'desk-counter-form')
  // What is missing is said at once, and nothing typed is lost by a reload.
  await page.getByLabel('姓名（与身份证一致）').fill('好味道')
  await page.getByRole('checkbox', { name: /申请人已核对/ }).check()
  await page.getByRole('button', { name: '收件，出具收件凭证' }).click()
  await page.waitForSelector('.field-error')
  await look(page, 'desk-counter-errors')
  await page.reload()
  await page.waitForSelector('.entry-form')
  expect(await page.getByLabel('姓名（与身份证一致）').inputValue()).toBe('好味道')
  const caseNo = await receive(page)
  await look(page, 'desk-case-received')
  const receipt = await page.request.get(`${bantuo.url}/cases/${caseNo}/receipt.pdf`)
  expect(receipt.headers()['content-type']).toBe('application/pdf')

  await page.getByRole('button', { name: '并排对照' }).click()
  await page.waitForSelector('.side-by-side')
  await page.waitForTimeout(300)
  await look(page, 'desk-side-by-side')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.side-by-side', { state: 'hidden' })
  await act(page, /^受理/, 'desk-accept', async () => {}, /^受理|容缺/)
  await expect.poll(() => page.locator('.case-head').textContent()).toContain('办理中')

  const examiner = await sitDown('examiner', 'desk')
  await examiner.getByLabel('在待办里查找').fill('食品')
  await examiner.getByRole('button', { name: '保存这个筛选' }).click()
  await examiner.reload()
  await examiner.getByRole('link', { name: '全部 · 食品' }).waitFor()
  await look(examiner, 'desk-inbox')
  await examiner.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
  await examiner.waitForSelector('.case-head')
  await act(
    examiner,
    '停止计时',
    'desk-stop-clock',
    async (dialog) => {
      await dialog.getByRole('combobox').first().click()
      await examiner.locator('.ant-select-dropdown:visible').getByText('检验', { exact: true }).click()
      await dialog.getByLabel('需要几个工作日').fill('5')
      await chooseBasis(examiner, dialog)
    },
    /停止计时并/,
  )
  await look(examiner, 'desk-case-stopped')
  await act(
    examiner,
    '恢复计时',
    'desk-start-clock',
    async (dialog) => {
      await dialog.getByLabel('特别程序的结果').fill('检验合格')
    },
    '恢复计时',
  )
  await act(
    examiner,
    /提交审查意见/,
    'desk-examine',
    async (dialog) => {
      await dialog.getByRole('radio').first().check()
      await dialog.locator('textarea').fill('材料齐全，符合条件')
    },
    /提交/,
  )

  const decider = await sitDown('decider', 'desk')
  await decider.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
  await decider.waitForSelector('.case-head')
  await decider.locator('.action-bar').getByRole('button', { name: '认领' }).click()
  await act(
    decider,
    '退回',
    'desk-release',
    async (dialog) => {
      await dialog.locator('textarea').fill('转同事办理')
    },
    /退回/,
  )
  await act(
    decider,
    '延长期限',
    'desk-extend',
    async (dialog) => {
      await dialog.getByLabel('延长几天').fill('5')
      await dialog.locator('textarea').fill('需要现场复核')
    },
    /延长并/,
  )
  await act(
    decider,
    /作出决定/,
    'desk-decide',
    async (dialog) => {
      await dialog.getByRole('radio', { name: '准予', exact: true }).check()
      await dialog.locator('textarea').first().fill('符合《食品安全法》规定的条件')
    },
    /准予并/,
  )
  await look(decider, 'desk-case-granted')
  await page.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
  await page.waitForSelector('.case-head')
  if ((await page.getByRole('button', { name: '登记送达' }).count()) > 0) {
    await act(
      page,
      '登记送达',
      'desk-deliver',
      async (dialog) => {
        await dialog.locator('input').fill('刘会计（演示）')
      },
      /登记为/,
    )
  }
  // Another district's officer sees nothing of it.
  const other = await sitDown('other-clerk', 'desk')
  await other.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
  await other.waitForSelector('.notice.red')
  expect((await other.request.get(`${bantuo.url}/cases/${caseNo}/receipt.pdf`)).status()).toBe(404)
})

test('by keys alone a clerk goes down the list, opens the dialog of a move from the row, and comes back to the list', {
  timeout: 120_000,
}, async () => {
  const page = await sitDown('clerk', 'desk')
  const caseNo = await receive(page)
  await page.goto(`${bantuo.url}/workbench/`)
  await page.waitForSelector('tr[data-row]')
  const at = await page
    .locator('tr[data-row]')
    .evaluateAll((rows, no) => rows.findIndex((row) => row.textContent?.replaceAll(' ', '').includes(no)), caseNo)
  for (let row = 0; row <= at; row += 1) await page.keyboard.press('j')
  await page.keyboard.press('r')
  await page.waitForURL(new RegExp(`/workbench/cases/${caseNo}`))
  await page.getByRole('dialog', { name: '一次性告知' }).waitFor()
  // The address is the case's own again: a reload opens no dialog.
  await expect.poll(() => page.url()).not.toContain('act=')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // A decision is not hers: D opens the case alone, which says why.
  await page.goBack()
  await page.waitForSelector('tr[data-row]')
  for (let row = 0; row <= at; row += 1) await page.keyboard.press('j')
  await page.keyboard.press('d')
  await page.waitForSelector('.case-head')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.context().close()
})

test('on a phone a clerk tells what is missing, takes the paper in, declines; a decider ends a case', {
  timeout: 240_000,
}, async () => {
  const page = await sitDown('clerk', 'phone')
  await page.goto(`${bantuo.url}/workbench/counter?item=${itemCode}`)
  await page.waitForSelector('.entry-form')
  await look(page, 'phone-counter-form')
  const first = await receive(page)
  await look(page, 'phone-case-received')
  await page.getByRole('tab', { name: '材料' }).click()
  await look(page, 'phone-case-papers')
  await chooseOther(page, '一次性告知')
  const dialog = page.locator('.ant-modal:visible')
  await dialog.waitFor()
  await dialog.getByRole('checkbox').first().check()
  await dialog.locator('textarea').first().fill('照片看不清，请重拍')
  await look(page, 'phone-correction')
  await dialog.getByRole('button', { name: /发出告知书/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => page.locator('.case-head').textContent()).toContain('待补正')

  const second = await receive(page)
  expect(second).not.toBe(first)
  await chooseOther(page, '不予受理')
  await dialog.waitFor()
  await dialog.locator('textarea').first().fill('不属于本机关职权范围')
  await chooseBasis(page, dialog)
  await look(page, 'phone-decline')
  await dialog.getByRole('button', { name: /不予受理/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await look(page, 'phone-case-declined')

  const decider = await sitDown('decider', 'phone')
  await decider.goto(`${bantuo.url}/workbench/cases/${first}`)
  await decider.waitForSelector('.case-head')
  await decider.getByRole('button', { name: '终止办理' }).click()
  const end = decider.locator('.ant-modal:visible')
  await end.waitFor()
  await end.locator('textarea').fill('企业已经注销，无需继续办理')
  await chooseBasis(decider, end)
  await look(decider, 'phone-terminate')
  await end.getByRole('button', { name: /终止办理/ }).click()
  await end.waitFor({ state: 'hidden' })
  await look(decider, 'phone-case-terminated')
})

test('in English the counter and the case are English', { timeout: 120_000 }, async () => {
  const page = await sitDown('clerk', 'desk', 'en')
  await page.goto(`${bantuo.url}/workbench/counter?item=${itemCode}`)
  await page.waitForSelector('.entry-form')
  await look(page, 'desk-counter-form-english')
  await page.goto(`${bantuo.url}/workbench/`)
  await page.waitForSelector('main h1')
  await look(page, 'desk-inbox-english')
})
