import { expect, test } from 'vitest'
import { findAccountBySubject } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer(undefined, {}, { TRUST_PROXY: '1' })
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const owner = await signed('citizen-1')
// Stands in the names of the owner's files and in the form; the persona's own name is on the list of demo identities.
const canary = 'CANARY7731'

// One case with everything on it, and one draft.
const found = await owner.api<{ items: { itemCode: string }[] }>(
  'GET',
  `/service-items?q=${encodeURIComponent('分户、立户登记')}&division=410802001000`,
)
const itemCode = found.body.items[0]?.itemCode ?? ''
async function fillDraft(): Promise<{ draft: string; page: Awaited<ReturnType<Visitor['get']>> }> {
  let page = await owner.get(`/items/${itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(owner, await answerAll(owner, page), { address: canary })
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? ''))) {
    page = await owner.upload(page, `/drafts/${draft}/files?material=${no}`, `${canary}的材料.jpg`, aPhoto())
  }
  return { draft, page }
}
const first = await fillDraft()
const review = await owner.post(first.page, `/drafts/${first.draft}/papers`)
const submitted = await owner.post(review, `/drafts/${first.draft}/review`, {
  key: 'a-key-for-the-first',
  delivery: 'online',
  declared: 'yes',
})
const caseNo = /\/cases\/(\d{21,})/.exec(submitted.url)?.[1] ?? ''
const { draft, page: papers } = await fillDraft()
const fileId = /\/files\/([0-9a-f-]{36})/.exec(papers.html)?.[1] ?? ''
const material = /\/materials\/(\d+\/\d+)/.exec((await owner.get(`/cases/${caseNo}`)).html)?.[1] ?? '1/1'

const readable = [
  `/cases/${caseNo}`,
  `/cases/${caseNo}/receipt.pdf`,
  `/cases/${caseNo}/materials/${material}`,
  `/drafts/${draft}`,
  `/drafts/${draft}/applicant`,
  `/drafts/${draft}/papers`,
  `/drafts/${draft}/review`,
  `/drafts/${draft}/files/${fileId}`,
  `/api/v1/cases/${caseNo}`,
  `/api/v1/cases/${caseNo}/materials/${material}`,
]
const writable = [
  `/cases/${caseNo}/withdraw`,
  `/cases/${caseNo}/supplement`,
  `/cases/${caseNo}/deferred`,
  `/cases/${caseNo}/files?material=2`,
  `/drafts/${draft}/applicant`,
  `/drafts/${draft}/answers`,
  `/drafts/${draft}/papers`,
  `/drafts/${draft}/bring?material=2`,
  `/drafts/${draft}/files?material=2`,
  `/drafts/${draft}/files/${fileId}/remove`,
  `/drafts/${draft}/discard`,
  `/drafts/${draft}/review`,
]

test('the owner reads each of the things that nobody else may', async () => {
  for (const path of readable) expect((await owner.get(path)).status, path).toBe(200)
})

test.each(['citizen-2', 'other-clerk', 'editor', 'admin'])(
  '%s finds nothing of another’s: no page, no paper, no name',
  async (subject) => {
    const stranger = await signed(subject)
    for (const path of readable) {
      const page = await stranger.get(path)
      expect(page.status, path).toBe(404)
      expect(page.text, path).not.toContain(canary)
    }
    for (const path of writable) {
      const page = await stranger.post(await stranger.get('/me'), path)
      expect(page.status, path).toBe(404)
      expect(page.text, path).not.toContain(canary)
    }
    const move = await stranger.api('POST', `/cases/${caseNo}/moves`, { act: { move: 'withdraw' } })
    expect(move.status).toBe(404)
  },
)

test('without signing in there is nothing but the way to sign in', async () => {
  const nobody = makeVisitor(bantuo.url)
  for (const path of readable) {
    const page = await nobody.get(path)
    expect(page.text, path).not.toContain(canary)
    expect(
      path.startsWith('/api/') ? page.status : page.url.startsWith('/demo-identity/') ? 401 : page.status,
      path,
    ).toBe(401)
  }
  for (const path of [
    '/api/v1/inbox',
    '/api/v1/inbox/done',
    '/api/v1/officer/cases',
    '/api/v1/catalogue/entries',
    '/api/v1/cases',
  ])
    expect((await nobody.get(path)).status, path).toBe(401)
})

test('officers’ lists are closed to citizens', async () => {
  for (const path of ['/api/v1/inbox', '/api/v1/inbox/done', '/api/v1/officer/cases', '/api/v1/catalogue/entries'])
    expect((await owner.get(path)).status, path).toBe(403)
})

test('somebody else’s file cannot be slipped into one’s own case', async () => {
  const thief = await signed('citizen-2')
  const answer = await thief.api<{ errors: { pointer: string }[] }>(
    'POST',
    '/cases',
    { itemCode, form: {}, materials: [{ materialNo: 2, fileId }], declared: true },
    { 'idempotency-key': 'thief-key-1' },
  )
  expect(answer.status).toBe(422)
  expect(answer.body.errors.map((one) => one.pointer)).toContain('/materials/2')
})

test('a form without its token, with a stranger’s, or from another site is not carried out', async () => {
  const path = `/drafts/${draft}/applicant`
  const bare = await owner.raw(path, { method: 'POST', body: new URLSearchParams({ applicantName: '改' }) })
  expect(bare.status).toBe(403)
  const other = await signed('citizen-2')
  const token = /name="_csrf" value="([^"]+)"/.exec((await other.get('/me')).html)?.[1] ?? ''
  expect((await owner.raw(path, { method: 'POST', body: new URLSearchParams({ _csrf: token }) })).status).toBe(403)
  const foreign = await fetch(`${bantuo.url}/api/v1/cases`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
    body: '{}',
  })
  expect(foreign.status).toBe(403)
  const cross = await fetch(`${bantuo.url}/api/v1/cases`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    body: '{}',
  })
  expect(cross.status).toBe(403)
})

test('signing in makes a new session, signing out ends it, and a disabled account is out at once', async () => {
  const visitor = makeVisitor(bantuo.url)
  visitor.cookies.set('session', 'chosen-by-an-attacker')
  await visitor.signIn('firm-agent')
  const session = visitor.cookies.get('session') ?? ''
  expect(session).not.toBe('chosen-by-an-attacker')
  await visitor.post(await visitor.get('/me'), '/sign-out')
  visitor.cookies.set('session', session)
  expect((await visitor.api('GET', '/cases')).status).toBe(401)
  const again = await signed('firm-agent')
  expect((await again.api('GET', '/cases')).status).toBe(200)
  const account = await findAccountBySubject(bantuo.db, 'demo', 'firm-agent')
  const admin = await signed('admin')
  expect((await admin.api('POST', `/officers/${account?.accountId}/disabling`, { reason: '冒用' })).status).toBe(200)
  expect((await again.api('GET', '/cases')).status).toBe(401)
})

test('the way back after signing in never leaves the house', async () => {
  for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    const visitor = makeVisitor(bantuo.url)
    const choose = await visitor.get(`/sign-in?return=${encodeURIComponent(back)}`)
    if (choose.status === 429) continue
    expect((await visitor.get(`${choose.url}?persona=citizen-2`)).url).toBe('/me')
  }
})

test('every page carries the headers that keep it in its frame', async () => {
  for (const path of ['/', `/items/${itemCode}`, '/search?q=x', '/nope', '/workbench/', '/api/v1/divisions']) {
    const { headers } = await fetch(`${bantuo.url}${path}`)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')?.split('style-src-attr')[0], path).not.toContain('unsafe-')
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
})

test('who guesses check words waits after ten wrong ones and is told so; nobody else is kept from the case by it', async () => {
  const guesser = makeVisitor(bantuo.url, '203.0.113.7')
  const page = await guesser.get('/follow')
  for (let index = 0; index < 10; index++)
    expect((await guesser.post(page, '/follow', { caseNo, word: `WRONG${index}` })).status).toBe(404)
  const receipt = await owner.signIn('citizen-1').then(() => owner.get(`/cases/${caseNo}?submitted=1`))
  const word = /data-copy="([0-9A-Z]{8})"/.exec(receipt.html)?.[1] ?? ''
  expect(word).not.toBe('')
  const refused = await guesser.post(page, '/follow', { caseNo, word })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
  expect(refused.html).toContain('试错太多')
  const other = makeVisitor(bantuo.url, '203.0.113.8')
  expect((await other.post(await other.get('/follow'), '/follow', { caseNo, word })).status).toBe(200)
})

test('too many wrong codes never call a document false, and looking a case up has tries of its own', async () => {
  const doubter = makeVisitor(bantuo.url, '203.0.113.7')
  for (let index = 0; index < 10; index++)
    expect((await doubter.get(`/verify?no=${caseNo}&word=WRONG${index}`)).status).toBe(404)
  const asked = await doubter.get(`/verify?no=${caseNo}&word=WRONG10`)
  expect(asked.status).toBe(429)
  expect(asked.html).toContain('不说明文件是假的')
  expect(asked.html).not.toContain('没有这份文件')
})

test('errors are problems: all at once, with pointers, in both languages, and nothing of the inside', async () => {
  for (const lang of ['zh', 'en']) {
    owner.cookies.set('lang', lang)
    const answer = await owner.api<{ status: number; detail: string; errors: { pointer: string; detail: string }[] }>(
      'POST',
      '/cases',
      { itemCode, form: { mobile: 'x', residentIdNo: '1' } },
      { 'idempotency-key': `problem-${lang}-1` },
    )
    expect(answer.status).toBe(422)
    const pointers = answer.body.errors.map((one) => one.pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/declared', '/form/mobile', '/form/residentIdNo']))
    expect(JSON.stringify(answer.body)).not.toMatch(/select |stack|node_modules|\.ts:/)
    expect(/[\u4e00-\u9fff]/.test(answer.body.detail)).toBe(lang === 'zh')
  }
  owner.cookies.set('lang', 'zh')
  const polluted = await owner.raw('/api/v1/cases', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'pollution-1' },
    body: '{"itemCode":"x","form":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}',
  })
  expect(polluted.status).toBeLessThan(500)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  for (const path of [
    '/%E0%A4%A',
    `/search?q=${'长'.repeat(2000)}`,
    '/api/v1/nothing',
    '/items/%00',
    '/cases/1/2/3',
    '/api/v1/cases/__proto__',
  ]) {
    const { status } = await fetch(`${bantuo.url}${path}`)
    expect(status, path).toBeLessThan(500)
  }
})

// Last, because it moves the clock for everybody.
test('a session ends after half an hour of silence', async () => {
  const visitor = await signed('citizen-2')
  bantuo.time.forward({ minutes: 29 })
  expect((await visitor.api('GET', '/cases')).status).toBe(200)
  bantuo.time.forward({ minutes: 31 })
  expect((await visitor.api('GET', '/cases')).status).toBe(401)
})
