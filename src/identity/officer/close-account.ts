import { isRefusal, type Refusal } from '#base'
import type { Session } from '../session/session.ts'
import { type Offices, prepareChange } from './account-change.ts'
import { lastAdministrator } from './officer.ts'
import { disable, enable } from './officer-store.ts'

type Asked = { accountId: string; reason: string }

/** 停用账户: ends every session at once; the roles stay, for when the account is opened again. Repeating it changes nothing. */
export async function disableAccount(offices: Offices, by: Session, asked: Asked): Promise<null | Refusal> {
  const prepared = await prepareChange(offices, by, asked.accountId, { change: 'disable' }, asked.reason)
  if (isRefusal(prepared)) return prepared
  const done = await disable(offices.db, asked.accountId, prepared.act)
  return done === 'last' ? lastAdministrator : null
}

/** 恢复账户: the account may sign in again, with the roles that it holds. Repeating it changes nothing. */
export async function enableAccount(offices: Offices, by: Session, asked: Asked): Promise<null | Refusal> {
  const prepared = await prepareChange(offices, by, asked.accountId, { change: 'enable' }, asked.reason)
  if (isRefusal(prepared)) return prepared
  await enable(offices.db, asked.accountId, prepared.act)
  return null
}
