import { expect, test } from 'vitest'
import type { Finding } from '#management'
import type { Problem } from '../problem.ts'
import { flawsOf, stillFound, stillWrong } from './flaws.ts'

const problem: Problem = {
  status: 422,
  detail: '内容不完整，草稿没有保存。',
  errors: [
    { pointer: '/content/materials/1/name/en', detail: 'materials › 1 › name › en：请填写或更正。' },
    { pointer: '/content/materials/10/basis', detail: '收费事项须写明收费依据。' },
  ],
}
const finding: Finding = {
  rule: 'conditions-know-fields',
  severity: 'error',
  element: 'materials',
  sentence: { zh: '有条件引用了不存在的问题。', en: 'Refers to nothing.' },
  places: ['materials/0/when', 'materials/1/when'],
}

test('what is wrong is told at its field, in its language, and counted at the paper', () => {
  const flaws = flawsOf(problem, [finding])
  expect(flaws.at('materials/1/name').map((one) => one.sentence)).toEqual(['英文：请填写或更正。'])
  expect(flaws.at('materials/1/when').map((one) => one.sentence)).toEqual(['有条件引用了不存在的问题。'])
  expect(flaws.under('materials/1')).toHaveLength(2)
  // Paper 10 is not a part of paper 1.
  expect(flaws.under('materials/10')).toHaveLength(1)
  expect(flaws.at('materials/0/name')).toEqual([])
})

test('what was said of a place holds until it is changed there', () => {
  const before = { materials: [{ when: 1 }, { name: { en: '' }, when: 2 }] }
  const after = { materials: [{ when: 1 }, { name: { en: 'Card' }, when: 3 }] }
  expect(stillWrong(problem, before, after)?.errors.map((one) => one.pointer)).toEqual(['/content/materials/10/basis'])
  expect(stillFound([finding], before, after)?.[0]?.places).toEqual(['materials/0/when'])
  expect(stillFound([finding], before, { materials: [] })).toBeUndefined()
  expect(stillFound(undefined, before, after)).toBeUndefined()
  const [first] = problem.errors
  expect(stillWrong(first ? { ...problem, errors: [first] } : null, before, after)).toBeNull()
  // A conflict names no place: it stands until the draft is refreshed.
  const conflict: Problem = { status: 409, detail: '别人刚保存过这份草稿。', errors: [] }
  expect(stillWrong(conflict, before, after)).toBe(conflict)
})
