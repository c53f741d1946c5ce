import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { loadCity } from '../city.ts'
import { checkConformity } from './conformity.ts'
import type { ServiceItem } from './service-item.ts'

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const itemOf = (entryId: string) => city.findItemFor(entryId, '410802000000')?.item as ServiceItem
const found = (entryId: string, change: Partial<EntryContent>) => {
  const item = itemOf(entryId)
  return checkConformity({ ...item, content: { ...item.content, ...change } }, city)
}
const errorsOf = (entryId: string, change: Partial<EntryContent>) =>
  found(entryId, change).filter((one) => one.severity === 'error')
const limit = (value: number) => ({ value, unit: 'working-day' as const, basis: '' })

test('no entry that is published has an error, in any of its ways of handling', () => {
  for (const [entryId] of city.entries) expect(errorsOf(entryId, {}), entryId).toEqual([])
})

test('each way of handling is held to what the usual one is held to, and the finding says which it is', () => {
  const [together] = itemOf('S0144').content.variants ?? []
  const errors = (change: object) => together && errorsOf('S0144', { variants: [together, { ...together, ...change }] })
  expect(errors({ route: 'gone' })).toMatchObject([{ rule: 'route-published', places: ['variants/1/route'] }])
  const late = errors({ committed: limit(46) })
  expect(late).toMatchObject([{ rule: 'commitment-within-law', places: ['variants/1/committed'] }])
  expect(late?.[0]?.sentence.zh).toMatch(/^办理方式 2：/)
  // It takes over what it does not say: the usual commitment is not within its own shorter limit.
  expect(errors({ committed: undefined, statutory: limit(1) })).toMatchObject([{ rule: 'commitment-within-law' }])
  expect(errors({ committed: limit(0) })).toMatchObject([{ rule: 'instant-means-zero' }])
  expect(errors({ when: { eq: ['gone', 'yes'] } })).toMatchObject([
    { rule: 'conditions-know-fields', places: ['variants/1/when'] },
  ])
  const [field] = itemOf('S0144').content.form.sections[0]?.fields ?? []
  expect(errors({ when: { eq: [field?.id, 'yes'] } })?.map((one) => one.rule)).toContain('conditions-look-back')
})

test('a case with a commitment is not decided by one clerk on the spot, and an instant one waits for nobody', () => {
  const rulesOf = (entryId: string, change: Partial<EntryContent>) => errorsOf(entryId, change).map((one) => one.rule)
  expect(rulesOf('S0144', { route: 'instant' })).toEqual(['committed-not-at-once'])
  expect(rulesOf('S0144', { route: 'commitment' })).toEqual([])
  expect(rulesOf('S0144', { caseType: 'instant', committed: limit(0), variants: [] })).toEqual(['instant-at-once'])
  expect(rulesOf('S0021', { route: 'standard' })).toEqual(['instant-at-once'])
  const together = { when: { eq: ['together', 'together'] as [string, string] }, route: 'instant' }
  expect(errorsOf('S0144', { variants: [together] })).toMatchObject([
    { rule: 'committed-not-at-once', places: ['variants/0/route'] },
  ])
})

test('a licence that names no statutory limit is promised within twenty working days', () => {
  const licence = (committed: EntryContent['committed'], change: Partial<EntryContent> = {}) =>
    errorsOf('S0036', { committed, ...change }).map((one) => one.rule)
  expect(itemOf('S0036').content).toMatchObject({ typeCode: '01', statutory: null })
  expect(licence(limit(20))).toEqual([])
  expect(licence(limit(21))).toEqual(['licence-within-twenty-days'])
  expect(licence({ ...limit(2), unit: 'month' })).toEqual(['licence-within-twenty-days'])
  expect(licence(limit(21), { statutory: limit(45) })).toEqual([])
  expect(licence(limit(21), { typeCode: '07' })).toEqual([])
})

test('whatever is charged has its basis, line by line, and what charges nothing has no lines', () => {
  const said = (zh: string) => ({ zh, en: zh })
  const line = (basis: string) => ({ name: said('茶水费'), standard: said('9999 元'), basis })
  const free = { charged: false, text: said('不收费'), basis: '', payOnline: false }
  const charged = { ...free, charged: true, text: said('收 20 元'), basis: '发改价格〔2003〕2322号' }
  const fee = (change: object) => found('S0067', { fee: { ...free, ...change } }).map((one) => [one.rule, one.places])
  expect(fee({})).toEqual([])
  expect(fee({ ...charged, lines: [line('发改价格〔2003〕2322号')] })).toEqual([])
  expect(fee({ ...charged, basis: ' ' })).toEqual([['fee-needs-basis', ['fee/basis']]])
  expect(fee({ ...charged, lines: [line('某文件'), line('')] })).toEqual([['fee-needs-basis', ['fee/lines/1/basis']]])
  expect(fee({ lines: [line('')], text: said('收 9999 元') })).toEqual([
    ['fee-needs-basis', ['fee/lines/0/basis']],
    ['fee-charged-or-not', ['fee/lines']],
    ['fee-text-fits', ['fee/text']],
  ])
  expect(fee({ lines: [] })).toEqual([])
})

test('an item ends after it begins', () => {
  const ends = (effectiveOn: string, cancelOn: string) => errorsOf('S0067', { effectiveOn, cancelOn })
  expect(ends('2026-05-01', '2026-05-02')).toEqual([])
  for (const cancelOn of ['2026-05-01', '2026-04-30'])
    expect(ends('2026-05-01', cancelOn)).toMatchObject([{ rule: 'ends-after-it-begins', element: 'cancelOn' }])
})
