import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findCaseFileByNo, listNotices, type NoticeKind } from '../../src/handling/index.ts'
import { addMandate, openSession, type Session } from '../../src/identity/index.ts'
import type { View } from '../../src/portal/layout/view.ts'
import { writeNotice } from '../../src/portal/notice/write-notice.ts'
import { anOfficer, aPerson } from '../helpers/people.ts'
import { fillIn, firm, type RuleCase, ruleCases, woman } from '../helpers/rule-cases.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, settled, type Visitor } from '../helpers/visitor.ts'

// 秒批 as people meet it: at half past two in the night of the Spring Festival, with nobody at any desk.
const bantuo = await startServer('2026-02-16T18:30:00Z')
const district = '410802000000'
const today = Temporal.PlainDate.from('2026-02-17')
const entryOf = (entryId: string) => {
  const found = bantuo.city().findItemFor(entryId, district)
  if (found === undefined) throw new Error(`no item ${entryId}`)
  return found.item
}
async function signedIn({ account }: Session): Promise<Visitor> {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${district}&return=/`)
  visitor.cookies.set('session', await openSession(bantuo.db, account.accountId, bantuo.time.clock()))
  return visitor
}

const person = await aPerson(bantuo.db, woman.name, { residentIdNo: woman.residentIdNo })
const citizen = await signedIn(person)
const agent = await signedIn(person)
const year = { validFrom: Temporal.PlainDate.from('2026-01-01'), validUntil: Temporal.PlainDate.from('2026-12-31') }
const mandateId = await addMandate(bantuo.db, '4108', {
  principal: { kind: 'legal', code: firm.code, name: firm.name },
  ...{ agentAccountId: person.account.accountId, scope: { type: 'all' }, ...year, at: bantuo.time.clock() },
  grantedBy: { accountId: person.account.accountId, name: firm.name },
})
await agent.post(await agent.get('/me'), '/me/act-for', { mandate: mandateId, mandateId })

type Case = {
  caseNo: string
  version: number
  state: string
  detail?: string
  moves: string[]
  decision: { byRule: boolean; byName?: string; reason: string } | null
  ruling: { outcome: string; reason: string; rules: { says: { zh: string; en: string } }[] } | null
  history: { type: string; by: string }[]
}

async function submit(one: RuleCase, over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const item = entryOf(one.entryId)
  const filled = fillIn(item, { ...one.clear(today), ...over }, today)
  const body = { itemCode: item.itemCode, division: district, ...filled, delivery: 'online', declared: true }
  const key = { 'idempotency-key': randomUUID() }
  if (!one.atCounter) {
    const who = one.applicant === 'firm' ? agent : citizen
    const made = await who.api<Case>('POST', '/cases', body, key)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body.caseNo
  }
  const clerk = await signedIn(
    await anOfficer(bantuo.db, '夜间窗口（演示）', [
      { role: 'counter-clerk', divisionCode: item.authority.divisionCode, authorityCode: null },
    ]),
  )
  const originals = item.content.materials.filter((paper) => paper.kind !== 'form').map((paper) => paper.no)
  const materials = []
  for (const materialNo of originals) {
    const headers = { 'content-type': 'application/octet-stream', 'x-file-name': 'a.jpg' }
    const file = await clerk.raw('/api/v1/files', { method: 'POST', headers, body: aPhoto() })
    materials.push({ materialNo, fileId: (JSON.parse(file.html) as { fileId: string }).fileId })
  }
  const { name, residentIdNo: code } = woman
  const applicant = { kind: 'natural', name, code, mobile: '13800000000', handler: null, originals }
  const made = await clerk.api<Case>('POST', '/counter/cases', { ...body, materials, applicant }, key)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const known = await findCaseFileByNo(bantuo.db, '4108', made.body.caseNo ?? '')
  return known?.caseNo ?? ''
}

/** Waits until the table has spoken. */
async function ruled(who: Visitor, caseNo: string): Promise<Case> {
  for (let tries = 0; tries < 300; tries++) {
    const { body } = await who.api<Case>('GET', `/cases/${caseNo}`)
    if (body.ruling !== null) return body
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${caseNo} was not decided`)
}
const readerOf = (one: RuleCase): Visitor => (one.applicant === 'firm' ? agent : citizen)
const named = ruleCases.map((one) => [entryOf(one.entryId).content.name.en, one] as const)
const caseOf = (entryId: string): RuleCase => ruleCases.find((one) => one.entryId === entryId) as RuleCase

test.each(named)('%s is granted by the system and not by an officer', async (_, one) => {
  const caseNo = await submit(one)
  const found = await ruled(readerOf(one), caseNo)
  expect(found.state, JSON.stringify(found.ruling)).toBe('granted')
  expect(found.decision).toMatchObject({ byRule: true, reason: found.ruling?.reason })
  expect(found.history.find((event) => event.type === 'decided')?.by).toBe('自动审批')
})

const doubts = ['S0072', 'S0083', 'S0109', 'S0121', 'S0297', 'S0310'].map(
  (entryId) => [entryOf(entryId).content.name.en, caseOf(entryId)] as const,
)
test.each(doubts)('%s waits for a person where a rule has its doubts, and the officer reads why', async (_, one) => {
  const item = entryOf(one.entryId)
  const caseNo = await submit(one, one.doubtful.with(today))
  const found = await ruled(readerOf(one), caseNo)
  expect(found.state).toBe('submitted')
  expect(found.decision).toBeNull()
  const page = await readerOf(one).get(`/cases/${caseNo}`)
  expect(page.text).toContain('系统没有自动决定，交工作人员办理')
  const clerk = await signedIn(
    await anOfficer(bantuo.db, '窗口（演示）', [
      { role: 'counter-clerk', divisionCode: district, authorityCode: item.authority.creditCode },
    ]),
  )
  const { body } = await clerk.api<Case>('GET', `/cases/${caseNo}`)
  expect(body.ruling?.outcome).toBe('doubtful')
  expect(JSON.stringify(body.ruling)).toContain(one.doubtful.because)
  expect(body.moves).toContain('accept')
  const inbox = await clerk.api<{ items: { caseNo: string }[] }>('GET', '/inbox')
  expect(inbox.body.items.map((row) => row.caseNo)).toContain(caseNo)
})

test('through the pages: the guide says it, the form is filled in, and the result is there with its rule and a way to a person', async () => {
  const item = entryOf('S0083')
  const guide = await citizen.get(`/items/${item.itemCode}`)
  expect(guide.text).toContain('秒批：符合规则的立即办结')
  expect(guide.text).toContain('系统按公布的规则审批')
  citizen.cookies.set('lang', 'en')
  const english = await citizen.get(`/items/${item.itemCode}`)
  citizen.cookies.delete('lang')
  expect(english.text).toContain('Decided in seconds: whatever fits the rules is done at once')
  expect((await citizen.get(`/search?q=${encodeURIComponent('失业登记')}`)).text).toContain('秒批')
  const values = { canWork: 'yes', seeksWork: 'yes', endedOn: '2026-01-20', lastEmployer: '无' }
  let page = await citizen.get(`/items/${item.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(citizen, await answerAll(citizen, page, values), values)
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  const done = await citizen.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  expect(done.status, done.text.slice(0, 600)).toBe(200)
  // Neither the page nor the message speaks of five days where the rules may settle it at once.
  expect(done.text).toContain('符合公布的规则的，马上有结果；拿不准的转给工作人员，五个工作日内')
  const caseNo = /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
  await ruled(citizen, caseNo)
  await settled(citizen, caseNo)
  const seen = await citizen.get(`/cases/${caseNo}`)
  expect(seen.text).toContain('已准予，办妥了')
  expect(seen.text).toContain('系统按规则审批')
  expect(seen.text).toMatch(/（规则 \d+）/)
  expect(seen.text).toContain('可以请工作人员重新看一遍')
  expect(seen.html).toContain(`tel:${item.contact.phone}`)
  expect(seen.text).toContain('系统已自动准予')
  expect((await citizen.get('/me/messages')).text).toContain('已收到。符合公布的规则的，马上有结果')
  for (const paper of ['result', 'decision', 'acceptance', 'receipt'])
    expect((await citizen.get(`/cases/${caseNo}/${paper}.pdf`)).html.slice(0, 5), paper).toBe('%PDF-')
  const verify = /href="(\/verify\/[^"]+)"/.exec(seen.html)?.[1] ?? ''
  expect((await citizen.get(verify)).text).toContain('是真的')
  expect(seen.html).toContain('/rate/')
})

test('the papers name the system as what decided, never nobody', async () => {
  const caseNo = await submit(caseOf('S0075'))
  await ruled(citizen, caseNo)
  const caseFile = await findCaseFileByNo(bantuo.db, '4108', caseNo)
  if (caseFile === undefined) throw new Error('no case')
  const city = bantuo.city()
  const view: View = {
    ...{ locale: 'zh', elder: false, session: undefined, city, place: city.divisions.get(district), path: '/' },
    ...{ today, now: bantuo.time.clock(), w: (zh) => zh, t: (text) => text.zh, demo: true },
    assets: { css: '', island: () => '' },
  }
  const words = { followUrl: '', followWord: '', verifyUrl: '', verifyWord: '' }
  const letter = (kind: NoticeKind) => {
    const issued = listNotices(caseFile).find((one) => one.kind === kind)
    if (issued === undefined) throw new Error(`no ${kind}`)
    return writeNotice(issued, { view, caseFile, item: entryOf('S0075'), ...words })
  }
  for (const kind of ['decision', 'result'] as const) {
    const written = letter(kind)
    expect(Object.fromEntries(written.rows)['作出方式'], kind).toBe('自动审批（系统按公布的规则审批）')
    expect(written.paragraphs.join()).toContain(caseFile.ruling?.reason)
    expect(written.signedBy).toBe(entryOf('S0075').authority.name)
  }
  expect(letter('receipt').paragraphs.join()).toContain('由系统按公布的规则先行审查，符合的立即作出决定')
})

describe('what was granted by rule is overturned', () => {
  const one = caseOf('S0129')
  const item = entryOf(one.entryId)
  const { creditCode: authorityCode, divisionCode } = item.authority
  const overturn = {
    move: 'overturn',
    reason: '申请人提供的账户信息不属实',
    basis: '《中华人民共和国行政许可法》第六十九条',
  }
  const send = async (who: Visitor, caseNo: string, act: unknown) => {
    const { body } = await who.api<Case>('GET', `/cases/${caseNo}`)
    return who.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: body.version ?? null, act })
  }
  const decider = async (code: string) =>
    signedIn(await anOfficer(bantuo.db, '负责人（演示）', [{ role: 'decider', divisionCode, authorityCode: code }]))

  test('the applicant is told why and what they may do; the verification page says it; the result is not handed out any more', async () => {
    const caseNo = await submit(one)
    await ruled(citizen, caseNo)
    await settled(citizen, caseNo)
    const before = await citizen.get(`/cases/${caseNo}`)
    const verify = /href="(\/verify\/[^"]+)"/.exec(before.html)?.[1] ?? ''
    const head = await decider(authorityCode)
    const done = await send(head, caseNo, overturn)
    expect(done.status, done.body.detail).toBe(200)
    expect(done.body.state).toBe('revoked')
    const verified = await citizen.get(verify)
    expect(verified.text).toContain('已撤销，不再有效')
    expect(verified.text).not.toContain('是真的')
    expect((await citizen.get(`/cases/${caseNo}/result.pdf`)).status).toBe(404)
    expect((await citizen.get(`/cases/${caseNo}/decision.pdf`)).html.slice(0, 5)).toBe('%PDF-')
    let page = await citizen.get(`/cases/${caseNo}`)
    for (let round = 0; round < 40 && !page.text.includes('决定已撤销'); round++) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      page = await citizen.get(`/cases/${caseNo}`)
    }
    for (const said of ['已撤销，理由和救济途径见下', overturn.reason, overturn.basis, '行政复议', '决定已撤销'])
      expect(page.text).toContain(said)
    expect(page.html).not.toContain('/verify/')
    expect(page.text).not.toContain('办妥了')
    expect((await send(head, caseNo, overturn)).status).toBe(409)
  })

  test('another authority’s decider finds no such case', async () => {
    const caseNo = await submit(one)
    await ruled(citizen, caseNo)
    const other = await decider(entryOf('S0075').authority.creditCode)
    expect((await other.api('GET', `/cases/${caseNo}`)).status).toBe(404)
    expect((await send(other, caseNo, overturn)).status).toBe(404)
    expect((await send(citizen, caseNo, overturn)).status).toBe(403)
    expect((await citizen.api<Case>('GET', `/cases/${caseNo}`)).body.state).toBe('granted')
  })
})
