import { expect, test } from 'vitest'
import type { CaseView } from '../api-contract.ts'
import { stateSentence } from './state-sentence.ts'

const clock = { state: 'stopped', dueOn: '2026-04-01', remaining: 10 }
const english: Readonly<Record<string, string>> = { 资源规划局: 'Planning Bureau', 生态环境局: 'Environment Bureau' }
const task = (authorityName: string, stage = 'opinion') => ({
  ...{ stage, name: '审查', authorityName },
  authorityNameEn: english[authorityName],
})
const sentence = (tasks: ReturnType<typeof task>[], stoppedDepartments: string[], state = 'stopped') =>
  stateSentence({
    ...{
      state: 'accepted',
      clocks: [{ ...clock, state }],
      tasks,
      stoppedDepartments,
      authority: { name: '资源规划局' },
    },
  } as unknown as CaseView)

test('where one department of several waits for its experts, it is said whose clock stands, and that the others run', () => {
  const { zh, en } = sentence([task('资源规划局'), task('生态环境局', 'procedure')], ['生态环境局'])
  expect(zh).toBe('生态环境局的特别程序进行中，该部门的时限和全件的总时限停止计时；其他部门照常办理，各自的时限照算。')
  expect(en).toContain('of Environment Bureau is running')
  expect(en).toContain('that of the whole case stand')
  expect(en).toContain('the other departments go on')
})

test('where nobody else is at work, the clock stands, and no other departments are spoken of', () => {
  expect(sentence([task('生态环境局', 'procedure')], ['生态环境局']).zh).toBe(
    '特别程序进行中，计时停止，由生态环境局办理。',
  )
  expect(sentence([task('资源规划局', 'procedure')], []).zh).toBe('特别程序进行中，计时停止，由资源规划局办理。')
})

test('a running clock says by when', () => {
  const { zh, en } = sentence([task('资源规划局')], [], 'running')
  expect(zh).toContain('还有 10 个工作日')
  expect(en).toMatch(/by Planning Bureau, due by .* 10 working days left/)
})
