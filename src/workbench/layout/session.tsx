import { createContext, type ReactNode, useContext } from 'react'
import type { SessionView } from '../api-contract.ts'

type Officer = SessionView & { account: NonNullable<SessionView['account']> }

const SessionContext = createContext<Officer | null>(null)

export const SessionProvider = ({ session, children }: { session: Officer; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
)

/** The officer at this desk. Pages are only drawn for one who is signed in. */
export function useOfficer(): Officer {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('no officer is signed in here')
  return session
}

const caseRoles: readonly string[] = ['counter-clerk', 'examiner', 'decider', 'supervisor', 'village-agent']

export const handlesCases = (session: SessionView): boolean =>
  session.roles.some((one) => caseRoles.includes(one.role) && one.role !== 'supervisor')
/** Does this officer sit at a counter, where applications are entered for people? */
export const sitsAtCounter = (session: SessionView): boolean =>
  session.roles.some((one) => one.role === 'counter-clerk')
/** Does this officer look after the system? */
export const administers = (session: SessionView): boolean => session.roles.some((one) => one.role === 'administrator')
/** May this officer draw routes and decisions? */
export const drawsRoutes = (session: SessionView): boolean =>
  session.roles.some((one) => one.role === 'catalogue-editor' || one.role === 'administrator')
export const readsCases = (session: SessionView): boolean =>
  session.roles.some((one) => caseRoles.includes(one.role) && one.role !== 'village-agent')
