import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { answerAll, makeVisitor, type Page, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const asPerson = { accept: 'text/html,application/xhtml+xml' }
const nasty = `"><script>alert(1)</script>\n第二行 ' & <b>`

/** A draft of this visitor, open at the first section of its form. */
async function openSection(visitor: Visitor): Promise<Page> {
  await visitor.get('/place/set?code=410802001000&return=/place')
  const found = await visitor.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('分户、立户登记')}&division=410802001000`,
  )
  return answerAll(visitor, await visitor.get(`/items/${found.body.items[0]?.itemCode}/apply`))
}

const unescaped = (text: string): string =>
  text.replace(
    /&(quot|#x27|lt|gt|amp);/g,
    (_, name: string) => ({ quot: '"', '#x27': "'", lt: '<', gt: '>', amp: '&' })[name] ?? '',
  )

/** Presses 再次提交: sends what the page's form holds, as a browser does. */
function sendAgain(visitor: Visitor, page: Page): Promise<Page> {
  const form = /<form action="([^"]+)"[\s\S]*?<\/form>/.exec(page.html)
  const body = new URLSearchParams()
  for (const [, name, value] of (form?.[0] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
    body.append(unescaped(name ?? ''), unescaped(value ?? ''))
  return visitor.raw(unescaped(form?.[1] ?? ''), { method: 'POST', body, headers: asPerson })
}

const post = (visitor: Visitor, path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Page> =>
  visitor.raw(path, { method: 'POST', body, headers: { ...asPerson, ...headers } })

test('what was typed before the session ended is sent after signing in again, to the letter', async () => {
  const visitor = await signed('citizen-1')
  const section = await openSection(visitor)
  const token = /name="_csrf" value="([^"]+)"/.exec(section.html)?.[1] ?? ''
  const typed = new URLSearchParams({ _csrf: token, applicantName: '王小满（演示）', address: nasty })
  typed.append('several', 'one')
  typed.append('several', 'two')
  bantuo.time.forward({ minutes: 31 })
  const ended = await post(visitor, section.url, typed)
  expect(ended.status).toBe(401)
  expect(ended.text).toContain('登录已经过期')
  expect(ended.html).toContain('href="/sign-in?return=%2Fsigned-in" target="_blank"')
  expect(ended.html).not.toContain('<script>alert')
  expect(ended.html).not.toContain(token)
  expect([...ended.html.matchAll(/name="several" value="(\w+)"/g)].map((one) => one[1])).toEqual(['one', 'two'])

  // In the other window.
  expect((await visitor.signIn('citizen-1')).status).toBe(200)
  expect((await visitor.get('/signed-in')).text).toContain('已登录，请回到原来的页面')

  const fresh = await sendAgain(visitor, ended)
  expect(fresh.status).toBe(403)
  expect(fresh.text).toContain('现在登录的是“王小满（演示）”')
  expect(fresh.html).toContain('value="two"')
  // Kept or told what is wrong with it: either way the form stands there with what was typed.
  const taken = await sendAgain(visitor, fresh)
  expect([200, 422]).toContain(taken.status)
  const again = taken.status === 422 ? taken : await visitor.get(section.url)
  expect(unescaped(again.html).replaceAll('\r', '')).toContain(nasty)
})

test('another account that sends the form again finds nothing, and a signed-in stranger is told in whose name it would be', async () => {
  const visitor = await signed('citizen-1')
  const section = await openSection(visitor)
  bantuo.time.forward({ minutes: 31 })
  const ended = await post(visitor, section.url, new URLSearchParams({ address: '民生街 1 号' }))
  visitor.cookies.clear()
  await visitor.signIn('citizen-2')
  const fresh = await sendAgain(visitor, ended)
  expect(fresh.status).toBe(403)
  expect(fresh.text).not.toContain('现在登录的是“王小满（演示）”')
  const sent = await sendAgain(visitor, fresh)
  expect(sent.status).toBe(404)
  expect(sent.html).not.toContain('民生街')
  const owner = await signed('citizen-1')
  expect((await owner.get(section.url)).html).not.toContain('value="民生街 1 号"')
})

test('files cannot be carried on: they are asked for again, the other fields stay', async () => {
  const visitor = await signed('citizen-1')
  await openSection(visitor)
  const body = new FormData()
  body.append('note', '补一张')
  body.append('file', new Blob(['x']), '户口<簿>.jpg')
  bantuo.time.forward({ minutes: 31 })
  const ended = await post(visitor, '/cases/410800-1/files?material=2', body)
  expect(ended.status).toBe(401)
  expect(ended.text).toContain('文件带不过来，请重新选择')
  expect(ended.text).toContain('户口<簿>.jpg')
  expect(ended.html).toContain('action="/cases/410800-1/files?material=2" encType="multipart/form-data"')
  expect(ended.html).toContain('name="note" value="补一张"')
  expect(ended.html).toMatch(/<input id="file-file" type="file"[^>]* name="file"/)
})

test('more than a page can carry is not carried, and the page says so', async () => {
  const visitor = makeVisitor(bantuo.url)
  const long = await post(visitor, '/me/mandates', new URLSearchParams({ agentId: '长'.repeat(200_001) }))
  expect(long.status).toBe(401)
  expect(long.text).toContain('内容太多')
  expect(long.html.length).toBeLessThan(20_000)
})

test('nothing is echoed to another site, to a script, or to whoever does not say where the form comes from', async () => {
  const visitor = await signed('citizen-1')
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const canary = 'CANARY-ECHO'
  const send = (path: string, headers: Record<string, string>) =>
    fetch(`${bantuo.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ agentId: canary }),
    })
  for (const session of [{ cookie }, {}] as Record<string, string>[]) {
    for (const from of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'none' },
      {},
    ] as Record<string, string>[]) {
      const answer = await send('/me/mandates', { ...asPerson, ...session, ...from })
      expect([303, 403], JSON.stringify(from)).toContain(answer.status)
      expect(await answer.text()).not.toContain(canary)
    }
  }
  const own = { cookie, origin: bantuo.url }
  for (const headers of [
    { ...own, accept: 'application/json' },
    { ...own, ...asPerson, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' },
    { ...own, ...asPerson, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' },
  ]) {
    const answer = await send('/me/mandates', headers)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain(canary)
  }
  for (const path of ['//evil.example/me/mandates', '/api/v1/cases']) {
    const answer = await send(path, { ...own, ...asPerson })
    expect(answer.status, path).toBe(403)
    expect(await answer.text(), path).not.toContain(canary)
  }
})
