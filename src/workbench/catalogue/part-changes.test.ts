import { expect, test } from 'vitest'
import { partChanges } from './part-changes.ts'

const both = (zh: string) => ({ zh, en: zh })
const paper = (no: number, zh: string, more: object = {}) => ({ no, name: both(zh), copies: 0, ...more })

test('of papers it is told which went, which came, and what of the others is said otherwise', () => {
  const before = [paper(1, '身份证'), paper(2, '户口簿'), paper(3, '结婚证')]
  const after = [paper(1, '身份证'), paper(3, '结婚证', { copies: 1, when: { eq: ['a', 'b'] } }), paper(4, '照片')]
  expect(partChanges('materials', before, after)).toEqual({
    gone: ['户口簿'],
    come: ['照片'],
    changed: ['结婚证：复印件份数、条件'],
    isReordered: false,
  })
  expect(partChanges('materials', before, before.toReversed())).toMatchObject({ changed: [], isReordered: true })
})

test('a field that goes to another topic is the same field in another place', () => {
  const field = (id: string) => ({ id, label: both(id), type: 'yes-no' })
  const form = (first: string[], second: string[]) => ({
    sections: [
      { id: 'one', title: both('一'), fields: first.map(field) },
      { id: 'two', title: both('二'), fields: second.map(field) },
    ],
  })
  expect(partChanges('form', form(['a', 'b'], ['c']), form(['a'], ['b', 'c', 'd']))).toEqual({
    gone: [],
    come: ['d'],
    changed: [],
    isReordered: true,
  })
})

test('other elements are told by their values', () => {
  expect(partChanges('aliases', ['a'], ['b'])).toBeNull()
})
