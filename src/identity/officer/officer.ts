import { type Refusal, refuse } from '#base'
import { covers, type OfficerRole } from '../role/role.ts'

/** A role that somebody holds: since when, and by whose name it was given. Null: it was there before this was kept. */
export type HeldRole = OfficerRole & { givenAt: Temporal.Instant | null; givenBy: string | null }

/** 工作人员: an account with the roles that it holds; none: it was one, or may become one. */
export type Officer = {
  accountId: string
  name: string
  residentIdNo: string | null
  /** Null: expected, but never signed in. */
  signedInAt: Temporal.Instant | null
  disabledAt: Temporal.Instant | null
  roles: readonly HeldRole[]
}

/** Who is to be appointed: an account that is known, or somebody expected under the number or the name the provider will vouch for. */
export type Appointee =
  | { by: 'account'; accountId: string }
  | { by: 'resident-id'; residentIdNo: string; name: string }
  | { by: 'subject'; subject: string; name: string }

/** What an administrator may do to an officer. */
export type OfficerChange =
  | { change: 'appoint'; role: OfficerRole }
  | { change: 'withdraw'; role: OfficerRole }
  | { change: 'disable' }
  | { change: 'enable' }

/** Does the city's own division lie within the scope, with every authority in it? */
export const isWholeCity = (scope: OfficerRole, cityCode: string): boolean =>
  scope.authorityCode === null && covers(scope.divisionCode, `${cityCode}00000000`)

/** Where somebody administers: a division and what lies below, or one authority there. */
export const administratorScopes = (held: readonly OfficerRole[]): OfficerRole[] =>
  held.filter((one) => one.role === 'administrator')

/** Does somebody administer the whole city, with every authority in it? What touches cases of many authorities is theirs. */
export const administersCity = (held: readonly OfficerRole[], cityCode: string): boolean =>
  administratorScopes(held).some((one) => isWholeCity(one, cityCode))

/** Do these scopes reach the place of a role? One over every authority of a division is reached by such a scope only. */
export const reachesRole = (scopes: readonly OfficerRole[], role: Omit<OfficerRole, 'role'>): boolean =>
  scopes.some(
    (one) =>
      covers(one.divisionCode, role.divisionCode) &&
      (one.authorityCode === null || one.authorityCode === role.authorityCode),
  )

/** May whoever holds these roles see this officer? All who hold a role within reach; the rest is the whole city's to see. */
export function maySee(held: readonly OfficerRole[], officer: Pick<Officer, 'roles'>, cityCode: string): boolean {
  const scopes = administratorScopes(held)
  return administersCity(held, cityCode) || officer.roles.some((one) => reachesRole(scopes, one))
}

type Administrator = { account: { accountId: string }; roles: readonly OfficerRole[] }

/**
 * Why this administrator may not change this officer; null when they may. Nobody changes their own roles or closes their own
 * account, so that every change has two people in it.
 */
export function mayNot(
  by: Administrator,
  change: OfficerChange,
  officer: { accountId: string | null; roles: readonly OfficerRole[] },
  cityCode: string,
): Refusal | null {
  const scopes = administratorScopes(by.roles)
  if (scopes.length === 0) return refuse('not-allowed', onlyAdministrators)
  if (officer.accountId === by.account.accountId) return refuse('not-allowed', notOneself)
  return isWithin(scopes, change, officer.roles, cityCode) ? null : refuse('not-allowed', outOfReach)
}

function isWithin(
  scopes: readonly OfficerRole[],
  change: OfficerChange,
  held: readonly OfficerRole[],
  cityCode: string,
): boolean {
  switch (change.change) {
    case 'appoint':
    case 'withdraw':
      return reachesRole(scopes, change.role)
    case 'disable':
    case 'enable':
      // An account without a role is a citizen's: only whoever looks after the whole city closes that.
      return held.length === 0
        ? scopes.some((one) => isWholeCity(one, cityCode))
        : held.every((one) => reachesRole(scopes, one))
  }
}

const onlyAdministrators = { zh: '岗位由系统管理员管理。', en: 'Roles are managed by administrators.' }
const notOneself = {
  zh: '不能改自己的岗位或停用自己的账户。请由另一位管理员来办。',
  en: 'You cannot change your own roles or account. Ask another administrator.',
}
const outOfReach = {
  zh: '这个岗位不在您管理的范围内。请由上一级管理员来办。',
  en: 'That is beyond what you administer. Ask an administrator of a higher level.',
}

/** Refused to keep a way in: a city without an administrator can only be opened again from the command line. */
export const lastAdministrator = refuse('conflict', {
  zh: '这是全市最后一位系统管理员，不能免去或停用。请先任命另一位，再来办。',
  en: 'This is the city’s last administrator. Appoint another first, then come back.',
})
