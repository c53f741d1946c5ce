import { dateIn, dayText, type Text } from '#base'
import type { Graph } from '#bpmn'
import { addWorkingDays, type Calendar } from '#standards'
import type { Replayed } from './replay.ts'
import { procedureWords, type StepStop } from './replay-procedure.ts'
import { type Timed, type TimerLength, timerChanges, timerWords } from './replay-timer.ts'

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
  /** Steps at which the clock would stand otherwise, of all cases that went through them or are there. */
  procedures: { element: string; before: StepStop | null; after: StepStop | null; words: Text; cases: number }[]
  /** Timers of open steps that would be due at another time: running cases only. */
  timers: { element: string; name: string; before: TimerLength | null; after: TimerLength | null; cases: number }[]
  /** A few cases of each kind, by their numbers. */
  samples: ReplaySample[]
}

const mostSamples = 12

const none = (): Tally => ({ cases: 0, same: 0, otherwise: 0, lost: 0, limit: 0 })

type Adding = {
  draft: Graph
  calendar: Calendar
  zone: string
  today: Temporal.PlainDate
  tallies: { running: Tally; ended: Tally }
  steps: Map<string, ReplayReport['steps'][number]>
  limits: Map<string, ReplayReport['limits'][number]>
  procedures: Map<string, ReplayReport['procedures'][number]>
  timers: Map<string, ReplayReport['timers'][number]>
  samples: Map<string, ReplaySample[]>
}

/** Adds replayed cases up; holds a few numbers and samples, however many cases there are. */
export function startReport(draft: Graph, { calendar, zone, today }: Pick<Adding, 'calendar' | 'zone' | 'today'>) {
  const adding: Adding = {
    ...{ draft, calendar, zone, today },
    tallies: { running: none(), ended: none() },
    ...{ steps: new Map(), limits: new Map(), procedures: new Map(), timers: new Map(), samples: new Map() },
  }
  return {
    add: (one: ReplayedCase): void => addCase(adding, one),
    report: (): ReplayReport => ({
      ...adding.tallies,
      steps: [...adding.steps.values()].toSorted((a, b) => b.cases - a.cases),
      limits: [...adding.limits.values()],
      procedures: [...adding.procedures.values()].toSorted((a, b) => b.cases - a.cases),
      timers: [...adding.timers.values()].toSorted((a, b) => b.cases - a.cases),
      samples: [...adding.samples.values()].flat(),
    }),
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
  if (due.length > 0) tally.limit += 1
  if (replayed.verdict === 'same' && due.length === 0) return
  keep(adding.samples, one, () => [...wayWords(replayed, names), ...due.map((words) => words())])
}

/** What would be due on another day, counted by step, with the words for it: limits and timers of what is open, and stops of the clock. */
function dueChanges(adding: Adding, one: ReplayedCase, names: (element: string) => string): (() => Text)[] {
  const { draft, limits, procedures, timers } = adding
  const limitsMoved = one.running ? changedLimits(one, draft) : []
  const timersMoved = one.running ? timerChanges(one, draft, adding) : []
  for (const { element, before, after } of limitsMoved) count(limits, { element, name: names(element), before, after })
  for (const change of one.replayed.procedures) {
    const words = procedureWords(change, names(change.element))
    count(procedures, { ...change, words })
  }
  for (const { element, before, after } of timersMoved)
    count(timers, { element, name: names(element), before: before?.length ?? null, after: after?.length ?? null })
  return [
    ...limitsMoved.map((change) => () => limitWords(change, names(change.element), adding)),
    ...one.replayed.procedures.map((change) => () => procedureWords(change, names(change.element))),
    ...timersMoved.map((change) => () => timerWords(change, names(change.element), adding.today.year)),
  ]
}

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

function limitWords(change: LimitChange, name: string, adding: Pick<Adding, 'calendar' | 'zone' | 'today'>): Text {
  const from = dateIn(adding.zone, Temporal.Instant.from(change.openedAt))
  const due = (days: number | null): Text =>
    days === null ? { zh: '没有', en: 'none' } : dayText(addWorkingDays(adding.calendar, from, days), adding.today.year)
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
