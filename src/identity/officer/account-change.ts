import { type Actor, type Clock, type Db, isRefusal, type Refusal, refuse } from '#base'
import type { OfficerRole } from '../role/role.ts'
import type { Session } from '../session/session.ts'
import { administratorScopes, mayNot, type Officer, type OfficerChange, reachesRole } from './officer.ts'
import { type AccountAct, findOfficer } from './officer-store.ts'

/** What managing officers needs: the city, and whether it has such a place. */
export type Offices = { db: Db; clock: Clock; cityCode: string; hasPlace: (role: OfficerRole) => boolean }

/** Who changes something: an administrator at the workbench, or the operator at the machine. */
export type Appointer = Session | 'operator'

/** The name under which the operator's acts stand in the history. */
const operator: Actor = { kind: 'system', name: 'bantuo appoint' }

/** In whose name: the authority whose administrator acts; one over a whole division acts for no authority in particular. */
export function actorFor(by: Appointer, place: Omit<OfficerRole, 'role'> | null): Actor {
  if (by === 'operator') return operator
  const scopes = administratorScopes(by.roles)
  const scope = scopes.find((one) => place !== null && reachesRole([one], place)) ?? scopes[0]
  const { accountId, name } = by.account
  return { kind: 'officer', accountId, name, authorityCode: scope?.authorityCode ?? '' }
}

/** The longest reason that is kept. */
export const longestReason = 500

/** A reason there must be: whoever is asked later reads it. */
export function reasonFlaw(reason: string): Refusal | null {
  const sentence =
    reason.trim() === ''
      ? { zh: '请写明原因，例如“调入窗口”。', en: 'Give the reason, such as “moved to the counter”.' }
      : reason.length > longestReason
        ? { zh: `原因最多 ${longestReason} 个字。`, en: `The reason has ${longestReason} characters at most.` }
        : null
  return sentence && refuse('invalid', sentence, [{ pointer: '/reason', sentence }])
}

export const noSuchOfficer = refuse('not-found', {
  zh: '没有找到这个人，或不在您管理的范围内。',
  en: 'There is no such person within what you administer.',
})

/** The officer whom this administrator may change so, and the act to be kept with it; or why not. */
export async function prepareChange(
  offices: Offices,
  by: Session,
  accountId: string,
  change: OfficerChange,
  reason: string,
): Promise<{ officer: Officer; act: AccountAct } | Refusal> {
  const officer = await findOfficer(offices.db, accountId)
  const place = 'role' in change ? change.role : (officer?.roles[0] ?? null)
  const refused =
    mayNot(by, change, { accountId, roles: officer?.roles ?? [] }, offices.cityCode) ??
    (officer === undefined ? noSuchOfficer : reasonFlaw(reason))
  if (isRefusal(refused) || officer === undefined) return refused ?? noSuchOfficer
  return { officer, act: actOf(offices, by, place, reason) }
}

export const actOf = (
  { cityCode, clock }: Offices,
  by: Appointer,
  place: Omit<OfficerRole, 'role'> | null,
  reason: string,
): AccountAct => ({ cityCode, at: clock(), actor: actorFor(by, place), reason: reason.trim() })
