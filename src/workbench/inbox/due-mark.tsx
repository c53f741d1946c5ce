import type { CaseRow } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { useOfficer } from '../layout/session.tsx'
import { t, w } from '../text.ts'
import { dayOf, dayWords } from '../words.ts'
import { dayToAct, dueWords } from './due-words.ts'

/** How urgent a case is: mark, word and colour, then the day itself. */
export function DueMark({
  row,
}: {
  row: Pick<CaseRow, 'clockStopped' | 'remaining' | 'light' | 'state' | 'actBy' | 'submittedAt'>
}) {
  const { today } = useOfficer()
  const { light, mark, word } = dueWords(row)
  const actBy = dayToAct(row)
  return (
    <span className="due-cell">
      <span
        className={`due ${light}`}
        title={
          row.state === 'submitted'
            ? w('五个工作日内告知或受理的剩余工作日', 'Working days left to tell or accept (art. 32)')
            : w('按承诺时限计算的剩余工作日', 'Working days left of the committed limit')
        }
      >
        <Icon name={mark} size={14} />
        {t(word)}
      </span>
      {mark === 'waiting' ? (
        <span className="due-day num">
          {w(`${dayWords(dayOf(row.submittedAt), today)}收到`, `received ${dayWords(dayOf(row.submittedAt), today)}`)}
        </span>
      ) : null}
      {actBy ? (
        <span className="due-day num">
          {row.state === 'submitted' ? w('受理 ', 'accept by ') : ''}
          {dayWords(actBy, today)}
        </span>
      ) : null}
    </span>
  )
}
