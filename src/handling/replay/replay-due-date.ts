import { dateIn, dayText, type Text } from '#base'
import { addWorkingDays, type Calendar } from '#standards'
import { openStops } from '../time-limit/special-procedure.ts'
import { type ClockEvent, dueOn, type TimeLimit } from '../time-limit/time-limit.ts'
import type { Replayed } from './replay.ts'
import type { ProcedureChange, StepStop } from './replay-procedure.ts'
import type { BegunStep } from './replay-timer.ts'

/** What the clock of a case reads, with the number of the event. */
export type RecordedClock = ClockEvent & { seq: number }

/** A task of a case, open or not, as the stops of its clock need it; with which events it stopped the clock and started it again, if it did. */
export type PastTask = {
  element: string
  openedAt: string
  doneAt: string | null
  authorityCode: string
  stopSeq: number | null
  startSeq: number | null
}

/** What the day of a case depends on; null where no day would change: not accepted yet, or closed. */
export type Due = {
  limit: TimeLimit
  clock: readonly RecordedClock[]
  tasks: readonly PastTask[]
  begun: readonly BegunStep[]
}

/**
 * By when a case is due and would be under a draft, at the longest that a notice may name. `ahead`: it has not come to the step yet; `again`:
 * it was there and may come there once more.
 */
export type DueChange = { before: string; after: string; ahead: boolean; again: boolean }

type Reckoning = { calendar: Calendar; zone: string }

/**
 * How a changed step would move the day by which a running case is due, this step by itself. What is over took the days that it took; what is
 * open counts from the day it was opened, up to what its notice may name, and through today where that is over; what is still ahead begins
 * on the last day at the latest, so that no other stop is counted twice. Null where the day stays.
 */
export function dueChange(change: ProcedureChange, due: Due, replayed: Replayed, at: Reckoner): DueChange | null {
  const { limit, clock, tasks } = due
  const ahead = replayed.ahead.includes(change)
  // By its version the case may still come to what the draft would have opened by now.
  const isYetToCome = ahead || (change.before !== null && !tasks.some((task) => task.element === change.element))
  const drafted = isYetToCome ? clock : draftedClock(change, due, replayed, at)
  if (drafted === null) return null
  const more = replayed.again.find(({ element }) => element === change.element)
  const next = (by: 'before' | 'after'): StepStop | null => (isYetToCome || more?.[by] === true ? change[by] : null)
  const before = dueAfter(next('before'), limit, clock, at)
  const after = dueAfter(next('after'), limit, drafted, at)
  if (before === null || after === null || before === after) return null
  return { before, after, ahead, again: !isYetToCome && (next('before') ?? next('after')) !== null }
}

type Reckoner = Reckoning & {
  today: Temporal.PlainDate
  dueOn: (limit: TimeLimit, clock: readonly ClockEvent[]) => string | null
}

/** The clock of the product, asked once for the same days: cases are many, and days on which they were accepted few. */
export function reckonerAt(now: Temporal.Instant, { calendar, zone }: Reckoning): Reckoner {
  const known = new Map<string, string | null>()
  const today = dateIn(zone, now)
  return {
    ...{ calendar, zone, today },
    dueOn(limit, clock) {
      const key = JSON.stringify([
        limit.value,
        limit.unit,
        limit.within,
        clock.map((event) => readByClock(event, clock)),
      ])
      const found = known.get(key)
      if (found !== undefined) return found
      const day = dueOn(limit, clock, calendar, today)?.toString() ?? null
      if (known.size > 20_000) known.clear()
      known.set(key, day)
      return day
    },
  }
}

/** Reasons move no day, nor do numbers of notices, but for which stop it is that ends. */
function readByClock(event: ClockEvent, clock: readonly ClockEvent[]): unknown[] {
  const { type, on } = event
  if (type === 'extended') return [type, on, event.days]
  if (type === 'clock-started') {
    const { procedure, authorityCode, noticeNo } = event
    const of = noticeNo === undefined ? null : clock.findIndex((one) => 'noticeNo' in one && one.noticeNo === noticeNo)
    return [type, on, procedure, authorityCode, of]
  }
  return type === 'clock-stopped' ? [type, on, event.procedure, event.expectedDays, event.authorityCode] : [type, on]
}

/** By when a case is due, had it to go through one more stop, begun on its last day. */
function dueAfter(stop: StepStop | null, limit: TimeLimit, clock: readonly ClockEvent[], at: Reckoner): string | null {
  const last = at.dueOn(limit, clock)
  // What begins when the limit is over does not make it longer.
  if (stop === null || last === null || last < at.today.toString()) return last
  return at.dueOn(limit, [...clock, draftedStop(stop, Temporal.PlainDate.from(last))])
}

/** The clock of a case as it would read by the draft, for one step that it is past or at; null where nobody can tell. */
function draftedClock(
  { element, after }: ProcedureChange,
  due: Due,
  { insertedBefore }: Replayed,
  at: Reckoner,
): readonly ClockEvent[] | null {
  const { clock, tasks } = due
  const own = tasks.filter((task) => task.element === element)
  if (own.length > 0 || after === null)
    return own.reduce<readonly ClockEvent[]>((events, task) => asDrafted(events, task, after, at), clock)
  const began = beganAt(insertedBefore[element], due)
  if (began === undefined) return null
  return [...clock, ...heldSince(dateIn(at.zone, Temporal.Instant.from(began)), after, at)]
}

/** When a case came to a step, of people or not: what the draft puts before it would have begun then. */
const beganAt = (element: string | undefined, { tasks, begun }: Due): string | undefined =>
  tasks.find((task) => task.element === element)?.openedAt ?? begun.find((one) => one.element === element)?.at

/** The clock as it would read, had a step that was opened stopped it as the draft says. */
function asDrafted(
  clock: readonly ClockEvent[],
  task: PastTask,
  after: StepStop | null,
  { zone }: Reckoning,
): readonly ClockEvent[] {
  const stopped = clock.find((one) => isOf(task.stopSeq, 'clock-stopped', one))
  if (stopped === undefined) return after === null ? clock : [...clock, ...stopsOf(task, after, zone, clock.length)]
  // Its own start would not have ended any other that stood with it either.
  if (after === null) return clock.filter((one) => one !== stopped && !isOf(task.startSeq, 'clock-started', one))
  const isOpen = openStops(clock).some((one) => one === stopped)
  return isOpen ? clock.map((one) => (one === stopped ? { ...one, expectedDays: after.days } : one)) : clock
}

const isOf = (seq: number | null, type: ClockEvent['type'], event: ClockEvent | RecordedClock): boolean =>
  event.type === type && 'seq' in event && event.seq === seq

function stopsOf(
  { openedAt, doneAt, authorityCode }: PastTask,
  stop: StepStop,
  zone: string,
  nth: number,
): ClockEvent[] {
  const on = (at: string): Temporal.PlainDate => dateIn(zone, Temporal.Instant.from(at))
  const whose = stop.department ? `${onlyDrafted} ${authorityCode}` : onlyDrafted
  const noticeNo = `${onlyDrafted} ${nth}`
  const stopped = { ...draftedStop(stop, on(openedAt), whose), noticeNo }
  return doneAt === null ? [stopped] : [stopped, { ...draftedStart(stop, on(doneAt), whose), noticeNo }]
}

/** A stop that lasts for as long as its notice may name, whatever day it is. */
const heldSince = (began: Temporal.PlainDate, stop: StepStop, { calendar }: Reckoning): ClockEvent[] => [
  draftedStop(stop, began),
  draftedStart(stop, addWorkingDays(calendar, began.subtract({ days: 1 }), stop.days).add({ days: 1 })),
]

/** A mark by which a stop that never was is told from those that were: no start of theirs ends it. */
const onlyDrafted = 'draft'

const draftedStop = (
  { procedure, days }: StepStop,
  on: Temporal.PlainDate,
  authorityCode = onlyDrafted,
): ClockEvent => ({
  ...{ type: 'clock-stopped', on, procedure, basis: '', noticeNo: '', expectedDays: days },
  authorityCode,
})

const draftedStart = ({ procedure }: StepStop, on: Temporal.PlainDate, authorityCode = onlyDrafted): ClockEvent => ({
  ...{ type: 'clock-started', on, procedure },
  authorityCode,
})

/** The new day of a case, in words that go on from what its step says of the clock. */
export function dueWords({ before, after, ahead, again }: DueChange, thisYear: number): Text {
  const [was, is] = [before, after].map((day) => dayText(Temporal.PlainDate.from(day), thisYear))
  const when = ahead
    ? { zh: '还没到这一步，', en: 'not there yet, ' }
    : again
      ? { zh: '还可能再到这一步，', en: 'may come there once more, ' }
      : { zh: '', en: '' }
  return {
    zh: `${when.zh}最晚到期：${was?.zh} → ${is?.zh}`,
    en: `${when.en}due at the latest: ${was?.en} → ${is?.en}`,
  }
}
