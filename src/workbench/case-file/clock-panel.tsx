import type { CaseView, ClockView } from '../api-contract.ts'
import { t, w } from '../text.ts'
import { dayWords, limitWords, procedureNames } from '../words.ts'
import { clockSentence } from './clock-words.ts'

const reasons: Record<ClockView['days'][number]['why'], () => string> = {
  'accepted-day': () => w('受理当天，不算', 'Day of acceptance, not counted'),
  counted: () => '',
  'make-up-day': () => w('调休上班，算', 'Make-up working day, counted'),
  extended: () => w('延长的天数', 'Extension'),
  weekend: () => w('周末，不算', 'Weekend, not counted'),
  holiday: () => w('节假日，不算', 'Holiday, not counted'),
  stopped: () => w('特别程序，计时停止', 'Special procedure; the clock stands'),
  moved: () => w('最后一天是休息日，顺延', 'Last day was a day off; moved'),
}

function Days({ clock }: { clock: ClockView }) {
  if (clock.days.length === 0) return null
  return (
    <details className="days">
      <summary>{w('为什么是这一天？', 'Why this day?')}</summary>
      <ol>
        {clock.days.map((day) => (
          <li key={day.on} className={day.counted === null ? 'not-counted' : ''}>
            <span className="num">{dayWords(day.on)}</span>
            <span>
              {day.counted === null ? '' : w(`第 ${day.counted} 天`, `day ${day.counted}`)} {reasons[day.why]()}
              {day.name ? w(`（${day.name}）`, ` (${day.name})`) : ''}
              {day.procedure
                ? w(`（${t(procedureNames[day.procedure])}）`, ` (${t(procedureNames[day.procedure])})`)
                : ''}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Both limits, each as a sentence, a bar and its days. */
export function ClockPanel({ caseFile }: { caseFile: CaseView }) {
  return caseFile.clocks.map((clock) => {
    const total = clock.limit.unit === 'month' ? clock.limit.value * 30 : clock.limit.value
    const name = clock.limit.kind === 'committed' ? w('承诺', 'Committed') : w('法定', 'Statutory')
    return (
      <div key={clock.limit.kind} className="clock">
        <p className="clock-head">
          <b>{name}</b>
          <span>{limitWords(clock.limit)}</span>
          <span className="num clock-due">{clock.dueOn ? dayWords(clock.dueOn) : ''}</span>
        </p>
        <div className={`bar ${clock.state === 'closed' ? 'none' : clock.light}`} aria-hidden="true">
          <i
            style={{
              width: `${total === 0 ? (clock.used > 0 ? 100 : 0) : Math.min(100, (clock.used / total) * 100)}%`,
            }}
          />
        </div>
        <p className="clock-words">{t(clockSentence(clock))}</p>
        <Days clock={clock} />
      </div>
    )
  })
}
