import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import type { EntryContent } from './catalogue-entry.ts'
import { checkEntry } from './check-entry.ts'

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const contentOf = (entryId: string) => city.entries.get(entryId)?.published.content as EntryContent
const found = (entryId: string, change: Partial<EntryContent>) => checkEntry({ ...contentOf(entryId), ...change }, city)

test('every entry that the city publishes has nothing against it as a whole', () => {
  for (const [entryId, { published }] of city.entries) expect(checkEntry(published.content, city), entryId).toEqual([])
})

test('an entry of a department that the city does not have is an error, at its department', () => {
  const [finding, ...others] = found('S0067', { department: '海洋局' })
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'error', element: 'department', rule: 'somebody-competent' })
  expect(finding?.sentence.zh).toContain('海洋局')
})

test('an entry that no level could decide is an error, at its levels or at the level that decides', () => {
  const department = '村（居）民委员会'
  expect(found('S0067', { department, levels: ['city'] })).toMatchObject([{ severity: 'error', element: 'levels' }])
  expect(found('S0067', { levels: ['county'], decidedAt: 'city' })).toMatchObject([
    { severity: 'error', element: 'decidedAt' },
  ])
  expect(found('S0067', { levels: ['city', 'county'], decidedAt: 'city' })).toEqual([])
})
