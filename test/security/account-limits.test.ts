import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { sql } from '../../src/base/index.ts'
import { limitAccounts } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, apply, fillSections, makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const later = (headers: Headers) => Number(headers.get('retry-after'))

test('an account is limited by itself, each use by itself, and told how long to wait', async () => {
  const limit = limitAccounts({ lookups: 2, files: 3, submissions: 1 })
  expect([await limit.count('lookups', 'a'), await limit.count('lookups', 'a')]).toEqual([null, null])
  const over = await limit.count('lookups', 'a')
  expect(over?.seconds).toBeGreaterThan(3500)
  expect(over?.sentence.zh).toContain('一小时最多查 2 个')
  expect(await limit.count('lookups', 'b')).toBeNull()
  expect(await limit.count('files', 'a', 3)).toBeNull()
  expect((await limit.count('files', 'a'))?.sentence.en).toContain('At most 3 files')
})

test('whether an identity number has an account is told twenty times an hour; what was typed stays in the form', async () => {
  const visitor = await signed('citizen-2')
  const form = await visitor.get('/me/mandates')
  const ask = () =>
    visitor.post(form, '/me/mandates', { agentId: '110101198001010010', until: '2026-05-01', scope: 'all' })
  for (let time = 0; time < 20; time++) expect((await ask()).status).toBe(422)
  const refused = await ask()
  expect([refused.status, later(refused.headers) > 3500]).toEqual([429, true])
  expect(refused.text).toContain('一小时最多查 20 个身份证号')
  expect(refused.html).toContain('value="110101198001010010"')
  expect(refused.html).toContain('value="2026-05-01"')
  // Looking for items tells of nobody.
  expect((await visitor.post(form, '/me/mandates', { act: 'find', scope: 'entries', q: '身份证' })).status).toBe(200)
})

test('three hundred files an hour, by whichever of the three doors; the draft and what was uploaded stay', {
  timeout: 60_000,
}, async () => {
  const visitor = await signed('citizen-1')
  const found = await visitor.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  let page = await visitor.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  const values = { applicantKind: 'natural' }
  page = await fillSections(visitor, await answerAll(visitor, page, values), values)
  const no = /data-upload="(\d+)"/.exec(page.html)?.[1] ?? ''
  const address = `/drafts/${draft}/files?material=${no}`
  expect((await visitor.upload(page, address, '一.jpg', aPhoto())).status).toBe(200)
  const scan = () =>
    visitor.raw('/api/v1/files', {
      method: 'POST',
      body: aPhoto(),
      headers: { 'content-type': 'application/octet-stream' },
    })
  for (let time = 1; time < 300; time++) expect((await scan()).status).toBe(201)
  const byApi = await scan()
  expect([byApi.status, later(byApi.headers) > 3500]).toEqual([429, true])
  expect(JSON.parse(byApi.html)).toMatchObject({ status: 429, detail: expect.stringContaining('300 个文件') })
  const tus = await visitor.raw('/uploads', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '10' },
  })
  expect([tus.status, later(tus.headers) > 3500]).toEqual([429, true])
  expect(JSON.parse(tus.html)).toMatchObject({ detail: expect.stringContaining('已经传好的都在') })
  const body = new FormData()
  body.append('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '')
  body.append('file', new Blob([aPhoto()]), '二.jpg')
  const byForm = await visitor.raw(address, { method: 'POST', body, headers: { accept: 'text/html' } })
  expect([byForm.status, byForm.headers.get('content-type')]).toEqual([429, expect.stringContaining('text/html')])
  expect(byForm.text).toContain('300 个文件')
  expect((await visitor.get(`/drafts/${draft}/papers`)).text).toContain('一.jpg')
  // Another account is not hindered.
  const other = await signed('firm-agent')
  expect((await other.raw('/api/v1/files', { method: 'POST', body: aPhoto() })).status).toBe(201)
})

test('sixty applications an hour a person; what was submitted is found again by its key, and counters are not held up', {
  timeout: 60_000,
}, async () => {
  const visitor = await signed('citizen-2')
  const caseNo = await apply(visitor, '食品经营许可', { values: { applicantKind: 'natural' } })
  const { rows } = await sql<{ key: string }>`select key from idempotency_keys`.execute(bantuo.db)
  const send = (who: Visitor, key: string) =>
    who.api<{ detail?: string }>('POST', '/cases', {}, { 'idempotency-key': key })
  for (let time = 1; time < 60; time++) expect((await send(visitor, randomUUID())).status).toBe(422)
  const refused = await send(visitor, randomUUID())
  expect([refused.status, refused.body.detail]).toEqual([429, expect.stringContaining('一小时最多提交 60 件')])
  expect((await visitor.api('POST', '/bundle-files', {}, { 'idempotency-key': randomUUID() })).status).toBe(429)
  // A second press of the button, and a program that did not hear the answer.
  const again = await visitor.post(await visitor.get('/me'), `/drafts/${rows[0]?.key}/review`)
  expect(again.url).toContain(`/cases/${caseNo}`)
  expect((await send(visitor, rows[0]?.key ?? '')).status).not.toBe(429)
  const clerk = await signed('clerk')
  for (let time = 0; time < 61; time++) expect((await send(clerk, randomUUID())).status).toBe(422)
})
