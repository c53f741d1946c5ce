import { expect, test } from 'vitest'
import type { CaseView } from '../../api-contract.ts'
import { firstDraft, flawsOf, requestsOf } from './correction-draft.ts'

const requirement = (no: number) => ({
  no,
  name: { zh: `材料${no}`, en: `Paper ${no}` },
  kind: 'own',
  need: 'required',
  heldBy: null,
})
const caseFile = {
  requirements: [requirement(1), requirement(2)],
  materials: [{ materialNo: 1, position: 1 }],
  missing: [2],
  brought: [],
  deferred: [],
  gathered: [],
} as unknown as CaseView

test('the notice begins with what is missing, its reason ready', () => {
  const draft = firstDraft(caseFile)
  expect(requestsOf(caseFile, draft)).toEqual([{ materialNo: 2, what: '材料2', reason: '没有提交。', basis: null }])
  expect(flawsOf(requestsOf(caseFile, draft))).toEqual([])
})

test('an empty notice tells nothing and is not sent', () => {
  expect(flawsOf([])).toMatchObject([{ pointer: '/requests' }])
})

test('a demand outside the published list needs a basis, and every demand needs a reason', () => {
  const requests = requestsOf(caseFile, {
    ticked: [1],
    reasons: {},
    outside: [{ what: '消防验收意见', reason: '面积超过三百平方米', basis: ' ' }],
  })
  expect(flawsOf(requests).map((one) => one.pointer)).toEqual(['/requests/0/reason', '/requests/1/basis'])
})
