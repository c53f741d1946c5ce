import { expect, test } from 'vitest'
import { listEvents } from '../../src/base/index.ts'
import { findAccountBySubject } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer('2026-03-02T01:30:00Z')
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const [citizen, clerk, stranger] = (await Promise.all(['citizen-1', 'police-clerk', 'other-clerk'].map(signed))) as [
  Visitor,
  Visitor,
  Visitor,
]

async function submit(): Promise<string> {
  const found = await citizen.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('分户、立户登记')}&division=410802001000`,
  )
  let page = await citizen.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(citizen, await answerAll(citizen, page))
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await citizen.upload(page, `/drafts/${draft}/files?material=${no}`, `${no}.jpg`, aPhoto())
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  const done = await citizen.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  return /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
}
const table = async (who: Visitor, path: string) => {
  const answer = await who.raw(`/api/v1/${path}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  return answer.html.split('\r\n').slice(0, -1)
}

test('an officer takes a list as a table: all that is within reach, names masked, and it is recorded', async () => {
  const cases = [await submit(), await submit()]
  const [head, ...lines] = await table(clerk, 'officer/cases.csv')
  expect(head).toContain('办件编号,事项,申请人')
  expect(lines.map((line) => line.split(',')[0]).toSorted()).toEqual(cases.toSorted())
  expect(lines.join()).not.toContain('王小满')
  expect(lines[0]).toContain('王＊＊,')
  expect(lines[0]).toContain(',网上,待受理,')
  expect(await table(clerk, `officer/cases.csv?q=${cases[0]}`)).toHaveLength(2)
  expect((await clerk.api<{ total: number }>('GET', '/officer/cases')).body.total).toBe(2)
  const account = await findAccountBySubject(bantuo.db, 'demo', 'police-clerk')
  const events = await listEvents(bantuo.db, '4108', 'account', account?.accountId ?? '')
  expect(events.filter((event) => event.type === 'list-exported').map((event) => event.data)).toEqual([
    { list: 'cases', q: '', state: '' },
    { list: 'cases', q: cases[0], state: '' },
  ])
  clerk.cookies.set('lang', 'en')
  expect((await table(clerk, 'officer/cases.csv'))[1]).toContain(',Online,To be accepted,')
  clerk.cookies.delete('lang')
})

test('the inbox is taken as it is filtered: what is due, who holds it, and no more', async () => {
  const waiting = await submit()
  const [head, ...lines] = await table(clerk, `inbox.csv?q=${waiting}`)
  expect(head).toContain('最迟办理日期,环节,办理人')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('2026-03-09,')
  expect(lines[0]).toContain('王＊＊,')
  expect(await table(clerk, 'inbox.csv?due=overdue')).toHaveLength(1)
  expect(await table(clerk, `inbox.csv?holder=mine&q=${waiting}`)).toHaveLength(1)
  expect(await table(stranger, 'inbox.csv')).toHaveLength(1)
})

test('an officer of another district takes an empty table, a citizen none', async () => {
  expect(await table(stranger, 'officer/cases.csv')).toHaveLength(1)
  expect(await table(stranger, 'inbox/done.csv')).toHaveLength(1)
  expect((await citizen.raw('/api/v1/officer/cases.csv')).status).toBe(403)
})
