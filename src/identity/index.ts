export type { Account, Preferences, Profile } from './account/account.ts'
export {
  findAccount,
  findAccountByResidentId,
  findAccountBySubject,
  keepAccount,
  keepPreferences,
  keepWalkIn,
  setRoles,
} from './account/account-store.ts'
export {
  type AccountLimiter,
  type AccountLimits,
  limitAccounts,
  type TooOften,
  usualLimits,
} from './account/limit-accounts.ts'
export { demoPath, makeDemoProvider } from './demo-provider/make-demo-provider.ts'
export type { Persona } from './demo-provider/persona.ts'
export { demoIssuer, loadPersonas, type PersonaSeed, readPersonas, toPersona } from './demo-provider/personas.ts'
export {
  type Mandate,
  type MandateScope,
  mandateCovers,
  mandateFlaws,
  maxMandateYears,
  type Principal,
  principalFor,
  scopeCovers,
  uncovered,
} from './mandate/mandate.ts'
export {
  addMandate,
  findMandate,
  listMandatesOfAgent,
  listMandatesOfPrincipal,
  type NamedMandate,
  revokeMandate,
} from './mandate/mandate-store.ts'
export { isPartyTo, type Party, partyOf } from './mandate/party.ts'
export { isBundleOf, isBundleOfSession, isCaseOf, isCaseOfSession } from './mandate/party-store.ts'
export { type Appointer, longestReason, type Offices } from './officer/account-change.ts'
export { appoint } from './officer/appoint.ts'
export { disableAccount, enableAccount } from './officer/close-account.ts'
export {
  type Appointee,
  administersCity,
  administratorScopes,
  type HeldRole,
  isWholeCity,
  mayNot,
  maySee,
  type Officer,
  type OfficerChange,
  reachesRole,
} from './officer/officer.ts'
export { countOfficers, findOfficer, listNamesakes, listOfficers, type OfficerFilter } from './officer/officer-store.ts'
export { withdrawRole } from './officer/withdraw-role.ts'
export type { Passkey } from './passkey/passkey.ts'
export { makePasskeys, type Passkeys } from './passkey/passkey-ceremony.ts'
export { listPasskeys, removePasskey } from './passkey/passkey-store.ts'
export { covers, type OfficerRole, type Place, type Role, reaches, roles, scopePrefix } from './role/role.ts'
export { type Session, sessionHours, sessionIdleMinutes } from './session/session.ts'
export {
  carriesStaleToken,
  clearSessionCookie,
  isFormPost,
  type SessionEnv,
  sessionCookieName,
  setSessionCookie,
  withCsrf,
  withSession,
} from './session/session-cookie.ts'
export { actFor, closeSession, findSession, openSession, sweepSessions } from './session/session-store.ts'
export { limitAttempts } from './sign-in/limit-attempts.ts'
export { type Attempt, makeOpenId, type OpenId, type Vouched } from './sign-in/open-id.ts'
export { passkeySignInRoutes } from './sign-in/passkey-routes.ts'
export { safeReturn, signInRoutes } from './sign-in/sign-in-routes.ts'
