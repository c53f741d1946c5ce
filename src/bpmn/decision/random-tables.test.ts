import fc from 'fast-check'
import { unaryTest } from 'feelin'
import { expect, test } from 'vitest'
import { compileDecisions, decide } from './index.ts'

type NumberTest = { from: number; to: number; closed: [boolean, boolean] } | null
type Row = { age: NumberTest; kind: { names: string[]; not: boolean } | null; local: boolean | null; fee: number }

const kinds = ['甲', '乙', '丙']
const numberTest: fc.Arbitrary<NumberTest> = fc.option(
  fc
    .record({
      from: fc.integer({ min: 0, max: 9 }),
      length: fc.integer({ min: 1, max: 6 }),
      closed: fc.tuple(fc.boolean(), fc.boolean()),
    })
    .map(({ from, length, closed }) => ({ from, to: from + length, closed })),
)
const row: fc.Arbitrary<Row> = fc.record({
  age: numberTest,
  kind: fc.option(fc.record({ names: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }), not: fc.boolean() })),
  local: fc.option(fc.boolean()),
  fee: fc.integer({ min: 0, max: 3 }),
})
const question = fc.record({
  age: fc.integer({ min: 0, max: 30 }).map((half) => half / 2),
  kind: fc.constantFrom(...kinds),
  local: fc.boolean(),
})
type Question = { age: number; kind: string; local: boolean }

const write = {
  age: (cell: NumberTest): string =>
    cell === null ? '-' : `${cell.closed[0] ? '[' : '('}${cell.from}..${cell.to}${cell.closed[1] ? ']' : ')'}`,
  kind: (cell: Row['kind']): string => {
    const names = cell?.names.map((name) => `"${name}"`).join(',') ?? '-'
    return cell?.not ? `not(${names})` : names
  },
  local: (cell: Row['local']): string => (cell === null ? '-' : String(cell)),
}

function writeTable(rows: readonly Row[], policy: string): string {
  const cell = (text: string): string => `<inputEntry><text>${text}</text></inputEntry>`
  const rules = rows.map(
    (each, at) =>
      `<rule id="r${at}">${cell(write.age(each.age))}${cell(write.kind(each.kind))}${cell(write.local(each.local))}<outputEntry><text>${each.fee}</text></outputEntry></rule>`,
  )
  const input = (name: string, type: string, values: string): string =>
    `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression><inputValues><text>${values}</text></inputValues></input>`
  const inputs =
    input('age', 'number', '[0..15]') + input('kind', 'string', '"甲","乙","丙"') + input('local', 'boolean', '-')
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="t" name="t"><decisionTable id="table" hitPolicy="${policy}">${inputs}<output typeRef="number" />${rules.join('')}</decisionTable></decision></definitions>`
}

// The naive reading of a row, one condition after the other.
const matches = (each: Row, asked: Question): boolean => {
  if (each.age !== null) {
    const { from, to, closed } = each.age
    if (closed[0] ? asked.age < from : asked.age <= from) return false
    if (closed[1] ? asked.age > to : asked.age >= to) return false
  }
  if (each.kind !== null && each.kind.names.includes(asked.kind) === each.kind.not) return false
  return each.local === null || each.local === asked.local
}

// Every half year, kind and truth value: rows are cut at whole years, so this grid touches every stretch of the inputs.
const grid: Question[] = Array.from({ length: 31 }, (_, half) => half / 2).flatMap((age) =>
  kinds.flatMap((kind) => [true, false].map((local) => ({ age, kind, local }))),
)

test('a unique table answers as a naive reading of its rows does, whatever the table and the question', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.array(question, { maxLength: 20 }),
      async (rows, asked) => {
        const compiled = await compileDecisions(writeTable(rows, 'UNIQUE'))
        if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
        for (const each of asked) {
          const found = rows.flatMap((one, at) => (matches(one, each) ? [at] : []))
          const outcome = decide(compiled.decisions, 't', each)
          if (found.length === 1) expect(outcome).toMatchObject({ value: rows[found[0] ?? 0]?.fee })
          else if (found.length === 0) expect(outcome).toMatchObject({ code: 'no-rule' })
          else expect(outcome).toMatchObject({ code: 'several-rules', rules: found.map((at) => `r${at}`) })
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('warnings of overlaps and gaps are exact: they stand there just when some question meets one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const compiled = await compileDecisions(writeTable(rows, 'UNIQUE'))
      if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
      const codes = new Set(compiled.warnings.map((each) => each.code))
      const counts = grid.map((each) => rows.filter((one) => matches(one, each)).length)
      expect(codes.has('rule-gap')).toBe(counts.includes(0))
      expect(codes.has('rule-overlap') || codes.has('rule-identical')).toBe(counts.some((count) => count > 1))
    }),
    { numRuns: 150 },
  )
})

test('cells of constants mean what the expression language says they mean', () => {
  fc.assert(
    fc.property(row, question, (each, asked) => {
      const cells = [
        [write.age(each.age), asked.age],
        [write.kind(each.kind), asked.kind],
        [write.local(each.local), asked.local],
      ] as const
      const all = cells.every(([text, value]) => unaryTest(text, { '?': value }).value === true)
      expect(all).toBe(matches(each, asked))
    }),
    { numRuns: 300 },
  )
})
