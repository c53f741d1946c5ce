import { addWorkingDays, type Calendar } from '#standards'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import type { SupplyKind } from './correction-request.ts'

/** Working days before the day on which something is due that the applicant is reminded. Ours; no rule says. */
const remindDays = 3
/** Working days that officers have, once it did not come, to end the case or go on by law. Ours; no rule says. */
const settleDays = 5

/** What is owed by the applicant until a day: what a one-time notice asked for, or deferred papers. */
type Owed = {
  about: SupplyKind
  dueOn: Temporal.PlainDate
  /** When the applicant was told of it, where that may have been shortly before; a reminder then would say the same again. */
  toldOn?: Temporal.PlainDate | null
}

/** Something to be told to the applicant from a day on: that a day is near, or that it has passed. */
export type SupplyNotice = Owed & { type: 'supply-reminded' | 'supply-overdue'; from: Temporal.PlainDate }

type Facts = Pick<CaseFile, 'state' | 'correction' | 'deferred' | 'acceptedOn' | 'history'>

function owedBy({ state, correction, deferred, acceptedOn }: Facts): Owed | null {
  if (state === 'correcting' && correction !== null) return { about: 'correction', dueOn: correction.dueOn }
  if (state !== 'accepted') return null
  const days = deferred.filter((one) => !one.supplied).map((one) => Temporal.PlainDate.from(one.dueOn))
  const [first] = days.toSorted(Temporal.PlainDate.compare)
  return first === undefined ? null : { about: 'deferred', dueOn: first, toldOn: acceptedOn }
}

/** What the applicant must still be told of what they owe, in order; each once, for one due day. */
export function supplyNotices(caseFile: Facts, calendar: Calendar): SupplyNotice[] {
  const owed = owedBy(caseFile)
  if (owed === null) return []
  const remindedOn = remindOn(owed, calendar)
  const planned: SupplyNotice[] = [
    ...(remindedOn === undefined ? [] : [{ ...owed, type: 'supply-reminded' as const, from: remindedOn }]),
    { ...owed, type: 'supply-overdue', from: owed.dueOn.add({ days: 1 }) },
  ]
  return planned.filter((one) => !caseFile.history.some((event) => event.type === one.type && isOf(event.data, one)))
}

/** Some days before, or the day before where that is sooner than when it was told; never on the day it was told. */
const remindOn = ({ dueOn, toldOn }: Owed, calendar: Calendar): Temporal.PlainDate | undefined =>
  [remindDays, 1]
    .map((days) => addWorkingDays(calendar, dueOn, -days))
    .find((day) => !toldOn || Temporal.PlainDate.compare(day, toldOn) > 0)

const isOf = (data: { about: SupplyKind; dueOn: string }, notice: Owed): boolean =>
  data.about === notice.about && data.dueOn === notice.dueOn.toString()

/** Those whose day has come. Once the day has passed a reminder that was missed is not made up for. */
export function supplyEvents(
  caseFile: Facts,
  { calendar, today }: { calendar: Calendar; today: Temporal.PlainDate },
): CaseEvent[] {
  const due = supplyNotices(caseFile, calendar).filter((one) => Temporal.PlainDate.compare(one.from, today) <= 0)
  const now = due.some((one) => one.type === 'supply-overdue')
    ? due.filter((one) => one.type === 'supply-overdue')
    : due
  return now.map(({ type, about, dueOn }) => ({ type, data: { about, dueOn: dueOn.toString() } }))
}

/** By when officers must act on a case whose applicant did not supply in time; null while it is the applicant's turn. */
export function settleBy(caseFile: Facts, calendar: Calendar): Temporal.PlainDate | null {
  const owed = owedBy(caseFile)
  const isOver = caseFile.history.some(
    (event) => event.type === 'supply-overdue' && owed !== null && isOf(event.data, owed),
  )
  return owed?.about === 'correction' && isOver ? addWorkingDays(calendar, owed.dueOn, settleDays) : null
}
