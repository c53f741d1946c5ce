import { expect, test } from 'vitest'
import type { Mandate, OfficerRole, Session } from '#identity'
import { isInvited } from './rating.ts'

const session = (accountId: string, mandate: Partial<Mandate> | null = null): Session => ({
  account: { accountId, kind: 'person', name: '', profile: {}, preferences: {} },
  roles: [],
  csrf: '',
  mandate: mandate && {
    ...{ mandateId: 'm', principalKind: 'legal', principalAccountId: 'firm', principalCode: '91410800MA0000007L' },
    ...{ principalName: '', agentAccountId: accountId, scope: { type: 'all' }, revokedAt: null, mayDelegate: false },
    validFrom: Temporal.PlainDate.from('2026-01-01'),
    validUntil: Temporal.PlainDate.from('2026-12-31'),
    ...mandate,
  },
})

const decided = { authorityCode: 'bureau', authorityDivision: '410802000000' }

test('an invitation to rate is the applicant’s: a person’s own, or a firm’s through who acts for it on that item', () => {
  const toMan = { accountId: 'man', entryId: 'S', ...decided }
  const toFirm = { accountId: 'firm', entryId: 'S', ...decided }
  expect(isInvited(session('man'), toMan)).toBe(true)
  expect(isInvited(session('somebody'), toMan)).toBe(false)
  // Who applies for an old man does not rate for him.
  expect(isInvited(session('agent', { principalKind: 'natural', principalAccountId: 'man' }), toMan)).toBe(false)
  expect(isInvited(session('agent', {}), toFirm)).toBe(true)
  expect(isInvited(session('agent', { scope: { type: 'entries', entryIds: ['T'] } }), toFirm)).toBe(false)
  expect(isInvited(session('agent', { principalAccountId: 'other-firm' }), toFirm)).toBe(false)
  expect(isInvited(session('agent'), toFirm)).toBe(false)
})

test('staff of the deciding authority do not rate it, not their own case either; officers of others are citizens like any', () => {
  const own = { accountId: 'officer', entryId: 'S', ...decided }
  const holding = (role: Partial<OfficerRole>): Session => ({
    ...session('officer'),
    roles: [{ role: 'examiner', divisionCode: '410802000000', authorityCode: 'bureau', ...role }],
  })
  expect(isInvited(holding({}), own)).toBe(false)
  expect(isInvited(holding({ role: 'supervisor', divisionCode: '410800000000', authorityCode: null }), own)).toBe(false)
  expect(isInvited(holding({ authorityCode: 'police' }), own)).toBe(true)
  expect(isInvited(holding({ divisionCode: '410804000000', authorityCode: null }), own)).toBe(true)
  expect(isInvited(holding({ role: 'catalogue-editor' as never }), own)).toBe(true)
})
