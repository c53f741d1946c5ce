import { expect, test } from 'vitest'
import type { CaseView } from '../api-contract.ts'
import { actsOf } from './acts.ts'
import { listDeferrable, listLacking, papersOf } from './papers.ts'

const name = (zh: string) => ({ zh, en: zh })
const requirement = (no: number, need: 'required' | 'conditional' | 'deferrable', more: object = {}) => ({
  no,
  name: name(`材料${no}`),
  kind: 'own',
  need,
  heldBy: null,
  ...more,
})
const task = (stage: string, assignee: { accountId: string; name: string } | null = null) => ({
  token: 1,
  element: stage,
  name: stage,
  stage,
  assignee,
})
const given = (materialNo: number) => ({ materialNo, position: 1, name: 'a.pdf', trust: 'C' })

const caseFile = (over: object): CaseView =>
  ({
    item: { caseType: 'committed' },
    requirements: [requirement(1, 'required')],
    materials: [given(1)],
    brought: [],
    deferred: [],
    correction: null,
    examinations: [],
    clocks: [{ state: 'not-started' }],
    history: [],
    tasks: [task('acceptance')],
    moves: ['check-material', 'request-correction', 'accept', 'decline'],
    ...over,
  }) as unknown as CaseView

test('a complete application is accepted first of all; declining and telling stand beside it, in their places', () => {
  expect(actsOf(caseFile({}), 'me')).toMatchObject({
    moves: ['decline', 'request-correction', 'accept'],
    primary: 'accept',
    claim: 1,
    release: null,
    notes: [],
  })
})

test('while a required paper is missing, the one-time notice comes first and acceptance is not offered', () => {
  const acts = actsOf(caseFile({ materials: [] }), 'me')
  expect(acts.primary).toBe('request-correction')
  expect(acts.moves).not.toContain('accept')
  expect(acts.notes[0]?.zh).toContain('材料1')
})

test('who was told once is not told again', () => {
  expect(actsOf(caseFile({ correction: { noticeNo: 'x' } }), 'me').moves).not.toContain('request-correction')
})

test('a colleague who holds the task is named, and nothing is offered in their stead', () => {
  const acts = actsOf(caseFile({ tasks: [task('acceptance', { accountId: 'li', name: '李' })] }), 'me')
  expect(acts.moves).toEqual([])
  expect(acts.claim).toBeNull()
  expect(acts.notes[0]?.zh).toBe('acceptance正由李办理。')
})

test('nobody examines and decides the same case', () => {
  const decided = { tasks: [task('decision')], moves: ['decide', 'terminate'] }
  expect(actsOf(caseFile(decided), 'me').primary).toBe('decide')
  const acts = actsOf(caseFile({ ...decided, examinations: [{ by: 'me' }] }), 'me')
  expect(acts.moves).toEqual(['terminate'])
  expect(acts.notes[0]?.zh).toContain('另一位同事')
})

test('while the clock stands it is started again before anything is decided', () => {
  const acts = actsOf(
    caseFile({
      tasks: [task('examination', { accountId: 'me', name: '我' })],
      moves: ['examine', 'stop-clock', 'start-clock'],
      clocks: [{ state: 'stopped' }],
    }),
    'me',
  )
  expect(acts.moves).toEqual(['start-clock'])
  expect(acts.primary).toBe('start-clock')
  expect(acts.release).toBe(1)
})

test('the limit is extended once, and never for an instant item', () => {
  const running = { tasks: [task('decision')], moves: ['extend'], clocks: [{ state: 'running' }] }
  expect(actsOf(caseFile(running), 'me').moves).toEqual(['extend'])
  expect(actsOf(caseFile({ ...running, history: [{ type: 'extended' }] }), 'me').moves).toEqual([])
  expect(actsOf(caseFile({ ...running, item: { caseType: 'instant' } }), 'me').moves).toEqual([])
})

test('each paper says how it stands', () => {
  const view = caseFile({
    requirements: [
      requirement(1, 'required'),
      requirement(2, 'required', { kind: 'form' }),
      requirement(3, 'required', { heldBy: '公安局' }),
      requirement(4, 'required'),
      requirement(5, 'deferrable'),
      requirement(6, 'required'),
    ],
    brought: [4],
  })
  expect(papersOf(view).map((paper) => paper.standing)).toEqual([
    'given',
    'form',
    'fetched',
    'brought',
    'not-given',
    'missing',
  ])
  expect(listLacking(view).map((paper) => paper.requirement.no)).toEqual([4, 6])
  expect(listDeferrable(view).map((paper) => paper.requirement.no)).toEqual([5])
})
