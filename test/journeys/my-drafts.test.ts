import { expect, test } from 'vitest'
import { person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()

const linksIn = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((one) => one[1] ?? '')

test('whoever has begun more than fits on a page finds every draft again, each once, also those of one moment', async () => {
  const busy = await person(bantuo.url, 'citizen-2')
  const begun = new Set<string>()
  for (const place of ['410802000000', '410803000000']) {
    await busy.get(`/place/set?code=${place}&return=/`)
    const { body } = await busy.api<{ items: { itemCode: string }[] }>(
      'GET',
      `/service-items?q=${encodeURIComponent('登记')}&division=${place}&limit=50`,
    )
    for (const { itemCode } of body.items) {
      const { url } = await busy.get(`/items/${itemCode}/apply`)
      const draft = /\/drafts\/[0-9a-f-]{36}/.exec(url)?.[0]
      if (draft !== undefined) begun.add(draft)
    }
  }
  expect(begun.size).toBeGreaterThan(50)
  const seen: string[] = []
  let address: string | undefined = '/me'
  while (address !== undefined) {
    const { html } = await busy.get(address)
    seen.push(...linksIn(html, /href="(\/drafts\/[^"]+)"/g))
    address = linksIn(html, /href="(\/me\/drafts\?before=[^"]+)"/g)[0]
  }
  expect(seen.length).toBe(new Set(seen).size)
  expect(new Set(seen)).toEqual(begun)
  // On the list itself, too, one reads for how long a draft is kept.
  expect((await busy.get('/me/drafts')).text).toContain('没动的草稿保留 180 天。')
})

test('nobody sees drafts without signing in, and another finds none of them', async () => {
  expect((await makeVisitor(bantuo.url).get('/me/drafts')).url).not.toContain('/me/drafts')
  const other = await person(bantuo.url, 'citizen-1')
  const { text, html } = await other.get('/me/drafts')
  expect(html).not.toMatch(/\/drafts\/[0-9a-f]/)
  expect(text).toContain('没写完的申请会列在这里')
})
