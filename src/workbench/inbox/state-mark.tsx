import type { CaseRow } from '../api-contract.ts'
import { Icon, type IconName } from '../layout/icon.tsx'
import { t } from '../text.ts'
import { stateNames } from '../words.ts'

const marks = {
  submitted: ['waiting', 'amber'],
  correcting: ['stopped', 'none'],
  accepted: ['right', 'act'],
  granted: ['done', 'green'],
  denied: ['cross', 'red'],
  declined: ['cross', 'red'],
  withdrawn: ['closed', 'none'],
  terminated: ['closed', 'none'],
  revoked: ['cross', 'red'],
} as const satisfies Record<CaseRow['state'], readonly [IconName, string]>

/** Where a case stands: mark, word and colour. */
export const StateMark = ({ state }: { state: CaseRow['state'] }) => (
  <span className={`due ${marks[state][1]}`}>
    <Icon name={marks[state][0]} size={14} />
    {t(stateNames[state])}
  </span>
)
