import { type Condition, type Expression, readCondition, readExpression } from './condition.ts'
import type { Limits } from './limits.ts'
import type { Model, ModelNode } from './model.ts'
import { type Problem, type ProblemCode, problem } from './problem.ts'
import { type Due, readTimer } from './timer.ts'

/** How an activity is repeated, ready to run. */
export type Loop =
  | {
      type: 'multi'
      sequential: boolean
      /** Yields the number of instances; null when a collection says it. */
      cardinality: Expression | null
      collection: string
      element: string | null
      completion: Condition | null
    }
  | { type: 'standard'; before: boolean; condition: Condition | null; most: number }

/** The expressions of a model, read: conditions by flow id, timers and loops by node id. */
export type Expressions = {
  conditions: Map<string, Condition>
  dues: Map<string, Due>
  loops: Map<string, Loop>
}

type Fault = { code: ProblemCode; what: string }

export function readExpressions(
  model: Model,
  limits: Limits,
  lineOf: (id: string) => number | null,
): { expressions: Expressions; problems: Problem[] } {
  const problems: Problem[] = []
  const expressions: Expressions = { conditions: new Map(), dues: new Map(), loops: new Map() }
  const fault = (id: string, { code, what }: Fault): void => void problems.push(problem(code, id, lineOf(id), what))
  for (const flow of model.flows) {
    if (!flow.condition) continue
    const read = readCondition(flow.condition, limits.conditionLength)
    if (typeof read === 'function') expressions.conditions.set(flow.id, read)
    else fault(flow.id, read)
  }
  for (const node of model.nodes) {
    if (node.event?.type === 'timer') {
      const read = readTimer(node.event.form, node.event.text, limits.conditionLength)
      if ('due' in read) expressions.dues.set(node.id, read.due)
      else fault(node.id, read)
    }
    const loop = readLoop(node, limits.conditionLength, (found) => fault(node.id, found))
    if (loop !== null) expressions.loops.set(node.id, loop)
  }
  return { expressions, problems }
}

function readLoop({ loop }: ModelNode, maxLength: number, fault: (found: Fault) => void): Loop | null {
  if (loop === null) return null
  const read = <Read>(text: string | null, reader: (text: string, maxLength: number) => Read | Fault): Read | null => {
    if (!text) return null
    const found = reader(text, maxLength)
    if (typeof found === 'function') return found
    fault(found as Fault)
    return null
  }
  if (loop.type === 'standard') {
    const most = loop.most ?? Number.POSITIVE_INFINITY
    return { type: 'standard', before: loop.before, most, condition: read(loop.condition, readCondition) }
  }
  const cardinality = read(loop.cardinality, readExpression)
  const trial = cardinality?.trial ?? null
  if (trial !== null && !(typeof trial === 'number' && Number.isInteger(trial) && trial >= 0))
    fault({ code: 'loop-invalid', what: loop.cardinality ?? '' })
  return {
    type: 'multi',
    sequential: loop.sequential,
    cardinality,
    collection: loop.collection ?? '',
    element: loop.element,
    completion: read(loop.completion, readCondition),
  }
}
