import type { Place } from '../router.ts'

/** The shapes of /api/v1/officers as the desk reads them. */
export type RoleAt = { role: string; divisionCode: string; authorityCode: string | null }
/** Where a role is held, by its names. */
export type PlaceNames = {
  divisionName: string
  divisionNameEn: string
  authorityName: string | null
  authorityNameEn: string | null
}
type NamedRole = RoleAt & PlaceNames
export type RoleRow = NamedRole & { givenAt: string | null; givenBy: string | null }

export type OfficerRow = {
  accountId: string
  name: string
  /** The date of birth is hidden. */
  residentIdNo: string | null
  signedInAt: string | null
  disabledAt: string | null
  roles: RoleRow[]
}

export type AccountLine = {
  seq: number
  type: string
  at: string
  by: string
  byKind: 'person' | 'officer' | 'system'
  reason: string
  device: string
  role: NamedRole | null
}

export type OfficerView = OfficerRow & {
  roles: (RoleRow & { mayWithdraw: boolean })[]
  isOneself: boolean
  mayDisable: boolean
  history: AccountLine[]
}

/** An officer after a change; `tasksGivenBack` only where one may lose tasks by it. */
export type ChangedOfficer = OfficerView & { tasksGivenBack?: number }

export type OfficerPage = { items: OfficerRow[]; next: string | null; total: number }
export type FoundPlace = {
  divisionCode: string
  authorityCode: string | null
  name: string
  nameEn: string
  within: string
  withinEn: string
}

export type Appointee =
  | { by: 'account'; accountId: string }
  | { by: 'resident-id'; residentIdNo: string; name: string }
  | { by: 'subject'; subject: string; name: string }

export type Appointment = { appointee: Appointee; role: RoleAt; reason: string }
export type OfficersPlace = Extract<Place, { page: 'officers' }>
