import { evaluate, isFunction, parseExpression } from 'feelin'
import { bindIn } from './bind-in.ts'
import { type How, helpersOf } from './condition-host.ts'
import { guardTests } from './condition-tree.ts'
import type { ProblemCode } from './problem.ts'

export type Scalar = string | number | boolean | null
/** What a run knows: plain values and flat lists of them, so that a state survives JSON and a condition stays cheap. */
export type Variables = { readonly [name: string]: Scalar | readonly Scalar[] }

/** A condition read once: yields true or false, or null when it cannot be decided (a missing variable, a wrong type). */
export type Condition = ((variables: Variables) => boolean | null) & Naming

/** The variables that an expression names; those of its own iterations are left out. */
type Naming = { readonly names: readonly string[] }

type Fault = { code: ProblemCode; what: string }

// Words of FEEL that define functions or read the clock; and that one which would make an iteration speak of itself.
const forbidden = new Set(['function', 'external', 'partial', 'now', 'today'])
const keywords = new Set([
  ...['and', 'or', 'not', 'if', 'then', 'else', 'in', 'between', 'true', 'false', 'null', 'instance', 'of'],
  ...['for', 'return', 'some', 'every', 'satisfies'],
])
// Regular expressions (matches, replace, split) are left out on purpose: they can be made to run for hours.
const functions = new Set([
  ...['contains', 'starts with', 'ends with', 'upper case', 'lower case', 'string length', 'string', 'number'],
  ...['substring', 'substring before', 'substring after', 'modulo', 'even', 'odd', 'mean', 'median', 'all', 'any'],
  ...['round up', 'round down', 'round half up', 'round half down', 'distinct values'],
  ...['count', 'min', 'max', 'sum', 'abs', 'floor', 'ceiling', 'list contains', 'date', 'time', 'duration'],
])
const word = '[\\p{L}_][\\p{L}\\p{N}_]*'
const literal = /"(?:[^"\\]|\\.)*"/gu
const call = new RegExp(`(${word}(?: +${word})*) *\\(`, 'gu')
const name = new RegExp(`(?<![\\p{L}\\p{N}_.])${word}`, 'gu')
const shape = /=\s*[=<>]|[<>]\s*[<>]|[<>]\s+=|\/\/|\/\*|`|[{};@?]|[)\]] *\(/u
// 1e3 is no number of FEEL (DMN 1.3, 10.3.1.2), and would be read as 1.
const exponent = /(?<![\p{L}\p{N}_.])\d[\d.]*[\p{L}_][\p{L}\p{N}_]*/u
// What a calculation without result is told by: it is null, and what asks it says whether that is an answer.
const calculating = new Set(['INVALID_TYPE', 'NO_PROPERTY_FOUND', 'INVALID_ARGUMENTS'])
// Beside a range a bracket may be one of its own; then the tree says whether it is a filter.
const filter = /[\p{L}\p{N}_)\]"](?<!\s(?:in|return|satisfies|then|else|and|or)) *\[/u

/**
 * Reads a FEEL condition. feelin reads an expression anew at each evaluation, but the body of a FEEL *function* only
 * once: so the condition becomes the body of a function of its variables, and running it reads nothing.
 *
 * A variable that is not set makes the condition undecidable (null), so that a misspelt name can never count as "no";
 * only a condition that itself compares the variable with null (`delivery != null and …`) may be asked without it.
 */
export function readCondition(text: string, maxLength: number): Condition | Fault {
  const expression = readExpression(text, maxLength)
  if (typeof expression !== 'function') return expression
  if (expression.trial !== null && typeof expression.trial !== 'boolean')
    return { code: 'condition-not-boolean', what: '' }
  const condition = (variables: Variables): boolean | null => {
    const value = expression(variables)
    return typeof value === 'boolean' ? value : null
  }
  return Object.assign(condition, { names: expression.names })
}

/** An expression read once: yields its value, or undefined when it cannot be decided. `trial` is its value without variables. */
export type Expression = ((variables: Variables) => unknown) & { readonly trial: unknown } & Naming

/** Reads a FEEL expression under the same rules as a condition; which kind of value it must yield is the caller's concern. */
export function readExpression(text: string, maxLength: number): Expression | Fault {
  if (text.length > maxLength) return { code: 'condition-too-long', what: String(maxLength) }
  const bare = text.replace(/\s+/gu, ' ').replace(literal, '""').replaceAll('..', ' .. ')
  const found = readNames(bare)
  if (!Array.isArray(found)) return found
  const bound = bindIn(text, (each) => parseExpression(each, {}, undefined).topNode)
  const guarded = guardTests(bound, (asked) => found.includes(asked))
  if (guarded !== null && 'code' in guarded) return guarded
  const names = found.filter((each) => !guarded?.locals.has(each))
  const calls = [...(guarded?.calls ?? [])]
  const parameters = [...names, ...calls.map(([, name]) => name)]
  const hostOf = (how: How): unknown[] => {
    const helpers = helpersOf(how)
    return calls.map(([helper]) => helpers[helper])
  }
  const read = readFunction(`function(${parameters.join(', ')}) ${guarded?.text ?? bound}`)
  if ('code' in read) return read
  const trial = read.run([...names.map(() => null), ...hostOf('trial')])
  const unknown = trial.warnings.find((each) => each.type === 'NO_VARIABLE_FOUND')
  if (unknown) return { code: 'condition-unknown-name', what: String(/'(.*)'/.exec(unknown.message)?.[1]) }
  const absent = names.map((each) => (guarded?.optional.has(each) ? null : undefined))
  const iterates = guarded !== null && guarded.locals.size > 0
  const host = hostOf('run')
  const expression = (variables: Variables): unknown => {
    const values = names.map((each, at) => (Object.hasOwn(variables, each) ? variables[each] : absent[at]))
    const { value, warnings } = read.run([...values, ...(iterates ? hostOf('run') : host)])
    return warnings.some((each) => !calculating.has(each.type)) ? undefined : value
  }
  return Object.assign(expression, { trial: trial.value, names })
}

/** The variables that the condition names; a fault when it uses a part of FEEL that is not allowed here. */
function readNames(bare: string): string[] | Fault {
  const trouble = (shape.exec(bare) ?? exponent.exec(bare) ?? (bare.includes('..') ? null : filter.exec(bare)))?.[0]
  if (trouble !== undefined) return { code: 'condition-forbidden', what: trouble }
  for (const [, run = ''] of bare.matchAll(call)) {
    const words = run.split(/ +/)
    const called = words.slice(words.findLastIndex((each) => keywords.has(each)) + 1).join(' ')
    if (called !== '' && !functions.has(called)) return { code: 'condition-forbidden', what: called }
  }
  const withoutCalls = bare.replace(call, (run) =>
    run.replace(new RegExp(`(${[...functions].join('|')}) *\\($`, 'u'), '('),
  )
  const found = [...new Set([...withoutCalls.matchAll(name)].map(([each]) => each))]
  const banned = found.find((each) => forbidden.has(each))
  if (banned !== undefined) return { code: 'condition-forbidden', what: banned }
  return found.filter((each) => !keywords.has(each))
}

type Outcome = { value: unknown; warnings: readonly { type: string; message: string }[] }

function readFunction(expression: string): { run: (values: readonly unknown[]) => Outcome } | Fault {
  try {
    const { value, warnings } = evaluate(expression)
    if (!isFunction(value)) return { code: 'condition-syntax', what: expression }
    const run = (values: readonly unknown[]): Outcome => {
      // feelin keeps adding to this one list for as long as the function lives.
      warnings.length = 0
      try {
        return { value: value.invoke(values), warnings: warnings.slice() }
      } catch (error) {
        return { value: null, warnings: [{ type: 'THROWN', message: String(error) }] }
      }
    }
    return { run }
  } catch (error) {
    // Here only reading can fail, and feelin says so by throwing its own SyntaxError.
    return { code: 'condition-syntax', what: error instanceof Error ? error.message : String(error) }
  }
}
