import { expect, test } from 'vitest'
import type { CaseView } from '../api-contract.ts'
import { actsOf } from './acts.ts'
import { listDeferrable, listLacking, papersOf } from './papers.ts'

const view = (over: Partial<Parameters<typeof actsOf>[0]>): Parameters<typeof actsOf>[0] => ({
  state: 'submitted',
  moves: ['receive-material', 'check-material', 'request-correction', 'accept', 'decline'],
  hindrances: [],
  route: null,
  claim: 1,
  release: null,
  ...over,
})

test('a complete application is accepted first of all; declining and telling stand beside it, in their places', () => {
  expect(actsOf(view({}))).toEqual({
    moves: ['decline', 'request-correction', 'accept'],
    primary: 'accept',
    claim: 1,
    release: null,
    notes: [],
  })
})

test('while a paper is missing, the one-time notice comes first and the reason is said', () => {
  const why = { zh: '还缺：户口簿，齐了才能受理。', en: '…' }
  const acts = actsOf(view({ moves: ['request-correction', 'decline'], hindrances: [why] }))
  expect(acts.primary).toBe('request-correction')
  expect(acts.notes).toEqual([why])
})

test('while the applicant is waited for, nothing is the obvious next thing', () => {
  expect(actsOf(view({ state: 'correcting', moves: ['accept', 'decline'] })).primary).toBeNull()
})

const requirement = (no: number, need: 'required' | 'conditional' | 'deferrable', more: object = {}) => ({
  no,
  name: { zh: `材料${no}`, en: `Paper ${no}` },
  kind: 'own',
  need,
  heldBy: null,
  ...more,
})

test('each paper says how it stands', () => {
  const caseFile = {
    requirements: [
      requirement(1, 'required'),
      requirement(2, 'required', { kind: 'form' }),
      requirement(3, 'required', { heldBy: '公安局' }),
      requirement(4, 'required'),
      requirement(5, 'deferrable'),
      requirement(6, 'required'),
    ],
    materials: [{ materialNo: 1, position: 1, name: 'a.pdf', trust: 'C' }],
    missing: [4, 6],
    brought: [4],
    deferred: [],
  } as unknown as CaseView
  expect(papersOf(caseFile).map((paper) => paper.standing)).toEqual([
    'given',
    'form',
    'fetched',
    'brought',
    'not-given',
    'missing',
  ])
  expect(listLacking(caseFile).map((paper) => paper.requirement.no)).toEqual([4, 6])
  expect(listDeferrable(caseFile).map((paper) => paper.requirement.no)).toEqual([5])
})

test('while the route of a case cannot be used, nothing is the obvious next thing: least of all a notice of correction', () => {
  const route = { key: 'standard', version: 1, isUsable: false }
  const acts = actsOf(view({ moves: ['request-correction'], route }))
  expect([acts.moves, acts.primary]).toEqual([['request-correction'], null])
})
