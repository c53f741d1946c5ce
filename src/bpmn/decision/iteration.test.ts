import { evaluate } from 'feelin'
import { expect, test } from 'vitest'
import { dmnOf } from '../../../test/helpers/dmn.ts'
import { readCell } from './cell.ts'
import { readExpression } from './expression.ts'
import { compileDecisions, decide } from './index.ts'
import type { Type, Value } from './value.ts'
import type { Scope } from './walk.ts'

// Iterations in decision tables: what they mean is DMN's, how much they may look through is ours.

const scope: Scope = new Map<string, Type>([
  ['sums', 'list of number'],
  ['names', 'list of string'],
  ['days', 'list of date'],
  ['least', 'number'],
  ['家庭 人数', 'number'],
])
const facts: Record<string, Value | readonly Value[]> = {
  sums: [3, 1, 2],
  names: ['王', '李'],
  days: ['2026-03-01', '2026-12-31'],
  least: 2,
  '家庭 人数': 4,
}
const known = new Map(Object.entries(facts))

function run(text: string, values = known): Value | null {
  const read = readExpression(text, scope)
  if ('code' in read) throw new Error(`${read.code} ${read.what.join()}`)
  return read.run(values)
}
const codeOf = (text: string): string => {
  const read = readExpression(text, scope)
  return 'code' in read ? read.code : 'accepted'
}

const plain = [
  'some x in sums satisfies x > least',
  'some x in sums satisfies x > 3',
  'every x in sums satisfies x > 0',
  'every x in sums satisfies x >= least',
  'some x in sums, y in [10, 20] satisfies x * y = 40',
  'every x in sums satisfies some y in sums satisfies y >= x',
  'some name in names satisfies starts with(name, "李")',
  'sum(for x in sums return x * least)',
  'count(for x in sums, y in names return x)',
  'max(for i in 1..least return i * i)',
  'count(for i in 3..1 return i)',
  'sum(for i in 1..3, j in 1..i return j)',
  'min(for i in least..家庭 人数 return i - 家庭 人数)',
  'list contains(for n in names return upper case(n), "王")',
  'if every x in sums satisfies x < 10 then "small" else "large"',
  'if some x in sums satisfies (x > 2 and not(x = 4)) then 1 else 2',
  'not(some x in sums satisfies (x in [1, 3, 5]) and x > 3)',
  'every x in sums satisfies list contains(sums, x)',
  'sum(for x in [1, 2] return if x > 1 then x else 0)',
  'sum(for v0 in sums return v0)',
  'sum(for counted in sums return counted + least)',
  '(some x in sums satisfies x > 2) and (some x in names satisfies x = "王")',
  'every x in for y in sums return y * 2 satisfies x > 1',
]

test.each(plain)('%s means what FEEL says', (text) => {
  // The interpreter itself is asked for what it makes of the text as it stands.
  const { value } = evaluate(text, { ...facts })
  expect(value).not.toBeNull()
  expect(run(text)).toBe(value)
})

test('dates are looked through as dates', () => {
  expect(run('some d in days satisfies d.month = 12')).toBe(true)
  expect(run('every d in days satisfies d > date("2026-03-01")')).toBe(false)
})

test('a condition holds for none and for all of an empty list', () => {
  const none = new Map(known).set('sums', [])
  expect(run('some x in sums satisfies x > 0', none)).toBe(false)
  expect(run('every x in sums satisfies x > 0', none)).toBe(true)
  expect(run('sum(for x in sums return x) + 1', none)).toBeNull()
  expect(run('count(for x in sums return x)', none)).toBe(0)
})

test.each([
  ['for x in sums return x', 'type-mismatch'],
  ['some x in sums satisfies x', 'type-mismatch'],
  ['some x in sums satisfies x = "a"', 'expression-types'],
  ['some x in least satisfies x > 1', 'type-mismatch'],
  ['some x in "a".."b" satisfies x > 1', 'expression-types'],
  ['some x in sums satisfies y > 1', 'expression-unknown-name'],
  ['count(for x in sums return sums)', 'expression-types'],
  ['(some x in sums satisfies x > 2) and x > 1', 'expression-unknown-name'],
  ['some least in sums satisfies least > 1', 'name-twice'],
  ['some x in sums, x in sums satisfies x > 1', 'name-twice'],
  ['sum(for x in sums return sum(partial))', 'expression-unknown-name'],
  ['sum(for partial in sums return partial)', 'expression-forbidden'],
  // A test without a result would count as "no".
  ['some x in sums satisfies modulo(x, 2) = 1', 'expression-forbidden'],
  ['some x in sums satisfies 6 / x = 2', 'expression-forbidden'],
  ['count(for f in [function(x) x] return f)', 'expression-forbidden'],
  ['count(for x in sums return f(x))', 'expression-forbidden'],
  ['some constructor in sums satisfies constructor.name = "a"', 'expression-unknown-name'],
  ['some __proto__ in sums satisfies __proto__ > 1', 'accepted'],
  ['some x in sums satisfies', 'expression-syntax'],
  ['for in sums return 1', 'expression-syntax'],
])('%s is answered with %s', (text, code) => {
  expect(codeOf(text)).toBe(code)
})

test.each([
  ['some x in 1..1000000 satisfies x = 0', 'range-too-long'],
  ['some x in 1000000..1 satisfies x = 0', 'range-too-long'],
  ['some x in -600..600 satisfies x = 0', 'range-too-long'],
  ['some x in 1..1000, y in 1..1000 satisfies x = y and x < 0', 'expression-fails'],
  ['count(for x in 1..900 return count(for y in 1..900 return y)) > 0', 'expression-fails'],
  ['count(for x in sums, y in sums, z in sums return x) > 0', 'iteration-too-deep'],
  ['some x in sums satisfies some y in sums satisfies some z in sums satisfies x = z', 'iteration-too-deep'],
])('%s is refused before it runs: %s', (text, code) => {
  const started = performance.now()
  expect(codeOf(text)).toBe(code)
  expect(performance.now() - started).toBeLessThan(1_000)
})

test.each([
  'some x in 1..least satisfies x = 0',
  'some x in least..-1000000000 satisfies x = 1.5',
  'some x in 1..1000, y in 1..least satisfies x = 0',
  'count(for x in sums, y in sums return x) > 0',
  'sum(for x in sums return count(for y in sums return y)) > 0',
  'sum(for x in sums return if list contains(sums, -1) then 1 else 0) > 0',
  'sum(for x in sums return if x in sums then 1 else sum(sums)) > 0',
])('%s over big lists ends at once without a result', (text) => {
  const values = new Map(known)
    .set(
      'sums',
      Array.from({ length: 900 }, (_, at) => at),
    )
    .set('least', 2_000_000_000)
  const started = performance.now()
  expect(run(text, values)).toBeNull()
  expect(performance.now() - started).toBeLessThan(1_000)
})

test('lists within the bounds are looked through to the end', () => {
  const hundred = new Map(known).set(
    'sums',
    Array.from({ length: 90 }, (_, at) => at + 1),
  )
  expect(run('count(for x in sums, y in sums return x)', hundred)).toBe(8_100)
  const thousand = new Map(known).set('sums', new Array<number>(1_000).fill(1))
  expect(run('sum(for x in sums return x)', thousand)).toBe(1_000)
  expect(run('count(for x in sums return x)', thousand.set('sums', new Array<number>(1_001).fill(1)))).toBeNull()
})

test('a range whose ends are no whole numbers has no result, within a condition neither', () => {
  const half = new Map(known).set('least', 2.5)
  expect(run('if some x in 1..least satisfies x > 0 then 1 else 2', half)).toBeNull()
})

test('a cell may look through constants and lists', () => {
  const holds = (text: string, value: number): unknown => {
    const cell = readCell(text, 'number', scope)
    if ('code' in cell) return cell.code
    return cell.kind === 'expression' ? cell.test.run(new Map([...known, ['?', value]])) : cell.kind
  }
  expect(holds('some x in sums satisfies x = ?', 3)).toBe(true)
  expect(holds('some x in sums satisfies x = ?', 4)).toBe(false)
  expect(holds('not(every x in [1, 2] satisfies x < ?)', 2)).toBe(true)
  expect(holds('for x in sums return x * 2', 6)).toBe(true)
  expect(holds('for x in sums return x * 2', 5)).toBe(false)
  expect(holds('< sum(for x in sums return x), 100', 5)).toBe(true)
})

const rules = 200
const tableOf = (result: string): string =>
  dmnOf({
    id: 'heavy',
    policy: 'COLLECT',
    inputs: [['least', 'number']],
    outputs: [['amount', 'number']],
    rules: Array.from({ length: rules }, (_, at) => [['-'], [result.replace('0', String(at))]]),
  })

test('a table whose every rule looks through much is refused with a sentence, in the time that one decision may take', async () => {
  const compiled = await compileDecisions(tableOf('count(for x in 1..least, y in 1..least return x) + 0'))
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  expect(decide(compiled.decisions, 'heavy', { least: 5 })).toMatchObject({ value: expect.arrayContaining([25]) })
  const started = performance.now()
  const decided = decide(compiled.decisions, 'heavy', { least: 90 })
  expect(decided).toMatchObject({ refused: 'invalid', code: 'no-result' })
  expect('refused' in decided && decided.sentence.zh).toContain('算不出来')
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('a file of constants that look through much is refused while it is read', async () => {
  const started = performance.now()
  const compiled = await compileDecisions(tableOf('count(for x in 1..90, y in 1..90 return x) + 0'))
  expect('problems' in compiled && compiled.problems.map((each) => each.code)).toContain('expression-fails')
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('while a fact is missing that an iteration asks for, nothing is decided', async () => {
  const xml = dmnOf({
    id: 'eligibility',
    policy: 'FIRST',
    inputs: [
      ['age', 'number'],
      ['years', 'number'],
    ],
    outputs: [['eligible', 'boolean']],
    rules: [
      [['< 18', '-'], ['false']],
      [['-', 'some i in 1..3 satisfies i * 5 = ?'], ['true']],
      [['some i in 1..years satisfies i = ?', '-'], ['true']],
      [['-', '-'], ['false']],
    ],
  })
  const compiled = await compileDecisions(xml)
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  const partly = (given: Record<string, unknown>) => {
    const decided = decide(compiled.decisions, 'eligibility', given, 'partly')
    return 'refused' in decided ? decided.code : decided.value
  }
  expect(partly({ age: 17 })).toBe(false)
  expect(partly({ age: 20 })).toBe('rule-undecidable')
  expect(partly({ years: 10 })).toBe('rule-undecidable')
  expect(partly({ age: 20, years: 10 })).toBe(true)
  expect(partly({ age: 20, years: 7 })).toBe(false)
})
