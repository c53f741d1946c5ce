import { expect, test } from 'vitest'
import { differences, isSame, listChange, mergeDraft } from './draft-diff.ts'

const published = {
  committed: { value: 5, unit: 'working-day', basis: '承诺' },
  conditions: [
    { zh: '年满十八周岁', en: 'Aged 18' },
    { zh: '本地户籍', en: 'Registered here' },
  ],
  visits: 1,
  aliases: ['办证'],
}

test('a draft that says the same has no differences, whatever the order of its keys', () => {
  const again = { ...published, committed: { basis: '承诺', unit: 'working-day', value: 5 } }
  expect(differences(published, again)).toEqual([])
})

test('each changed element is told with what it was and what it becomes', () => {
  const draft = { ...published, visits: 0, visitReason: { zh: '无', en: 'None' } }
  expect(differences(published, draft)).toEqual([
    { element: 'visits', before: 1, after: 0 },
    { element: 'visitReason', before: undefined, after: { zh: '无', en: 'None' } },
  ])
})

test('an override that was withdrawn is a difference too', () => {
  expect(differences({ visits: 1 }, {})).toEqual([{ element: 'visits', before: 1, after: undefined }])
})

test('a list tells which lines went and which came', () => {
  const after = [published.conditions[1], { zh: '无违法记录', en: 'No record' }]
  expect(listChange(published.conditions, after)).toEqual({ gone: [published.conditions[0]], come: [after[1]] })
  expect(listChange(undefined, ['a'])).toEqual({ gone: [], come: ['a'] })
  expect(listChange(1, 2)).toBeNull()
})

test('the order of a list is part of what it says', () => {
  expect(isSame(['a', 'b'], ['b', 'a'])).toBe(false)
})

test('after a colleague saved first, their changes stay and so do mine', () => {
  const base = { visits: 1, phone: '0391-1', address: '旧址' }
  const mine = { visits: 0, phone: '0391-1' }
  const theirs = { visits: 1, phone: '0391-2', address: '旧址', hours: '工作日' }
  expect(mergeDraft(base, mine, theirs)).toEqual({ visits: 0, phone: '0391-2', hours: '工作日' })
})
