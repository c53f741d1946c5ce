import { type Db, uuidv7 } from '../../src/base/index.ts'
import { keepAccount, type OfficerRole, type Profile, type Session, setRoles } from '../../src/identity/index.ts'
import { seededAt } from './clock.ts'

let count = 0

/** A person who does not exist, signed in. Identity numbers are the standard's published samples. */
export async function aPerson(db: Db, name: string, profile: Profile = {}): Promise<Session> {
  count += 1
  const account = await keepAccount(db, {
    issuer: 'test',
    subject: `person-${count}-${uuidv7(seededAt)}`,
    kind: 'person',
    name,
    profile: { residentIdNo: '11010519491231002X', mobile: '13800000000', address: '民生街 1 号', ...profile },
    at: seededAt,
  })
  if (account === null) throw new Error('account is disabled')
  return { account, roles: [], csrf: 'csrf', mandate: null }
}

/** An officer with these roles, signed in. */
export async function anOfficer(db: Db, name: string, held: readonly OfficerRole[]): Promise<Session> {
  count += 1
  const account = await keepAccount(db, {
    issuer: 'test',
    subject: `officer-${count}-${uuidv7(seededAt)}`,
    kind: 'officer',
    name,
    profile: {},
    at: seededAt,
  })
  if (account === null) throw new Error('account is disabled')
  await setRoles(db, account.accountId, held)
  return { account, roles: held, csrf: 'csrf', mandate: null }
}
