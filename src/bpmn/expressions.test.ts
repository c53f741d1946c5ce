import { expect, test } from 'vitest'
import { compile } from './compile.ts'

/** A gateway with so many ways, each under a condition. */
function fork(conditions: readonly string[]): string {
  const ways = conditions.map(
    (text, at) =>
      `<bpmn:sequenceFlow id="c${at}" sourceRef="g" targetRef="j"><bpmn:conditionExpression>${text.replaceAll('<', '&lt;')}</bpmn:conditionExpression></bpmn:sequenceFlow>\n`,
  )
  const flow = (id: string, from: string, to: string) =>
    `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">
    <bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="g" default="d0" /><bpmn:exclusiveGateway id="j" /><bpmn:userTask id="t" /><bpmn:endEvent id="e" />
    ${flow('f0', 's', 'g')}${flow('d0', 'g', 'j')}${flow('f1', 'j', 't')}${flow('f2', 't', 'e')}
    ${ways.join('')}</bpmn:process></bpmn:definitions>`
}
/** About as slow to read as a thousand characters can be. */
const long = Array.from({ length: 58 }, (_, at) => `a in [1..${at + 10}]`).join(' or ')
const found = (count: number, text: string) =>
  compile(fork(Array.from({ length: count }, () => text))).then(({ problems }) =>
    problems.map((one) => [one.code, one.element]),
  )

test('a route whose conditions are too long together is refused at the one with which they are, and the rest is not read', async () => {
  expect(long.length).toBeGreaterThan(900)
  const most = Math.floor(50_000 / long.length)
  expect(await found(most + 900, long)).toEqual([['expressions-too-long', `c${most}`]])
  const { problems } = await compile(fork(Array.from({ length: most + 1 }, () => long)))
  expect(problems[0]).toMatchObject({ line: 4 + most, sentence: { zh: expect.stringContaining('50000') } })
})

test('so is a route with more conditions than may be', async () => {
  expect(await found(2_001, 'a')).toEqual([['too-many-expressions', 'c2000']])
  expect(await found(300, 'a')).toEqual([])
})

test('while the conditions of a route are read everybody else has their turn', async () => {
  let [longest, last] = [0, performance.now()]
  const looking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  const began = performance.now()
  expect(await found(50, long)).toEqual([])
  const took = performance.now() - began
  clearInterval(looking)
  // Of more than a second never more than a part at once, on a slow machine too.
  expect(longest).toBeLessThan(Math.max(150, took / 4))
})
