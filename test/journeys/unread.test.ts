import { expect, test } from 'vitest'
import { sql } from '../../src/base/index.ts'
import { person } from '../browser/cases.ts'
import { feedRead } from '../helpers/feed.ts'
import { startServer } from '../helpers/server.ts'
import { apply, makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const [citizen, other] = await Promise.all(['citizen-1', 'citizen-2'].map((subject) => person(bantuo.url, subject)))
if (!citizen || !other) throw new Error('a persona is missing')
const nobody = makeVisitor(bantuo.url)

/** What stands beside 我的 at the top of a page, seen and heard. */
const besideMine = async (who: Visitor, path: string): Promise<string> => {
  const { html } = await who.get(path)
  const link = /<a href="\/me">(.*?)<\/a>/.exec(html)?.[1] ?? ''
  return link.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|')
}
const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
await feedRead(bantuo.db)
const item = /href="(\/items\/[^"]+)"/.exec(
  (await citizen.get(`/search?q=${encodeURIComponent('食品经营许可')}`)).html,
)?.[1]
const guide = item ?? ''

test('every page of whoever is signed in says how many messages are new, in a figure and in words; none of others does', async () => {
  const unread = /\d+/.exec(await besideMine(citizen, '/'))?.[0] ?? ''
  expect(Number(unread)).toBeGreaterThan(0)
  for (const path of [
    '/',
    '/me',
    '/search?q=户口',
    '/browse/person',
    guide,
    '/bundles/newborn',
    `/cases/${caseNo}`,
    '/place',
    '/no-page',
  ])
    expect(await besideMine(citizen, path), path).toBe(`我的|${unread}|，${unread} 条消息没看|`)
  for (const who of [other, nobody])
    for (const path of ['/', guide, '/bundles/newborn']) expect(await besideMine(who, path), path).toBe('我的')
})

test('a guide that is kept for everybody keeps no number: after the messages are read, the same guide shows none', async () => {
  const before = await citizen.get(guide)
  expect(before.headers.get('vary')).toContain('cookie')
  expect(before.html).toContain('class="unread"')
  expect(await besideMine(nobody, guide)).toBe('我的')
  // The list itself does not call new any more what it shows.
  expect(await besideMine(citizen, '/me/messages')).toBe('我的')
  expect((await citizen.get('/me')).text).not.toContain('没看')
  for (const path of ['/', guide, '/bundles/newborn']) expect(await besideMine(citizen, path), path).toBe('我的')
})

test('in English the words are English', async () => {
  await citizen.get('/settings/lang?to=en&return=/')
  await sql`update notifications set read_at = null`.execute(bantuo.db)
  expect(await besideMine(citizen, guide)).toMatch(/^Mine\|\d+\|, \d+ new messages?\|$/)
})
