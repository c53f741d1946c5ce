import { type Compiling, report } from './compiling.ts'
import type { Model, ModelDecision } from './model.ts'

/** The decisions with those that each requires before it; null when they go in a circle or require what is not there. */
export function sortDecisions(compiling: Compiling, model: Model): ModelDecision[] | null {
  const decisions = new Map(model.decisions.map((each) => [each.id, each]))
  const inputs = new Set(model.inputs.map((each) => each.id))
  const before = compiling.problems.length
  for (const { id, requires } of model.decisions)
    for (const each of requires)
      if (!decisions.has(each) && !inputs.has(each)) report(compiling, id, 'dangling-reference', each)
  const sorted = new Map<string, ModelDecision>()
  const path: string[] = []
  const visit = (decision: ModelDecision): void => {
    if (sorted.has(decision.id)) return
    const start = path.indexOf(decision.id)
    if (start >= 0) {
      const circle = [...path.slice(start), decision.id].map((id) => decisions.get(id)?.name ?? id)
      return void report(compiling, decision.id, 'requirement-cycle', circle.join(' → '))
    }
    path.push(decision.id)
    for (const each of decision.requires) {
      const required = decisions.get(each)
      if (required) visit(required)
    }
    path.pop()
    sorted.set(decision.id, decision)
  }
  for (const each of model.decisions) visit(each)
  return compiling.problems.length > before ? null : [...sorted.values()]
}
