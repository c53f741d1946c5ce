import type { Text } from '#base'
import type { Graph } from '#bpmn'
import { stepProcedures } from '#management'
import { procedureIn } from '../process/run.ts'
import type { SpecialProcedure } from '../time-limit/time-limit.ts'

/** What a step says of the clock: the procedure it stops for, up to how many working days, and whether only a department's own. */
export type StepStop = { procedure: SpecialProcedure; days: number; department: boolean }

/** A step of a case at which a draft would stop the clock otherwise than the case's own version; null: not at all. */
export type ProcedureChange = { element: string; before: StepStop | null; after: StepStop | null }

/** One version of a route, and how far a case came by it. */
type Way = { graph: Graph; opened: readonly string[]; standing: readonly string[] }

/**
 * At which steps the clock would have stood, or stood not, had the case gone its way under the draft: by the steps that were opened for it
 * and those that the draft would have opened. What the one has opened and the other may still come to stops the clock by both.
 */
export function procedureChanges(own: Way, draft: Way): ProcedureChange[] {
  const stopAt = ({ graph, opened, standing }: Way, element: string): StepStop | null => {
    const stop = stopIn(graph, element)
    return stop !== null && (opened.includes(element) || comesTo(graph, standing, element)) ? stop : null
  }
  return [...new Set([...own.opened, ...draft.opened])]
    .map((element) => ({ element, before: stopAt(own, element), after: stopAt(draft, element) }))
    .filter(({ before, after }) => !isSameStop(before, after))
}

/**
 * The steps at which a draft would stop the clock otherwise and to which a case may still come from where it stands: by the one, by the other,
 * or by both. Which way it will go nobody knows.
 */
export function proceduresAhead(own: Way, draft: Way): ProcedureChange[] {
  const stopAt = ({ graph, standing }: Way, element: string): StepStop | null =>
    comesTo(graph, standing, element) ? stopIn(graph, element) : null
  return stopsThatDiffer(own.graph, draft.graph)
    .filter((element) => !own.opened.includes(element) && !draft.opened.includes(element))
    .map((element) => ({ element, before: stopAt(own, element), after: stopAt(draft, element) }))
    .filter(({ before, after }) => !isSameStop(before, after))
}

/** A step that a case was at already and may come to once more from where it stands: by its version, by the draft. */
export type ComingAgain = { element: string; before: boolean; after: boolean }

/** To which of the steps at which a draft would stop the clock otherwise a case may come once more: a loop of the route leads there. */
export function proceduresAgain(own: Way, draft: Way): ComingAgain[] {
  const comes = ({ graph, standing }: Way, element: string): boolean => comesTo(graph, standing, element)
  return stopsThatDiffer(own.graph, draft.graph)
    .map((element) => {
      const again = [own, draft].some((way) => way.opened.includes(element) && comes(way, element))
      return { element, before: again && comes(own, element), after: again && comes(draft, element) }
    })
    .filter(({ before, after }) => before || after)
}

const isSameStop = (one: StepStop | null, other: StepStop | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const differing = new WeakMap<Graph, WeakMap<Graph, string[]>>()

/** The steps at which two versions say otherwise of the clock: the same for all cases, so they are looked for once. */
export function stopsThatDiffer(own: Graph, draft: Graph): string[] {
  const byOwn = differing.get(draft) ?? new WeakMap<Graph, string[]>()
  differing.set(draft, byOwn)
  const known = byOwn.get(own)
  if (known !== undefined) return known
  const stopping = [own, draft].flatMap((graph) => graph.ids.filter((element) => stopIn(graph, element) !== null))
  const found = [...new Set(stopping)].filter((element) => !isSameStop(stopIn(own, element), stopIn(draft, element)))
  byOwn.set(own, found)
  return found
}

/**
 * Where a draft puts a stop in that a version lacks: the steps of the version that are no tasks of people. Since when a case stands at one of
 * them no task says, and the stop would have begun then.
 */
export const stepsWithoutTasks = (own: Graph, draft: Graph): string[] =>
  stopsThatDiffer(own, draft).some((element) => !own.indexOf.has(element))
    ? own.ids.filter((_, node) => own.kindNames[node] !== 'user-task' && (own.entry[node] ?? -1) < 0)
    : []

const reached = new WeakMap<Graph, Map<string, ReadonlySet<string>>>()

/** Whether the flow of a route leads from where a case stands to an element. Cases stand at few places, so that is walked once for each. */
function comesTo(graph: Graph, standing: readonly string[], element: string): boolean {
  const known = reached.get(graph) ?? new Map<string, ReadonlySet<string>>()
  reached.set(graph, known)
  const from = standing.join(' ')
  const found = known.get(from) ?? reachedFrom(graph, standing)
  known.set(from, found)
  return found.has(element)
}

function reachedFrom(graph: Graph, standing: readonly string[]): ReadonlySet<string> {
  const seen = new Set<number>()
  const next = standing.flatMap((element) => graph.indexOf.get(element) ?? []).flatMap((node) => after(graph, node))
  for (let node = next.pop(); node !== undefined; node = next.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    next.push(...after(graph, node))
  }
  return new Set([...seen].map((node) => graph.ids[node] ?? ''))
}

/** What may come after a node: what is inside it, and what follows. */
const after = (graph: Graph, node: number): number[] => [
  ...following(graph, node),
  ...[graph.entry[node] ?? -1].filter((inside) => inside >= 0),
]

/** What follows a node: along its flows, from its border, and whatever follows what holds it. */
function following(graph: Graph, node: number): number[] {
  const { flowTarget, outFirst, borders, parent } = graph
  const holder = parent[node] ?? -1
  const own = [...flowTarget.slice(outFirst[node], outFirst[node + 1]), ...(borders[node] ?? [])]
  return holder < 0 ? own : [...own, ...following(graph, holder)]
}

function stopIn(graph: Graph, element: string): StepStop | null {
  const properties = graph.properties[graph.indexOf.get(element) ?? -1] ?? {}
  const stop = procedureIn(properties)
  if (stop === null) return null
  return { procedure: stop.procedure, days: stop.expectedDays, department: properties['department'] !== undefined }
}

/** What a change does to the clock, in a sentence. */
export function procedureWords({ before, after }: ProcedureChange, name: string): Text {
  if (after === null) {
    const was = stopWords(before)
    return {
      zh: `“${name}”不再停止${was.clock.zh}（现在：${was.upTo.zh}）`,
      en: `“${name}” would no longer stop ${was.clock.en} (now: ${was.upTo.en})`,
    }
  }
  const is = stopWords(after)
  if (before === null)
    return {
      zh: `“${name}”会停止${is.clock.zh}：${is.upTo.zh}`,
      en: `“${name}” would stop ${is.clock.en}: ${is.upTo.en}`,
    }
  const was = stopWords(before)
  return {
    zh: `“${name}”停止${is.clock.zh}：${was.upTo.zh} → ${is.upTo.zh}`,
    en: `“${name}” stops ${is.clock.en}: ${was.upTo.en} → ${is.upTo.en}`,
  }
}

/** Whose clock a step stops, and for what and how long at most. */
function stopWords(stop: StepStop | null): { clock: Text; upTo: Text } {
  if (stop === null) return { clock: { zh: '计时', en: 'the clock' }, upTo: { zh: '不停', en: 'not at all' } }
  const { zh, en } = stepProcedures[stop.procedure]
  return {
    clock: stop.department
      ? { zh: '该部门的计时', en: 'the clock of its department' }
      : { zh: '计时', en: 'the clock' },
    upTo: {
      zh: `${zh}，最多 ${stop.days} 个工作日`,
      en: `${en.toLowerCase()}, up to ${stop.days} working day${stop.days === 1 ? '' : 's'}`,
    },
  }
}
