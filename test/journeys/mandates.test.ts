import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listEvents } from '../../src/base/index.ts'
import { findCaseFileByNo } from '../../src/handling/index.ts'
import { addMandate, findAccountBySubject, openSession } from '../../src/identity/index.ts'
import { aPerson } from '../helpers/people.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, apply, makeVisitor, type Page, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const place = '410802001000'
async function signed(subject: string): Promise<Visitor> {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${place}&return=/place`)
  await visitor.signIn(subject)
  return visitor
}
/** The item that a question finds, by the catalogue entry that a mandate names. */
function itemFor(name: string) {
  const entry = [...bantuo.city().entries.values()].find((one) => one.published.content.name.zh === name)
  const item = entry && bantuo.city().findItemFor(entry.entryId, place)?.item
  if (item === undefined) throw new Error(`no item ${name}`)
  return item
}
const food = itemFor('食品经营许可')
const fire = itemFor('公众聚集场所投入使用、营业前消防安全检查')

const firmName = '焦作市好味道餐饮有限公司（演示）'
const idOf = {
  'citizen-1': '11010519491231002X',
  'citizen-2': '440524188001010014',
  'village-agent': '410825199001011237',
}
const inFuture = '2026-12-31'

/** Presses “替…办事” of the mandate for this principal. */
async function actFor(visitor: Visitor, principal: string): Promise<Page> {
  const me = await visitor.get('/me')
  if (me.text.includes(`您正在替“${principal}”办事`)) return me
  const row = me.html.split('<li').find((one) => one.includes(`替${principal}办事`))
  const mandate = /name="mandate" value="([^"]+)"/.exec(row ?? '')?.[1] ?? ''
  expect(mandate, `${principal} stands on the page`).not.toBe('')
  return visitor.post(me, '/me/act-for', { mandate })
}
const give = async (
  visitor: Visitor,
  agent: keyof typeof idOf,
  more: Readonly<Record<string, string | string[]>> = { scope: 'all' },
): Promise<Page> =>
  visitor.post(await visitor.get('/me/mandates'), '/me/mandates', {
    agentId: idOf[agent],
    until: inFuture,
    act: 'grant',
    ...more,
  })
const revokePathOf = (page: Page): string => /action="(\/me\/mandates\/[^"]+\/revoke)"/.exec(page.html)?.[1] ?? ''
const whoActs = async (subject: string) => (await findAccountBySubject(bantuo.db, 'demo', subject))?.accountId ?? ''

// Everybody has an account.
for (const subject of ['citizen-1', 'citizen-2', 'village-agent']) await signed(subject)
const head = await signed('firm-agent')

test('whoever represents the firm sees who can act for it, gives a mandate for chosen items, and takes it back', async () => {
  expect((await head.get('/me/mandates')).text).toContain('请人替我办')
  await actFor(head, firmName)
  expect((await head.get('/me')).text).toContain('谁能替本单位办事')
  const before = await head.get('/me/mandates')
  expect(before.text).toContain(`您代表“${firmName}”`)
  expect(before.text).toContain('由登记机关确认')
  expect(revokePathOf(before)).toBe('')

  const found = await head.post(before, '/me/mandates', {
    agentId: idOf['citizen-1'],
    until: inFuture,
    act: 'find',
    q: '食品经营',
  })
  expect(found.status).toBe(200)
  expect(found.html).toContain(`value="${food.entryId}"`)
  expect(found.html).toContain(`value="${idOf['citizen-1']}"`)
  expect(found.url).not.toContain(idOf['citizen-1'])
  const none = await give(head, 'citizen-1', { scope: 'entries' })
  expect(none.status).toBe(422)
  expect(none.text).toContain('还没有选事项')
  const unknown = await give(head, 'citizen-1', { scope: 'entries', entries: ['"><script>', 'no-such-entry'] })
  expect(unknown.status).toBe(422)
  const given = await give(head, 'citizen-1', { scope: 'entries', entries: [food.entryId] })
  expect(given.status).toBe(200)
  expect(given.text).toContain('只限：食品经营许可')

  const agent = await signed('citizen-1')
  const me = await agent.get('/me')
  expect(me.text).toContain(firmName)
  expect(me.text).toContain('只限：食品经营许可')
  expect(me.text).toContain('12 月 31 日')
  await actFor(agent, firmName)

  const path = revokePathOf(given)
  const gone = await head.post(given, path)
  expect(gone.text).toContain('已收回，收回人：刘会计（演示）')
  expect((await head.post(gone, path)).status).toBe(200)
  expect((await agent.get('/me')).text).not.toContain(firmName)
  const mandateId = path.split('/')[3] ?? ''
  const events = await listEvents(bantuo.db, bantuo.city().cityCode, 'mandate', mandateId)
  expect(events.map((one) => one.type)).toEqual(['mandate-granted', 'mandate-revoked'])
  for (const one of events) expect(one.actor).toMatchObject({ kind: 'person', accountId: await whoActs('firm-agent') })
})

test('a mandate for chosen items begins and sends those alone, on the pages and over the interface', async () => {
  await actFor(head, firmName)
  await give(head, 'citizen-2', { scope: 'entries', entries: [food.entryId] })
  const agent = await signed('citizen-2')
  await actFor(agent, firmName)
  const refused = await agent.get(`/items/${fire.itemCode}/apply`)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('您的委托不包括这个事项，请委托人补充授权。')
  const begun = await answerAll(agent, await agent.get(`/items/${food.itemCode}/apply`), { applicantKind: 'legal' })
  expect(begun.status).toBe(200)
  expect(begun.url).toMatch(/^\/drafts\//)

  const send = (itemCode: string) =>
    agent.api<{ detail: string }>(
      'POST',
      '/cases',
      { itemCode, division: place, form: {}, declared: true },
      { 'idempotency-key': randomUUID() },
    )
  const over = await send(fire.itemCode)
  expect(over.status).toBe(403)
  expect(over.body.detail).toContain('您的委托不包括这个事项')
  // Covered: what is refused now is the empty form.
  expect((await send(food.itemCode)).status).toBe(422)

  // Begun for the firm, it is not sent in one's own name: neither by changing over nor after the mandate is gone.
  const draft = begun.url.split('/')[2] ?? ''
  await agent.post(await agent.get('/me'), '/me/act-for', { mandate: '' })
  const other = await agent.post(await agent.get('/me'), `/drafts/${draft}/review`, { declared: 'yes' })
  expect(other.status).toBe(409)
  expect(other.text).toContain(`请先换成替“${firmName}”办事`)
  const back = await agent.post(other, '/me/act-for', {
    mandate: /name="mandate" value="([^"]+)"/.exec(other.html)?.[1] ?? '',
    return: `/drafts/${draft}`,
  })
  expect(back.url).toMatch(new RegExp(`^/drafts/${draft}/`))
  await head.post(await head.get('/me/mandates'), revokePathOf(await head.get('/me/mandates')))
  const lapsed = await agent.get(`/drafts/${draft}`)
  expect(lapsed.status).toBe(409)
  expect(lapsed.text).toContain('已经收回或到期')
  expect((await agent.post(await agent.get('/me'), `/drafts/${draft}/discard`)).url).toBe('/me')
})

test('a mandate that was given cannot be passed on, and shows nothing of the others', async () => {
  await actFor(head, firmName)
  await give(head, 'citizen-1')
  const agent = await signed('citizen-1')
  await actFor(agent, firmName)
  const page = await agent.get('/me/mandates')
  expect(page.status).toBe(403)
  expect(page.text).toContain('不能再转给别人')
  expect(page.text).not.toContain('刘会计')
  const passed = await agent.post(page, '/me/mandates', {
    agentId: idOf['village-agent'],
    until: inFuture,
    scope: 'all',
    act: 'grant',
  })
  expect(passed.status).toBe(403)
  expect((await (await signed('village-agent')).get('/me')).text).not.toContain(firmName)
  const theirs = revokePathOf(await head.get('/me/mandates'))
  expect(theirs).not.toBe('')
  expect((await agent.post(page, theirs)).status).toBe(403)
  // For a person too: the village agent, who acts for an old man, appoints nobody for him.
  const village = await signed('village-agent')
  await actFor(village, '张大爷（演示）')
  expect((await village.get('/me/mandates')).text).toContain('请由本人来办')
  // Acting for oneself, one's own mandates are one's own: the firm's are not among them, nor can they be taken back.
  for (const visitor of [await signed('citizen-1'), await signed('citizen-2')]) {
    const own = await visitor.get('/me/mandates')
    expect(own.status).toBe(200)
    expect(own.text).not.toContain(firmName)
    expect((await visitor.post(own, theirs)).status).toBe(404)
  }
  expect((await head.get('/me/mandates')).html).toContain(theirs)
})

test('another firm’s representative finds and ends nothing of this firm, and nobody dismisses a representative here', async () => {
  const stranger = await aPerson(bantuo.db, '外单位代表（演示）')
  const today = Temporal.PlainDate.from('2026-01-05')
  const at = bantuo.time.clock()
  const by = { accountId: stranger.account.accountId, name: stranger.account.name }
  const mandate = await addMandate(bantuo.db, bantuo.city().cityCode, {
    principal: { kind: 'legal', code: '91410800MA00000155', name: '别的公司（演示）' },
    ...{ agentAccountId: by.accountId, scope: { type: 'all' }, mayDelegate: true, validFrom: today, at, grantedBy: by },
    validUntil: today.add({ years: 2 }),
  })
  const visitor = makeVisitor(bantuo.url)
  visitor.cookies.set('session', await openSession(bantuo.db, by.accountId, at))
  await visitor.post(await visitor.get('/me'), '/me/act-for', { mandate })
  const page = await visitor.get('/me/mandates')
  expect(page.text).toContain('您代表“别的公司（演示）”')
  expect(page.text).not.toContain('好味道')
  const headPage = await head.get('/me/mandates')
  expect((await visitor.post(page, revokePathOf(headPage))).status).toBe(404)
  expect((await visitor.post(page, `/me/mandates/${mandate}/revoke`)).status).toBe(404)
  expect((await visitor.get('/me/mandates')).status).toBe(200)
})

test('a person chooses the items too, and no longer than two years', async () => {
  const visitor = await signed('citizen-2')
  const late = await give(visitor, 'village-agent', { scope: 'all', until: '2029-01-01' })
  expect(late.status).toBe(422)
  expect(late.text).toContain('委托最长 2 年')
  expect((await give(visitor, 'citizen-2')).text).toContain('不能委托自己')
  const given = await give(visitor, 'village-agent', { scope: 'entries', entries: [food.entryId, fire.entryId] })
  expect(given.text).toContain(`只限：食品经营许可、${fire.content.name.zh}`)
  // Enter in the first field presses the button that looks for items; without words it is the form that is meant.
  expect((await give(visitor, 'village-agent', { scope: 'all', act: 'find' })).url).toBe('/me/mandates')
})

test('nobody hands over everything without saying so; all that is wrong is said at once', async () => {
  const visitor = await signed('citizen-2')
  const wrong = await give(visitor, 'village-agent', { agentId: '110101198001010010', until: '2020-01-01' })
  expect(wrong.status).toBe(422)
  for (const sentence of ['没有找到这个身份证号的账户', '截止日期已过', '请选择能办哪些事'])
    expect(wrong.text).toContain(sentence)
  expect((await visitor.get('/me/mandates')).html).not.toMatch(/name="scope"[^>]*checked/)
  // Who ticks items means those, even where the choice above them was left open.
  const some = await give(visitor, 'citizen-1', { entries: [food.entryId] })
  expect(some.text).toContain('只限：食品经营许可')
  const row = some.html.split('<li').find((one) => one.includes('王小满') && one.includes('/revoke')) ?? ''
  await visitor.post(some, /action="([^"]+\/revoke)"/.exec(row)?.[1] ?? '')
})

test('a firm’s case is the firm’s: whoever represents it goes on with it when the agent who applied is gone', async () => {
  await actFor(head, firmName)
  const given = await give(head, 'citizen-2', { scope: 'entries', entries: [food.entryId] })
  const agent = await signed('citizen-2')
  await actFor(agent, firmName)
  const caseNo = await apply(agent, '食品经营许可', { values: { applicantKind: 'legal' } })
  const at = `/cases/${caseNo}`
  expect((await agent.get('/me')).text).toContain(`${firmName}的办件`)
  expect((await agent.get('/me')).html).toContain(at)
  await expect.poll(async () => (await agent.get('/me/messages')).html).toContain(at)

  // For the firm only: acting for themselves they are asked to change over first, by a button that leads back.
  await agent.post(await agent.get('/me'), '/me/act-for', { mandate: '' })
  expect((await agent.get('/me')).html).not.toContain(at)
  expect((await agent.get('/me/messages')).html).not.toContain(at)
  const asked = await agent.get(at)
  expect(asked.status).toBe(409)
  expect(asked.text).toContain(`这是“${firmName}”的办件`)
  const again = await agent.post(asked, '/me/act-for', {
    mandate: /name="mandate" value="([^"]+)"/.exec(asked.html)?.[1] ?? '',
    return: at,
  })
  expect(again.url).toBe(at)
  expect(again.status).toBe(200)

  // Whoever represents the firm has it too, on the pages and over the interface; another citizen has nothing.
  expect((await head.get('/me')).html).toContain(at)
  expect((await head.get('/me/messages')).html).toContain(at)
  expect((await head.get(at)).status).toBe(200)
  const listed = await head.api<{ items: { caseNo: string }[] }>('GET', '/cases')
  expect(listed.body.items.map((one) => one.caseNo)).toContain(caseNo)
  const stranger = await signed('village-agent')
  expect((await stranger.get(at)).status).toBe(404)

  const theirs = given.html.split('<li').find((one) => one.includes('张大爷') && one.includes('/revoke'))
  await head.post(given, revokePathOf({ ...given, html: theirs ?? '' }))
  expect((await agent.get(at)).status).toBe(404)
  expect((await agent.post(await agent.get('/me'), `${at}/withdraw`, { reason: '不办了' })).status).toBe(404)
  expect((await agent.get('/me')).html).not.toContain(at)
  expect((await agent.get('/me/messages')).html).not.toContain(at)
  expect((await agent.api('GET', `/cases/${caseNo}`)).status).toBe(404)
  expect((await agent.api<{ items: unknown[] }>('GET', '/cases')).body.items).toEqual([])

  const withdrawn = await head.post(await head.get(at), `${at}/withdraw`, { reason: '不办了' })
  expect(withdrawn.text).toContain('撤回')
  const events = await listEvents(
    bantuo.db,
    bantuo.city().cityCode,
    'case',
    (await findCaseFileByNo(bantuo.db, bantuo.city().cityCode, caseNo))?.caseId ?? '',
  )
  expect(events.at(-1)?.actor).toMatchObject({ kind: 'person', accountId: await whoActs('firm-agent') })
})

test('a form under a mandate that names another firm than the principal is marked for officers', async () => {
  await actFor(head, firmName)
  const values = { applicantKind: 'legal', firmName: '别家公司', creditCode: '91350100M000100Y43' }
  const caseNo = await apply(head, '食品经营许可', { values })
  type Compared = { applicant: { code: string }; differences: Record<string, string> }
  const { applicant, differences } = (await (await signed('clerk')).api<Compared>('GET', `/cases/${caseNo}`)).body
  expect(differences).toEqual({ firmName, creditCode: applicant.code })
})

test('what principal and agent each put under a correction both see, and whoever sends it sends all of it', {
  timeout: 60_000,
}, async () => {
  const principal = await signed('citizen-1')
  const agent = await signed('citizen-2')
  await give(principal, 'citizen-2')
  await actFor(agent, '王小满（演示）')
  const caseNo = await apply(agent, '食品经营许可', { values: { applicantKind: 'natural' } })
  const clerk = await signed('clerk')
  const { version } = (await clerk.api<{ version: number }>('GET', `/cases/${caseNo}`)).body
  const requests = [4, 6].map((materialNo) => ({ materialNo, what: '材料', reason: '看不清，请重拍', basis: null }))
  const act = { move: 'request-correction', requests }
  expect((await clerk.api('POST', `/cases/${caseNo}/moves`, { seenVersion: version, act })).status).toBe(200)

  const path = `/cases/${caseNo}`
  const before = await principal.upload(
    await principal.get(path),
    `${path}/files?material=4`,
    '委托人的图纸.jpg',
    aPhoto(),
  )
  const seen = await agent.get(path)
  expect(seen.text).toContain('委托人的图纸.jpg')
  const both = await agent.upload(seen, `${path}/files?material=6`, '代理人的证明.jpg', aPhoto())
  expect((await agent.post(both, `${path}/supplement`, { note: '' })).status).toBe(200)
  type Papers = { materials: { materialNo: number; name: string }[] }
  const { body } = await clerk.api<Papers>('GET', `/cases/${caseNo}`)
  const names = body.materials.map((one) => one.name)
  expect(names).toEqual(expect.arrayContaining(['委托人的图纸.jpg', '代理人的证明.jpg']))
  // The other comes too late, and keeps what they wrote.
  const late = await principal.post(before, `${path}/supplement`, { note: '操作间已经标出' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('您写的说明没有发出：“操作间已经标出”')
})

test('a form sent twice gives one mandate; what is said on taking one back is true where the agent holds another', async () => {
  const principal = await signed('village-agent')
  const twice = await Promise.all([give(principal, 'citizen-2'), give(principal, 'citizen-2')])
  expect(twice.map((one) => one.status)).toEqual([200, 200])
  const revocations = (page: Page) => page.html.match(/action="\/me\/mandates\/[^"]+\/revoke"/g) ?? []
  const one = await principal.get('/me/mandates')
  expect(revocations(one)).toHaveLength(1)
  expect(one.text).toMatch(/收回后，\S+马上不能再申请和查进度/)

  // For other items it is another mandate.
  const both = await give(principal, 'citizen-2', { scope: 'entries', entries: food.entryId })
  expect(revocations(both)).toHaveLength(2)
  expect(both.text).not.toMatch(/收回后，\S+马上不能再申请和查进度/)
  expect(both.text).toContain('其他委托不受影响')
  // Taken back, it may be given again in the same words, and the other is not given twice.
  const after = await principal.post(both, revokePathOf(both), {})
  expect(revocations(after)).toHaveLength(1)
  await give(principal, 'citizen-2')
  const again = await give(principal, 'citizen-2', { scope: 'entries', entries: food.entryId })
  expect(revocations(again)).toHaveLength(2)
})

test('an agent who is given a new mandate by the same principal goes on with the draft begun under the old one', {
  timeout: 60_000,
}, async () => {
  const principal = await signed('citizen-2')
  const agent = await signed('citizen-1')
  const given = await give(principal, 'citizen-1')
  await actFor(agent, '张大爷（演示）')
  const page = await agent.get(`/items/${food.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  const row = given.html.split('<li').find((one) => one.includes('王小满') && one.includes('/revoke')) ?? ''
  await principal.post(given, /action="([^"]+\/revoke)"/.exec(row)?.[1] ?? '')
  const lapsed = await agent.get(`/drafts/${draft}`)
  expect([lapsed.status, lapsed.text]).toEqual([409, expect.stringContaining('不能再用了')])
  await give(principal, 'citizen-1')
  const elsewhere = await agent.get(`/drafts/${draft}`)
  expect(elsewhere.text).toContain('替张大爷（演示）办事')
  await actFor(agent, '张大爷（演示）')
  expect((await agent.get(`/drafts/${draft}`)).status).toBe(200)
  // Another principal's agent has no such draft.
  expect((await (await signed('firm-agent')).get(`/drafts/${draft}`)).status).toBe(404)
})

test('what was typed is kept when another window began to act for somebody else meanwhile', {
  timeout: 60_000,
}, async () => {
  const who = await signed('firm-agent')
  const page = await answerAll(who, await who.get(`/items/${itemFor('分户、立户登记').itemCode}/apply`))
  await actFor(who, firmName)
  const refused = await who.post(page, page.url, { address: '焦作市解放区新写的一条路 8 号' })
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('您刚才填的已经存下')])
  const back = await who.post(refused, '/me/act-for', { mandate: '', return: page.url })
  expect(back.html).toContain('焦作市解放区新写的一条路 8 号')
})

test('what only persons can apply for is not begun for a firm', async () => {
  const who = await signed('firm-agent')
  await actFor(who, firmName)
  const refused = await who.get(`/items/${itemFor('内地居民结婚登记').itemCode}/apply`)
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('只能由个人申请')])
})
