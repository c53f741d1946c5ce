import { expect, test } from 'vitest'
import { addressOf, type Place, readPlace } from './router.ts'

const places: Place[] = [
  { page: 'inbox', holder: 'all', q: '', due: '', step: '', channel: '' },
  { page: 'inbox', holder: 'mine', q: '身份证 换领', due: 'overdue', step: '收件受理', channel: 'village' },
  { page: 'done' },
  { page: 'incidents' },
  { page: 'officers', q: '陈', role: 'counter-clerk', state: 'disabled' },
  { page: 'officer', accountId: '019cac2a-9dc0-705c-9821-123904b4fe97' },
  { page: 'search', q: '4108', state: 'granted' },
  { page: 'case', caseNo: '410802112026031600042' },
  { page: 'catalogue', q: '婚姻', only: 'errors' },
  { page: 'entry', entryId: 'S0001', authority: '11410800005859561X', tab: 'levels' },
  { page: 'processes', kind: 'process' },
  { page: 'processes', kind: 'decision' },
  { page: 'process', key: 'two-level', tab: 'versions' },
  { page: 'case', caseNo: '410802012026030200001', act: 'A' },
  { page: 'decision', key: 'fee-class' },
]

test.each(places)('the address of %o leads back to it, so that it can be sent to a colleague', (place) => {
  const url = new URL(addressOf(place), 'http://desk')
  expect(readPlace(url.pathname, url.search)).toEqual(place)
})

test('an address nobody made is nowhere, not another page', () => {
  expect(readPlace('/workbench/cases', '')).toEqual({ page: 'nowhere' })
  expect(readPlace('/workbench/a/b/c', '')).toEqual({ page: 'nowhere' })
  expect(readPlace('/workbench/done/x', '')).toEqual({ page: 'nowhere' })
})

test('a filter that does not exist falls back to everything', () => {
  const everything = { page: 'inbox', holder: 'all', q: '', due: '', step: '', channel: '' }
  expect(readPlace('/workbench/', '?holder=boss&due=never')).toEqual(everything)
})

test('a broken percent sign in an address does not break the page', () => {
  expect(readPlace('/workbench/cases/%E4%', '')).toEqual({ page: 'case', caseNo: '%E4%' })
})
