import { dateIn } from '#base'
import type { Graph } from '#bpmn'
import { type CaseFile, type RouteTimer, routeTimersOf } from '#handling'
import { Mixed } from '../layout/parts.tsx'
import { formatDate, formatTime, stepFor, type View } from '../layout/view.ts'

type Waiting = RouteTimer & { name: string; border: boolean; interrupts: boolean; on: number | null }

/** The route's own timers that the drawing names: the name says what holds or happens then, and without one there is nothing to tell. */
export function namedTimers(view: View, caseFile: CaseFile, graph: Graph): Waiting[] {
  const { calendar, zone } = view.city
  return routeTimersOf(caseFile, { graph, calendar, zone }).flatMap((timer) => {
    const node = graph.indexOf.get(timer.element) ?? -1
    const name = graph.names[node] ?? ''
    if (name === '' || name === timer.element) return []
    const border = graph.kindNames[node] === 'boundary-event'
    const on = caseFile.run.tokens.find((token) => token.id === timer.token)?.on ?? null
    return [{ ...timer, name, border, interrupts: graph.interrupting[node] === true, on }]
  })
}

/** 最迟到哪一天、过后怎样: what the time of an open step brings. */
export const BorderWait = ({ view, timer }: { view: View; timer: Waiting }) => (
  <small className="part">
    <Mixed view={view} text={borderWords(view, timer)} />
  </small>
)

/** The case itself waits for a time (公示): a step of its own in the line. */
export const OwnWaits = ({ view, timers }: { view: View; timers: readonly Waiting[] }) =>
  timers.filter((timer) => !timer.border).map((timer) => <OwnWait key={timer.token} view={view} timer={timer} />)

const OwnWait = ({ view, timer }: { view: View; timer: Waiting }) => (
  <li className="here">
    <b>
      <Mixed view={view} text={stepFor(view, timer.name)} />
    </b>
    <small>
      {view.w(
        `等到 ${untilWords(view, timer)}，到时自动接着办`,
        `Until ${untilWords(view, timer)}; it goes on by itself`,
      )}
    </small>
  </li>
)

function borderWords(view: View, timer: Waiting): string {
  const { w } = view
  const until = untilWords(view, timer)
  const name = stepFor(view, timer.name)
  const stands = timer.waits ? w('（现在计时暂停，这一天会顺延）', ' (its clock stands now, and the day moves)') : ''
  return timer.interrupts
    ? w(
        `${until}还没有办完的，不再等这一步：${name}${stands}`,
        `If it is still open after ${until}, it is no longer waited for: ${name}${stands}`,
      )
    : w(
        `${until}还没有办完的，另外会：${name}；这一步照常办${stands}`,
        `If it is still open after ${until}: ${name}; the step itself goes on${stands}`,
      )
}

/** The last day in time where working days are counted; else the moment. */
const untilWords = (view: View, { dueAt, working }: RouteTimer): string =>
  working === undefined
    ? formatTime(view, dueAt)
    : formatDate(view, dateIn(view.city.zone, dueAt.subtract({ nanoseconds: 1 })))
