import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileDecisions, type Decided, type Decisions, decide, type Undecided } from '../index.ts'

const read = (name: string): string => readFileSync(new URL(`fixtures/${name}.dmn`, import.meta.url), 'utf8')

async function load(name: string, change: (xml: string) => string = (xml) => xml): Promise<Decisions> {
  const compiled = await compileDecisions(change(read(name)))
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  return compiled.decisions
}

function made(outcome: Decided | Undecided): Decided {
  if ('refused' in outcome) throw new Error(outcome.sentence.en)
  return outcome
}

function refusal(outcome: Decided | Undecided): Undecided {
  if (!('refused' in outcome)) throw new Error(`decided ${JSON.stringify(outcome.value)}`)
  return outcome
}

const firedIds = (outcome: Decided): string[] => outcome.rules.flatMap((each) => each.rules.map((rule) => rule.id))

test('a unique table names the one rule that applied, what it saw, and the article beside it', async () => {
  const decisions = await load('unique')
  expect(decide(decisions, 'fare', { 年龄: 18, 类别: '学生' })).toEqual({
    value: 10,
    rules: [
      {
        decision: 'fare',
        name: '票价',
        inputs: [
          { id: 'fare_in1', label: '年龄', value: 18 },
          { id: 'fare_in2', label: '类别', value: '学生' },
        ],
        rules: [{ id: 'fare_rule3', index: 3, annotations: [{ name: '依据', text: '第四条' }] }],
        usedDefault: false,
        value: 10,
      },
    ],
  })
})

test.each([
  [5.99, '其他', 0],
  [6, '其他', 10],
  [17.99, '军人', 10],
  [18, '军人', 20],
  [59, '学生', 10],
  [60, '学生', 5],
])('at the age of %s as %s the fare is %s', async (age, kind, fare) => {
  expect(made(decide(await load('unique'), 'fare', { 年龄: age, 类别: kind })).value).toBe(fare)
})

// File, age, kind, value, and the rules that it rests on.
const policies: [string, string, number, string, unknown, number[]][] = [
  ['first', 'fare', 10, '军人', 0, [1]],
  ['first', 'fare', 10, '其他', 10, [2]],
  ['first', 'fare', 40, '其他', 20, [3]],
  ['priority', 'queue', 70, '军人', '绿色通道', [3]],
  ['priority', 'queue', 70, '其他', '优先', [2]],
  ['priority', 'queue', 30, '其他', '普通', [1]],
  ['any', 'free', 3, '军人', true, [1, 2]],
  ['any', 'free', 30, '其他', false, []],
  ['rule-order', 'papers', 10, '学生', ['监护人同意书', '出生证明', '学生证'], [1, 2, 3]],
  ['rule-order', 'papers', 30, '其他', [], []],
  ['output-order', 'papers', 10, '学生', ['学生证', '出生证明', '监护人同意书'], [3, 2, 1]],
  ['output-order', 'papers', 14, '其他', ['监护人同意书'], [1]],
  ['collect', 'fees', 10, '学生', [3.5, 2, 10], [1, 2, 3]],
  ['collect-sum', 'fees', 10, '学生', 5.5, [1, 2]],
  ['collect-min', 'fees', 10, '学生', 2, [1, 2]],
  ['collect-max', 'fees', 10, '学生', 3.5, [1, 2]],
  ['collect-count', 'fees', 10, '学生', 2, [1, 2]],
  ['collect-count', 'fees', 30, '其他', 0, []],
]

test.each(policies)(
  '%s: the decision %s at %s as %s yields %s by the rules %s',
  async (file, id, age, kind, value, rules) => {
    const outcome = made(decide(await load(file), id, { 年龄: age, 类别: kind }))
    expect(outcome.value).toEqual(value)
    expect(firedIds(outcome)).toEqual(rules.map((index) => `${id}_rule${index}`))
  },
)

test('several outputs are named, and the default stands in for all of them at once', async () => {
  const decisions = await load('several-outputs')
  expect(made(decide(decisions, 'offer', { 年龄: 65 })).value).toEqual({ 名称: '长者', 价格: 5, 至: '2026-02-28' })
  const standard = made(decide(decisions, 'offer', { 年龄: 30 }))
  expect(standard.value).toEqual({ 名称: '标准', 价格: 20, 至: '2026-12-31' })
  expect(standard.rules[0]?.usedDefault).toBe(true)
})

test('a decision is made after those it requires, wherever they stand in the file, and all of them are accounted for', async () => {
  const decisions = await load('three-decisions')
  const inputs = { 出生日期: '2010-05-01', 申请日期: '2026-04-30', 月收入: 900 }
  const outcome = made(decide(decisions, 'aid', inputs))
  expect(outcome.value).toBe(700)
  expect(outcome.rules.map((each) => [each.decision, each.value])).toEqual([
    ['ageThen', 15],
    ['level', '低'],
    ['aid', 700],
  ])
  expect(made(decide(decisions, 'aid', { ...inputs, 月收入: 2999.99 })).value).toBe(0)
  expect(made(decide(decisions, 'aid', { ...inputs, 月收入: 1000.01 })).value).toBe(200)
  expect(decisions.byId.get('level')?.inputs.map((each) => each.name)).toEqual(['月收入'])
})

test('a literal expression reckons with dates, which are ISO texts in and out', async () => {
  const outcome = made(decide(await load('literal'), 'adultOn', { 出生日期: '2008-03-15' }))
  expect(outcome.value).toBe('2026-03-15')
  expect(outcome.rules[0]?.inputs).toEqual([{ id: null, label: '出生日期', value: '2008-03-15' }])
})

test('dates, truth values, whole numbers and types of the file itself all take part in tests', async () => {
  const decisions = await load('typed-inputs')
  const inputs = { 整数: 5, 日期: '2026-01-01', 本地: true, 等级: '甲' }
  expect(made(decide(decisions, 'all', inputs)).value).toBe('一')
  expect(made(decide(decisions, 'all', { ...inputs, 整数: 4 })).value).toBe('无')
  expect(made(decide(decisions, 'all', { ...inputs, 日期: '2025-12-31', 等级: '乙' })).value).toBe('二')
})

test('a table drawn without input data asks for the variables that its columns name', async () => {
  const decisions = await load('bare-table')
  expect(decisions.byId.get('fare')?.inputs).toMatchObject([{ name: 'age', domain: { base: 'number', whole: true } }])
  expect(made(decide(decisions, 'fare', { age: 17, other: 'ignored' })).value).toBe(10)
})

// What is asked, and the refusal: its code, the input and the rules that it names.
const refusals: [string, string, string, Record<string, unknown>, string, string | null, number[]][] = [
  ['a decision that does not exist', 'unique', 'toll', {}, 'decision-unknown', null, []],
  ['a missing input', 'unique', 'fare', { 年龄: 3 }, 'input-missing', '类别', []],
  ['an input that is null', 'unique', 'fare', { 年龄: null, 类别: '学生' }, 'input-missing', '年龄', []],
  ['a number sent as text', 'unique', 'fare', { 年龄: '3', 类别: '学生' }, 'input-type', '年龄', []],
  ['a number that is none', 'unique', 'fare', { 年龄: Number.NaN, 类别: '学生' }, 'input-type', '年龄', []],
  ['a list for a text', 'unique', 'fare', { 年龄: 3, 类别: ['学生'] }, 'input-type', '类别', []],
  ['an age beyond the allowed ones', 'unique', 'fare', { 年龄: 151, 类别: '学生' }, 'input-not-allowed', '年龄', []],
  ['a kind that is not listed', 'unique', 'fare', { 年龄: 3, 类别: '教师' }, 'input-not-allowed', '类别', []],
  ['a day that does not exist', 'literal', 'adultOn', { 出生日期: '2026-02-29' }, 'input-type', '出生日期', []],
  ['a date with a time', 'literal', 'adultOn', { 出生日期: '2026-02-28T00:00' }, 'input-type', '出生日期', []],
  ['a date beyond the calendar', 'literal', 'adultOn', { 出生日期: '9990-01-01' }, 'no-result', null, []],
  ['half a year of age', 'bare-table', 'fare', { age: 17.5 }, 'input-type', 'age', []],
  [
    'a grade that its type does not list',
    'typed-inputs',
    'all',
    { 整数: 1, 日期: '2026-01-01', 本地: true, 等级: '丙' },
    'input-not-allowed',
    '等级',
    [],
  ],
  [
    'yes for true',
    'typed-inputs',
    'all',
    { 整数: 1, 日期: '2026-01-01', 本地: 'yes', 等级: '甲' },
    'input-type',
    '本地',
    [],
  ],
  ['no rule that applies', 'any-contradiction', 'free', { 年龄: 30, 类别: '其他' }, 'no-rule', null, []],
  ['nothing to add up', 'collect-sum', 'fees', { 年龄: 30, 类别: '其他' }, 'no-rule', null, []],
  [
    'two rules where one may apply',
    'faulty-table',
    'fare',
    { 年龄: 12, 类别: '学生' },
    'several-rules',
    null,
    [1, 2, 3],
  ],
  [
    'rules that contradict each other',
    'any-contradiction',
    'free',
    { 年龄: 3, 类别: '军人' },
    'results-differ',
    null,
    [1, 2],
  ],
  ['a division by zero', 'division', 'share', { 年龄: 0 }, 'no-result', null, []],
  ['a test that divides by zero', 'undecidable', 'share', { 年龄: 5 }, 'rule-undecidable', null, [1]],
  ['a result that divides by zero', 'undecidable', 'share', { 年龄: 1 }, 'no-result', null, [2]],
  ['a result beyond the allowed ones', 'undecidable', 'share', { 年龄: 51 }, 'result-not-allowed', null, [3]],
]

test.each(refusals)('%s is refused and named', async (_, file, id, inputs, code, input, rules) => {
  const refused = refusal(decide(await load(file), id, inputs))
  const wanted = code === 'decision-unknown' ? 'not-found' : 'invalid'
  expect(refused).toMatchObject({ refused: wanted, code, decision: id, input })
  expect(refused.rules).toEqual(rules.map((index) => `${id}_rule${index}`))
  for (const sentence of [refused.sentence.zh, refused.sentence.en]) {
    expect(sentence).not.toMatch(/undefined|null|\[object/)
    if (input !== null) expect(sentence).toContain(input)
  }
})

test('a column whose value lies outside its own allowed values is refused by the name of the column', async () => {
  const decisions = await load('three-decisions')
  const inputs = { 出生日期: '2010-05-01', 申请日期: '2026-04-30', 月收入: -1 }
  expect(refusal(decide(decisions, 'aid', inputs))).toMatchObject({
    code: 'input-not-allowed',
    decision: 'level',
    input: '月收入',
  })
})

test('the same decisions asked twice, or by turns, answer the same', async () => {
  const decisions = await load('typed-inputs')
  const inputs = { 整数: 9, 日期: '2025-01-01', 本地: false, 等级: '乙' }
  const first = decide(decisions, 'all', inputs)
  decide(decisions, 'all', { ...inputs, 等级: '甲' })
  expect(decide(decisions, 'all', inputs)).toEqual(first)
})

test('a table of twenty rules is decided many thousand times a second', async () => {
  const rules = Array.from({ length: 20 }, (_, at) => {
    const cells = `<inputEntry><text>[${at * 5}..${at * 5 + 5})</text></inputEntry><inputEntry><text>-</text></inputEntry>`
    return `<rule id="r${at}">${cells}<outputEntry><text>${at}</text></outputEntry></rule>`
  })
  const decisions = await load('unique', (xml) => xml.replace(/<rule [\s\S]*<\/rule>/, rules.join('')))
  const started = performance.now()
  for (let at = 0; at < 2_000; at += 1)
    expect(made(decide(decisions, 'fare', { 年龄: 97, 类别: '其他' })).value).toBe(19)
  expect(performance.now() - started).toBeLessThan(2_000) // 1,000 a second, on any machine
})
