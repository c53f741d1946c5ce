import type { Session } from '../session/session.ts'
import { type MandateScope, scopeCovers } from './mandate.ts'

/**
 * Whose affairs a session minds now (当事人): one's own, or, under a mandate, those of its principal that the mandate names. For a
 * firm whoever submitted them, so that nothing is lost when its people change; for another person only what this agent submitted,
 * since a mandate to apply does not open what was done before it (Personal Information Protection Law art. 6, the least needed).
 */
export type Party = {
  /** The account that the affairs belong to: a person's or a firm's. */
  accountId: string
  /** Only what this account submitted; null: whoever submitted it. */
  submittedBy: string | null
  scope: MandateScope
}

export const partyOf = ({ account, mandate }: Session): Party =>
  mandate === null
    ? { accountId: account.accountId, submittedBy: null, scope: { type: 'all' } }
    : {
        accountId: mandate.principalAccountId,
        submittedBy: mandate.principalKind === 'natural' ? account.accountId : null,
        scope: mandate.scope,
      }

/** Whose something is: the applicant, with whoever submitted it for them. */
export type Belonging = {
  kind: 'natural' | 'legal'
  code: string
  accountId: string
  agent?: { accountId: string }
}

/** Is this the session's own, or its principal's under the mandate it acts under? `entryIds`: everything applied for in it. */
export function isPartyTo(session: Session, of: Belonging, entryIds: readonly string[]): boolean {
  const { account, mandate } = session
  // What was submitted for another never is the agent's own.
  if (of.accountId === account.accountId && of.agent?.accountId !== account.accountId) return true
  if (mandate === null || of.agent === undefined || of.kind !== mandate.principalKind) return false
  const isPrincipals =
    mandate.principalKind === 'legal'
      ? of.code === mandate.principalCode
      : of.accountId === mandate.principalAccountId && of.agent.accountId === account.accountId
  return isPrincipals && entryIds.every((one) => scopeCovers(mandate.scope, one))
}
