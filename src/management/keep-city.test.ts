import { expect, test } from 'vitest'
import { sql } from '#base'
import { seededAt } from '../../test/helpers/clock.ts'
import { freshDatabase } from '../../test/helpers/database.ts'
import { EntryContent } from './catalogue/catalogue-entry.ts'
import { confirmItem, keepDraft, publishDraft } from './catalogue/revision-store.ts'
import { keepCity } from './keep-city.ts'

const { db } = await freshDatabase()
const cityCode = '4108'
const editor = {
  kind: 'officer',
  accountId: '00000000-0000-0000-0000-000000000001',
  name: '吴目录（演示）',
  authorityCode: '',
} as const
const open = () => {
  let loads = 0
  return keepCity(db, {
    cityCode,
    zone: 'Asia/Shanghai',
    every: 20,
    make: () => {
      loads += 1
      return loads
    },
  }).then((kept) => ({
    ...kept,
    loads: () => loads,
  }))
}
const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo() && tries < 250; tries++) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('what one process publishes, every other process serves within seconds; nothing is read while nothing changes', {
  timeout: 60_000,
}, async () => {
  const [here, there] = await Promise.all([open(), open()])
  const entry = here.city().entries.get('S0005')
  const content = EntryContent.parse({ ...entry?.published.content, aliases: ['改个名字'] })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(there.loads()).toBe(1)
  const draft = await keepDraft(db, {
    entryId: 'S0005',
    authorityCode: '',
    content,
    basedOn: null,
    editedBy: editor.name,
    at: seededAt,
  })
  if (draft === false) throw new Error('the draft was not kept')
  await new Promise((resolve) => setTimeout(resolve, 100))
  // A draft is nobody's business yet.
  expect(there.loads()).toBe(1)
  await publishDraft(db, cityCode, {
    entryId: 'S0005',
    authorityCode: '',
    digest: draft.digest,
    actor: editor,
    at: seededAt,
  })
  await here.refresh()
  expect(here.city().entries.get('S0005')?.published.content.aliases).toEqual(['改个名字'])
  await until(() => there.city().entries.get('S0005')?.published.no === 2)
  expect(there.city().entries.get('S0005')?.published.content.aliases).toEqual(['改个名字'])

  const item = here.city().findItemFor('S0005', '410802000000')?.item
  if (item === undefined) throw new Error('no item')
  const itemNow = () => there.city().findItemByCode(item.itemCode)
  expect(itemNow()?.confirmed).toBe(false)
  await confirmItem(db, cityCode, {
    entryId: 'S0005',
    authorityCode: item.authority.creditCode,
    revision: item.revision,
    actor: editor,
    at: seededAt,
  })
  await until(() => itemNow()?.confirmed === true)
  expect(itemNow()?.confirmed).toBe(true)
  await Promise.all([here.stop(), there.stop()])
  const loads = there.loads()
  await sql`update city_changes set no = no + 1`.execute(db)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(there.loads()).toBe(loads)
})
