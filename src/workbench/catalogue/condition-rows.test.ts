import { expect, test } from 'vitest'
import type { Condition } from '#management'
import type { Asked } from './asked.ts'
import { conditionOf, conditionWords, emptyRow, rowsOf } from './condition-rows.ts'

const marriage: Asked = {
  id: 'marriage',
  label: { zh: '父母结婚了吗？', en: 'Are the parents married?' },
  kind: 'one',
  from: 'question',
  options: [
    { value: 'married', label: { zh: '已结婚', en: 'Married' } },
    { value: 'divorced', label: { zh: '已离婚', en: 'Divorced' } },
  ],
}
const area: Asked = { id: 'area', label: { zh: '面积', en: 'Area' }, kind: 'number', from: 'field', options: [] }
const asked = [marriage, area]

const plain: Condition[] = [
  { eq: ['marriage', 'married'] },
  { in: ['marriage', ['married', 'divorced']] },
  { not: { eq: ['marriage', 'married'] } },
  { not: { in: ['marriage', ['married', 'divorced']] } },
  { has: ['goods', 'milk'] },
  { gt: ['area', 300] },
  { and: [{ eq: ['marriage', 'married'] }, { gt: ['area', 300] }] },
  { or: [{ eq: ['marriage', 'married'] }, { not: { eq: ['home', true] } }] },
]

test.each(plain)('a plain condition is the same after it was written as lines: %j', (condition) => {
  const rows = rowsOf(condition)
  expect(rows).not.toBeNull()
  expect(rows && conditionOf(rows)).toEqual(condition)
})

test('no condition is no line, and no line is no condition', () => {
  expect(rowsOf(undefined)).toEqual({ join: 'and', rows: [] })
  expect(conditionOf({ join: 'or', rows: [] })).toBeUndefined()
})

test('what says more than lines can is told in words and left as it is', () => {
  const deep: Condition = {
    and: [{ eq: ['marriage', 'married'] }, { or: [{ gt: ['area', 300] }, { not: { gt: ['area', 9] } }] }],
  }
  expect(rowsOf(deep)).toBeNull()
  expect(conditionWords(deep, asked)).toBe(
    '“父母结婚了吗？”是“已结婚”，并且（“面积”大于 300，或者不满足（“面积”大于 9））',
  )
  expect(rowsOf({ not: { gt: ['area', 300] } })).toBeNull()
})

test('a condition is read with its questions and answers, and what is gone is named', () => {
  expect(conditionWords({ in: ['marriage', ['married', 'divorced']] }, asked)).toBe(
    '“父母结婚了吗？”是“已结婚”或“已离婚”',
  )
  expect(conditionWords({ in: ['marriage', []] }, asked)).toBe('“父母结婚了吗？”是（还没有选答案）')
  expect(conditionWords({ eq: ['gone', 'x'] }, asked)).toBe('“（没有这一项：gone）”是“x”')
})

test('a new line compares as the question is answered', () => {
  expect(emptyRow(marriage)).toEqual({ field: 'marriage', op: 'is', values: [] })
  expect(emptyRow(area)).toEqual({ field: 'area', op: 'over', values: [0] })
})
