import { isReckoned } from '../exact.ts'
import { type FeelNode, oneSpace, partsOf } from '../feel-node.ts'
import { editBetween, editRange } from '../range.ts'
import { loop, quantified } from './iteration.ts'
import { decisionLimits } from './limits.ts'
import { type Base, baseOf, dayNumber, isListType, listOf, type Type } from './value.ts'
import { asker, charge, fail, isChargedAnyway, roundExactly, takeExactly, textOf, use, type Walk } from './walk.ts'

const rulesOfType = new Map<string, (walk: Walk, node: FeelNode) => Type | null>([
  ['NumericLiteral', numeric],
  ['StringLiteral', () => 'string'],
  ['BooleanLiteral', () => 'boolean'],
  ['DateTimeLiteral', temporal],
  ['VariableName', variable],
  ['PathExpression', path],
  ['ParenthesizedExpression', (walk, node) => inferType(walk, partsOf(node)[1])],
  ['ArithmeticExpression', arithmetic],
  ['Comparison', comparison],
  ['Conjunction', logical],
  ['Disjunction', logical],
  ['IfExpression', conditional],
  ['FunctionInvocation', invocation],
  ['List', list],
  ['QuantifiedExpression', (walk, node) => quantified(walk, node, inferType)],
  ['ForExpression', (walk, node) => loop(walk, node, inferType)],
])

/**
 * The type of an expression, found without running it. Whatever is not named above (function definitions, filters,
 * contexts, ranges as values, null …) is refused by name, so nothing that could run long or yield an unforeseen kind of
 * value ever reaches the interpreter. Iterations count what they look through, and end where the bounds do.
 */
export function inferType(walk: Walk, node: FeelNode | undefined): Type | null {
  if (node === undefined || node.type.isError) return fail(walk, 'expression-syntax', walk.text)
  walk.depth += 1
  if (walk.depth > decisionLimits.expressionDepth)
    return fail(walk, 'expression-too-deep', String(decisionLimits.expressionDepth))
  const rule = rulesOfType.get(node.name)
  const found = rule ? rule(walk, node) : fail(walk, 'expression-forbidden', nameOfForbidden(walk, node))
  walk.depth -= 1
  if (found !== null && isListType(found) && isChargedAnyway(walk, node)) charge(walk, node)
  return found
}

/** Checks one test (`> 3`, `[1..5]`, `"a"`, a list) against the type of what is tested. */
export function inferTest(walk: Walk, node: FeelNode | undefined, subject: Base): void {
  const bare = node && unbracketed(node)
  if (bare === undefined) return void fail(walk, 'expression-syntax', walk.text)
  if (bare.name !== 'SimplePositiveUnaryTest') {
    const type = inferType(walk, bare)
    if (type !== null && type !== subject && type !== listOf(subject)) fail(walk, 'type-mismatch', subject, type)
    return
  }
  const [first, second] = partsOf(bare)
  if (first?.name === 'Interval') return void inferRange(walk, first, subject)
  const ordered = subject !== 'string' && subject !== 'boolean'
  const operator = first ? textOf(walk, first) : ''
  if (!ordered && operator !== '=' && operator !== '!=') return void fail(walk, 'expression-types', textOf(walk, bare))
  const type = inferType(walk, second)
  if (type !== null && type !== subject) fail(walk, 'type-mismatch', subject, type)
}

/** A test without the brackets around it; a value in brackets stays as it is, since they may be of use to it. */
export function unbracketed(node: FeelNode): FeelNode {
  let bare = node
  while (bare.name === 'ParenthesizedExpression') bare = partsOf(bare)[1] ?? bare.firstChild ?? bare
  return bare.name === 'SimplePositiveUnaryTest' ? bare : node
}

/** Numbers, days, durations and texts have an order; yes and no have none. */
function inferRange(walk: Walk, node: FeelNode, subject: Base): void {
  const edits = editRange(node, asker)
  if (edits === null) return void fail(walk, 'expression-syntax', walk.text)
  if (subject === 'boolean') return void fail(walk, 'expression-types', textOf(walk, node))
  const [, from, , to] = partsOf(node)
  for (const each of [from, to]) {
    const type = inferType(walk, each)
    if (type !== null && type !== subject) fail(walk, 'type-mismatch', subject, type)
  }
  walk.ranges.push(...edits)
}

function nameOfForbidden(walk: Walk, node: FeelNode): string {
  if (node.name === 'SimplePositiveUnaryTest' || node.name === 'PositiveUnaryTest') return 'Interval'
  return /Expression$|Definition$|^Context$|^Interval$|^null$/.test(node.name) ? node.name : textOf(walk, node)
}

// The interpreter reads 1e3 as 1, and doubles hold no more than 15 digits without loss.
function numeric(walk: Walk, node: FeelNode): Type | null {
  const text = textOf(walk, node)
  const digits = text.replace(/\D/g, '').length
  return /^-?\d*\.?\d+$/.test(text) && digits <= 15 ? 'number' : fail(walk, 'expression-forbidden', text)
}

function temporal(walk: Walk, node: FeelNode): Type | null {
  const text = textOf(walk, node)
  const [, builder, literal = ''] = /^(?:@|(date|duration)\s*\(\s*)"([^"\\]*)"\s*\)?$/.exec(text) ?? []
  if (builder !== 'duration' && dayNumber(literal) !== null) return 'date'
  const isDuration = /^-?P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,6}D)?$/.test(literal) && builder !== 'date'
  return isDuration ? 'duration' : fail(walk, 'expression-forbidden', text)
}

function variable(walk: Walk, node: FeelNode): Type | null {
  return use(walk, node, oneSpace(textOf(walk, node)))
}

const partsOfDate = new Set(['year', 'month', 'day', 'weekday'])
const partsOfDuration = new Set(['years', 'months', 'days'])

// `decision.output` is one variable to us; only dates and durations have parts of their own.
function path(walk: Walk, node: FeelNode): Type | null {
  const [target, , property] = partsOf(node)
  if (target === undefined || property === undefined) return fail(walk, 'expression-syntax', textOf(walk, node))
  const name = oneSpace(textOf(walk, property))
  const key = `${oneSpace(textOf(walk, target))}.${name}`
  if (target.name === 'VariableName' && walk.scope.has(key)) return use(walk, node, key)
  const type = inferType(walk, target)
  if (type === 'date' && partsOfDate.has(name)) return 'number'
  if (type === 'duration' && partsOfDuration.has(name)) return 'number'
  return type === null ? null : fail(walk, 'expression-unknown-name', key)
}

function arithmetic(walk: Walk, node: FeelNode): Type | null {
  const parts = partsOf(node)
  if (parts.length === 2) return same(walk, node, [inferType(walk, parts[1])], 'number')
  const [first, operation, second] = parts
  const operator = operation ? textOf(walk, operation) : ''
  const left = inferType(walk, first)
  const right = inferType(walk, second)
  if (left === null || right === null) return null
  if (operator === '/' && walk.inCondition && second?.name !== 'NumericLiteral') return forbidInCondition(walk, '/')
  const found = resultOf(left, operator, right)
  if (found === 'number') takeExactly(walk, node)
  return found ?? fail(walk, 'expression-types', textOf(walk, node))
}

function resultOf(left: Type, operator: string, right: Type): Type | null {
  if (left === 'number' && right === 'number') return 'number'
  if (operator === '+' && left === 'string' && right === 'string') return 'string'
  if ((operator === '+' || operator === '-') && left === 'date' && right === 'duration') return 'date'
  if (operator === '+' && left === 'duration' && right === 'date') return 'date'
  if (operator === '-' && left === 'date' && right === 'date') return 'duration'
  if ((operator === '+' || operator === '-') && left === 'duration' && right === 'duration') return 'duration'
  return null
}

// The interpreter takes a condition without result for "no"; what may have none is therefore kept out of conditions.
const forbidInCondition = (walk: Walk, what: string): null => fail(walk, 'expression-forbidden', `if … ${what}`)

function same(walk: Walk, node: FeelNode, types: readonly (Type | null)[], wanted: Type): Type | null {
  if (types.includes(null)) return null
  return types.every((type) => type === wanted) ? wanted : fail(walk, 'expression-types', textOf(walk, node))
}

function comparison(walk: Walk, node: FeelNode): Type | null {
  const [first, operation, ...rest] = partsOf(node)
  const left = inferType(walk, first)
  if (left === null) return null
  const operator = operation ? textOf(walk, operation) : ''
  if (operator === 'in') {
    if (isListType(left)) return fail(walk, 'expression-types', textOf(walk, node))
    const tests = rest.flatMap((each) => (each.name === 'PositiveUnaryTests' ? partsOf(each) : [each]))
    for (const each of tests)
      if (each.name === 'PositiveUnaryTest') inferTest(walk, partsOf(each)[0], baseOf(left))
      else if (!'()'.includes(each.name)) inferTest(walk, each, baseOf(left))
    return 'boolean'
  }
  const others = operator === 'between' ? [rest[0], rest[2]] : [rest[0]]
  const ordered =
    left === 'number' || left === 'date' || left === 'duration' || (left === 'string' && operator === 'between')
  if (!ordered && (isListType(left) || (operator !== '=' && operator !== '!=')))
    return fail(walk, 'expression-types', textOf(walk, node))
  const types = others.map((each) => inferType(walk, each))
  if (operator === 'between') walk.ranges.push(...(editBetween(node, asker) ?? []))
  return same(walk, node, types, left) === null ? null : 'boolean'
}

function logical(walk: Walk, node: FeelNode): Type | null {
  const [left, , right] = partsOf(node)
  return same(walk, node, [inferType(walk, left), inferType(walk, right)], 'boolean')
}

function conditional(walk: Walk, node: FeelNode): Type | null {
  const [, condition, , yes, , no] = partsOf(node)
  const outside = walk.inCondition
  walk.inCondition = true
  const asked = inferType(walk, condition)
  walk.inCondition = outside
  if (asked !== null && asked !== 'boolean') return fail(walk, 'type-mismatch', 'boolean', asked)
  const type = inferType(walk, yes)
  return type === null ? null : same(walk, node, [inferType(walk, no)], type)
}

function list(walk: Walk, node: FeelNode): Type | null {
  const types = partsOf(node)
    .slice(1, -1)
    .map((each) => inferType(walk, each))
  const [first] = types
  if (first === undefined || first === null || isListType(first))
    return fail(walk, 'expression-types', textOf(walk, node))
  return same(walk, node, types, first) === null ? null : listOf(baseOf(first))
}

type Signature = readonly [parameters: readonly Type[], result: Type]
// Regular expressions (matches, replace, split) are left out on purpose: they can be made to run for hours; and so is the clock.
const functions = new Map<string, Signature>([
  ['contains', [['string', 'string'], 'boolean']],
  ['starts with', [['string', 'string'], 'boolean']],
  ['ends with', [['string', 'string'], 'boolean']],
  ['string length', [['string'], 'number']],
  ['upper case', [['string'], 'string']],
  ['lower case', [['string'], 'string']],
  ['not', [['boolean'], 'boolean']],
  ['abs', [['number'], 'number']],
  ['floor', [['number'], 'number']],
  ['ceiling', [['number'], 'number']],
  ['decimal', [['number', 'number'], 'number']],
  ['round up', [['number', 'number'], 'number']],
  ['round down', [['number', 'number'], 'number']],
  ['round half up', [['number', 'number'], 'number']],
  ['round half down', [['number', 'number'], 'number']],
  ['modulo', [['number', 'number'], 'number']],
  ['years and months duration', [['date', 'date'], 'duration']],
])
const maybeNothing = new Set(['modulo', 'min', 'max', 'sum', 'decimal'])

function invocation(walk: Walk, node: FeelNode): Type | null {
  const [target, ...rest] = partsOf(node)
  const name = target ? oneSpace(textOf(walk, target)) : ''
  const parameters = rest.find((each) => each.name === 'PositionalParameters')
  const signature = functions.get(name)
  const isList = ['min', 'max', 'sum', 'count', 'list contains', 'string'].includes(name)
  if (walk.scope.has(name) || parameters === undefined || !(signature || isList))
    return fail(walk, 'expression-forbidden', name === '' ? textOf(walk, node) : `${name}()`)
  const types = partsOf(parameters).map((each) => inferType(walk, each))
  if (types.includes(null)) return null
  if (walk.inCondition && maybeNothing.has(name)) return forbidInCondition(walk, `${name}()`)
  if (isReckoned(name)) roundExactly(walk, node, name)
  if (name === 'sum' || name === 'mean') takeExactly(walk, node)
  const result = signature ? (fits(types, signature[0]) ? signature[1] : null) : resultOnLists(name, types)
  return result ?? fail(walk, 'expression-types', textOf(walk, node))
}

const fits = (types: readonly (Type | null)[], parameters: readonly Type[]): boolean =>
  types.length === parameters.length && types.every((type, at) => type === parameters[at])

function resultOnLists(name: string, types: readonly (Type | null)[]): Type | null {
  const [first, second] = types
  if (first === undefined || first === null) return null
  if (name === 'count') return types.length === 1 && isListType(first) ? 'number' : null
  if (name === 'string') return types.length === 1 && ['number', 'string', 'date'].includes(first) ? 'string' : null
  if (name === 'list contains')
    return types.length === 2 && isListType(first) && baseOf(first) === second ? 'boolean' : null
  const numbers = types.every((type) => type === 'number') || (types.length === 1 && first === 'list of number')
  return numbers ? 'number' : null
}
