import {
  type CaseFile,
  committedLimit,
  type ExplainedDay,
  type Explanation,
  explain,
  explainTelling,
  tellBy,
} from '#handling'
import type { ServiceItem } from '#management'
import { countedWords, formatDate, formatLimit, nameFor, type View } from '../layout/view.ts'

/** 为什么是这一天: every day that leads to the date, counted, skipped or paused, each with its reason. */
export function ClockCalendar({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const { w } = view
  const { calendar } = view.city
  const isAsked = tellBy(caseFile, calendar) !== null
  const explained = isAsked
    ? explainTelling(caseFile.receivedOn, calendar)
    : explain(committedLimit(item), caseFile.clock, calendar, view.today)
  if (explained === null) return null
  const words = isAsked
    ? { first: w('收到', 'received'), last: w('应答复', 'answer due') }
    : { first: w('受理', 'accepted'), last: w('应办结', 'due') }
  return (
    <details>
      <summary>
        {caseFile.closedAt === null
          ? w('为什么是这一天？', 'Why this date?')
          : w('期限是怎么算的？', 'How was the limit counted?')}
      </summary>
      <p>
        {isAsked ? howTold(view, explained) : howCounted(view, explained, item)}
        {explained.provisional
          ? w(
              '（放假安排尚未公布的部分，日期可能调整。）',
              ' (Where the holiday notice is still to come the date may move.)',
            )
          : ''}
      </p>
      <Weeks view={view} explained={explained} words={words} />
    </details>
  )
}

const howTold = (view: View, { acceptedOn }: Explanation): string =>
  view.w(
    `${formatDate(view, acceptedOn)}收到，从第二天起算五个工作日；节假日不算，调休上班的算。到期没有告知的，自收到之日起就算受理（行政许可法第三十二条）。`,
    `Received on ${formatDate(view, acceptedOn)}; five working days are counted from the day after. Holidays are not counted, make-up working days are. Unless you are told by then it counts as accepted from the day of receipt (Administrative Licensing Law art. 32).`,
  )

function howCounted(view: View, { acceptedOn }: Explanation, item: ServiceItem): string {
  const committed = committedLimit(item)
  const [on, limit] = [formatDate(view, acceptedOn), formatLimit(view, committed)]
  return committed.value === 0
    ? view.w(
        `${on}受理，${limit}；受理当天是休息日的，下一个工作日办结。`,
        `Accepted on ${on}, to be done ${limit}; if that is a day off, on the next working day.`,
      )
    : view.w(
        `${on}受理，从第二天起算 ${limit}；${countedWords(view, committed)}`,
        `Accepted on ${on}; counting starts the day after: ${limit}. ${countedWords(view, committed)}`,
      )
}

/** What the first and the last of the days are called. */
type Ends = { first: string; last: string }

/** The days as a calendar of whole weeks. */
function weeksOf({ days, acceptedOn }: Explanation): Temporal.PlainDate[][] {
  const first = days[0]?.on ?? acceptedOn
  const last = days.at(-1)?.on ?? acceptedOn
  const weeks: Temporal.PlainDate[][] = []
  for (
    let monday = first.subtract({ days: first.dayOfWeek - 1 });
    Temporal.PlainDate.compare(monday, last) <= 0;
    monday = monday.add({ days: 7 })
  ) {
    weeks.push(Array.from({ length: 7 }, (_, index) => monday.add({ days: index })))
  }
  return weeks
}

function Weeks({ view, explained, words }: { view: View; explained: Explanation; words: Ends }) {
  const byDate = new Map(explained.days.map((day) => [day.on.toString(), day]))
  const heads = view.locale === 'zh' ? [...'一二三四五六日'] : ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return (
    <table className="calendar">
      <caption className="sr">{view.w('逐日计算', 'Day by day')}</caption>
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
        {weeksOf(explained).map((week) => (
          <tr key={week[0]?.toString()}>
            {week.map((date) => (
              <Day
                key={date.toString()}
                view={view}
                date={date}
                day={byDate.get(date.toString())}
                due={explained.dueOn?.equals(date) ?? false}
                words={words}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({
  view,
  date,
  day,
  due,
  words,
}: {
  view: View
  date: Temporal.PlainDate
  day: ExplainedDay | undefined
  due: boolean
  words: Ends
}) {
  if (day === undefined) return <td className="out" />
  const className = [day.counted !== null ? 'counted' : day.why === 'stopped' ? 'stopped' : '', due ? 'due' : '']
    .filter(Boolean)
    .join(' ')
  return (
    <td className={className || undefined} data-date={formatDate(view, date)}>
      <span>{date.day === 1 ? `${date.month}/1` : date.day}</span>
      <small>{whyOf(view, day, words)}</small>
      {due ? <small>{words.last}</small> : null}
    </td>
  )
}

function whyOf(view: View, day: ExplainedDay, words: Ends): string {
  const { w } = view
  const nth = day.counted === null ? '' : w(`第 ${day.counted} 天`, `day ${day.counted}`)
  switch (day.why) {
    case 'accepted-day':
      return words.first
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
