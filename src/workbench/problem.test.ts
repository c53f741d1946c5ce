import { expect, test } from 'vitest'
import { errorOf, errorsElsewhere, toProblem } from './problem.ts'

const body = {
  title: '内容需要修改',
  status: 422,
  detail: '决定须写明理由和依据。',
  errors: [
    { pointer: '/reason', detail: '请写明理由。' },
    { pointer: '/act/basis', detail: '请选择法律依据。' },
    { pointer: '/deferred/3', detail: '材料 3 不可容缺。' },
  ],
}

test('each refused field finds its own sentence, whether the schema or a rule refused it', () => {
  const problem = toProblem(422, body)
  expect(errorOf(problem, '/reason')).toBe('请写明理由。')
  expect(errorOf(problem, '/basis')).toBe('请选择法律依据。')
  expect(errorOf(problem, '/opinion')).toBeUndefined()
})

test('an error that no field on show can carry is said on top', () => {
  expect(errorsElsewhere(toProblem(422, body), ['/reason', '/basis'])).toEqual(['材料 3 不可容缺。'])
})

test('a page of a proxy instead of a problem still becomes a sentence', () => {
  for (const answer of ['<html>', null, { detail: 7 }, { errors: 'x' }, { errors: [null, { pointer: 1 }] }]) {
    const problem = toProblem(502, answer)
    expect(problem.detail).toContain('502')
    expect(problem.errors).toEqual([])
  }
})

test('an unreachable server says that nothing typed is lost', () => {
  expect(toProblem(0, null).detail).toContain('您填的内容还在')
})
