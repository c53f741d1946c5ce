import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileDecisions } from './index.ts'

const read = (name: string): string => readFileSync(new URL(`fixtures/${name}.dmn`, import.meta.url), 'utf8')

/** The codes of the problems, or `ok`, of a fixture in which one text stands for another. */
async function codes(name: string, from: string | RegExp = '', to = ''): Promise<string[]> {
  const xml = read(name)
  const changed = from === '' ? xml : xml.replace(from, to)
  if (from !== '') expect(changed).not.toBe(xml)
  const compiled = await compileDecisions(changed)
  if (!('problems' in compiled)) return ['ok']
  for (const { sentence, severity } of compiled.problems) {
    expect(severity).toBe('error')
    for (const each of [sentence.zh, sentence.en]) expect(each).not.toMatch(/undefined|null\b(?!”|")|\[object|^$/)
  }
  return compiled.problems.map((each) => each.code)
}

const warnings = async (name: string, from: string | RegExp = '', to = '') => {
  const compiled = await compileDecisions(from === '' ? read(name) : read(name).replace(from, to))
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  return compiled.warnings.map((each) => ({ ...each, zh: each.sentence.zh, en: each.sentence.en }))
}

const cell = '<text>&lt; 6</text>'
const inCell = (text: string): [string, string] => [cell, `<text>${text.replaceAll('<', '&lt;')}</text>`]
const result = /<outputEntry id="fare_r1_o1">\s*<text>0<\/text>/
const inResult = (text: string): [RegExp, string] => [
  result,
  `<outputEntry id="fare_r1_o1"><text>${text.replaceAll('<', '&lt;')}</text>`,
]
const logic = /<decisionTable[\s\S]*<\/decisionTable>/

test.each([
  'unique',
  'first',
  'priority',
  'any',
  'rule-order',
  'output-order',
  'collect',
  'collect-sum',
  'collect-min',
  'collect-max',
  'collect-count',
  'several-outputs',
  'three-decisions',
  'literal',
  'typed-inputs',
  'bare-table',
])('the model %s is accepted without doubt', async (name) => {
  expect(await codes(name)).toEqual(['ok'])
  expect(await warnings(name)).toEqual([])
})

test.each([
  ['a boxed context', '<context id="c" />', '“盒装上下文”', 'context'],
  ['a function definition', '<functionDefinition id="c" />', '“函数定义”', 'functionDefinition'],
  ['a relation', '<relation id="c" />', '“关系表”', 'relation'],
  ['a boxed list', '<list id="c" />', '“盒装列表”', 'list'],
  ['an invocation', '<invocation id="c" />', '“盒装调用”', 'invocation'],
  ['a construct of a later version', '<conditional id="c" />', 'conditional', 'conditional'],
])('%s is refused by name', async (_, xml, zh, en) => {
  const compiled = await compileDecisions(read('unique').replace(logic, xml))
  const [first] = 'problems' in compiled ? compiled.problems : []
  expect(first).toMatchObject({ code: 'unsupported', severity: 'error' })
  expect(first?.sentence.zh).toContain(zh)
  expect(first?.sentence.en).toContain(en)
})

test.each([
  ['a business knowledge model', '<businessKnowledgeModel id="b" name="b" />', '业务知识模型'],
  [
    'a PMML model',
    '<businessKnowledgeModel id="b" name="b"><encapsulatedLogic kind="PMML" /></businessKnowledgeModel>',
    'PMML',
  ],
  ['a decision service', '<decisionService id="s" name="s" />', '决策服务'],
  ['another file', '<import name="x" importType="y" namespace="z" />', '外部文件'],
  ['a structured type', '<itemDefinition name="x"><itemComponent name="y" /></itemDefinition>', '结构化数据类型'],
  [
    'a list type',
    '<itemDefinition name="x" isCollection="true"><typeRef>string</typeRef></itemDefinition>',
    '列表类型',
  ],
])('%s is refused by name', async (_, xml, name) => {
  const compiled = await compileDecisions(read('unique').replace('</definitions>', `${xml}</definitions>`))
  const found = 'problems' in compiled ? compiled.problems : []
  expect(found.map((each) => each.code)).toContain('unsupported')
  expect(found.map((each) => each.sentence.zh).join()).toContain(name)
})

const faults: [string, string, string | RegExp, string, string][] = [
  ['an older version of DMN', 'unique', 'DMN/20191111/MODEL', 'DMN/20180521/MODEL', 'not-dmn'],
  ['a file outside', 'unique', 'href="#age"', 'href="other.dmn#age"', 'external-reference'],
  ['a requirement of nothing', 'unique', 'href="#age"', 'href="#nobody"', 'dangling-reference'],
  ['a decision without logic', 'unique', logic, '', 'no-logic'],
  ['a file without a decision', 'unique', /<decision [\s\S]*<\/decision>/, '', 'no-decision'],
  ['a rule without id', 'unique', '<rule id="fare_rule1">', '<rule>', 'missing-id'],
  ['an attribute nobody knows', 'unique', '<decision id', '<decision secret="1" id', 'unsupported-attribute'],
  ['another language', 'unique', '<text>&lt; 6', '<text>&lt; 6', 'ok'],
  [
    'JavaScript',
    'literal',
    '<literalExpression ',
    '<literalExpression expressionLanguage="javascript" ',
    'expression-language',
  ],
  ['an unknown hit policy', 'unique', '"UNIQUE"', '"WHATEVER"', 'hit-policy'],
  ['a sum where one rule counts', 'unique', '"UNIQUE"', '"FIRST" aggregation="SUM"', 'aggregation'],
  ['a sum of texts', 'rule-order', '"RULE ORDER"', '"COLLECT" aggregation="SUM"', 'aggregation'],
  ['an aggregation nobody knows', 'collect-sum', '"SUM"', '"MEAN"', 'hit-policy'],
  ['priority without an order', 'first', '"FIRST"', '"PRIORITY"', 'priority-without-values'],
  ['a default for a count', 'any', '"ANY"', '"COLLECT" aggregation="COUNT"', 'default-of-count'],
  [
    'a default for one of three outputs',
    'several-outputs',
    /<defaultOutputEntry id="offer_out1[\s\S]*?<\/defaultOutputEntry>/,
    '',
    'default-incomplete',
  ],
  ['two outputs of one name', 'several-outputs', 'name="价格"', 'name="名称"', 'name-twice'],
  ['a rule with a cell too few', 'unique', /<inputEntry id="fare_r1_c2">[\s\S]*?<\/inputEntry>/, '', 'cell-count'],
  ['a rule without a result', 'unique', /<outputEntry id="fare_r1_o1">[\s\S]*?<\/outputEntry>/, '', 'cell-count'],
  ['an input without a type', 'unique', 'name="年龄" typeRef="number"', 'name="年龄"', 'type-missing'],
  ['a type nobody defined', 'unique', 'name="年龄" typeRef="number"', 'name="年龄" typeRef="age"', 'type-unknown'],
  ['a column of another type', 'unique', /(fare_in1_expression" typeRef=)"number"/, '$1"string"', 'type-mismatch'],
  [
    'a decision of another type',
    'unique',
    'name="票价" typeRef="number" />\n    <info',
    'name="票价" typeRef="string" />\n    <info',
    'type-mismatch',
  ],
  ['two inputs of one name', 'unique', 'name="类别" typeRef', 'name="年龄" typeRef', 'name-twice'],
  ['a name that is a sum', 'unique', 'name="年龄" typeRef', 'name="年龄+1" typeRef', 'name-unusable'],
  ['a name that is a keyword', 'unique', 'name="年龄" typeRef', 'name="if" typeRef', 'name-unusable'],
  ['allowed values that move', 'unique', '<text>[0..150]</text>', '<text>? > 3</text>', 'values-not-listed'],
]

test.each(faults)('%s is reported', async (_, file, from, to, code) => {
  if (code === 'ok') return expect(await codes(file)).toEqual(['ok'])
  expect(await codes(file, from, to)).toContain(code)
})

test.each([
  ['for x in [1,2] return x', 'type-mismatch'],
  ['some x in [1] satisfies x > 0', 'type-mismatch'],
  ['every x in [1] satisfies x > 0', 'type-mismatch'],
  ['function(x) x', 'expression-forbidden'],
  ['count([1..100000])', 'expression-forbidden'],
  ['[1..20000]', 'expression-forbidden'],
  ['[1,2][1]', 'expression-forbidden'],
  ['{a: 1}', 'expression-forbidden'],
  ['null', 'expression-forbidden'],
  ['年龄 instance of number', 'expression-forbidden'],
  ['now()', 'expression-forbidden'],
  ['today()', 'expression-forbidden'],
  ['matches("aaaa", "(a+)+b")', 'expression-forbidden'],
  ['if 1 / 年龄 > 2 then 1 else 2', 'expression-forbidden'],
  ['date(类别)', 'expression-forbidden'],
  ['1e9', 'expression-forbidden'],
  ['12345678901234567', 'expression-forbidden'],
  ['票价', 'expression-unknown-name'],
  ['年龄.constructor', 'expression-unknown-name'],
  ['__proto__', 'expression-unknown-name'],
  ['constructor', 'expression-unknown-name'],
  ['年龄 + 类别', 'expression-types'],
  ['if 年龄 > 3 then 1 else "a"', 'expression-types'],
  ['count(1)', 'expression-types'],
  ['年龄 > 3', 'type-mismatch'],
  ['if 年龄 then 1 else 2', 'type-mismatch'],
  ['1 / 0', 'expression-fails'],
  ['1 +', 'expression-syntax'],
  ['1 2', 'expression-syntax'],
  ['', 'expression-missing'],
  [`${'('.repeat(100)}1${')'.repeat(100)}`, 'expression-too-deep'],
  ['1+'.repeat(1_000), 'expression-too-long'],
])('as a result, %j is reported', async (text, code) => {
  expect(await codes('unique', ...inResult(text.length === 2_000 ? `${text}1` : text))).toContain(code)
})

test.each([
  'if 年龄 > 3 and not(类别 = "学生") then 年龄 * 2 else min(年龄, 3) - sum([1,2])',
  'if 年龄 between 3 and 5 or 年龄 in (>3, [1..2]) then string length(upper case(类别)) else modulo(7, 2)',
  'if 类别 in ("学生", "其他") then 1 else 2',
  'round half up(年龄 / 3, 2) + (date("2026-03-01") - @"2026-01-01").days + @"2026-01-01".year',
])('as a result, %s is accepted', async (text) => expect(await codes('unique', ...inResult(text))).toEqual(['ok']))

test.each([
  ['"a"', 'type-mismatch'],
  ['> "a"', 'type-mismatch'],
  ['[5..1]', 'range-reversed'],
  ['(5..5]', 'range-reversed'],
  ['[?..5]', 'expression-forbidden'],
  ['?', 'expression-forbidden'],
  ['年龄 >', 'expression-syntax'],
  ['not(', 'expression-syntax'],
  ['1,,2', 'expression-syntax'],
  ['票价', 'expression-unknown-name'],
  ['null', 'expression-forbidden'],
  ['date("2026-01-01")', 'type-mismatch'],
])('as a cell of numbers, %s is reported', async (text, code) =>
  expect(await codes('unique', ...inCell(text))).toContain(code),
)

test('a wrong type is told in words, not in the words of the parser', async () => {
  const compiled = await compileDecisions(read('unique').replace(cell, '<text>["a"]</text>'))
  const [first] = 'problems' in compiled ? compiled.problems : []
  expect(first?.sentence.zh).toBe('此处应为数字，表达式得出的却是文字列表')
  expect(first?.line).toBeGreaterThan(30)
})

test('a result outside the listed values is reported where it stands', async () => {
  const compiled = await compileDecisions(read('priority').replace('<text>"普通"</text>', '<text>"加急"</text>'))
  expect(compiled).toMatchObject({ problems: [{ code: 'value-not-allowed', element: 'queue_rule1' }] })
  if ('problems' in compiled) expect(compiled.problems[0]?.line).toBeGreaterThan(30)
})

test('decisions that require each other are refused with the circle that they make', async () => {
  const circle = '<requiredDecision href="#aid" />'
  const compiled = await compileDecisions(read('three-decisions').replaceAll('<requiredInput href="#born" />', circle))
  expect(compiled).toMatchObject({ problems: [{ code: 'requirement-cycle' }] })
  if ('problems' in compiled) expect(compiled.problems[0]?.sentence.zh).toContain('补助金额 → 周岁 → 补助金额')
})

test('a table with overlaps, repetitions, impossible rules and gaps is accepted with a warning for each', async () => {
  const found = await warnings('faulty-table')
  expect(found.map((each) => [each.severity, each.element, each.code])).toEqual([
    ['warning', 'fare_rule4', 'rule-impossible'],
    ['warning', 'fare_rule2', 'rule-overlap'],
    ['warning', 'fare_rule3', 'rule-overlap'],
    ['warning', 'fare_rule3', 'rule-identical'],
    ['warning', 'fare_table', 'rule-gap'],
    ['warning', 'fare_table', 'rule-gap'],
    ['warning', 'fare_table', 'rule-gap'],
  ])
  expect(found.filter((each) => each.code === 'rule-gap').map((each) => each.zh)).toEqual([
    '没有规则适用于：18 ≤ 年龄 ≤ 20、类别 = “军人” 或 “其他”',
    '没有规则适用于：20 < 年龄 < 30',
    '没有规则适用于：60 ≤ 年龄 ≤ 150',
  ])
})

test('a rule hidden by an earlier one of a table that takes the first is pointed out', async () => {
  expect((await warnings('first-masked')).map((each) => [each.element, each.zh])).toEqual([
    ['fare_rule2', '规则 2 永远不会生效：规则 1 在先并已涵盖它'],
  ])
})

test('between whole numbers there is no gap, between numbers there is', async () => {
  expect(await warnings('bare-table', /(&gt;|>)= 18/, '> 17')).toEqual([])
  const decimal = await warnings('bare-table', /"integer"([\s\S]*)&gt;= 18|"integer"([\s\S]*)>= 18/, '"number"$1$2> 18')
  expect(decimal.map((each) => each.en)).toEqual(['no rule applies to: age = 18'])
})

test('rules that hold at once contradict each other by what they yield, not by how it is written', async () => {
  const table = (first: string, second: string): string =>
    read('bare-table')
      .replace('"UNIQUE"', '"ANY"')
      .replace('<text>&lt; 18</text>', '<text>&lt; 20</text>')
      .replace('<text>10</text>', `<text>${first}</text>`)
      .replace('<text>20</text>', `<text>${second}</text>`)
  const told = async (first: string, second: string) => {
    const compiled = await compileDecisions(table(first, second))
    return 'problems' in compiled ? compiled.problems : compiled.warnings.map((each) => each.code)
  }
  expect(await told('0.3', '0.30')).toEqual([])
  expect(await told('0.1 + 0.2', '0.3')).toEqual([])
  expect(await told('0.3', '0.31')).toEqual(['rule-contradiction'])
  expect(await told('age', '0.3')).toEqual(['rule-contradiction'])
})

test('days leave no gap between one and the next', async () => {
  const dates = (last: string) => (xml: string) =>
    xml
      .replace('"integer"', '"date"')
      .replace('<text>&lt; 18</text>', `<text>&lt;= date("2026-02-28")</text>`)
      .replace(/<text>(&gt;|>)= 18<\/text>/, `<text>>= date("${last}")</text>`)
  const next = await compileDecisions(dates('2026-03-01')(read('bare-table')))
  expect(next).toMatchObject({ warnings: [] })
  const later = await compileDecisions(dates('2026-03-03')(read('bare-table')))
  expect('warnings' in later && later.warnings.map((each) => each.sentence.zh)).toEqual([
    '没有规则适用于：2026-02-28 < age < 2026-03-03',
  ])
})

test('a table whose conditions are reckoned is accepted, and says that it was not searched for gaps', async () => {
  expect((await warnings('undecidable')).map((each) => each.code)).toEqual(['gaps-not-checked'])
})
