import { ask, send } from '../api-client.ts'
import type {
  Appointment,
  ChangedOfficer,
  FoundPlace,
  OfficerPage,
  OfficerRow,
  OfficersPlace,
  OfficerView,
  RoleAt,
} from './officer-contract.ts'

const at = (accountId: string): string => `/officers/${encodeURIComponent(accountId)}`

/** The machine face of officers and their roles. */
export const officerApi = {
  list: ({ q, role, state }: OfficersPlace, after: string | null) =>
    ask<OfficerPage>(`/officers?${new URLSearchParams({ q, role, state, ...(after === null ? {} : { after }) })}`),
  one: (accountId: string) => ask<OfficerView>(at(accountId)),
  places: (q: string) => ask<{ items: FoundPlace[] }>(`/places?${new URLSearchParams({ q })}`),
  lookUp: (words: string) => send<{ items: OfficerRow[] }>('POST', '/officers/lookup', { words }),
  appoint: (appointment: Appointment) => send<OfficerView>('POST', '/officers/appointments', appointment),
  withdraw: (accountId: string, role: RoleAt, reason: string) =>
    send<ChangedOfficer>('POST', `${at(accountId)}/role-withdrawals`, { role, reason }),
  disable: (accountId: string, reason: string) =>
    send<ChangedOfficer>('POST', `${at(accountId)}/disabling`, { reason }),
  enable: (accountId: string, reason: string) => send<OfficerView>('POST', `${at(accountId)}/enabling`, { reason }),
}
