import { expect, test } from 'vitest'
import { dayToAct, dueWords, whyFirst } from './due-words.ts'

const row = { clockStopped: false, remaining: 4, light: 'green', state: 'accepted' } as const

test.each([
  [{ ...row, remaining: -2, light: 'red' as const }, 'overdue', '超期 2 天', '2 days overdue'],
  [{ ...row, remaining: -1, light: 'red' as const }, 'overdue', '超期 1 天', '1 day overdue'],
  [{ ...row, remaining: 0, light: 'amber' as const }, 'soon', '今天到期', 'Due today'],
  [{ ...row, remaining: 1, light: 'amber' as const }, 'soon', '还有 1 天', '1 day left'],
  [row, 'time', '还有 4 天', '4 days left'],
])('%o says %s in words of both languages', (given, mark, zh, en) => {
  expect(dueWords(given)).toMatchObject({ mark, word: { zh, en } })
})

test('a stopped clock is not late, whatever the calendar says', () => {
  expect(dueWords({ ...row, clockStopped: true, remaining: -5, light: 'red' })).toMatchObject({
    light: 'none',
    mark: 'stopped',
  })
})

test('before acceptance no time runs, and a finished case is no longer urgent', () => {
  expect(dueWords({ ...row, remaining: null, state: 'submitted' }).mark).toBe('waiting')
  expect(dueWords({ ...row, remaining: -9, light: 'red', state: 'granted' })).toMatchObject({
    light: 'none',
    mark: 'closed',
  })
})

test('the desk says why a case comes first', () => {
  expect(whyFirst({ why: 'overdue', remaining: -3 }).zh).toBe('排在最前：已超过承诺时限 3 个工作日')
  expect(whyFirst({ why: 'due-soon', remaining: 0 }).zh).toContain('今天到期')
  expect(whyFirst({ why: 'waiting', remaining: null }).en).toContain('waited longest')
})

test('a row names the day by which to act, but none while the clock stands, when nobody knows it yet, nor after the end', () => {
  expect(dayToAct({ ...row, actBy: '2026-03-09' })).toBe('2026-03-09')
  expect(dayToAct({ ...row, actBy: '2026-03-09', clockStopped: true })).toBeNull()
  expect(dayToAct({ ...row, actBy: '2026-03-09', state: 'granted' })).toBeNull()
})
