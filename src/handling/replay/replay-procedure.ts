import type { Text } from '#base'
import type { Graph } from '#bpmn'
import { stepProcedures } from '#management'
import { procedureIn } from '../process/run.ts'
import type { SpecialProcedure } from '../time-limit/time-limit.ts'

/** What a step says of the clock: the procedure it stops for, up to how many working days, and whether only a department's own. */
export type StepStop = { procedure: SpecialProcedure; days: number; department: boolean }

/** A step of a case at which a draft would stop the clock otherwise than the case's own version; null: not at all. */
export type ProcedureChange = { element: string; before: StepStop | null; after: StepStop | null }

/**
 * At which steps the clock would have stood, or stood not, had the case gone its way under the draft: by the steps that were opened for it
 * and those that the draft would have opened. A step to which it has not come yet says nothing.
 */
export function procedureChanges(
  own: { graph: Graph; opened: readonly string[] },
  draft: { graph: Graph; opened: readonly string[] },
): ProcedureChange[] {
  const stopAt = ({ graph, opened }: typeof own, element: string): StepStop | null =>
    opened.includes(element) ? stopIn(graph, element) : null
  return [...new Set([...own.opened, ...draft.opened])]
    .map((element) => ({ element, before: stopAt(own, element), after: stopAt(draft, element) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
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
