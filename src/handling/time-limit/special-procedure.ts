import { dayText, type Flaw, isRefusal, refuse } from '#base'
import { stepName } from '#management'
import { type Calendar, countWorkingDays, type Sentence } from '#standards'
import type { CaseFile } from '../case-file/case-file.ts'
import { clockStages } from '../case-file/moves.ts'
import { type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { stopOf } from '../process/stop-of.ts'
import { checkState, holdTask } from '../task/task.ts'
import {
  type ClockEvent,
  dueOn,
  endsStop,
  mayExtend,
  mayStop,
  type SpecialProcedure,
  type TimeLimit,
} from './time-limit.ts'

/**
 * Stops the clock for a special procedure (art. 45). It needs a legal basis, and the applicant is told in writing how long
 * it will take: the notice is part of the act.
 */
export function stopClock(
  caseFile: CaseFile,
  input: { procedure: SpecialProcedure; basis: string; expectedDays: number },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'stop-clock')
  if (wrongState) return refused(wrongState)
  const flaws = stopFlaws(input)
  if (flaws.length > 0)
    return refused(refuse('invalid', { zh: '停止计时的内容不完整。', en: 'Stopping the clock needs more.' }, flaws))
  const held = holdTask(caseFile, clockStages, moment)
  if (isRefusal(held)) return refused(held)
  const own = ownClock(held.task)
  const reason = mayStop(clockOf(caseFile.clock, own.authorityCode ?? null), moment.today)
  if (reason) return refused(refuse('conflict', reason))
  const nth = caseFile.clock.filter((event) => event.type === 'clock-stopped').length + 1
  return {
    events: [
      ...held.claimed,
      {
        type: 'clock-stopped',
        data: { on: moment.today.toString(), noticeNo: `${caseFile.caseNo}-T${nth}`, ...input, ...own },
      },
    ],
  }
}

/** The longest special procedure in working days, as in routes: a due date is counted day by day at every look at the case. */
const longestProcedure = 3650

/** What a stop must say: on what basis, and for how long. */
const stopFlaws = (input: { basis: string; expectedDays: number }): Flaw[] => [
  ...(input.basis.trim() === ''
    ? [
        {
          pointer: '/basis',
          sentence: {
            zh: '请选择法律依据：没有依据不能停止计时。',
            en: 'Choose the legal basis: without one the clock may not stop.',
          },
        },
      ]
    : []),
  ...(Number.isInteger(input.expectedDays) && input.expectedDays >= 1 && input.expectedDays <= longestProcedure
    ? []
    : [
        {
          pointer: '/expectedDays',
          sentence: {
            zh: `所需工作日数应为 1 至 ${longestProcedure}，须书面告知申请人。`,
            en: `The working days it needs are 1 to ${longestProcedure}; the applicant must be told in writing.`,
          },
        },
      ]),
]

/**
 * Starts the clock again when the special procedure has its result. Each ends by itself (art. 45): of those that officers began the
 * one whose notice is named, else the oldest; what a step of the route began ends with that step.
 */
export function startClock(
  caseFile: CaseFile,
  input: { result: string; noticeNo?: string | undefined },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'start-clock')
  if (wrongState) return refused(wrongState)
  if (input.result.trim() === '') {
    const sentence = { zh: '请写明特别程序的结果。', en: 'Write the result of the special procedure.' }
    return refused(refuse('invalid', sentence, [{ pointer: '/result', sentence }]))
  }
  const held = holdTask(caseFile, clockStages, moment)
  if (isRefusal(held)) {
    return refused(isStopped(caseFile.clock) ? held : refuse('conflict', running))
  }
  const own = ownClock(held.task)
  const begun = stopsToEnd(caseFile, own)
  const stop = input.noticeNo === undefined ? begun[0] : begun.find((one) => one.noticeNo === input.noticeNo)
  if (stop === undefined) return refused(refuse('conflict', endsWithStep(caseFile) ?? running))
  const { procedure, noticeNo } = stop
  const data = { on: moment.today.toString(), result: input.result, procedure, noticeNo, ...own }
  return { events: [...held.claimed, { type: 'clock-started', data }] }
}

const running = { zh: '计时正在进行，无需恢复。', en: 'The clock is running.' }

/** The open steps of the route that are special procedures, with the stops that they began. */
const proceduresOf = ({ tasks, history }: Pick<CaseFile, 'tasks' | 'history'>) =>
  tasks.flatMap(({ token, name, procedure }) => {
    const stop = procedure === undefined ? undefined : stopOf(history, token)
    return stop === undefined ? [] : [{ name, noticeNo: stop.noticeNo }]
  })

/** The special procedures on this clock that officers began and may end, the oldest first. */
export function stopsToEnd(
  caseFile: CaseFile,
  { authorityCode }: { authorityCode?: string },
): Extract<ClockEvent, { type: 'clock-stopped' }>[] {
  const ofRoute = new Set(proceduresOf(caseFile).map((one) => one.noticeNo))
  return openStops(caseFile.clock).filter((stop) => stop.authorityCode === authorityCode && !ofRoute.has(stop.noticeNo))
}

/** Which steps end the special procedures that the route began; null where none is open. */
export function endsWithStep(caseFile: CaseFile): Sentence | null {
  const names = proceduresOf(caseFile).map((one) => one.name)
  if (names.length === 0) return null
  return {
    zh: `计时因流程中的步骤“${names.join('”“')}”停止，这一步办结时自动恢复，不能另行恢复。`,
    en: `The clock stands for the step ${names.map((name) => `“${stepName(name).en}”`).join(', ')} and starts when that step is finished; it cannot be started apart from it.`,
  }
}

/** A department that works on another's case stops its own clock, not the others'. */
export const ownClock = (
  task: Pick<CaseFile['tasks'][number], 'stage' | 'authorityCode'>,
): { authorityCode?: string } =>
  task.stage === 'opinion' || task.stage === 'countersign' ? { authorityCode: task.authorityCode } : {}

/**
 * What concerns one clock: that of a department (its own stops and those of the whole case), or, for null, that of the whole case
 * alone, without what single departments stopped for themselves.
 */
export const clockOf = (events: readonly ClockEvent[], authorityCode: string | null): ClockEvent[] =>
  events.filter(
    (event) =>
      (event.type !== 'clock-stopped' && event.type !== 'clock-started') ||
      event.authorityCode === undefined ||
      event.authorityCode === authorityCode,
  )

/** Whose special procedures stand open: the codes of departments that stopped their own clocks, null for the case itself. */
export const stoppedFor = (events: readonly ClockEvent[]): (string | null)[] => [
  ...new Set(openStops(events).map((stop) => stop.authorityCode ?? null)),
]

/** The special procedures that stand open, on whatever clock: several may run at once, and each ends by itself. */
export function openStops(events: readonly ClockEvent[]): Extract<ClockEvent, { type: 'clock-stopped' }>[] {
  let open: Extract<ClockEvent, { type: 'clock-stopped' }>[] = []
  for (const event of events) {
    if (event.type === 'clock-stopped') open.push(event)
    else if (event.type === 'clock-started') open = open.filter((stop) => !endsStop(event, stop))
  }
  return open
}

/** Whether a special procedure stands open: anywhere on the case, or (`authorityCode`) on one clock only. */
export function isStopped(events: readonly ClockEvent[], authorityCode?: string | null): boolean {
  const open = stoppedFor(events)
  if (authorityCode === undefined) return open.length > 0
  return open.includes(null) || (authorityCode !== null && open.includes(authorityCode))
}

/**
 * When a step must be done: its own limit, counted like the case's, its own department's stops left out. Null without a limit. With
 * `today` a stop that is open lasts through today at least (art. 45).
 */
export function taskDueOn(
  task: Pick<CaseFile['tasks'][number], 'limit' | 'authorityCode'>,
  clock: readonly ClockEvent[],
  calendar: Calendar,
  today?: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (task.limit === undefined) return null
  const { days, from } = task.limit
  return daysDueOn({ days, from: Temporal.PlainDate.from(from) }, clockOf(clock, task.authorityCode), calendar, today)
}

/** The last of so many working days after a day, without those on which this clock stood, also where it stood already on that day. */
export function daysDueOn(
  { days, from }: { days: number; from: Temporal.PlainDate },
  clock: readonly ClockEvent[],
  calendar: Calendar,
  today?: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const limit: TimeLimit = { kind: 'committed', value: days, unit: 'working-day', basis: '' }
  const isBefore = (event: ClockEvent): boolean => Temporal.PlainDate.compare(event.on, from) < 0
  const standing = openStops(clock.filter(isBefore)).map((stop) => ({
    ...stop,
    on: from,
    // What its notice foresaw is partly over.
    ...(stop.expectedDays === undefined
      ? {}
      : { expectedDays: Math.max(1, stop.expectedDays - daysBetween(stop.on, from, calendar)) }),
  }))
  const since = clock.filter(
    (event) => !isBefore(event) && (event.type === 'clock-stopped' || event.type === 'clock-started'),
  )
  return dueOn(limit, [{ type: 'accepted', on: from }, ...standing, ...since], calendar, today)
}

/** Working days from one day to before another. */
const daysBetween = (from: Temporal.PlainDate, until: Temporal.PlainDate, calendar: Calendar): number =>
  countWorkingDays(calendar, from.subtract({ days: 1 }), until.subtract({ days: 1 }))

/** What an extension must say: on what basis, and why. */
const extensionFlaws = (input: { basis: string; reason: string }): Flaw[] => [
  ...(input.basis.trim() === ''
    ? [{ pointer: '/basis', sentence: { zh: '请选择法律依据。', en: 'Choose the legal basis.' } }]
    : []),
  ...(input.reason.trim().length < 5
    ? [
        {
          pointer: '/reason',
          sentence: { zh: '请写明延长理由（至少 5 个字）。', en: 'Give the reason (at least 5 characters).' },
        },
      ]
    : []),
]

/** Extends the statutory limit once, by the head, the reason told to the applicant (art. 42). */
export function extend(
  caseFile: CaseFile,
  input: { days: number; basis: string; reason: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'extend')
  if (wrongState) return refused(wrongState)
  const limit = statutoryLimit(moment.item)
  const reason = mayExtend(caseFile.clock, limit, input.days)
  if (reason) return refused(refuse('conflict', reason))
  const due = dueOn(limit, caseFile.clock, moment.calendar, moment.today)
  if (due !== null && Temporal.PlainDate.compare(moment.today, due) > 0) {
    return refused(
      refuse('conflict', {
        zh: `法定期限已于 ${dayText(due).zh}届满，过期不能再延长；请尽快作出决定。`,
        en: `The statutory limit ended on ${dayText(due).en}; what has expired cannot be extended. Decide without delay.`,
      }),
    )
  }
  const flaws = extensionFlaws(input)
  if (flaws.length > 0)
    return refused(
      refuse(
        'invalid',
        {
          zh: '延长须有依据，并将理由告知申请人。',
          en: 'An extension needs a legal basis, and its reason must be told to the applicant.',
        },
        flaws,
      ),
    )
  return { events: [{ type: 'extended', data: { on: moment.today.toString(), ...input } }] }
}

/** The committed limit as the clock wants it, with the statutory one that it stays within. */
export const committedLimit = (item: Pick<Moment['item'], 'content'>): TimeLimit => ({
  kind: 'committed',
  ...item.content.committed,
  within: statutoryLimit(item),
})

/** The statutory limit; where no law sets one, the licensing law's general twenty working days (art. 42). */
export const statutoryLimit = (item: Pick<Moment['item'], 'content'>): TimeLimit => ({
  kind: 'statutory',
  ...(item.content.statutory ?? { value: 20, unit: 'working-day', basis: '《中华人民共和国行政许可法》第四十二条' }),
})
