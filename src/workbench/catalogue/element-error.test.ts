import { expect, test } from 'vitest'
import { elementError, errorsLeft } from './element-error.ts'

const problem = {
  status: 422,
  detail: '内容不完整，草稿没有保存。',
  errors: [
    { pointer: '/content/conditions/2/zh', detail: 'conditions › 2 › zh：请填写或更正。' },
    { pointer: '/content/conditions/2/en', detail: 'conditions › 2 › en：请填写或更正。' },
    { pointer: '/content/committed', detail: '承诺时限不能长于法定时限。' },
    { pointer: '/content/phone', detail: '咨询电话和投诉电话都要有。' },
  ],
}

test('an editor is told the line and the language, not the path', () => {
  expect(elementError(problem, 'conditions')).toBe('第 3 行，中文：请填写或更正。 第 3 行，英文：请填写或更正。')
})

test('what a rule says of an element is said as it is', () => {
  expect(elementError(problem, 'committed')).toBe('承诺时限不能长于法定时限。')
  expect(elementError(problem, 'fee')).toBeUndefined()
  expect(elementError(null, 'fee')).toBeUndefined()
})

test('a finding about an element that is not edited here is said on top', () => {
  expect(errorsLeft(problem, ['conditions', 'committed'])).toEqual(['咨询电话和投诉电话都要有。'])
})
