import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from './index.ts'

const good = readFileSync(new URL('fixtures/exclusive-gateway.bpmn', import.meta.url), 'utf8')
const open =
  '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">'
const close = '</bpmn:process></bpmn:definitions>'
const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')

const hostile: [string, string, string][] = [
  ['an external entity', `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${open}&x;${close}`, 'doctype'],
  ['a billion laughs', `<!DOCTYPE d [<!ENTITY l0 "ha">${entities}]>${open}&l9;${close}`, 'doctype'],
  ['a doctype in small letters', `<!doctype d>${open}${close}`, 'doctype'],
  ['a doctype after the root', `${open}${close}<!DOCTYPE d>`, 'doctype'],
  ['an entity that nobody declared', `${open}<bpmn:userTask id="a" name="&x;" />${close}`, 'unknown-entity'],
  ['a zero byte by number', `${open}<bpmn:userTask id="a" name="&#0;" />${close}`, 'illegal-character'],
  ['half a surrogate by number', `${open}<bpmn:userTask id="a" name="&#xD800;" />${close}`, 'illegal-character'],
  ['a zero byte', `${open}<bpmn:userTask id="a" name="\0" />${close}`, 'illegal-character'],
  ['half a surrogate', `${open}<bpmn:userTask id="a" name="\ud800" />${close}`, 'illegal-character'],
  ['a hundred thousand levels', open + '<bpmn:subProcess>'.repeat(100_000), 'too-deep'],
  ['a hundred thousand elements', open + '<bpmn:userTask/>'.repeat(100_000) + close, 'too-many-elements'],
  ['three megabytes', open + ' '.repeat(3_000_000) + close, 'too-large'],
  ['a million Chinese characters', open + '办'.repeat(1_000_000) + close, 'too-large'],
  ['a huge id', `${open}<bpmn:userTask id="${'a'.repeat(1_900_000)}" />${close}`, 'id-too-long'],
  ['a huge tag without end', `${open}<${'a'.repeat(1_900_000)}`, 'not-xml'],
  ['a comment without end', `${open}<!--${'-'.repeat(1_900_000)}`, 'not-xml'],
  [
    'ten thousand attributes',
    `${open}<bpmn:userTask ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(' ')} />`,
    'too-many-attributes',
  ],
  ['a file in UTF-7', `<?xml version="1.0" encoding="UTF-7"?>${open}${close}`, 'encoding'],
  ['a file in GBK', `<?xml version="1.0" encoding='GBK'?>${open}${close}`, 'encoding'],
  ['nothing', '', 'not-bpmn'],
  ['plain text', '请办理', 'not-bpmn'],
  ['HTML', '<html><body>hello</body></html>', 'not-bpmn'],
  ['a file cut in the middle', good.slice(0, good.length / 2), 'not-xml'],
  ['an id called __proto__', `${open}<bpmn:startEvent id="__proto__" />${close}`, 'no-end'],
  [
    'an attribute called __proto__',
    `${open}<bpmn:userTask id="a" __proto__="1" constructor="2" $type="3" />${close}`,
    'unsupported-attribute',
  ],
  ['an attribute called set', `${open}<bpmn:userTask id="a" set="1" get="2" />${close}`, 'unsupported-attribute'],
  ['an element called __proto__', `${open}<bpmn:__proto__ id="a" />${close}`, ''],
  ['text where none belongs', `${open}hello${close}`, 'not-bpmn'],
]

test.each(hostile)('%s is answered at once with a reason', async (_, xml, code) => {
  const started = performance.now()
  const { graph, problems } = await compile(xml)
  expect(graph).toBeNull()
  expect(problems.length).toBeGreaterThan(0)
  if (code !== '') expect(problems.map((each) => each.code)).toContain(code)
  for (const each of problems) expect(each.sentence.en.length).toBeLessThan(300)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('whatever is cut out of, doubled in or written into a file, the answer is a graph or a list of problems', async () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    '&',
    '</',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    'id="start"',
    'bpmn:',
    '\0',
    'xmlns=""',
    '办',
  )
  const at = fc.nat(good.length)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(at, fc.nat(40), piece), { minLength: 1, maxLength: 4 }), async (edits) => {
      let xml = good
      for (const [from, length, text] of edits) xml = xml.slice(0, from) + text + xml.slice(from + length)
      const { graph, problems } = await compile(xml)
      expect(graph === null).toBe(problems.length > 0)
    }),
    { numRuns: 500 },
  )
})

test('a condition with a thousand brackets or in any other shape is read or refused, and never throws', async () => {
  const withCondition = (text: string): string =>
    good.replace('area &gt; 300', () => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
  expect((await compile(withCondition(`${'('.repeat(490)}area${')'.repeat(490)} = 1`))).problems).toEqual([])
  expect((await compile(withCondition(`area = "${'x'.repeat(1_000)}"`))).problems[0]).toMatchObject({
    code: 'condition-too-long',
    element: 'f-large',
  })
  const token = fc.constantFrom(
    'area',
    '(',
    ')',
    '"',
    '=',
    '!=',
    'and',
    'or',
    'not',
    'null',
    '1',
    '.',
    ',',
    '[',
    ']',
    'if',
    'in',
    '-',
    '<',
    '是',
    '\\',
    'count',
    'of',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(token, { minLength: 1, maxLength: 12 }), async (tokens) => {
      const { graph, problems } = await compile(withCondition(tokens.join(' ')))
      expect(graph === null).toBe(problems.length > 0)
    }),
    { numRuns: 300 },
  )
})

test('the cost of a file grows with its length, also when all of it stands on one line', async () => {
  const limits = { bytes: 20_000_000, elements: 200_000 }
  const cost = async (n: number): Promise<number> => {
    const filler = 'x'.repeat(90)
    const tasks = Array.from({ length: n }, (_, i) => `<bpmn:scriptTask id="t${i}" name="${filler}" />`)
    const xml = `${open}${tasks.join('')}</bpmn:wrong`
    const started = performance.now()
    expect((await compile(xml, limits)).problems[0]).toMatchObject({ code: 'not-xml', line: 1 })
    return performance.now() - started
  }
  await cost(1_000)
  // Ten times the length; a scan that looks ahead to the end of the file would take a hundred times as long.
  const [small, large] = [await cost(10_000), await cost(100_000)]
  expect(large / Math.max(small, 5)).toBeLessThan(400)
})
