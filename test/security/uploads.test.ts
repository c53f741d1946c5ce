import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPdf, zip } from '../helpers/files.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const owner = makeVisitor(bantuo.url)
await owner.signIn('citizen-1')
const found = await owner.api<{ items: { itemCode: string }[] }>(
  'GET',
  `/service-items?q=${encodeURIComponent('分户、立户登记')}&division=410802001000`,
)
let page = await owner.get(`/items/${found.body.items[0]?.itemCode ?? ''}/apply`)
const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
page = await fillSections(owner, await answerAll(owner, page))
const material = /data-upload="(\d+)"/.exec(page.html)?.[1] ?? ''
const store = join(bantuo.dataDir, 'files')
mkdirSync(store, { recursive: true })
const filesOnDisk = (): string[] =>
  readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .toSorted()

test.each([
  ['a way out of the folder', '../../../etc/passwd'],
  ['a way out as another system writes it', '..\\..\\windows\\system32\\x.jpg'],
  ['a program’s name', '发票.jpg.exe'],
  ['marks of a page', '"><img src=x onerror=alert(1)>.jpg'],
  ['another header', 'a.jpg"\r\nset-cookie: x=1'],
  ['a very long name', `${'长'.repeat(400)}.jpg`],
  ['no name', ''],
  ['writing turned round', 'a\u202egpj.exe'],
])('the name that comes with a file is only shown, never used: %s', async (_, name) => {
  const before = filesOnDisk()
  const answer = await owner.raw('/api/v1/files', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
    body: aPhoto(),
  })
  expect(answer.status).toBe(201)
  const given = await owner.upload(page, `/drafts/${draft}/files?material=${material}`, name || 'x.jpg', aPhoto())
  expect(given.status).toBe(200)
  // The same photograph under whatever name is one file, under its digest.
  const names = filesOnDisk()
  expect(names.every((one) => /^[0-9a-f]{64}$/.test(one))).toBe(true)
  expect(names.length).toBe(Math.max(1, before.length))
  expect(given.html).not.toContain('<img src=x')
  const file = [...given.html.matchAll(/\/files\/([0-9a-f-]{36})/g)].at(-1)?.[1] ?? ''
  const response = await fetch(`${bantuo.url}/drafts/${draft}/files/${file}`, {
    headers: { cookie: [...owner.cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(response.headers.get('set-cookie') ?? '').not.toContain('x=1')
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
})

test.each([
  ['a script in a PDF', aPdf('/OpenAction << /S /JavaScript /JS (x) >>'), '脚本'],
  ['a PDF that wants a password', aPdf('', '', '/Encrypt 9 0 R'), '密码'],
  ['an archive', zip([{ name: 'a.txt', content: 'x' }]), '看不懂'],
])('%s is refused at each door in a sentence, and nothing of it is kept', async (_, content, sentence) => {
  const before = filesOnDisk()
  const answer = await owner.raw('/api/v1/files', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'x-file-name': 'photo.jpg' },
    body: new Uint8Array(content),
  })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(sentence)
  const given = await owner.upload(
    page,
    `/drafts/${draft}/files?material=${material}`,
    'photo.jpg',
    new Uint8Array(content),
  )
  expect(given.text).toContain(sentence)
  expect(filesOnDisk()).toEqual(before)
})
