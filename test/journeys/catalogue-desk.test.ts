import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()

type Entry = { itemCount: number; items: { authority: string; authorityCode: string }[] }

test('an editor finds any of two thousand authorities by name, and an authority far down the list is there when asked for', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  const entries = await editor.api<{ items: { entryId: string; levels: string[] }[] }>('GET', '/catalogue/entries')
  const entryId = entries.body.items.find((one) => one.levels.includes('village'))?.entryId
  const look = async (query: string) => (await editor.api<Entry>('GET', `/catalogue/entries/${entryId}?${query}`)).body
  const all = await look('')
  expect(all.itemCount).toBeGreaterThan(1_500)
  expect(all.items).toHaveLength(60)
  const last = bantuo
    .city()
    .listItemsOf(entryId ?? '')
    .at(-1)?.authority
  expect(all.items.map((one) => one.authorityCode)).not.toContain(last?.creditCode)
  expect((await look(`authority=${last?.creditCode}`)).items[0]?.authorityCode).toBe(last?.creditCode)
  const found = await look(`find=${encodeURIComponent(last?.name ?? '')}`)
  expect(found.items.map((one) => one.authority)).toContain(last?.name)
  expect(found.items.every((one) => one.authority.includes(last?.name ?? ''))).toBe(true)
})
