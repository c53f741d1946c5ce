import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const person = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get('/place/set?code=410802000000&return=/')
  await visitor.signIn(subject)
  return visitor
}
type Content = { committed: { value: number; unit: string; basis: string }; conditions: { zh: string; en: string }[] }
type Entry = {
  content: Content
  revision: number
  draft: { no: number; content: Content; digest: string } | null
  revisions: { no: number; state: string; editedBy: string }[]
}
type Refused = { detail: string }
type Case = { version: number; state: string; detail?: string; clocks: { dueOn: string | null }[] }

const [first, second, citizen] = await Promise.all([person('editor'), person('editor'), person('citizen-1')])
const itemCode = await citizen
  .api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  .then(({ body }) => body.items[0]?.itemCode ?? '')
const entryId = await first
  .api<{ items: { entryId: string; name: { zh: string } }[] }>('GET', '/catalogue/entries')
  .then(({ body }) => body.items.find((one) => one.name.zh.includes('食品经营许可'))?.entryId ?? '')
const address = `/catalogue/entries/${entryId}`

const look = async (): Promise<Entry> => (await first.api<Entry>('GET', address)).body
const save = (who: Visitor, content: Content, basedOn: string | null) =>
  who.api<{ no: number; digest: string } & Refused>('PUT', `${address}/draft`, { content, basedOn })
const saveOn = (who: Visitor, content: Content, revision: number) =>
  who.api<{ no: number; digest: string } & Refused>('PUT', `${address}/draft`, { content, basedOn: null, revision })
const publish = (who: Visitor, digest: string) =>
  who.api<{ no: number } & Refused>('POST', `${address}/publish`, { digest })
const newest = ({ revisions }: Entry): number =>
  Math.max(...revisions.map((one) => (one.state === 'draft' ? 0 : one.no)))
const numbers = async (): Promise<string> => (await look()).revisions.map((one) => `${one.no} ${one.state}`).join(', ')
const withDays = (content: Content, value: number): Content => ({
  ...content,
  committed: { ...content.committed, value },
})

async function apply(): Promise<string> {
  let page: Page = await citizen.get(`/items/${itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  const values = { applicantKind: 'natural' }
  page = await fillSections(citizen, await answerAll(citizen, page, values), values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await citizen.upload(page, `/drafts/${draft}/files?material=${no}`, `${no}.jpg`, aPhoto())
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  const done = await citizen.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  return /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
}
async function act(subject: string, caseNo: string, one: unknown): Promise<Case> {
  const officer = await person(subject)
  const { version } = (await officer.api<Case>('GET', `/cases/${caseNo}`)).body
  return (await officer.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: version, act: one })).body
}

// The tests follow one another: what one publishes the next begins with.
const before = await look()
const running = await apply()

test('a draft changes nothing for the public', async () => {
  expect(before.content.committed.value).toBe(5)
  const kept = await save(first, withDays(before.content, 3), null)
  expect(kept.status).toBe(200)
  expect(await numbers()).toBe('2 draft, 1 published')
  expect(
    (await citizen.api<{ committed: { value: number } }>('GET', `/service-items/${itemCode}`)).body.committed.value,
  ).toBe(5)
})

test('of two editors who opened the same draft, the second is told, and neither loses what they wrote', async () => {
  const opened = (await look()).draft
  const digest = opened?.digest ?? ''
  const one = await save(first, withDays(before.content, 4), digest)
  expect(one.status).toBe(200)
  const theirs = { ...before.content, conditions: [{ zh: '另一位编辑写的条件', en: 'Written by the other editor' }] }
  const other = await save(second, theirs, digest)
  expect(other.status).toBe(409)
  expect(other.body.detail).toContain('别人刚保存过这份草稿')
  expect((await look()).draft?.content.committed.value).toBe(4)
  // Who was told reads what stands there and saves on top of it.
  const now = await look()
  const merged = { ...(now.draft?.content ?? theirs), conditions: theirs.conditions }
  expect((await save(second, merged, now.draft?.digest ?? '')).status).toBe(200)
  const after = (await look()).draft?.content
  expect([after?.committed.value, after?.conditions[0]?.zh]).toEqual([4, '另一位编辑写的条件'])
})

test('an editor who begins without having seen the draft overwrites nothing', async () => {
  expect((await save(second, before.content, null)).status).toBe(409)
  expect((await look()).draft?.content.committed.value).toBe(4)
})

test('a save that is repeated because its answer was lost is the same save, not somebody else’s', async () => {
  const opened = (await look()).draft
  const content = withDays(before.content, 3)
  const one = await save(first, content, opened?.digest ?? '')
  const again = await save(first, content, opened?.digest ?? '')
  expect(again.status).toBe(200)
  expect(again.body).toEqual(one.body)
})

test('what is published is what the editor saw: a draft changed meanwhile is not', async () => {
  const opened = (await look()).draft
  await save(second, { ...before.content, committed: { ...before.content.committed, value: 2 } }, opened?.digest ?? '')
  expect((await publish(first, opened?.digest ?? '')).status).toBe(409)
  expect(await numbers()).toBe('2 draft, 1 published')
  await save(second, withDays(before.content, 3), (await look()).draft?.digest ?? '')
})

test('a publication that the conformity check refuses changes nothing', async () => {
  const opened = (await look()).draft
  const wrong = await save(first, withDays(before.content, 0), opened?.digest ?? '')
  const refused = await publish(first, wrong.body.digest)
  expect(refused.status).toBe(422)
  expect(await numbers()).toBe('2 draft, 1 published')
  await save(first, withDays(before.content, 3), wrong.body.digest)
})

test('a publication locks the revision before it, the guide shows the new one, and sending it again doubles nothing', async () => {
  const digest = (await look()).draft?.digest ?? ''
  const both = await Promise.all([publish(first, digest), publish(second, digest), publish(first, digest)])
  expect(both.filter((one) => one.status === 200).length).toBe(1)
  expect(both.filter((one) => one.status === 409).length).toBe(2)
  expect((await publish(first, digest)).status).toBe(409)
  expect(await numbers()).toBe('2 published, 1 locked')
  expect(
    (await citizen.api<{ committed: { value: number } }>('GET', `/service-items/${itemCode}`)).body.committed.value,
  ).toBe(3)
  expect((await citizen.get(`/items/${itemCode}`)).text).toContain('3 个工作日')
})

test('a case that was running keeps the revision it began with; a new one begins with the new', async () => {
  const later = await apply()
  const old = await act('clerk', running, { move: 'accept', deferred: [] })
  expect(old.state, old.detail).toBe('accepted')
  // Accepted on Monday 2 March: five working days end on the 9th, three on the 5th.
  expect(old.clocks[0]?.dueOn).toBe('2026-03-09')
  const fresh = await act('clerk', later, { move: 'accept', deferred: [] })
  expect(fresh.clocks[0]?.dueOn).toBe('2026-03-05')
  expect((await citizen.get(`/cases/${running}`)).text).toContain('3 月 9 日')
})

test('a third publication leaves both older cases as they are', async () => {
  const kept = await save(first, withDays(before.content, 4), null)
  expect((await publish(first, kept.body.digest)).body.no).toBe(3)
  expect(await numbers()).toBe('3 published, 2 locked, 1 locked')
  expect((await citizen.get(`/cases/${running}`)).text).toContain('3 月 9 日')
  const granted = await act('examiner', running, { move: 'examine', supports: true, opinion: '符合要求' })
  expect(granted.clocks[0]?.dueOn).toBe('2026-03-09')
})

test('what was published while an editor typed is not overwritten unseen', async () => {
  const opened = await look()
  const mine = { ...opened.content, conditions: [{ zh: '先发布的条件', en: 'Published first' }] }
  const draft = await saveOn(first, mine, newest(opened))
  expect((await publish(first, draft.body.digest)).status).toBe(200)
  const late = await saveOn(second, withDays(opened.content, 2), newest(opened))
  expect(late.status).toBe(409)
  expect(late.body.detail).toContain('刚发布了新版本')
  const now = await look()
  expect(now.content.conditions[0]?.zh).toBe('先发布的条件')
  expect((await saveOn(second, withDays(now.content, 2), newest(now))).status).toBe(200)
})

test('an item is confirmed as it was checked: what was published meanwhile is not confirmed with it', async () => {
  type Row = { itemCode: string; confirmed: boolean; revision: { entry: number; override: number } }
  const rowNow = async () =>
    (await first.api<{ items: Row[] }>('GET', address)).body.items.find((one) => one.itemCode === itemCode)
  const seen = await rowNow()
  const digest = (await look()).draft?.digest ?? ''
  expect((await publish(second, digest)).status).toBe(200)
  const confirm = (revision: Row['revision'] | undefined) =>
    first.api<Refused>('POST', `/service-items/${itemCode}/confirmation`, { revision })
  const late = await confirm(seen?.revision)
  expect(late.status).toBe(409)
  expect(late.body.detail).toContain('请刷新后核对新的内容')
  expect((await rowNow())?.confirmed).toBe(false)
  expect((await confirm((await rowNow())?.revision)).status).toBe(200)
  expect((await rowNow())?.confirmed).toBe(true)
})
