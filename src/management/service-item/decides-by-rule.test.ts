import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import { checkConformity } from './conformity.ts'
import { decidesByRule } from './decides-by-rule.ts'
import type { ServiceItem } from './service-item.ts'

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const item = city.findItemFor('S0075', '410802000000')?.item as ServiceItem
const by = (over: Partial<ServiceItem['content']>): ServiceItem => ({ ...item, content: { ...item.content, ...over } })
const broken = (one: ServiceItem): string[] => checkConformity(one, city).map((finding) => finding.rule)

test('an item is decided by rule when it names tables and its route lets them decide', () => {
  const { decision: _without, ...content } = item.content
  expect(decidesByRule(city, item.content)).toBe(true)
  expect(decidesByRule(city, content)).toBe(false)
  expect(decidesByRule(city, { ...content, route: 'instant', decision: 'resident-pension' })).toBe(false)
  expect(decidesByRule(city, { ...content, route: 'gone', decision: 'resident-pension' })).toBe(false)
})

test('an item cannot be published with tables that are not', () => {
  expect(broken(item)).not.toContain('tables-published')
  expect(broken(by({ decision: 'gone' }))).toContain('tables-published')
})

test('an item whose route decides by a table cannot be published without one, and the sentence stands at its field', () => {
  const { decision: _without, ...content } = item.content
  const bare = { ...item, content }
  const finding = checkConformity(bare, city).find((one) => one.rule === 'tables-named')
  expect(finding).toMatchObject({ severity: 'error', element: 'decision' })
  expect(finding?.sentence.zh).toContain('还没有选决策表')
  expect(broken({ ...bare, content: { ...content, route: 'standard' } })).not.toContain('tables-named')
  expect(checkConformity(by({ decision: 'gone' }), city).find((one) => one.rule === 'tables-published')?.element).toBe(
    'decision',
  )
  const variants = [{ when: { eq: [{ field: 'kind' }, 'a'] as [{ field: string }, string] }, route: 'automatic' }]
  const varied = { ...content, route: 'standard', variants } as unknown as ServiceItem['content']
  expect(broken({ ...bare, content: varied })).toContain('tables-named')
})

test('every item that is published names the table its route needs', () => {
  const without = [...city.entries.values()].filter(({ published }) =>
    broken({ ...item, content: published.content }).includes('tables-named'),
  )
  expect(without.map((one) => one.entryId)).toEqual([])
})
