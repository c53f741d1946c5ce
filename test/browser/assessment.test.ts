import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openSession, type Session } from '../../src/identity/index.ts'
import { openBrowser } from '../helpers/browser.ts'
import { anOfficer, aPerson } from '../helpers/people.ts'
import { fillIn, type Given, woman } from '../helpers/rule-cases.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, fillSections, makeVisitor } from '../helpers/visitor.ts'
import { axe, look, openContext, type Setting, settings, sideways, takePicture } from './look.ts'

// What an item's own tables say, on the screen: the guide, the page before sending, the case, the officer's desk, the counter.
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const district = '410802000000'
const today = Temporal.PlainDate.from('2026-03-02')
const itemOf = (entryId: string) => {
  const found = bantuo.city().findItemFor(entryId, district)
  if (found === undefined) throw new Error(`no item ${entryId}`)
  return found.item
}
const secretOf = ({ account }: Session) => openSession(bantuo.db, account.accountId, bantuo.time.clock())
const person = await aPerson(bantuo.db, woman.name, { residentIdNo: woman.residentIdNo })
const citizen = makeVisitor(bantuo.url)
citizen.cookies.set('session', await secretOf(person))
await citizen.get(`/place/set?code=${district}&return=/`)

async function submit(entryId: string, given: Given, brought: number[]): Promise<string> {
  const item = itemOf(entryId)
  const made = await citizen.api<{ caseNo: string }>(
    'POST',
    '/cases',
    {
      ...{ itemCode: item.itemCode, division: district, delivery: 'online', declared: true, brought },
      ...fillIn(item, given, today),
    },
    { 'idempotency-key': randomUUID() },
  )
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.caseNo
}
const card = { reason: 'damaged', holder: 'minor', place: 'local' }
const illness = { scheme: 'resident', kind: 'pressure', source: 'uploaded', application: 'first' }
const paid = await submit('S0010', card, [1, 2])
const doubted = await submit('S0112', illness, [])
const young = await submit(
  'S0076',
  { scheme: 'resident', age: 'over', years: 'enough', otherPension: false, paidYears: 20 },
  [2],
)

/** A draft that is filled in as far as its last page. */
async function draftOf(entryId: string, given: Record<string, string>): Promise<string> {
  const start = await citizen.get(`/items/${itemOf(entryId).itemCode}/apply`)
  await fillSections(citizen, await answerAll(citizen, start, given), given)
  return /\/drafts\/([0-9a-f-]{36})/.exec(start.url)?.[1] ?? ''
}
const home = await draftOf('S0130', { how: 'sale', use: 'home', area: '90', price: '500000' })
const licence = await draftOf('S0022', {
  ...{ why: 'expiring', lapsed: 'valid', body: 'uploaded', photo: 'known' },
  ...{ fileNo: '123456789012', hasDisease: 'yes', validUntil: '2026-04-01' },
})

const clerk = await anOfficer(bantuo.db, '窗口（演示）', [
  { role: 'counter-clerk', divisionCode: district, authorityCode: null },
])
async function asWho(session: Session, setting: Setting): Promise<Page> {
  const context = await openContext(browser, bantuo.url, setting)
  await context.addCookies([
    { name: 'session', value: await secretOf(session), url: bantuo.url },
    { name: 'place', value: district, url: bantuo.url },
  ])
  return context.newPage()
}

test.each([settings.phone, settings.desk, settings.plain, settings.english, settings.englishPhone])(
  'the applicant reads what it costs and whether the conditions are met ($name)',
  { timeout: 120_000 },
  async (setting) => {
    const page = await asWho(person, setting)
    const zh = setting.lang === 'zh'
    const query = (answers: object) => new URLSearchParams(answers as Record<string, string>).toString()
    await page.goto(`${bantuo.url}/items/${itemOf('S0010').itemCode}?${query(card)}`)
    expect(await page.textContent('.facts')).toContain(zh ? '按您的情况：40 元' : 'In your situation: 40 yuan')
    await look(page, setting, 'assessment-guide-fee')
    await page.goto(`${bantuo.url}/items/${itemOf('S0112').itemCode}?${query(illness)}`)
    expect(await page.textContent('#qualifies')).toContain(zh ? '您仍然可以申请' : 'You may apply all the same')
    await look(page, setting, 'assessment-guide-no')
    for (const [name, draft] of [
      ['home', home],
      ['licence', licence],
    ]) {
      await page.goto(`${bantuo.url}/drafts/${draft}/review`)
      expect(await page.textContent('main')).toContain(zh ? '按规则看' : 'What the rules say')
      await look(page, setting, `assessment-review-${name}`)
    }
    for (const [name, caseNo] of [
      ['paid', paid],
      ['doubted', doubted],
    ]) {
      await page.goto(`${bantuo.url}/cases/${caseNo}`)
      await look(page, setting, `assessment-case-${name}`)
    }
    await page.context().close()
  },
)

test.each([settings.phone, settings.desk, settings.english])(
  'the officer reads the rules that fired and the version of their table ($name)',
  { timeout: 120_000 },
  async (setting) => {
    const page = await asWho(clerk, setting)
    const zh = setting.lang === 'zh'
    for (const [name, caseNo, words] of [
      ['paid', paid, zh ? '规则 2，决策表 identity-card 第 1 版' : 'Rule 2, table identity-card, version 1'],
      ['doubted', doubted, zh ? '看来不符合条件' : 'Does not seem to qualify'],
      ['young', young, zh ? '是否符合条件' : 'Eligibility'],
    ] as const) {
      await page.goto(`${bantuo.url}/workbench/cases/${caseNo}`)
      await page.waitForSelector('.assessed')
      expect(await page.textContent('.assessed')).toContain(words)
      await takePicture(page, setting, `assessment-desk-${name}`)
      expect(await axe(page, `assessment-desk-${name}`)).toEqual([])
      expect(await sideways(page)).toBe(0)
    }
    await page.context().close()
  },
)

test('at the counter the papers follow the answers as the server says, with the fee', {
  timeout: 120_000,
}, async () => {
  const page = await asWho(clerk, settings.desk)
  await page.goto(`${bantuo.url}/workbench/counter?item=${itemOf('S0010').itemCode}`)
  await page.waitForSelector('.entry-papers li')
  const papers = () => page.locator('.entry-papers > li b').allTextContents()
  for (const label of ['坏了、看不清、读不出来', '本人，已满 16 周岁', '在本市']) await page.click(`text=${label}`)
  await page.waitForSelector('.assessed >> text=40 元')
  expect(await papers()).toEqual(['原居民身份证'])
  await page.click('text=未满 16 周岁的孩子')
  await page.waitForSelector('.entry-papers >> text=居民户口簿')
  await page.waitForSelector('text=给孩子办，要看监护关系。')
  await takePicture(page, settings.desk, 'assessment-counter')
  expect(await axe(page, 'assessment-counter')).toEqual([])
  await page.context().close()
})
