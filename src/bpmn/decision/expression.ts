import { evaluate, isFunction, parseExpression } from 'feelin'
import { bindIn } from '../bind-in.ts'
import { countersOf } from '../budget.ts'
import { exact, reckon } from '../exact.ts'
import { type FeelNode, hasError } from '../feel-node.ts'
import { rangeTest } from '../range.ts'
import { rewriteText } from '../rewrite-text.ts'
import { inferType } from './infer-type.ts'
import { decisionLimits } from './limits.ts'
import { type Fault, fault } from './problem.ts'
import { baseOf, fromFeel, isListType, type Type, toFeel, type Value } from './value.ts'
import { asker, counter, ranger, rounder, type Scope, startWalk, taker, type Walk } from './walk.ts'

/** The values that a decision sees, by the names of `Scope`. */
export type Values = ReadonlyMap<string, Value | readonly Value[]>
/** An expression read once; `run` yields null when it has no result (a division by zero). */
export type Expression = { text: string; type: Type; needs: readonly string[]; run: (values: Values) => Value | null }

/** Reads an expression in FEEL (DMN 1.3, 10.3) whose names and types are those of the scope. */
export function readExpression(text: string, scope: Scope): Expression | Fault {
  const trimmed = text.trim()
  const refused = checkLength(trimmed)
  if (refused) return refused
  const parse = (each: string) => parseExpression(each, namesOf(scope), undefined).topNode
  const bound = bindIn(trimmed, parse)
  const tree = parse(bound)
  const walk = startWalk(bound, scope)
  const type = inferType(walk, onlyChild(tree))
  if (type === null || walk.fault !== null) return walk.fault ?? fault('expression-syntax', trimmed)
  if (type === 'duration' || isListType(type)) return fault('type-mismatch', 'string / number / boolean / date', type)
  return finish(walk, trimmed, type)
}

/** Prepares what was walked; `rewrite` may turn a test into an expression once the names are gone. */
export function finish(walk: Walk, text: string, type: Type, extra: readonly string[] = []): Expression | Fault {
  const prepared = prepare(walk, extra)
  if (prepared === null) return fault('expression-syntax', text)
  const base = baseOf(type)
  const { needs, run } = prepared
  const expression = { text, type, needs, run: (values: Values) => fromFeel(run(values), base) }
  const failsAlways = needs.length === 0 && expression.run(new Map()) === null
  return failsAlways ? fault('expression-fails', text) : expression
}

export function checkLength(text: string): Fault | null {
  if (text === '') return fault('expression-missing')
  const { expressionLength } = decisionLimits
  return text.length > expressionLength ? fault('expression-too-long', String(expressionLength)) : null
}

// The parser only asks which names there are; a part of a name (`decision.output`) is not one.
export const namesOf = (scope: Scope): Record<string, null> =>
  Object.fromEntries([...scope.keys()].map((name) => [name.split('.')[0] ?? name, null]))

/** The expression of a tree, or nothing when there is not exactly one. */
export function onlyChild(tree: FeelNode): FeelNode | undefined {
  const parts: FeelNode[] = []
  for (let each = tree.firstChild; each !== null; each = each.nextSibling) if (!each.type.isSkipped) parts.push(each)
  return parts.length === 1 && !hasError(tree) ? parts[0] : undefined
}

/**
 * feelin reads an expression anew at each evaluation, but the body of a FEEL *function* only once: so the expression becomes
 * the body of a function. Its variables are renamed v0, v1 …, and handed over in that order, those of its iterations e0, e1 …: no
 * name that a file chose ever becomes a key of an object.
 */
function prepare(walk: Walk, extra: readonly string[]): { needs: string[]; run: (values: Values) => unknown } | null {
  const needs = [...new Set([...extra, ...walk.uses.flatMap((each) => (each.local === null ? [each.key] : []))])]
  const types = needs.map((key) => walk.scope.get(key) ?? 'string')
  const counts = walk.edits.length > 0
  const asks = walk.ranges.length > 0
  const calculates = walk.sums.length > 0
  const helpers = [
    ...(counts ? [counter, ranger] : []),
    ...(asks ? [asker] : []),
    ...(calculates ? [taker, rounder] : []),
  ]
  const parameters = [...needs.map((_, at) => `v${at}`), ...helpers]
  const read = readFunction(`function(${parameters.join(', ')}) ${rewrite(walk, needs)}`)
  if (read === null) return null
  const { called, warnings } = read
  const run = (values: Values): unknown => {
    // What is not known makes no result; an empty text in its place would.
    if (needs.some((key) => !values.has(key))) return null
    const given = needs.map((key, at) => toFeel(values.get(key) ?? '', types[at] ?? 'string'))
    // feelin keeps adding to this one list for as long as the function lives.
    warnings.length = 0
    try {
      const result: unknown = called.invoke([
        ...given,
        ...(counts ? countersOf() : []),
        ...(asks ? [rangeTest] : []),
        ...(calculates ? [exact, reckon] : []),
      ])
      return warnings.length === 0 ? result : null
    } catch {
      // The interpreter throws where a date leaves the calendar, and we where an iteration leaves its bounds.
      return null
    }
  }
  return { needs, run }
}

/** A function in the interpreter's hands; null for a text that it cannot read, as one with hundreds of alternatives. */
function readFunction(text: string) {
  try {
    const { value, warnings } = evaluate(text)
    return isFunction(value) ? { called: value, warnings } : null
  } catch {
    return null
  }
}

/** The text as the interpreter gets it. */
function rewrite(walk: Walk, needs: readonly string[]): string {
  const names = walk.uses.map(({ key, from, to, local }) => ({
    from,
    to,
    text: ` ${local ?? `v${needs.indexOf(key)}`} `,
  }))
  return rewriteText(walk.text, [...walk.edits, ...walk.ranges, ...walk.sums, ...names])
}
