/** A limit for one stage or the whole case. `value` 0 is an instant item (即办件): due the day it is accepted. */
export type TimeLimit = {
  kind: 'statutory' | 'committed'
  value: number
  unit: 'working-day' | 'calendar-day' | 'month'
  basis: string
  /** Of a commitment, the statutory limit that an extension lengthens (art. 42) and that the promised day never passes by it. */
  within?: TimeLimit
}

/** What stops the clock: Administrative Licensing Law art. 45, and public notice where a regulation says so. */
export const specialProcedures = [
  'hearing',
  'bidding',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
  'public-notice',
] as const
export type SpecialProcedure = (typeof specialProcedures)[number]

/**
 * The events the clock reads; dates only. Which date 23:59 belongs to is the caller's business (the city's time zone).
 * A stop counts from its own date through the day before the start: stopped on 10 March and started on 18 March,
 * 10 to 17 March are not counted and 18 March is. Overlapping stops are one stop (their union): a start with a
 * `procedure` ends that procedure only, a start without ends all that are open; of a department's stops only its own.
 */
export type ClockEvent =
  | { type: 'accepted'; on: Temporal.PlainDate }
  | {
      type: 'clock-stopped'
      on: Temporal.PlainDate
      procedure: SpecialProcedure
      basis: string
      noticeNo: string
      /** Working days the written notice named (art. 45); without it no due date can be told while the clock stands. */
      expectedDays?: number
      /** The department whose own clock this is, where several work on one case. */
      authorityCode?: string
    }
  | {
      type: 'clock-started'
      on: Temporal.PlainDate
      procedure?: SpecialProcedure
      authorityCode?: string
      /** The notice of the stop that ends, where others of its kind may go on; see `endsStop`. */
      noticeNo?: string
    }
  /** `days` in working days for a limit in working days, otherwise in calendar days. Only the first counts (art. 42: once). */
  | { type: 'extended'; on: Temporal.PlainDate; days: number; basis: string; reason: string }
  | { type: 'closed'; on: Temporal.PlainDate }

type Started = Omit<Extract<ClockEvent, { type: 'clock-started' }>, 'type' | 'on'>
type Stopped = { procedure: SpecialProcedure; authorityCode?: string | undefined; noticeNo: string }

/** Whether a start ends this stop: the one whose notice it names; without a name every one of its clock, or of its procedure there. */
export const endsStop = (started: Started, stop: Stopped): boolean =>
  started.noticeNo === undefined
    ? started.authorityCode === stop.authorityCode &&
      (started.procedure === undefined || started.procedure === stop.procedure)
    : started.noticeNo === stop.noticeNo

/** Why a day was or was not counted. 'moved' is a last day carried over days off (Civil Code art. 203). */
export type DayReason =
  | 'accepted-day'
  | 'counted'
  | 'make-up-day'
  | 'extended'
  | 'weekend'
  | 'holiday'
  | 'stopped'
  | 'moved'

export type ExplainedDay = {
  on: Temporal.PlainDate
  /** 1 Monday to 7 Sunday. */
  weekday: number
  /** The how-many-eth counted day this is, or null. */
  counted: number | null
  why: DayReason
  /** Name of the holiday a day off or a make-up day belongs to. */
  name?: string
  procedure?: SpecialProcedure
  basis?: string
}

export type Explanation = {
  limit: TimeLimit
  acceptedOn: Temporal.PlainDate
  /** Null while the clock stands still with no expected end; `days` then ends with the day it stopped. */
  dueOn: Temporal.PlainDate | null
  /** Days to be counted, extension included, in the unit of the limit (calendar days for months). */
  allowance: number
  days: ExplainedDay[]
  /** True when a holiday notice still to come, or an open stop, can move the date. */
  provisional: boolean
}

export type ClockState = {
  state: 'not-started' | 'running' | 'stopped' | 'closed'
  dueOn: Temporal.PlainDate | null
  /** Working days left after today, negative when overdue (−1 also when only days off have passed since). */
  remaining: number
  /** Days counted up to and with today, in the unit of the limit (calendar days for months). */
  used: number
  /** 'none' before acceptance and after closing; a case closed late shows in a negative `remaining`. */
  light: 'none' | 'green' | 'amber' | 'red'
  provisional: boolean
}
