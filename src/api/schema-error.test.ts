import { z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { flawOf } from './schema-error.ts'

const Request = z.strictObject({
  name: z.string().min(2).max(4),
  count: z.int().max(9),
  on: z.iso.date(),
  how: z.enum(['online', 'mail']),
  papers: z.array(z.strictObject({ 'a/b': z.boolean() })).max(1),
})

const flawsOf = (value: unknown) =>
  Object.fromEntries(
    (Request.safeParse(value).error?.issues ?? []).map((issue) => {
      const { pointer, sentence } = flawOf(issue)
      return [pointer, sentence]
    }),
  )

test('each part of a request that is wrong is told at its place, in both languages, with what belongs there', () => {
  const flaws = flawsOf({ name: 'x', count: 1.5, on: '16.3.2026', how: 'fax', papers: [{ 'a/b': 'yes' }], more: 1 })
  expect(flaws['/name']).toEqual({ zh: '至少 2 个字符。', en: 'At least 2 characters.' })
  expect(flaws['/count']).toEqual({ zh: '这里要填整数。', en: 'This must be a whole number.' })
  expect(flaws['/on']?.zh).toContain('2026-03-16')
  expect(flaws['/how']).toEqual({ zh: '只能是：online、mail。', en: 'Only: online, mail.' })
  expect(flaws['/papers/0/a~1b']?.zh).toContain('true、false')
  expect(flaws['/']?.en).toContain('Unknown: more')
})

test('what is missing is called missing, and what is too much says how much is allowed', () => {
  expect(flawsOf({})['/name']).toEqual({ zh: '没有填写，请补上。', en: 'Missing; please give it.' })
  const flaws = flawsOf({
    name: '一二三四五',
    count: 10,
    on: '2026-03-16',
    how: 'mail',
    papers: [{ 'a/b': true }, { 'a/b': true }],
  })
  expect(flaws['/name']?.zh).toBe('最多 4 个字符。')
  expect(flaws['/count']?.en).toBe('At most 9.')
  expect(flaws['/papers']?.zh).toBe('最多 1 项。')
})
