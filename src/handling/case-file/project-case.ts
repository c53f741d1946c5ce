import type { Calendar } from '#standards'
import { settleBy, supplyNotices } from '../correction/supply-due.ts'
import type { TimerRow } from '../process/process-store.ts'
import { routeTimersOf } from '../process/route-timers.ts'
import { committedLimit, isStopped, taskDueOn } from '../time-limit/special-procedure.ts'
import { clockState, correctionDueOn, dueOn } from '../time-limit/time-limit.ts'
import type { CaseFile } from './case-file.ts'
import type { Projected, Projection } from './case-file-store.ts'
import type { Moment } from './progress.ts'

type Seen = Pick<Moment, 'item' | 'graph' | 'calendar' | 'today' | 'zone'>
type Reckoned = Pick<Seen, 'graph' | 'calendar' | 'zone'>

/** What is stored beside a case's events, for lists and timers, as it is at a moment. */
export const projectionAt = (moment: Seen): Projection => ({
  columns: (caseFile) => columnsOf(caseFile, moment),
  timers: (caseFile) => timersOf(caseFile, moment),
})

/** What a case waits for, by time: what its route waits for, and the law's own. A timer whose clock stands waits for that, not for a time. */
export const timersOf = (caseFile: CaseFile, moment: Reckoned): TimerRow[] => [
  ...routeTimersOf(caseFile, moment).filter((one) => !one.waits),
  ...lawsTimer(caseFile, moment),
  ...supplyTimer(caseFile, moment),
]

/** The columns that lists read: when it is due, by when officers must act next, and whether its clock stands. */
function columnsOf(caseFile: CaseFile, moment: Seen): Projected {
  const limit = committedLimit(moment.item)
  const state = clockState(limit, caseFile.clock, moment.calendar, moment.today)
  const due = dueOn(limit, caseFile.clock, moment.calendar)
  return {
    dueOn: due,
    actBy: caseFile.closedAt === null ? actByOf(caseFile, moment.calendar, due) : null,
    clockStopped: state.state === 'stopped',
    // A step whose clock stands is due on no day.
    taskDue: Object.fromEntries(
      caseFile.tasks.map((task) => {
        const stands = isStopped(caseFile.clock, task.authorityCode)
        const day = stands ? null : taskDueOn(task, caseFile.clock, moment.calendar)
        return [task.token, day?.toString() ?? null]
      }),
    ),
  }
}

/** Before acceptance the answer of art. 32, then what an applicant did not supply in time, then the promised day. */
const actByOf = (caseFile: CaseFile, calendar: Calendar, due: Temporal.PlainDate | null) =>
  tellBy(caseFile, calendar) ?? settleBy(caseFile, calendar) ?? due

/** Tokens of timers that no route draws: below those of any run. */
export const lawsToken = 0
export const supplyToken = -1

/** The morning on which the applicant is next told of what they owe. */
function supplyTimer(caseFile: CaseFile, { calendar, zone }: Pick<Moment, 'calendar' | 'zone'>): TimerRow[] {
  const [next] = supplyNotices(caseFile, calendar)
  if (next === undefined) return []
  return [{ token: supplyToken, element: next.type, dueAt: next.from.toZonedDateTime(zone).toInstant() }]
}

/** The law's own timer: the morning after the last day on which the applicant could be told what is missing (art. 32). */
const lawsTimer = (caseFile: CaseFile, { calendar, zone }: Pick<Moment, 'calendar' | 'zone'>): TimerRow[] => {
  if (caseFile.state !== 'submitted') return []
  const after = correctionDueOn(caseFile.receivedOn, calendar).add({ days: 1 })
  return [{ token: lawsToken, element: 'art-32', dueAt: after.toZonedDateTime(zone).toInstant() }]
}

/** The last day on which what is missing may still be told (art. 32); null once told, accepted or ended. */
export const tellBy = (
  caseFile: Pick<CaseFile, 'state' | 'receivedOn'>,
  calendar: Calendar,
): Temporal.PlainDate | null => (caseFile.state === 'submitted' ? correctionDueOn(caseFile.receivedOn, calendar) : null)
