import { expect, test } from 'vitest'
import { applyForBundle, bundleNoOf, caseNoIn, decide, grant, move, openCases, waitFor } from '../helpers/bundles.ts'
import { feedRead } from '../helpers/feed.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const place = '410802001000'

const person = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${place}&return=/`)
  await visitor.signIn(subject)
  return visitor
}

/** The firm's agent, acting for the firm. */
async function firmAgent(): Promise<Visitor> {
  const agent = await person('firm-agent')
  const me = await agent.get('/me')
  const mandate = /name="mandate" value="([0-9a-f-]+)"/.exec(me.html)?.[1] ?? ''
  await agent.post(me, '/me/act-for', { mandate })
  return agent
}
const firm = { applicantKind: 'legal', creditCode: '91410800MA0000007L', legalRepresentative: '刘会计（演示）' }

test('a firm opens a restaurant: food licence, fire inspection and sign side by side, each on its own clock', {
  timeout: 120_000,
}, async () => {
  const agent = await firmAgent()
  const done = await applyForBundle(agent, 'restaurant', {
    place,
    answers: { haveLicence: 'have', needFire: 'yes', wantSign: 'yes', wantTax: 'no' },
    values: { ...firm, opensOn: '2026-04-01' },
    signedBy: '焦作市好味道餐饮有限公司（演示）',
  })
  expect(done.text).toContain('共 3 项：3 项正在办。')
  const food = caseNoIn(done, '食品经营许可')
  const fire = caseNoIn(done, '公众聚集场所投入使用、营业前消防安全检查')
  type Case = {
    form: Record<string, unknown>
    applicant: { kind: string; name: string }
    clocks: { dueOn: string | null }[]
  }
  const clerk = await person('clerk')
  const seen = (caseNo: string) => clerk.api<Case>('GET', `/cases/${caseNo}`)
  // The shop was named once; each item has it under its own name, and the firm is the applicant of each.
  const [foodCase, fireCase] = [(await seen(food)).body, (await seen(fire)).body]
  expect(fireCase.form['placeName']).toBe(foodCase.form['shopName'])
  expect(fireCase.form['placeAddress']).toBe(foodCase.form['shopAddress'])
  expect([foodCase.applicant.kind, fireCase.applicant.kind]).toEqual(['legal', 'legal'])
  // Accepted on different days, due on different days.
  await move(clerk, food, { move: 'accept', deferred: [] })
  expect((await seen(food)).body.clocks[0]?.dueOn).toBe('2026-03-09')
  expect((await seen(fire)).body.clocks[0]?.dueOn).toBeNull()
  const page = await agent.get(`/me/bundles/${bundleNoOf(done)}`)
  expect(page.text).toContain('应在 3 月 9 日（周一）前办结')
  // On the page of one case the applicant finds the way back to the whole.
  expect((await agent.get(`/cases/${food}`)).html).toContain(`/me/bundles/${bundleNoOf(done)}`)
})

test('the licence is denied in the middle: what needed it does not begin, the applicant is told why and what to do, the rest goes on', {
  timeout: 120_000,
}, async () => {
  const owner = await person('citizen-1')
  const done = await applyForBundle(owner, 'restaurant', {
    place,
    answers: { haveLicence: 'apply', needFire: 'no', wantSign: 'yes', wantTax: 'yes' },
    values: { applicantKind: 'natural' },
  })
  expect(done.text).toContain('共 4 项：1 项正在办，3 项在等前一项的结果。')
  const licence = caseNoIn(done, '个体工商户设立登记')
  const clerk = await person('clerk')
  await move(clerk, licence, { move: 'accept', deferred: [] })
  await decide(clerk, licence, 'denied')
  const path = `/me/bundles/${bundleNoOf(done)}`
  const page = await waitFor(owner, path, (one) => one.text.includes('4 项没有办成') && one.text.includes('不能接着办'))
  expect(page.text).toContain('“个体工商户设立登记”没有办成，这一项要用它的结果，所以没有开始。')
  expect(page.text).toContain('单独办“食品经营许可”')
  // What is said of each leads to where it can be read; nothing is called done that is not.
  expect(page.text).toContain('不予许可，理由和救济途径见这一件的页面。')
  expect(page.text).toContain('共 4 项：4 项没有办成。打开可以看每一项为什么、接下来怎么办。')
  expect(page.text).not.toContain('一件事办完了')
  await feedRead(bantuo.db)
  expect((await owner.get('/me/messages')).html).toContain(path)
  // Nothing was opened for what did not begin.
  expect((await openCases(owner)).map((one) => one.state)).toEqual(['denied'])
})

test('one item withdrawn leaves the others alone; withdrawing the whole takes back what is open and what waits', {
  timeout: 120_000,
}, async () => {
  const person2 = await person('citizen-2')
  const done = await applyForBundle(person2, 'retirement', { place, answers: { haveFund: 'yes', wantSenior: 'yes' } })
  const path = `/me/bundles/${bundleNoOf(done)}`
  expect(done.text).toContain('共 4 项：2 项正在办，2 项在等前一项的结果。')
  const senior = caseNoIn(done, '老年人优待证办理')
  const casePage = await person2.get(`/cases/${senior}`)
  // What ends with it is said before it is confirmed: nothing waits for the card, two items wait for the pension.
  expect(casePage.text).not.toContain('撤回后也不再办')
  const pension = caseNoIn(done, '企业职工基本养老保险正常退休申请')
  expect((await person2.get(`/cases/${pension}`)).text).toContain(
    '下面 2 项要等这一项的结果，撤回后也不再办：参保信息变更登记；离休、退休提取住房公积金。',
  )
  await person2.post(casePage, `/cases/${senior}/withdraw`, { reason: '先不办' })
  let page = await waitFor(person2, path, (one) => one.text.includes('1 项没有办成'))
  expect(page.text).toContain('共 4 项：1 项正在办，2 项在等前一项的结果，1 项没有办成。')
  page = await person2.post(page, `${path}/withdraw`, { reason: '' })
  expect(page.status).toBe(200)
  page = await waitFor(person2, path, (one) => one.text.includes('您已全部撤回。'))
  expect(page.text).toContain('您已撤回，没有开始办。')
  // Nothing is left to withdraw, and asking again is refused with a sentence.
  expect(page.html).not.toContain(`${path}/withdraw`)
})

test('the same key with the same content gives the same bundle; several at once make one', {
  timeout: 60_000,
}, async () => {
  const owner = await person('citizen-1')
  const before = (await openCases(owner)).length
  const done = await applyForBundle(owner, 'utilities', {
    place,
    answers: { wantWater: 'yes', wantPower: 'no', wantGas: 'no', wantHeat: 'no', digRoad: 'no' },
    values: { applicantKind: 'natural' },
    presses: 4,
  })
  // A press that came second may be answered while the first still opens the case.
  await waitFor(owner, `/me/bundles/${bundleNoOf(done)}`, (one) => one.text.includes('共 1 项：1 项正在办。'))
  expect((await openCases(owner)).length).toBe(before + 1)
  const here = new RegExp(`href="/me/bundles/${bundleNoOf(done)}"`, 'g')
  expect((await owner.get('/me')).html.match(here)?.length).toBe(1)
})

test('whoever chooses nothing is told to choose something', { timeout: 60_000 }, async () => {
  const owner = await person('citizen-1')
  const nothing = { wantWater: 'no', wantPower: 'no', wantGas: 'no', wantHeat: 'no', digRoad: 'no' }
  const begun = await owner.get('/bundles/utilities/apply')
  const refused = await owner.post(begun, begun.url, nothing)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('您一项也没有选，请至少选一项。')
})

test('an officer of one member grants it, and an officer elsewhere never sees the bundle', {
  timeout: 60_000,
}, async () => {
  const owner = await person('citizen-1')
  const done = await applyForBundle(owner, 'social-security-card', {
    place,
    answers: { cardState: 'first', wantActive: 'yes', wantCode: 'no' },
  })
  const card = caseNoIn(done, '社会保障卡申领')
  const elsewhere = await person('other-clerk')
  expect((await elsewhere.api('GET', `/cases/${card}`)).status).toBe(404)
  const clerk = await person('clerk')
  await grant(clerk, card)
  const page = await waitFor(owner, `/me/bundles/${bundleNoOf(done)}`, (one) =>
    one.text.includes('1 项已办妥，1 项正在办'),
  )
  const active = caseNoIn(page, '社会保障卡启用（激活）、密码重置')
  expect((await elsewhere.api('GET', `/cases/${active}`)).status).toBe(404)
  expect((await clerk.api('GET', `/cases/${active}`)).status).toBe(200)
})
