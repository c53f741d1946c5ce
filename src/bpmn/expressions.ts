import { setImmediate as breathe } from 'node:timers/promises'
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

/** Reading costs up to some 20 µs a character: after so many of them whoever else waits has a turn, within tens of milliseconds. */
const atOnce = 1_000

/**
 * Reads every expression of a model, as far as its bounds go: beyond them the rest is not looked at, for reading alone is what costs. Others
 * have their turn in between.
 */
export async function readExpressions(
  model: Model,
  limits: Limits,
  lineOf: (id: string) => number | null,
): Promise<{ expressions: Expressions; problems: Problem[] }> {
  const problems: Problem[] = []
  const expressions: Expressions = { conditions: new Map(), dues: new Map(), loops: new Map() }
  const fault = (id: string, { code, what }: Fault): void => void problems.push(problem(code, id, lineOf(id), what))
  let [count, length, since] = [0, 0, 0]
  for (const { id, texts, read } of listWritten(model, limits, expressions, fault)) {
    const size = texts.reduce((sum, text) => sum + (text.length > limits.conditionLength ? 0 : text.length), 0)
    count += texts.length
    length += size
    if (count > limits.expressions) fault(id, { code: 'too-many-expressions', what: String(limits.expressions) })
    else if (length > limits.expressionsLength)
      fault(id, { code: 'expressions-too-long', what: String(limits.expressionsLength) })
    else {
      read()
      since += size + 50 * texts.length
      if (since < atOnce) continue
      since = 0
      await breathe()
      continue
    }
    break
  }
  return { expressions, problems }
}

/** An element with expressions: their texts, and what reads them. */
type Written = { id: string; texts: string[]; read: () => void }

function listWritten(
  model: Model,
  { conditionLength }: Limits,
  { conditions, dues, loops }: Expressions,
  fault: (id: string, found: Fault) => void,
): Written[] {
  const ofFlows = model.flows.flatMap(({ id, condition }): Written[] => {
    if (!condition) return []
    const read = (): void => {
      const found = readCondition(condition, conditionLength)
      if (typeof found === 'function') conditions.set(id, found)
      else fault(id, found)
    }
    return [{ id, texts: [condition], read }]
  })
  const ofNodes = model.nodes.flatMap((node): Written[] => {
    const { id, event, loop } = node
    const timer = event?.type === 'timer' ? event : null
    const texts = [timer?.text, ...textsOf(loop)].filter((text): text is string => typeof text === 'string')
    const read = (): void => {
      const found = timer === null ? null : readTimer(timer.form, timer.text, conditionLength)
      if (found !== null && 'due' in found) dues.set(id, found.due)
      else if (found !== null) fault(id, found)
      const repeated = readLoop(node, conditionLength, (one) => fault(id, one))
      if (repeated !== null) loops.set(id, repeated)
    }
    return timer === null && loop === null ? [] : [{ id, texts, read }]
  })
  return [...ofFlows, ...ofNodes]
}

function textsOf(loop: ModelNode['loop']): (string | null)[] {
  if (loop === null) return []
  return loop.type === 'standard' ? [loop.condition] : [loop.cardinality, loop.completion]
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
