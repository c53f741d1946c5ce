import { isRefusal, type Refusal, refuse } from '#base'
import type { OfficerRole } from '../role/role.ts'
import type { Session } from '../session/session.ts'
import { type Offices, prepareChange } from './account-change.ts'
import { lastAdministrator } from './officer.ts'
import { takeRole } from './officer-store.ts'

/** 免去岗位: takes one role away, at once: the next request of that officer is made without it. */
export async function withdrawRole(
  offices: Offices,
  by: Session,
  { accountId, role, reason }: { accountId: string; role: OfficerRole; reason: string },
): Promise<null | Refusal> {
  const prepared = await prepareChange(offices, by, accountId, { change: 'withdraw', role }, reason)
  if (isRefusal(prepared)) return prepared
  const taken = await takeRole(offices.db, accountId, role, prepared.act)
  switch (taken) {
    case 'taken':
      return null
    case 'last':
      return lastAdministrator
    case 'not-held':
      return refuse('conflict', {
        zh: '这个岗位已经不在了，请刷新后查看。',
        en: 'This role is held no more. Refresh the page.',
      })
  }
}
