import { expect, test } from 'vitest'
import { listEvents } from '#base'
import { seededAt } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import type { ServiceItem } from '../service-item/service-item.ts'
import type { EntryContent, Overrides } from './catalogue-entry.ts'
import { confirmItem, keepDraft, publishDraft } from './revision-store.ts'

const { db } = await freshDatabase()
const cityCode = '4108'
const entryId = 'S0005'
const editor = {
  kind: 'officer',
  accountId: '00000000-0000-0000-0000-000000000001',
  name: '吴目录（演示）',
  authorityCode: '',
} as const
const at = seededAt
const city = () => loadCity(db, cityCode, 'Asia/Shanghai')
const two = async (): Promise<[ServiceItem, ServiceItem]> => {
  const [one, other] = (await city()).listItemsOf(entryId)
  if (one === undefined || other === undefined) throw new Error('no items')
  return [one, other]
}
const confirm = ({ authority, revision }: ServiceItem) =>
  confirmItem(db, cityCode, { entryId, authorityCode: authority.creditCode, revision, actor: editor, at })

async function publish(authorityCode: string, content: EntryContent | Overrides): Promise<void> {
  const draft = await keepDraft(db, { entryId, authorityCode, content, basedOn: null, editedBy: editor.name, at })
  if (draft === false) throw new Error('the draft was not kept')
  await publishDraft(db, cityCode, { entryId, authorityCode, digest: draft.digest, actor: editor, at })
}
const publishEntry = async (change: Partial<EntryContent>) => {
  const content = (await city()).entries.get(entryId)?.published.content
  if (content !== undefined) await publish('', { ...content, ...change })
}
const isConfirmed = async (): Promise<boolean[]> => (await two()).map((one) => one.confirmed)

// The tests follow one another: what one publishes the next begins with.
test('what an editor confirmed is confirmed for that authority alone, once however often it is sent', async () => {
  const [one] = await two()
  await confirm(one)
  await confirm(one)
  expect(await isConfirmed()).toEqual([true, false])
  const events = await listEvents(db, cityCode, 'service-item', entryId)
  expect(events.filter((event) => event.type === 'item-confirmed')).toHaveLength(1)
})

test('a new revision of other elements leaves the confirmation standing', async () => {
  await publishEntry({ aliases: ['改个名字'] })
  expect(await isConfirmed()).toEqual([true, false])
})

test.each([
  ['limit', { committed: { value: 2, unit: 'working-day', basis: '本机关服务承诺' } }],
  ['statutory limit', { statutory: { value: 30, unit: 'working-day', basis: '《户口登记条例》' } }],
  ['fee', { fee: { charged: true, text: { zh: '10 元', en: '10 yuan' }, basis: '价目', payOnline: true } }],
  ['papers', { materials: [] }],
  ['ways', { variants: [{ when: { eq: ['birthPlace', 'abroad'] }, route: 'two-level' }] }],
  ['table of the fee', { tables: { fee: 'identity-card' } }],
  ['articles', { legalBasis: ['《中华人民共和国户口登记条例》第八条'] }],
] as [string, Partial<EntryContent>][])(
  'a new revision that says the %s otherwise lets it lapse, until somebody confirms that',
  async (_what, change) => {
    await publishEntry(change)
    expect(await isConfirmed()).toEqual([false, false])
    const [one] = await two()
    await confirm(one)
    expect(await isConfirmed()).toEqual([true, false])
  },
)

test('what one authority says of its own lapses by its own revision; the entry does not reach what it says itself', async () => {
  const [one, other] = await two()
  await confirm(other)
  await publish(one.authority.creditCode, { committed: { value: 1, unit: 'working-day', basis: '本机关服务承诺' } })
  expect(await isConfirmed()).toEqual([false, true])
  const [changed] = await two()
  await confirm(changed)
  await publishEntry({ committed: { value: 3, unit: 'working-day', basis: '本机关服务承诺' } })
  expect(await isConfirmed()).toEqual([true, false])
})
