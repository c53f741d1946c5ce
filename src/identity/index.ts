export type { Account, Preferences, Profile } from './account/account.ts'
export {
  disableAccount,
  findAccount,
  findAccountByResidentId,
  findAccountBySubject,
  keepAccount,
  keepPreferences,
  keepWalkIn,
  listOfficers,
  setRoles,
} from './account/account-store.ts'
export { demoPath, makeDemoProvider } from './demo-provider/make-demo-provider.ts'
export type { Persona } from './demo-provider/persona.ts'
export { demoIssuer, loadPersonas, type PersonaSeed, readPersonas, toPersona } from './demo-provider/personas.ts'
export { type Mandate, type MandateScope, mandateCovers, mandateFlaw } from './mandate/mandate.ts'
export {
  addMandate,
  findMandate,
  listMandatesOfAgent,
  listMandatesOfPrincipal,
  revokeMandate,
} from './mandate/mandate-store.ts'
export { covers, type OfficerRole, type Place, type Role, reaches, roles, scopePrefix, worksAt } from './role/role.ts'
export { type Session, sessionHours, sessionIdleMinutes } from './session/session.ts'
export {
  clearSessionCookie,
  type SessionEnv,
  sessionCookieName,
  carriesStaleToken,
  setSessionCookie,
  isFormPost,
  withCsrf,
  withSession,
} from './session/session-cookie.ts'
export { actFor, closeSession, findSession, openSession, sweepSessions } from './session/session-store.ts'
export { type Attempt, makeOpenId, type OpenId, type Vouched } from './sign-in/open-id.ts'
export { safeReturn, signInRoutes } from './sign-in/sign-in-routes.ts'
