import type { ReplayReport } from '#handling'
import { t, w } from '../text.ts'
import { dayOf, dayWords, groupCaseNo } from '../words.ts'
import type { Named } from './process-contract.ts'
import { lengthWords } from './timer-length.ts'

const stepWords = () => ({
  lost: w('停在这里，草稿没有', 'stand here, and the draft has it not'),
  vanished: w('办过，草稿不要求', 'did it, and the draft does not ask'),
  appeared: w('还要经过', 'would go through it too'),
})

const Numbers = ({ report }: { report: Named<ReplayReport> }) => (
  <table className="rows replay-numbers">
    <caption className="sr">{w('重放结果', 'Result of the replay')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('办件', 'Cases')}</th>
        <th scope="col">{w('共', 'All')}</th>
        <th scope="col">{w('走法相同', 'Same way')}</th>
        <th scope="col">{w('走法不同', 'Another way')}</th>
        <th scope="col">{w('停在没有的环节', 'At a step that is gone')}</th>
        <th scope="col">{w('期限会变', 'Due otherwise')}</th>
      </tr>
    </thead>
    <tbody>
      {(['running', 'ended'] as const).map((kind) => (
        <tr key={kind}>
          <th scope="row">{kind === 'running' ? w('在办', 'Running') : w('办结', 'Ended')}</th>
          {(['cases', 'same', 'otherwise', 'lost', 'limit'] as const).map((column) => (
            <td key={column} className="num">
              {report[kind][column]}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const Steps = ({ report }: { report: Named<ReplayReport> }) => (
  <ul className="replay-steps">
    {report.steps.map((one) => (
      <li key={one.change + one.element}>
        <b>{one.name}</b> {countWords(one.cases)}
        {stepWords()[one.change]}
      </li>
    ))}
    {report.limits.map((one) => (
      <li key={JSON.stringify(one)}>
        <b>{one.name}</b>{' '}
        {w(
          `${one.cases} 件的期限：${one.before ?? '没有'} → ${one.after ?? '没有'} 个工作日`,
          `${one.cases} cases due otherwise: ${one.before ?? 'none'} → ${one.after ?? 'none'} working days`,
        )}
      </li>
    ))}
    {report.procedures.map((one) => (
      <li key={JSON.stringify(one)}>
        {stopCount(one)}
        {t(one.words)}
        <Dues row={one} />
      </li>
    ))}
    {report.timers.map((one) => (
      <li key={JSON.stringify(one)}>
        <b>{one.name}</b> {countWords(one.cases)}
        {w('定时', 'timer')} {timed(one.before)} → {timed(one.after)}
        <TimerDays row={one} />
      </li>
    ))}
  </ul>
)

type ProcedureRow = ReplayReport['procedures'][number]

/** How many cases came to the step, and how many may still. */
function stopCount({ cases, ahead }: ProcedureRow): string {
  if (ahead === 0) return countWords(cases)
  if (cases === 0)
    return w(`${ahead} 件还没到这一步：`, `${ahead} ${ahead === 1 ? 'case has' : 'cases have'} not come there yet: `)
  return w(
    `到过 ${cases} 件，之后还可能到的 ${ahead} 件：`,
    `${cases} ${cases === 1 ? 'case' : 'cases'} came there, ${ahead} may still come: `,
  )
}

/** By when cases are due and would be, where the special procedure takes as long as it may; one sentence where all have the same day. */
const Dues = ({ row: { dues, moreDues } }: { row: ProcedureRow }) => {
  const lead = w('特别程序用足日数，最晚到期：', 'Due at the latest, where the procedure takes all its days: ')
  const [first, ...others] = dues
  if (first === undefined) return null
  if (others.length === 0)
    return (
      <p className="replay-dues">
        {lead}
        <DueDay {...first} />
      </p>
    )
  return (
    <div className="replay-dues">
      <p>{lead}</p>
      <ul>
        {dues.map((one) => (
          <li key={one.before + one.after}>
            <DueDay {...one} />
          </li>
        ))}
        {moreDues === 0 ? null : <li>{w(`另有 ${moreDues} 件，到期日与此不同`, `${moreDues} more on other days`)}</li>}
      </ul>
    </div>
  )
}

const DueDay = ({ before, after, cases }: ProcedureRow['dues'][number]) => (
  <>
    <span className="num">
      {momentWords(before)} → {momentWords(after)}
    </span>
    {w(`（${cases} 件）`, ` (${caseCount(cases)})`)}
  </>
)

/** When a timer of the draft would be due, and of how many cases that is over; a case that is moved keeps its own. */
function TimerDays({ row: { due, past, cases } }: { row: ReplayReport['timers'][number] }) {
  if (due === null) return null
  const [first, last] = [momentWords(due.first), momentWords(due.last)]
  const days = first === last ? first : w(`${first} 至 ${last}`, `${first} to ${last}`)
  const over = past === cases ? w('均', 'all') : w(`其中 ${past} 件`, `${past} of them`)
  return (
    <p className="replay-dues">
      {w('按草稿到期：', 'Due by the draft: ')}
      <span className="num">{days}</span>
      {past === 0 ? null : w(`，${cases === 1 ? '' : over}已过`, `, ${cases === 1 ? '' : `${over} `}past already`)}
    </p>
  )
}

/** A day, with its hour where a timer has one. */
function momentWords(moment: string): string {
  const [day = '', time] = moment.split(' ')
  const words = dayWords(day, dayOf(new Date().toISOString()))
  return time === undefined ? words : `${words} ${time}`
}

const caseCount = (cases: number): string => w(`${cases} 件`, `${cases} ${cases === 1 ? 'case' : 'cases'}`)
const countWords = (cases: number): string => w(`${cases} 件：`, `${cases} ${cases === 1 ? 'case' : 'cases'}: `)
const timed = (length: ReplayReport['timers'][number]['before']): string =>
  length === null ? w('没有', 'none') : t(lengthWords(length.text, length.days))

/** What a draft would have meant for the recorded cases: numbers, steps, limits, stops of the clock, timers, and a few cases by their numbers. */
export const ReplayResult = ({ report }: { report: Named<ReplayReport> }) => (
  <div className="replay-result">
    <Numbers report={report} />
    {report.steps.length + report.limits.length + report.procedures.length + report.timers.length === 0 ? null : (
      <Steps report={report} />
    )}
    {report.samples.length === 0 ? null : (
      <details open={report.samples.length <= 5}>
        <summary>
          {w(
            `举例 ${report.samples.length} 件`,
            report.samples.length === 1 ? '1 example' : `${report.samples.length} examples`,
          )}
        </summary>
        <ul className="replay-samples">
          {report.samples.map((one) => (
            <li key={one.caseNo}>
              <span className="num">{groupCaseNo(one.caseNo)}</span> <span>{w(one.itemName, one.itemNameEn)}</span>
              <small>{one.words.map(t).join(w('；', '; '))}</small>
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
)
