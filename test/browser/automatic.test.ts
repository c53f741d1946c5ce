import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { drawOf } from '../../src/handling/process/sample.ts'
import { openSession, type Session } from '../../src/identity/index.ts'
import { openBrowser } from '../helpers/browser.ts'
import { anOfficer, aPerson } from '../helpers/people.ts'
import { fillIn, type RuleCase, ruleCases, woman } from '../helpers/rule-cases.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, settled } from '../helpers/visitor.ts'
import { axe, look, openContext, type Setting, settings, sideways, takePicture } from './look.ts'

// 秒批 on the screen: the guide, the case of who applied, and the desk of who looks again.
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const district = '410802000000'
const today = Temporal.PlainDate.from('2026-03-02')
const one = ruleCases.find((each) => each.entryId === 'S0297') as RuleCase
const item = bantuo.city().findItemFor(one.entryId, district)?.item
if (item === undefined) throw new Error('the item is gone')
const place = { divisionCode: item.authority.divisionCode, authorityCode: item.authority.creditCode }

const secretOf = ({ account }: Session) => openSession(bantuo.db, account.accountId, bantuo.time.clock())
const person = await aPerson(bantuo.db, woman.name, { residentIdNo: woman.residentIdNo })
const citizen = makeVisitor(bantuo.url)
citizen.cookies.set('session', await secretOf(person))

async function submit(over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const filled = fillIn(item as NonNullable<typeof item>, { ...one.clear(today), ...over }, today)
  const made = await citizen.api<{ caseNo: string }>(
    'POST',
    '/cases',
    { itemCode: item?.itemCode, division: district, ...filled, delivery: 'online', declared: true },
    { 'idempotency-key': randomUUID() },
  )
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.caseNo
}
const share = item.content.sampling ?? 0
/** People apply until a case falls as wanted: numbers cannot be chosen. */
async function submitDrawn(): Promise<string> {
  for (;;) {
    const caseNo = await submit()
    if (drawOf(caseNo) < share) return caseNo
  }
}

const clear = await submit()
const drawn = await submitDrawn()
const doubtful = await submit({ sensitive: true, operating: true })
const taken = await submit()
for (const caseNo of [clear, drawn, taken]) await settled(citizen, caseNo)
const verify = /href="(\/verify\/[^"]+)"/.exec((await citizen.get(`/cases/${drawn}`)).html)?.[1] ?? ''
const examiner = await anOfficer(bantuo.db, '抽查（演示）', [{ role: 'examiner', ...place }])
const decider = await anOfficer(bantuo.db, '负责人（演示）', [{ role: 'decider', ...place }])
const clerk = await anOfficer(bantuo.db, '窗口（演示）', [{ role: 'counter-clerk', ...place }])

async function asWho(session: Session, setting: Setting): Promise<Page> {
  const context: BrowserContext = await openContext(browser, bantuo.url, setting)
  await context.addCookies([{ name: 'session', value: await secretOf(session), url: bantuo.url }])
  return context.newPage()
}
/** The desk is dense by choice: it is looked at like the portal, save for the size of what is pressed. */
async function lookAtDesk(page: Page, setting: Setting, name: string): Promise<void> {
  await takePicture(page, setting, name)
  expect(await axe(page, name)).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBe(0)
}

const all = [settings.phone, settings.desk, settings.english, settings.englishPhone]

test.each(all)('the applicant reads which rule spoke and that a person can be asked ($name)', async (setting) => {
  const page = await asWho(person, setting)
  const zh = setting.lang === 'zh'
  await page.goto(`${bantuo.url}/items/${item.itemCode}`)
  await look(page, setting, 'automatic-guide')
  await page.goto(`${bantuo.url}/cases/${clear}`)
  await look(page, setting, 'automatic-granted')
  expect(await page.textContent('.by-rule')).toContain(zh ? '系统按规则审批' : 'Decided by rule')
  await page.goto(`${bantuo.url}/cases/${doubtful}`)
  await look(page, setting, 'automatic-doubtful')
  expect(await page.textContent('.by-rule')).toContain(zh ? '交工作人员办理' : 'an officer handles it')
  await page.context().close()
})

test('the examiner records what the sample showed; the decider takes back what does not stand', {
  timeout: 180_000,
}, async () => {
  const sitting = await asWho(examiner, settings.desk)
  await sitting.goto(`${bantuo.url}/workbench/cases/${drawn}`)
  await sitting.waitForSelector('.action-bar button')
  await lookAtDesk(sitting, settings.desk, 'automatic-desk-drawn')
  await sitting.click('.action-bar >> text=登记事后核查')
  await sitting.waitForSelector('.ant-modal')
  await lookAtDesk(sitting, settings.desk, 'automatic-desk-follow-up')
  await sitting.click('text=登记核查结论')
  await sitting.waitForSelector('text=请选择是否属实')
  await sitting.check('input[type=radio] >> nth=1')
  await sitting.fill('.ant-modal textarea', '现场已建成投产，与登记表不符')
  await sitting.click('text=登记核查结论')
  await sitting.waitForSelector('text=核查结论已登记')
  await sitting.context().close()
  const head = await asWho(decider, settings.desk)
  await head.goto(`${bantuo.url}/workbench/cases/${drawn}`)
  await head.waitForSelector('.action-bar button')
  await lookAtDesk(head, settings.desk, 'automatic-desk-review')
  await head.click('.action-bar >> text=撤销自动决定')
  await head.waitForSelector('.ant-modal textarea')
  await lookAtDesk(head, settings.desk, 'automatic-desk-overturn')
  // What cannot be undone is pressed on red, here as where a failed service is passed by.
  expect(await head.getByRole('button', { name: '撤销准予，不可恢复' }).getAttribute('class')).toContain('dangerous')
  await head.fill('.ant-modal textarea', '抽查发现项目已建成投产，不符合备案条件')
  await head.click('text=撤销准予，不可恢复')
  await head.waitForSelector('text=已撤销，申请人已被告知')
  await head.waitForSelector('text=自动作出的准予已撤销')
  await lookAtDesk(head, settings.desk, 'automatic-desk-revoked')
  await head.context().close()
})

test.each([settings.phone, settings.english])('the desk shows the doubts and fits a phone ($name)', async (setting) => {
  const sitting = await asWho(clerk, setting)
  await sitting.goto(`${bantuo.url}/workbench/cases/${doubtful}`)
  await sitting.waitForSelector('.action-bar button')
  await lookAtDesk(sitting, setting, 'automatic-desk-doubtful')
  await sitting.context().close()
  const head = await asWho(decider, setting)
  await head.goto(`${bantuo.url}/workbench/cases/${taken}`)
  await head.waitForSelector('.action-bar button')
  await head.click(setting.lang === 'zh' ? '.action-bar >> text=撤销自动决定' : '.action-bar >> text=Overturn')
  await head.waitForSelector('.ant-modal textarea')
  await lookAtDesk(head, setting, 'automatic-desk-overturn')
  await head.context().close()
})

test('who reads English reads why the rules decided and what came of it in English; what is Chinese only is marked', {
  timeout: 60_000,
}, async () => {
  for (const caseNo of [clear, doubtful]) {
    const page = await asWho(clerk, settings.english)
    await page.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
    await page.locator('.facts', { hasText: 'Decided by rule' }).first().waitFor()
    const unmarked = await page.evaluate(() =>
      [...document.querySelectorAll('.facts.wide, .history, .notices')].flatMap((part) => {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
          if (/\p{Script=Han}/u.test(node.textContent ?? '') && !node.parentElement?.closest('[lang=zh-CN]'))
            found.push(node.textContent ?? '')
        return found
      }),
    )
    expect(unmarked, caseNo).toEqual([])
    const said = await page.locator('dl.facts.wide', { hasText: 'Decided by rule' }).first().innerText()
    expect(said).not.toMatch(/结论|身份|回执/)
    expect(await page.locator('.notices').innerText()).not.toMatch(/\p{Script=Han}/u)
    await page.context().close()
  }
})

test.each(all)('what was revoked says so to its applicant and to anybody who verifies it ($name)', async (setting) => {
  const page = await asWho(person, setting)
  await page.goto(`${bantuo.url}/cases/${drawn}`)
  await look(page, setting, 'automatic-revoked')
  await page.goto(`${bantuo.url}${verify}`)
  await look(page, setting, 'automatic-verify')
  await page.context().close()
})
