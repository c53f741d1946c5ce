import { dateIn, dayText, type Text } from '#base'
import type { Graph } from '#bpmn'
import { addWorkingDays, type Calendar } from '#standards'
import type { Replayed } from './replay.ts'
import { type Due, type DueChange, dueChange, dueWords, reckonerAt } from './replay-due-date.ts'
import { type ProcedureChange, procedureWords, type StepStop } from './replay-procedure.ts'
import { type Timed, type TimerChange, type TimerLength, timerChanges, timerWords } from './replay-timer.ts'

/** How many of the cases that run (or have ended) would have gone the same way, another, or nowhere. */
export type Tally = { cases: number; same: number; otherwise: number; lost: number; limit: number }

export type ReplaySample = { caseNo: string; itemName: string; running: boolean; words: Text[] }

/** What a draft would have meant for the recorded cases of its route. */
export type ReplayReport = {
  running: Tally
  ended: Tally
  /** Steps that would vanish or come, or at which running cases stand that the draft lacks, with the number of cases. */
  steps: { element: string; name: string; change: 'lost' | 'vanished' | 'appeared'; cases: number }[]
  /** Open steps whose own limit differs: how many running cases would be due on another day there. */
  limits: { element: string; name: string; before: number | null; after: number | null; cases: number }[]
  procedures: ProcedureRow[]
  /** Timers of open steps that would be due at another time: running cases only. */
  timers: TimerRow[]
  /** A few cases of each kind, by their numbers. */
  samples: ReplaySample[]
}

/** A step at which the clock would stand otherwise. */
export type ProcedureRow = {
  element: string
  before: StepStop | null
  after: StepStop | null
  words: Text
  /** All cases that went through it or are there. */
  cases: number
  /** Running cases that may still come to it, for the first time or once more, and whose day it would move. */
  ahead: number
  /**
   * By when running cases are due, and by when they would be at the longest because of this step; days that stay are left out. Of many
   * days those of most cases, in their order; `moreDues` counts the cases of the others.
   */
  dues: { before: string; after: string; cases: number }[]
  moreDues: number
}

/** A timer that is due otherwise. */
export type TimerRow = {
  element: string
  name: string
  before: TimerLength | null
  after: TimerLength | null
  cases: number
  /** In how many of them its time by the draft is over. */
  past: number
  /** The first and the last day, or moment, by the draft; null where it falls away. */
  due: { first: string; last: string } | null
}

const mostSamples = 12
const mostDues = 12

const none = (): Tally => ({ cases: 0, same: 0, otherwise: 0, lost: 0, limit: 0 })

type Adding = {
  draft: Graph
  calendar: Calendar
  zone: string
  now: Temporal.Instant
  tallies: { running: Tally; ended: Tally }
  steps: Map<string, ReplayReport['steps'][number]>
  limits: Map<string, ReplayReport['limits'][number]>
  procedures: Map<string, { row: ProcedureRow; dues: Map<string, ProcedureRow['dues'][number]> }>
  reckoner: ReturnType<typeof reckonerAt>
  timers: Map<string, TimerRow>
  samples: Map<string, ReplaySample[]>
}

/** Adds replayed cases up; holds a few numbers and samples, however many cases there are. */
export function startReport(
  draft: Graph,
  { calendar, zone }: Pick<Adding, 'calendar' | 'zone'>,
  now: Temporal.Instant,
) {
  const adding: Adding = {
    ...{ draft, calendar, zone, now, reckoner: reckonerAt(now, { calendar, zone }) },
    tallies: { running: none(), ended: none() },
    ...{ steps: new Map(), limits: new Map(), procedures: new Map(), timers: new Map(), samples: new Map() },
  }
  return {
    add: (one: ReplayedCase): void => addCase(adding, one),
    report: (): ReplayReport => ({
      ...adding.tallies,
      steps: [...adding.steps.values()].toSorted((a, b) => b.cases - a.cases),
      limits: [...adding.limits.values()],
      procedures: [...adding.procedures.values()]
        .map(({ row, dues }) => ({ ...row, ...mainDues([...dues.values()]) }))
        .toSorted((a, b) => b.cases - a.cases || b.ahead - a.ahead),
      timers: [...adding.timers.values()].toSorted((a, b) => b.cases - a.cases),
      samples: [...adding.samples.values()].flat(),
    }),
  }
}

function mainDues(dues: ProcedureRow['dues']): Pick<ProcedureRow, 'dues' | 'moreDues'> {
  const byCases = dues.toSorted((a, b) => b.cases - a.cases)
  const order = (one: ProcedureRow['dues'][number]): string => `${one.before} ${one.after}`
  return {
    dues: byCases.slice(0, mostDues).toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    moreDues: byCases.slice(mostDues).reduce((sum, one) => sum + one.cases, 0),
  }
}

function addCase(adding: Adding, one: ReplayedCase): void {
  const { draft } = adding
  const { replayed } = one
  const names = (element: string): string => nameIn(one.own, element) ?? nameIn(draft, element) ?? element
  const tally = one.running ? adding.tallies.running : adding.tallies.ended
  tally.cases += 1
  tally[replayed.verdict] += 1
  for (const change of ['lost', 'vanished', 'appeared'] as const)
    for (const element of replayed[change]) countStep(adding, change, element, names(element))
  const due = dueChanges(adding, one, names)
  if (due.some(({ moves }) => moves)) tally.limit += 1
  if (replayed.verdict === 'same' && due.length === 0) return
  keep(adding.samples, one, () => [...wayWords(replayed, names), ...due.map(({ words }) => words())])
}

/** What a draft says otherwise of days, in words; `moves`: this case would be due, or a step or timer of it, on another day. */
type Otherwise = { moves: boolean; words: () => Text }

/** What would be due on another day, counted by step, with the words for it: limits and timers of what is open, and stops of the clock. */
function dueChanges(adding: Adding, one: ReplayedCase, names: (element: string) => string): Otherwise[] {
  const { draft, limits, timers } = adding
  const limitsMoved = one.running ? changedLimits(one, draft) : []
  const timersMoved = one.running ? timerChanges(one, draft, adding) : []
  for (const { element, before, after } of limitsMoved) count(limits, { element, name: names(element), before, after })
  const stopsMoved = movedByStops(one, adding)
  for (const moved of stopsMoved) countProcedure(adding, moved, names(moved.change.element))
  for (const moved of timersMoved) countTimer(timers, moved, names(moved.element))
  const thisYear = adding.reckoner.today.year
  return [
    ...limitsMoved.map((change) => ({
      moves: true,
      words: () => limitWords(change, names(change.element), adding),
    })),
    ...stopsMoved.map((moved) => ({
      moves: moved.due !== null,
      words: () => stopWords(moved, names(moved.change.element), thisYear),
    })),
    ...timersMoved.map((change) => ({
      moves: true,
      words: () => timerWords(change, names(change.element), thisYear),
    })),
  ]
}

type MovedByStop = { change: ProcedureChange; due: DueChange | null }

/** The changed stops of a case that it came to, and those ahead that would move its day. */
function movedByStops({ replayed, due }: ReplayedCase, { reckoner }: Adding): MovedByStop[] {
  const moved = (change: ProcedureChange): MovedByStop => ({
    change,
    due: due === null ? null : dueChange(change, due, replayed, reckoner),
  })
  return [...replayed.procedures.map(moved), ...replayed.ahead.map(moved).filter((one) => one.due !== null)]
}

function countProcedure({ procedures }: Adding, { change, due }: MovedByStop, name: string): void {
  const at = JSON.stringify([change.element, change.before, change.after])
  const fresh = { ...change, words: procedureWords(change, name), cases: 0, ahead: 0, dues: [], moreDues: 0 }
  const { row, dues } = procedures.get(at) ?? { row: fresh, dues: new Map() }
  if (due?.ahead !== true) row.cases += 1
  if (due?.ahead === true || due?.again === true) row.ahead += 1
  if (due !== null) {
    const { before, after } = due
    const days = `${before} ${after}`
    dues.set(days, { before, after, cases: (dues.get(days)?.cases ?? 0) + 1 })
  }
  procedures.set(at, { row, dues })
}

function stopWords({ change, due }: MovedByStop, name: string, thisYear: number): Text {
  const words = procedureWords(change, name)
  if (due === null) return words
  const days = dueWords(due, thisYear)
  return { zh: `${words.zh}；${days.zh}`, en: `${words.en}; ${days.en}` }
}

function countTimer(rows: Adding['timers'], { element, before, after }: TimerChange, name: string): void {
  const [was, is] = [before?.length ?? null, after?.length ?? null]
  const at = JSON.stringify([element, was, is])
  const row = rows.get(at) ?? { element, name, before: was, after: is, cases: 0, past: 0, due: null }
  const due = after?.due ?? null
  rows.set(at, {
    ...row,
    cases: row.cases + 1,
    past: row.past + (after?.past === true ? 1 : 0),
    due: due === null ? row.due : spanWith(row.due, due),
  })
}

const spanWith = (span: TimerRow['due'], due: string): TimerRow['due'] => ({
  first: span === null || due < span.first ? due : span.first,
  last: span === null || due > span.last ? due : span.last,
})

function count<Row extends { element: string; before: unknown; after: unknown; cases: number }>(
  rows: Map<string, Row>,
  row: Omit<Row, 'cases'>,
): void {
  const { element, before, after } = row
  const at = JSON.stringify([element, before, after])
  rows.set(at, { ...row, cases: (rows.get(at)?.cases ?? 0) + 1 } as Row)
}

function countStep(adding: Adding, change: 'lost' | 'vanished' | 'appeared', element: string, name: string): void {
  const at = `${change} ${element}`
  const cases = (adding.steps.get(at)?.cases ?? 0) + 1
  adding.steps.set(at, { element, name, change, cases })
}

/** A case with what became of it under the draft. */
export type ReplayedCase = {
  caseNo: string
  itemName: string
  running: boolean
  /** What its day depends on; null where no stop of the draft differs, and where the day moves no more. */
  due: Due | null
} & Timed

function keep(samples: Map<string, ReplaySample[]>, one: ReplayedCase, words: () => Text[]): void {
  const kind = `${one.running} ${one.replayed.verdict}`
  const kept = samples.get(kind) ?? []
  if (kept.length >= mostSamples) return
  samples.set(kind, [...kept, { caseNo: one.caseNo, itemName: one.itemName, running: one.running, words: words() }])
}

const nameIn = (graph: Graph, element: string): string | undefined => graph.names[graph.indexOf.get(element) ?? -1]

const limitIn = (graph: Graph, element: string): number | null => {
  const text = graph.properties[graph.indexOf.get(element) ?? -1]?.['limit']
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text)
}

type LimitChange = { element: string; before: number | null; after: number | null; openedAt: string }

const changedLimits = ({ own, open }: ReplayedCase, draft: Graph): LimitChange[] =>
  open
    .filter((task) => draft.indexOf.has(task.element))
    .map((task) => ({ ...task, before: limitIn(own, task.element), after: limitIn(draft, task.element) }))
    .filter((change) => change.before !== change.after)

function limitWords(change: LimitChange, name: string, adding: Adding): Text {
  const from = dateIn(adding.zone, Temporal.Instant.from(change.openedAt))
  const due = (days: number | null): Text =>
    days === null
      ? { zh: '没有', en: 'none' }
      : dayText(addWorkingDays(adding.calendar, from, days), adding.reckoner.today.year)
  const [before, after] = [due(change.before), due(change.after)]
  return {
    zh: `“${name}”的期限：${before.zh} → ${after.zh}`,
    en: `“${name}” due: ${before.en} → ${after.en}`,
  }
}

function wayWords({ lost, vanished, appeared, verdict }: Replayed, names: (element: string) => string): Text[] {
  const all = (elements: readonly string[]): string => elements.map((one) => `“${names(one)}”`).join('、')
  const words: Text[] = []
  if (lost.length > 0)
    words.push({
      zh: `现在停在${all(lost)}，草稿里没有这一步`,
      en: `stands at ${all(lost)}, which the draft does not have`,
    })
  if (vanished.length > 0)
    words.push({
      zh: `办过的${all(vanished)}，草稿在那时不要求`,
      en: `did ${all(vanished)}, which the draft does not ask for then`,
    })
  if (appeared.length > 0) words.push({ zh: `还要经过${all(appeared)}`, en: `would also go through ${all(appeared)}` })
  if (words.length === 0 && verdict === 'otherwise')
    words.push({ zh: '会停在别的环节', en: 'would stand at another step' })
  return words
}
