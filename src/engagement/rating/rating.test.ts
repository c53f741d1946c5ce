import { expect, test } from 'vitest'
import type { Mandate, Session } from '#identity'
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

test('an invitation to rate is the applicant’s: a person’s own, or a firm’s through who acts for it on that item', () => {
  const toMan = { accountId: 'man', entryId: 'S' }
  const toFirm = { accountId: 'firm', entryId: 'S' }
  expect(isInvited(session('man'), toMan)).toBe(true)
  expect(isInvited(session('somebody'), toMan)).toBe(false)
  // Who applies for an old man does not rate for him.
  expect(isInvited(session('agent', { principalKind: 'natural', principalAccountId: 'man' }), toMan)).toBe(false)
  expect(isInvited(session('agent', {}), toFirm)).toBe(true)
  expect(isInvited(session('agent', { scope: { type: 'entries', entryIds: ['T'] } }), toFirm)).toBe(false)
  expect(isInvited(session('agent', { principalAccountId: 'other-firm' }), toFirm)).toBe(false)
  expect(isInvited(session('agent'), toFirm)).toBe(false)
})
