import { expect, test } from 'vitest'
import { dmnOf } from '../../../test/helpers/dmn.ts'
import { compileDecisions, decide } from '../index.ts'
import { readCell } from './cell.ts'
import { readExpression } from './expression.ts'
import type { Base, Type, Value } from './value.ts'

const scope: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...([
    ['least', 'number'],
    ['most', 'number'],
    ['name', 'string'],
    ['first', 'string'],
  ] as const),
  ...([
    ['day', 'date'],
    ['begins', 'date'],
    ['urgent', 'boolean'],
    ['sums', 'list of number'],
  ] as const),
])
const known = new Map<string, Value | readonly Value[]>([
  ...([
    ['least', 3],
    ['most', 7],
    ['name', '城关镇'],
    ['first', 'b'],
    ['urgent', true],
    ['sums', [1, 5]],
  ] as const),
  ...([
    ['day', '2026-03-31'],
    ['begins', '2026-03-01'],
  ] as const),
])

/** Whether a cell holds for a value, or why it cannot be read. */
function holds(text: string, value: Value, subject: Base = 'number'): unknown {
  const cell = readCell(text, subject, scope)
  if ('code' in cell) return cell.code
  if (cell.kind === 'any') return true
  const point = subject === 'date' ? Date.parse(String(value)) / 86_400_000 : Number(value)
  if (cell.kind === 'expression') return cell.test.run(new Map([...known, ['?', value]]))
  const inPieces = cell.pieces.some((piece) => {
    if (!('from' in piece)) return 'is' in piece && piece.is === value
    const above = piece.fromIncluded ? point >= piece.from : point > piece.from
    return above && (piece.toIncluded ? point <= piece.to : point < piece.to)
  })
  return inPieces !== cell.negated
}

test.each<[string, Value, Base, boolean]>([
  ['[1..10]', 10, 'number', true],
  ['([1..10])', 10, 'number', true],
  [']1..10[', 1, 'number', false],
  ['(least..most)', 3, 'number', false],
  ['[least..most]', 3, 'number', true],
  // Its end lies before its start: nothing lies in it.
  ['[most..least]', 5, 'number', false],
  ['not([most..least])', 5, 'number', true],
  ['[least..most], > 100', 101, 'number', true],
  ['? in [least..most] or urgent', 50, 'number', true],
  ['? between most and least', 5, 'number', false],
  ['some x in sums satisfies ? in [x..least]', 2, 'number', true],
  ['[date("2026-01-01")..date("2026-12-31")]', '2026-12-31', 'date', true],
  ['(begins..day)', '2026-03-01', 'date', false],
  ['[begins..day]', '2026-03-01', 'date', true],
  ['[day..begins]', '2026-03-15', 'date', false],
  ['["a".."c"]', 'b', 'string', true],
  ['["a".."c"]', 'c', 'string', true],
  ['["a".."c")', 'c', 'string', false],
  ['("a".."c")', 'a', 'string', false],
  ['not(["a".."c"])', 'd', 'string', true],
  ['["a".."c"], "z"', 'z', 'string', true],
  ['[first.."c"]', 'a', 'string', false],
  ['["c".."a"]', 'b', 'string', false],
  ['? between "a" and "c"', 'b', 'string', true],
])('the cell %s holds for %j, a %s: %s', (text, value, subject, expected) => {
  expect(holds(text, value, subject)).toBe(expected)
})

test.each<[string, Base, string]>([
  ['[1.."c"]', 'number', 'type-mismatch'],
  ['[1..2]', 'string', 'type-mismatch'],
  ['["a"..name]', 'number', 'type-mismatch'],
  ['[true..false]', 'boolean', 'expression-types'],
  ['[null..5]', 'number', 'expression-forbidden'],
  ['[1..]', 'number', 'expression-syntax'],
  ['[1..5', 'number', 'expression-syntax'],
  ['[[1..2], [5..6]]', 'number', 'expression-forbidden'],
  ['[1..5].start', 'number', 'expression-forbidden'],
  ['[?..5]', 'number', 'expression-forbidden'],
  // Written out, it can only be a slip of the pen: the rule would never apply.
  ['[5..1]', 'number', 'range-reversed'],
  ['(5..5]', 'number', 'range-reversed'],
])('the cell %s, of a %s, is refused: %s', (text, subject, code) => {
  expect(holds(text, 1, subject)).toBe(code)
})

const ask = (text: string): unknown => {
  const read = readExpression(text, scope)
  return 'code' in read ? read.code : read.run(known)
}

test.each<[string, unknown]>([
  ['least in [1..3]', true],
  ['least in (1..3)', false],
  ['least in [3..1]', false],
  ['least between most and 1', false],
  ['most in ([1..2], [6..8])', true],
  ['most in ([6..8])', true],
  ['day in [begins..date("2026-03-31")]', true],
  ['day in [begins..date("2026-03-31"))', false],
  ['day between date("2026-04-01") and begins', false],
  ['name in ["a".."z"]', false],
  ['first in ["a".."z"]', true],
  ['first between "b" and "c"', true],
  ['day - begins in [duration("P1D")..duration("P30D")]', true],
  ['if least in [1..3] and urgent then 1 else 2', 1],
  ['least in [5..6] or urgent', true],
  ['first in ["a"] or urgent', true],
  ['count(for x in sums return x in [1..3])', 2],
  ['some x in sums satisfies x in [4..least + 2]', true],
  ['least = [1..3]', 'expression-forbidden'],
  ['if urgent then [1..3] else [4..5]', 'expression-forbidden'],
  ['count([1..100000])', 'expression-forbidden'],
  ['first < "c"', 'expression-types'],
  ['urgent in [false..true]', 'expression-types'],
  ['least in ["a".."c"]', 'type-mismatch'],
])('the expression %s is %s', (text, expected) => {
  expect(ask(text)).toBe(expected)
})

test('a table asks for texts in ranges, one after the other, and says that it cannot be searched for gaps', async () => {
  const compiled = await compileDecisions(
    dmnOf({
      id: 'shelf',
      policy: 'UNIQUE',
      inputs: [['code', 'string']],
      outputs: [['shelf', 'number']],
      rules: [
        [['["A".."H"]'], ['1']],
        [['("H".."Z"]'], ['2']],
      ],
    }),
  )
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  const shelf = (code: string) => {
    const decided = decide(compiled.decisions, 'shelf', { code })
    return 'refused' in decided ? decided.code : decided.value
  }
  expect(['A', 'H', 'H1', 'Z', 'Z1'].map(shelf)).toEqual([1, 1, 2, 2, 'no-rule'])
  expect(compiled.warnings.map((each) => each.code)).toContain('gaps-not-checked')
})

test('a range nested or repeated to the limit of its length is read and asked within a moment', () => {
  const started = performance.now()
  const many = (length: number) => Array.from({ length }, (_, at) => `[${at + 10}..${at}.5]`).join(', ')
  expect(holds(`${many(100)}, [least..most]`, 5)).toBe(true)
  expect(holds(`${many(150)}, [least..most]`, 5)).toBe('expression-syntax')
  expect(ask(`${'('.repeat(50)}least in [1..3]${')'.repeat(50)}`)).toBe(true)
  expect(ask(`${'least in [1..'.repeat(100)}3${']'.repeat(100)}`)).toEqual(expect.any(String))
  expect(ask(Array.from({ length: 55 }, () => 'least in [9..10]').join(' or '))).toBe(false)
  expect(performance.now() - started).toBeLessThan(5_000)
})
