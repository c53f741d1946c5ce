import { evaluate, FeelFunction, isFunction } from 'feelin'
import { countersOf } from './budget.ts'
import { exact, reckon } from './exact.ts'
import { rangeTest } from './range.ts'

/** A trial without variables: it tells of what kind the result is, so tests may be anything. */
export type How = 'trial' | 'run'
/** What stands after `in` and is no value: a range, or an operator with a value. */
type Test = (value: unknown) => boolean | null
type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** What a rewritten condition may call, with the parameters of each: told, so that the interpreter does not look for them at every call. */
const parameters = {
  counted: ['list'],
  listed: ['list'],
  sure: ['test'],
  logical: ['test'],
  compared: ['left', 'operator', 'leftMayLack', 'rightMayLack', 'right'],
  among: ['value', 'mayLack', '...tests'],
  than: ['operator', 'mayLack', 'other'],
  known: ['value'],
  within: ['fromIncluded', 'toIncluded', 'from', 'to'],
  taken: ['number'],
  reckoned: ['name', 'value', 'by'],
}
export type Helper = keyof typeof parameters
export type Helpers = Readonly<Record<Helper, FeelFunction>>

/** Ends an evaluation that must have no result; caught where the interpreter is called. */
class Undecided extends Error {}

// The interpreter's own comparisons, asked of values that were looked at before.
const ask = (operator: string): ((left: unknown, right: unknown) => unknown) => {
  const { value } = evaluate(`function(a, b) a ${operator} b`)
  return (left, right) => (isFunction(value) ? value.invoke([left, right]) : null)
}
const asked: Readonly<Record<Exclude<Operator, '!='>, (left: unknown, right: unknown) => unknown>> = {
  '=': ask('='),
  '<': ask('<'),
  '<=': ask('<='),
  '>': ask('>'),
  '>=': ask('>='),
}
const kindOf = (value: unknown): unknown => (typeof value === 'object' ? value?.constructor : typeof value)
const isPlain = (value: unknown): boolean => typeof value !== 'object'

/** Whether two values are the same; null for values of different kinds. */
function isSame(left: unknown, right: unknown): boolean | null {
  if (isPlain(left) && isPlain(right)) return typeof left === typeof right ? left === right : null
  if (Array.isArray(left) && Array.isArray(right)) return isSameList(left, right)
  // A list of one stands for it (DMN 1.3, 10.3.2.9.4).
  if (Array.isArray(left)) return left.length === 1 ? isSame(left[0], right) : null
  if (Array.isArray(right)) return right.length === 1 ? isSame(left, right[0]) : null
  const same = asked['='](left, right)
  return typeof same === 'boolean' ? same : null
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean | null {
  if (left.length !== right.length) return false
  const same = left.map((one, at) => (one === null || right[at] === null ? one === right[at] : isSame(one, right[at])))
  return same.includes(false) ? false : same.includes(null) ? null : true
}

const negate = (value: boolean | null): boolean | null => (value === null ? null : !value)

/** Ends the run of a condition; a trial goes on without result. */
type End = (why: string) => null
const notOneKind = 'what is compared is not of one kind'

/** `leftMayLack`: null is a value of this side (a name that may be empty), not a calculation without result. */
const comparedBy =
  (end: End) =>
  (left: unknown, operator: Operator, leftMayLack: boolean, rightMayLack: boolean, right: unknown): boolean | null => {
    if ((left === null && !leftMayLack) || (right === null && !rightMayLack)) return null
    const equality = operator === '=' || operator === '!='
    if (left === null || right === null) return equality ? (left === right) === (operator === '=') : null
    if (!equality && kindOf(left) !== kindOf(right)) return end(notOneKind)
    if (!equality) return asked[operator](left, right) as boolean | null
    const same = isSame(left, right) ?? end(notOneKind)
    return operator === '=' ? same : negate(same)
  }

/** A list stands for its elements; one that holds says yes whatever the others are. */
const amongBy =
  (end: End) =>
  (value: unknown, mayLack: boolean, ...tests: readonly unknown[]): boolean | null => {
    if (value === null && !mayLack) return null
    const unlike = new Set<'unlike' | 'lacking'>()
    for (const test of tests.flat()) {
      const held = typeof test === 'function' ? (test as Test)(value) : holds(value, test)
      if (held === true) return true
      if (held === null) unlike.add(typeof test === 'function' ? 'lacking' : 'unlike')
    }
    if (unlike.has('unlike')) return end('what is asked is not of the kind of what stands there')
    return unlike.has('lacking') ? null : false
  }

/**
 * What a condition is run with (DMN 1.3, 10.3.2). The interpreter answers `floor("5") = 5` and `3 in ["x"]` with no, where a result is lacking
 * or the kinds differ; here neither is an answer. A calculation without result is null, so that `b != 0 and a / b > 2` can still be decided;
 * values of different kinds are a fault of who wrote or filled in, and end everything. What iterations look through is counted for as long as
 * these are used, so each run of an iteration has its own.
 */
export function helpersOf(how: How): Helpers {
  const [count] = countersOf()
  const end: End = (why) => {
    if (how === 'run') throw new Undecided(why)
    return null
  }
  const counted = (value: unknown): unknown => count(how === 'trial' && value === null ? [] : value)
  const compared = comparedBy(end)
  const all: Readonly<Record<Helper, (...values: never[]) => unknown>> = {
    counted,
    compared,
    among: amongBy(end),
    listed: (value: unknown): unknown =>
      counted(Array.isArray(value) || how === 'trial' ? value : end('what is looked through is no list')),
    sure: (value: unknown): boolean =>
      typeof value === 'boolean' ? value : (end('a test is neither true nor false') ?? false),
    logical: (value: unknown): unknown =>
      value === null || typeof value === 'boolean' ? value : end('what is joined is neither true nor false'),
    than:
      (operator: Operator, mayLack: boolean, other: unknown): Test =>
      (value) =>
        compared(value, operator, true, mayLack, other),
    // A calculation among what is asked: without result it is no value, but open.
    known: (value: unknown): unknown => (value === null ? (): null => null : value),
    within: rangeTest,
    taken: exact,
    reckoned: reckon,
  }
  const named = Object.entries(all).map(([name, each]) => [name, new FeelFunction(each, parameters[name as Helper])])
  return Object.fromEntries(named) as Helpers
}

function holds(value: unknown, other: unknown): boolean | null {
  return value === null || other === null ? value === other : isSame(value, other)
}
