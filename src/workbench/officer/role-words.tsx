import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'
import { roleNames } from '../words.ts'
import type { OfficerRow, PlaceNames, RoleAt } from './officer-contract.ts'

export const roleWord = (role: string): string => t(roleNames[role] ?? { zh: role, en: role })

const momentFormat = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Shanghai',
})
/** A moment with its year: 2026-03-02 09:30. Roles are held for years. */
export const momentWords = (instant: string): string => momentFormat.format(new Date(instant))

/** Where a role is held: the authority, or the whole division. */
export const placeWord = (role: PlaceNames): string =>
  w(role.authorityName ?? role.divisionName, role.authorityNameEn ?? role.divisionNameEn)

export const keyOfRole = (role: RoleAt): string => `${role.role} ${role.divisionCode} ${role.authorityCode ?? ''}`

/** Whether the account works: by mark, word and colour. */
export function AccountState({ officer }: { officer: Pick<OfficerRow, 'disabledAt' | 'signedInAt'> }) {
  const [icon, colour, word] =
    officer.disabledAt !== null
      ? (['cross', 'red', w('已停用', 'Disabled')] as const)
      : officer.signedInAt === null
        ? (['waiting', 'amber', w('待首次登录', 'Not yet signed in')] as const)
        : (['done', 'green', w('在岗', 'Active')] as const)
  return (
    <span className={`due ${colour}`}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  )
}
