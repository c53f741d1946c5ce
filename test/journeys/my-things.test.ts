import { beforeAll, expect, test } from 'vitest'
import { person, type Staged, stageCases } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
let cases: Staged
beforeAll(async () => {
  cases = await stageCases(bantuo)
}, 60_000)

const linksIn = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((one) => one[1] ?? '')

test('what was issued stands in one list, with its document and the page where others verify it', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const { html } = await citizen.get('/me/results')
  expect(linksIn(html, /href="\/cases\/(\d+)\/result\.pdf"/g)).toEqual([cases.granted])
  const verify = linksIn(html, /href="(\/verify\/[^"]+)"/g)[0] ?? ''
  expect((await makeVisitor(bantuo.url).get(verify)).text).toContain('是真的，由本平台签发')
})

test('papers that were handed in are found again page by page, each once, and open', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const seen: string[] = []
  let address: string | undefined = '/me/papers'
  while (address !== undefined) {
    const { html } = await citizen.get(address)
    seen.push(...linksIn(html, /href="(\/cases\/\d+\/materials\/\d+\/\d+)"/g))
    address = linksIn(html, /href="(\/me\/papers\?before=[^"]+)"/g)[0]
  }
  expect(seen.length).toBeGreaterThan(20)
  expect(new Set(seen).size).toBe(seen.length)
  expect((await citizen.get(seen.at(-1) ?? '')).status).toBe(200)
})

test('each paper that was handed in is listed by its own name, with the file that stands for it', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const { html } = await citizen.get('/me/papers')
  const [, row = ''] = /<li><a href="\/cases\/\d+\/materials\/6\/1">(.*?)<\/li>/.exec(html) ?? []
  expect(row).toMatch(/class="name">食品安全管理人员证明</)
  expect(row).toContain('材料6.jpg')
  const [, english = ''] =
    /<li><a href="\/cases\/\d+\/materials\/6\/1">(.*?)<\/li>/.exec(
      (await citizen.get('/settings/lang?to=en&return=/me/papers')).html,
    ) ?? []
  expect(english).toContain('Proof of the food safety officer')
  await citizen.get('/settings/lang?to=zh&return=/me')
})

test('messages are new until the list was seen, and older ones are a page away', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  expect((await citizen.get('/me')).text).toMatch(/消息（\d+ 条没看）/)
  const first = await citizen.get('/me/messages')
  expect(first.text).toContain('新')
  expect(first.text).toContain('显示更早的')
  expect((await citizen.get('/me/messages')).html).not.toContain('tag amber')
  const older = linksIn(first.html, /href="(\/me\/messages\?before=[^"]+)"/g)[0] ?? ''
  expect((await citizen.get(older)).html).not.toContain('显示更早的')
  expect((await citizen.get('/me')).text).not.toMatch(/条没看/)
})

test('a place in a list that somebody wrote themselves shows the beginning', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  for (const path of ['/me/messages', '/me/access', '/me/results', '/me/papers', '/me/drafts'])
    expect((await citizen.get(`${path}?before=nonsense`)).status).toBe(200)
})

test('another citizen finds nothing of it; whoever is not signed in is led to signing in', async () => {
  const other = await person(bantuo.url, 'citizen-2')
  for (const path of ['/me/results', '/me/papers', '/me/messages', '/me/access'])
    expect((await other.get(path)).html).not.toMatch(/\/cases\/\d/)
  for (const path of ['/me/results', '/me/papers', '/me/settings'])
    expect((await makeVisitor(bantuo.url).get(path)).url).not.toContain(path)
})

test('settings say what is known of the account, whose word that is, and no whole number of an identity', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const { text } = await citizen.get('/me/settings')
  expect(text).toContain('由统一身份认证提供')
  expect(text).toContain('王小满（演示）')
  expect(text).not.toContain('11010519491231002X')
})

test('a case whose day has passed says so in the list; of one whose clock stands no day is named, on the page and in the interface', async () => {
  bantuo.time.goTo('2026-06-01')
  const citizen = await person(bantuo.url, 'citizen-1')
  const rows = (await citizen.get('/me')).html.split('<li')
  const rowOf = (caseNo: string) => rows.find((one) => one.includes(caseNo))?.replace(/<[^>]+>/g, '') ?? ''
  expect(rowOf(cases.deferred)).toMatch(/已超期，应在 .+前办结/)
  expect(rowOf(cases.suspended)).toContain('计时暂停')
  expect(rowOf(cases.suspended)).not.toContain('办结')
  expect(rowOf(cases.granted)).not.toContain('超期')
  const { body } = await citizen.api<{ items: { caseNo: string; clockStopped: boolean; dueOn: string | null }[] }>(
    'GET',
    '/cases',
  )
  const dueOf = (caseNo: string) => body.items.find((one) => one.caseNo === caseNo)
  expect(dueOf(cases.suspended)).toMatchObject({ clockStopped: true, dueOn: null })
  expect(dueOf(cases.deferred)?.dueOn).toMatch(/^2026-03/)
  // The desk's list too.
  const examiner = await person(bantuo.url, 'examiner')
  const inbox = await examiner.api<{ items: { caseNo: string; dueOn: string | null; actBy: string | null }[] }>(
    'GET',
    '/inbox?limit=200',
  )
  const held = inbox.body.items.find((one) => one.caseNo === cases.suspended)
  expect(held).toMatchObject({ dueOn: null, actBy: null, remaining: null, why: 'by-date' })
})
