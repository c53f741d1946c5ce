import { type CaseFile, committedLimit, type ExplainedDay, explain } from '#handling'
import type { ServiceItem } from '#management'
import { formatDate, formatLimit, nameFor, type View } from '../layout/view.ts'

/** 为什么是这一天: every day from acceptance to the due date, counted, skipped or paused, each with its reason. */
export function ClockCalendar({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const limit = committedLimit(item)
  const explained = explain(limit, caseFile.clock, view.city.calendar)
  if (explained === null) return null
  const { w } = view
  const byDate = new Map(explained.days.map((day) => [day.on.toString(), day]))
  const first = explained.days[0]?.on ?? explained.acceptedOn
  const last = explained.days.at(-1)?.on ?? explained.acceptedOn
  const weeks: Temporal.PlainDate[][] = []
  for (
    let monday = first.subtract({ days: first.dayOfWeek - 1 });
    Temporal.PlainDate.compare(monday, last) <= 0;
    monday = monday.add({ days: 7 })
  ) {
    weeks.push(Array.from({ length: 7 }, (_, index) => monday.add({ days: index })))
  }
  const heads =
    view.locale === 'zh'
      ? ['一', '二', '三', '四', '五', '六', '日']
      : ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return (
    <details>
      <summary>
        {caseFile.closedAt === null
          ? w('为什么是这一天？', 'Why this date?')
          : w('期限是怎么算的？', 'How was the limit counted?')}
      </summary>
      <p>
        {w(
          `${formatDate(view, explained.acceptedOn)}受理，从第二天起算${formatLimit(view, limit)}；节假日不算，调休上班的算。`,
          `Accepted on ${formatDate(view, explained.acceptedOn)}; counting starts the day after: ${formatLimit(view, limit)}. Holidays are not counted, make-up working days are.`,
        )}
        {explained.provisional
          ? w(
              '（放假安排尚未公布的部分，日期可能调整。）',
              ' (Where the holiday notice is still to come the date may move.)',
            )
          : ''}
      </p>
      <table className="calendar">
        <caption className="sr">{w('逐日计算', 'Day by day')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.toString()}>
              {week.map((date) => (
                <Day
                  key={date.toString()}
                  view={view}
                  date={date}
                  day={byDate.get(date.toString())}
                  due={explained.dueOn?.equals(date) ?? false}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Day({
  view,
  date,
  day,
  due,
}: {
  view: View
  date: Temporal.PlainDate
  day: ExplainedDay | undefined
  due: boolean
}) {
  if (day === undefined) return <td className="out" />
  const className = [day.counted !== null ? 'counted' : day.why === 'stopped' ? 'stopped' : '', due ? 'due' : '']
    .filter(Boolean)
    .join(' ')
  return (
    <td className={className || undefined}>
      {date.day === 1 ? `${date.month}/1` : date.day}
      <small>{dayText(view, day)}</small>
      {due ? <small>{view.w('应办结', 'due')}</small> : null}
    </td>
  )
}

function dayText(view: View, day: ExplainedDay): string {
  const { w } = view
  const nth = day.counted === null ? '' : w(`第 ${day.counted} 天`, `day ${day.counted}`)
  switch (day.why) {
    case 'accepted-day':
      return w('受理', 'accepted')
    case 'counted':
      return nth
    case 'make-up-day':
      return w(`调休，${nth}`, `make-up, ${nth}`)
    case 'extended':
      return w(`延长，${nth}`, `extended, ${nth}`)
    case 'weekend':
      return w('周末', 'weekend')
    case 'holiday':
      return day.name === null || day.name === undefined ? w('放假', 'holiday') : nameFor(view, day.name)
    case 'stopped':
      return w('暂停', 'stopped')
    case 'moved':
      return w('顺延', 'moved')
  }
}
