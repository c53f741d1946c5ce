import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formatFullDate, stepFor } from './view.ts'

test('a document says the year of every date, so that it means the same in ten years', () => {
  const day = Temporal.PlainDate.from('2026-03-16')
  expect(formatFullDate({ locale: 'zh' }, day)).toBe('2026 年 3 月 16 日')
  expect(formatFullDate({ locale: 'en' }, day)).toBe('16 March 2026')
})

test('every step that people of the shipped routes take has an English name', () => {
  const routes = fileURLToPath(new URL('../../../seeds/routes/', import.meta.url))
  const names = readdirSync(routes)
    .filter((file) => file.endsWith('.bpmn'))
    .flatMap((file) => [
      ...readFileSync(`${routes}${file}`, 'utf8').matchAll(/<(?:\w+:)?userTask\b[^>]*? name="([^"]+)"/g),
    ])
    .map((one) => one[1] ?? '')
  expect(new Set(names).size).toBeGreaterThan(20)
  const english = { locale: 'en' } as const
  expect([...new Set(names)].filter((name) => /\p{Script=Han}/u.test(stepFor(english, name)))).toEqual([])
  expect(stepFor(english, '规划预审')).toBe('Planning: precheck')
})
