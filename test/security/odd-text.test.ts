import { beforeAll, expect, test } from 'vitest'
import { person, type Staged, stageCases } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
let cases: Staged
beforeAll(async () => {
  cases = await stageCases(bantuo)
}, 60_000)

type Case = { version: number; detail?: string; history?: unknown }

test('whatever an address asks to go back to, the reader stays with the city', async () => {
  const elsewhere = [
    '/%09/evil.example',
    '/%0b/evil.example',
    '//evil.example',
    '/%5cevil.example',
    'https://evil.example',
    '/%00x',
  ]
  for (const to of elsewhere) {
    for (const path of [
      `/settings/lang?to=zh&return=${to}`,
      `/place/set?code=410802001000&return=${to}`,
      `/sign-in?return=${to}`,
    ]) {
      const { status, headers } = await fetch(`${bantuo.url}${path}`, { redirect: 'manual' })
      expect([302, 303], path).toContain(status)
      expect(new URL(headers.get('location') ?? '', bantuo.url).host, path).toBe(new URL(bantuo.url).host)
    }
  }
  const back = await fetch(`${bantuo.url}/settings/lang?to=zh&return=/search?q=%E4%BD%8E%E4%BF%9D`, {
    redirect: 'manual',
  })
  expect(decodeURIComponent(back.headers.get('location') ?? '')).toBe('/search?q=低保')
})

test('an address with a character that nothing is called by leads to “not found”, never to a fault of ours', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  for (const path of ['/cases/%00', '/drafts/%00/papers', '/me/bundles/%00', '/rate/%00', '/verify/%00/ab'])
    expect((await citizen.get(path)).status, path).toBeLessThan(500)
  expect((await citizen.api('GET', '/cases/%00')).status).toBe(404)
  expect((await citizen.api('GET', '/bundle-files/%00')).status).toBe(404)
})

test('what cannot be written down is left out of what was typed, and the rest is kept', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const page = await citizen.get(`/cases/${cases.submitted}`)
  const withdrawn = await citizen.post(page, `/cases/${cases.submitted}/withdraw`, {
    reason: '不办\u0000了\u202e\r\n谢谢',
  })
  expect(withdrawn.status).toBe(200)
  const clerk = await person(bantuo.url, 'clerk')
  const { body } = await clerk.api<Case>('GET', `/cases/${cases.submitted}`)
  expect(JSON.stringify(body)).toContain('不办了\\n谢谢')
})

test('what is cut off is refused as the sender’s to mend, and is no fault of ours', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  for (const path of ['/cases', `/cases/${cases.correcting}/moves`, '/bundle-files']) {
    const answer = await citizen.raw(`/api/v1${path}`, {
      ...{ method: 'POST', body: '{"itemCode": ' },
      headers: { 'content-type': 'application/json', 'idempotency-key': 'malformed-01' },
    })
    expect(answer.status, path).toBe(400)
    expect(answer.html).toContain('读不出来')
  }
})

test('a program that sends such characters is told which they are', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const { body } = await citizen.api<Case>('GET', `/cases/${cases.suspended}`)
  for (const reason of ['写\u0000错', '写\ud83d错']) {
    const move = { seenVersion: body.version, act: { move: 'withdraw', reason } }
    const said = await citizen.api<Case>('POST', `/cases/${cases.suspended}/moves`, move)
    expect([said.status, said.body.detail]).toEqual([422, expect.stringContaining('不能保存的字符')])
  }
})

test('lines count as the page counts them; what is too long is refused whole and shown again, never cut', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const page = await citizen.get(`/cases/${cases.correcting}`)
  const supplement = (note: string) =>
    citizen.post(page, `/cases/${cases.correcting}/supplement`, { note, anyway: '1' })
  const tooLong = `${'字'.repeat(480)}${'\r\n'.repeat(20)}末句`
  const refused = await supplement(tooLong)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('最多 500 个字')
  expect(refused.html).toContain('末句')
  const lines = `${'一行\r\n'.repeat(140)}${'字'.repeat(70)}末句`
  expect((await supplement(lines)).status).toBe(200)
  const clerk = await person(bantuo.url, 'clerk')
  const { body } = await clerk.api<Case>('GET', `/cases/${cases.correcting}`)
  expect(JSON.stringify(body)).toContain('字末句')
})

test('a rating’s remark is counted the same way', async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const address = /href="(\/rate\/[^"]+)"/.exec((await citizen.get(`/cases/${cases.granted}`)).html)?.[1] ?? ''
  const remark = `${'一行\r\n'.repeat(160)}好`
  expect((await citizen.post(await citizen.get(address), address, { level: '5', remark })).status).toBe(200)
})

test('after a refused form the links of the page lead to pages', async () => {
  const citizen = makeVisitor(bantuo.url)
  await citizen.get('/place/set?code=410802000000&return=/')
  await citizen.signIn('citizen-1')
  const page = await citizen.get(`/cases/${cases.deferred}`)
  const refused = await citizen.post(page, `/cases/${cases.deferred}/deferred`)
  expect(refused.status).toBe(422)
  const address = /href="(\/settings\/lang[^"]+)"/.exec(refused.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const english = await citizen.get(address)
  expect([english.status, english.url]).toEqual([200, `/cases/${cases.deferred}`])
})
