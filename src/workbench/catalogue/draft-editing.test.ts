import { expect, test } from 'vitest'
import type { EntryView, GuideView, ItemRow } from '../catalogue-contract.ts'
import { publishedOverrides } from './draft-editing.ts'

const faq = (zh: string) => ({ question: { zh, en: zh }, answer: { zh, en: zh } })

test('an authority goes on from what it has published, so that publishing one change drops none of the others', () => {
  const entry = { content: { faqs: [faq('多久')] } } as unknown as EntryView
  const guide = {
    visits: 0,
    visitReason: null,
    committed: { value: 3, unit: 'working-day', basis: '承诺' },
    faqs: [faq('多久'), faq('停车')],
    contact: { address: '新址', phone: '0391-2' },
  } as unknown as GuideView
  const authority = { overridden: ['visits', 'visitReason', 'address', 'addedFaqs'] } as unknown as ItemRow
  expect(publishedOverrides(entry, authority, guide)).toEqual({
    visits: 0,
    address: '新址',
    addedFaqs: [faq('停车')],
  })
})
