import { isRefusal, type Refusal, refuse } from '#base'
import { checkResidentId } from '#standards'
import type { OfficerRole } from '../role/role.ts'
import { type Appointer, actOf, noSuchOfficer, type Offices, reasonFlaw } from './account-change.ts'
import { type Appointee, mayNot, type Officer } from './officer.ts'
import { findAppointee, giveRole } from './officer-store.ts'

/**
 * 任命: gives somebody a role. Whoever never signed in is expected: an account is opened under the number or subject that the
 * identity provider will vouch for, and the first sign-in finds the role waiting. What is held already stays as it is.
 */
export async function appoint(
  offices: Offices,
  by: Appointer,
  { appointee, role, reason }: { appointee: Appointee; role: OfficerRole; reason: string },
): Promise<{ accountId: string; isNew: boolean } | Refusal> {
  const flaw = appointeeFlaw(appointee) ?? (offices.hasPlace(role) ? reasonFlaw(reason) : noSuchPlace)
  if (flaw !== null) return flaw
  const known = await findAppointee(offices.db, appointee)
  const refused =
    by === 'operator'
      ? null
      : mayNot(by, { change: 'appoint', role }, { accountId: known?.accountId ?? null, roles: [] }, offices.cityCode)
  if (refused !== null) return refused
  const to = chosen(appointee, known)
  return isRefusal(to) ? to : giveRole(offices.db, to, role, actOf(offices, by, role, reason))
}

/** The known account, or whom to expect; refused when the account is closed or bears another name than was said. */
function chosen(
  appointee: Appointee,
  known: Officer | undefined,
): string | Exclude<Appointee, { by: 'account' }> | Refusal {
  if (known === undefined) {
    if (appointee.by === 'account') return noSuchOfficer
    return appointee.name === '' ? nameless : appointee
  }
  if (known.disabledAt !== null)
    return refuse('conflict', {
      zh: `“${known.name}”的账户已停用。请先恢复账户，再任命。`,
      en: `The account of “${known.name}” is disabled. Enable it first.`,
    })
  if (appointee.by === 'resident-id' && appointee.name !== '' && appointee.name !== known.name) {
    const sentence = {
      zh: '这个身份证号登记的是另一个姓名，请核对。',
      en: 'This identity number is registered under another name. Check both.',
    }
    return refuse('invalid', sentence, [{ pointer: '/appointee/name', sentence }])
  }
  return known.accountId
}

function appointeeFlaw(appointee: Appointee): Refusal | null {
  if (appointee.by === 'account') return null
  if (appointee.by === 'subject') {
    const sentence = { zh: '请填写身份认证平台里的账号标识。', en: 'Enter the subject at the identity provider.' }
    return appointee.subject === '' ? refuse('invalid', sentence, [{ pointer: '/appointee/subject', sentence }]) : null
  }
  const checked = checkResidentId(appointee.residentIdNo)
  return checked.ok
    ? null
    : refuse('invalid', checked.reason, [{ pointer: '/appointee/residentIdNo', sentence: checked.reason }])
}

const noName = {
  zh: '这个人还没有登录过，请填写姓名。',
  en: 'This person has not signed in yet: enter the name.',
}
const nameless = refuse('invalid', noName, [{ pointer: '/appointee/name', sentence: noName }])

const nowhere = {
  zh: '没有这个区划或部门。请从查到的地点里选一个。',
  en: 'There is no such division or authority. Choose one that was found.',
}
const noSuchPlace = refuse('invalid', nowhere, [{ pointer: '/role/place', sentence: nowhere }])
