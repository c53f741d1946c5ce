import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { compileDecisions, decide } from './index.ts'

const good = readFileSync(new URL('fixtures/unique.dmn', import.meta.url), 'utf8')
const open = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'
const close = '</definitions>'
const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const rule = (at: number, text = `${at}`): string =>
  `<rule id="r${at}"><inputEntry><text>${text}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>`
const table = (rules: string): string =>
  `${open}<decision id="t" name="t"><decisionTable><input><inputExpression typeRef="number"><text>x</text></inputExpression></input><output typeRef="number" />${rules}</decisionTable></decision>${close}`
const chain = (from: string, to: string): string =>
  `<decision id="${from}" name="${from}"><informationRequirement><requiredDecision href="#${to}" /></informationRequirement><literalExpression><text>${to}</text></literalExpression></decision>`
const many = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('')

afterEach(() => expect(({} as Record<string, unknown>)['polluted']).toBeUndefined())

const hostile: [string, string, string][] = [
  ['an external entity', `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${open}&x;${close}`, 'doctype'],
  ['a billion laughs', `<!DOCTYPE d [<!ENTITY l0 "ha">${entities}]>${open}&l9;${close}`, 'doctype'],
  ['an entity that nobody declared', good.replace('"第三条"', '&x;').replace('第三条', '&x;'), 'unknown-entity'],
  ['a hundred thousand levels', open + '<decision>'.repeat(100_000), 'too-deep'],
  ['a hundred thousand rules', table('<rule/>'.repeat(100_000)), 'too-many-elements'],
  ['two thousand and one rules', table(many(2_001, rule)), 'too-many'],
  ['a hundred and one decisions', open + many(101, (at) => chain(`a${at}`, `a${at + 1}`)) + close, 'too-many'],
  [
    'a circle of a hundred',
    open + many(100, (at) => chain(`a${at}`, `a${(at + 1) % 100}`)) + close,
    'requirement-cycle',
  ],
  ['a decision that requires itself', open + chain('a', 'a') + close, 'requirement-cycle'],
  ['a cell of a thousand brackets', table(rule(1, '('.repeat(990) + 1 + ')'.repeat(990))), 'expression-too-deep'],
  ['a cell of a thousand open brackets', table(rule(1, '('.repeat(1_990))), 'expression-syntax'],
  ['a cell of a thousand times if', table(rule(1, 'if '.repeat(600))), 'expression-syntax'],
  ['a sum of a thousand terms', table(rule(1, `${'1+'.repeat(990)}1`)), 'expression-too-deep'],
  ['a cell of a million characters', table(rule(1, '1'.repeat(1_000_000))), 'expression-too-long'],
  ['a name called __proto__', good.replaceAll('年龄', '__proto__'), 'name-unusable'],
  ['a name called constructor', good.replaceAll('年龄', 'constructor'), 'name-unusable'],
  ['a name called toString', good.replaceAll('年龄', 'toString'), 'name-unusable'],
  ['an item called __proto__', good.replace('typeRef="number"', 'typeRef="__proto__"'), 'type-unknown'],
  ['a requirement of __proto__', good.replace('#age', '#__proto__'), 'dangling-reference'],
  ['an element called __proto__', good.replace('<decision ', '<__proto__ polluted="1" /><decision '), 'unsupported'],
  ['plain text', '请办理', 'not-dmn'],
  ['a process', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" />', 'not-dmn'],
  ['nothing', '', 'not-dmn'],
  ['a file cut in the middle', good.slice(0, good.length / 2), 'not-xml'],
]

test.each(hostile)('%s is answered at once with a reason', async (_, xml, code) => {
  const started = performance.now()
  const compiled = await compileDecisions(xml)
  const found = 'problems' in compiled ? compiled.problems : []
  expect(found.map((each) => each.code)).toContain(code)
  for (const each of found) expect(each.sentence.en.length).toBeLessThan(600)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('outputs called after the machinery of objects are refused', async () => {
  for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty']) {
    const two = `<output id="o2" name="${name}" typeRef="number" />`
    const xml = good
      .replace('<annotation', `${two}<annotation`)
      .replaceAll('</outputEntry>', '</outputEntry><outputEntry><text>1</text></outputEntry>')
    expect(await compileDecisions(xml)).toMatchObject({ problems: [{ code: 'name-unusable', element: 'o2' }] })
  }
})

test('inputs are read as own properties only, whatever their object inherits', async () => {
  const compiled = await compileDecisions(good)
  if ('problems' in compiled) throw new Error('not compiled')
  const inherited: Record<string, unknown> = Object.create({ 年龄: 3, 类别: '学生' })
  expect(decide(compiled.decisions, 'fare', inherited)).toMatchObject({ code: 'input-missing' })
  const polluting: Record<string, unknown> = JSON.parse('{"年龄":3,"类别":"学生","__proto__":{"polluted":1}}')
  expect(decide(compiled.decisions, 'fare', polluting)).toMatchObject({ value: 0 })
  expect(decide(compiled.decisions, '__proto__', polluting)).toMatchObject({ refused: 'not-found' })
})

test('a text input is never read as an expression', async () => {
  const xml = good.replace('"学生","军人","其他"', '-')
  const compiled = await compileDecisions(xml)
  if ('problems' in compiled) throw new Error('not compiled')
  expect(decide(compiled.decisions, 'fare', { 年龄: 30, 类别: '") or true or ("' })).toMatchObject({ value: 20 })
})

test('the largest table allowed, with overlaps everywhere, is compiled and searched within seconds', async () => {
  const inputs = many(
    6,
    (at) => `<input><inputExpression typeRef="number"><text>x${at}</text></inputExpression></input>`,
  )
  const rules = many(2_000, (at) => {
    const cells = many(
      6,
      (column) =>
        `<inputEntry><text>[${(at * 7 + column * 13) % 1999}..${((at * 7 + column * 13) % 1999) + 90}]</text></inputEntry>`,
    )
    return `<rule id="r${at}">${cells}<outputEntry><text>${at}</text></outputEntry></rule>`
  })
  const started = performance.now()
  const xml = `${open}<decision id="t" name="t"><decisionTable>${inputs}<output typeRef="number" />${rules}</decisionTable></decision>${close}`
  const compiled = await compileDecisions(xml)
  expect('warnings' in compiled && compiled.warnings.length).toBeGreaterThan(0)
  expect(performance.now() - started).toBeLessThan(20_000)
})
