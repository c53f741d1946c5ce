import type { Account } from '../account/account.ts'
import type { Mandate } from '../mandate/mandate.ts'
import type { OfficerRole } from '../role/role.ts'

/** Who is asking: an account with what it may be, and for whom it acts at this moment. */
export type Session = {
  account: Account
  roles: readonly OfficerRole[]
  csrf: string
  /** The mandate under which the person acts now; null: for oneself. */
  mandate: Mandate | null
  /** How many messages to whoever the session acts for nobody has seen yet; absent where that was not asked. */
  unread?: number
}

/** Idle for 30 minutes, or 12 hours in all: then sign in again. Officers share counters, so both apply to all. */
export const sessionIdleMinutes = 30
export const sessionHours = 12
