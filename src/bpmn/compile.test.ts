import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type ProblemCode } from './index.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.bpmn`, import.meta.url), 'utf8')
const refusedNames = readdirSync(new URL('fixtures/refused', import.meta.url)).map((file) => file.replace('.bpmn', ''))

// fixture, what is said against it, which element is named, on which line
const refused: [string, ProblemCode, string | null, number | null, string?][] = [
  ['ad-hoc-sub-process', 'unsupported', 'x', 5, 'adHocSubProcess'],
  ['boundary-on-send', 'boundary-misplaced', 'x', 6],
  ['boundary-with-incoming', 'boundary-with-incoming', 'x', 5],
  ['call-to-nowhere', 'called-unknown', 'x', 5],
  ['cancel-end', 'unsupported', 'x', 5, 'cancelEventDefinition'],
  ['catch-without-event', 'event-missing', 'x', 5],
  ['compensation-boundary', 'unsupported', 'x', 5, 'compensateEventDefinition'],
  ['conditional-event', 'unsupported', 'x', 5, 'conditionalEventDefinition'],
  ['empty-loop-by-error', 'empty-loop', 'x', 6],
  ['error-beside', 'error-must-interrupt', 'x', 5],
  ['error-without-code', 'name-missing', 'x', 5, 'errorRef'],
  ['event-gateway-branch', 'event-gateway-branch', 'x', 5],
  ['event-sub-process', 'unsupported', 'x', 5, 'eventSubProcess'],
  ['flow-crosses', 'flow-crosses', 'x', 4],
  ['inclusive-arity', 'parallel-arity', 'x', 5],
  ['link-event', 'unsupported', 'x', 5, 'linkEventDefinition'],
  ['loop-of-nothing', 'empty-loop', 'x', 5],
  ['loop-without-condition', 'loop-invalid', 'x', 5],
  ['message-for-error', 'name-missing', 'x', 6, 'errorRef'],
  ['message-for-signal', 'name-missing', 'x', 6, 'signalRef'],
  ['message-without-name', 'name-missing', 'x', 5, 'messageRef'],
  ['multi-instance-data', 'unsupported-attribute', 'x', 5, 'behavior'],
  ['multi-instance-twice', 'loop-invalid', 'x', 5],
  ['receive-without-message', 'name-missing', 'x', 5, 'messageRef'],
  ['send-without-message', 'name-missing', 'x', 5, 'messageRef'],
  ['several-events', 'several-events', 'x', 6, 'messageEventDefinition'],
  ['sub-process-without-start', 'no-start', 'x', 5],
  ['throw-timer', 'unsupported', 'x', 5, 'timerEventDefinition'],
  ['timer-cycle-catch', 'timer-cycle', 'x', 5],
  ['timer-empty', 'timer-invalid', 'x', 9],
  ['timer-no-such-day', 'timer-invalid', 'x', 5, '2026-02-31'],
  ['timer-words', 'timer-invalid', 'x', 5, 'P1X'],
  ['collaboration', 'unsupported', 'x', 3, 'collaboration'],
  ['compensation-task', 'unsupported-attribute', 'x', 5, 'isForCompensation'],
  ['complex-gateway', 'unsupported', 'x', 5, 'complexGateway'],
  ['condition-clock', 'condition-forbidden', 'x', 9, 'now'],
  ['condition-empty', 'condition-missing', 'x', 9],
  ['condition-juel', 'condition-forbidden', 'x', 9, '{'],
  ['condition-language', 'condition-language', 'x', 9],
  ['condition-loop', 'condition-forbidden', 'x', 9, 'some'],
  ['condition-missing', 'condition-missing', 'x', 9],
  ['condition-number', 'condition-not-boolean', 'x', 9],
  ['condition-on-default', 'condition-misplaced', 'x', 8],
  ['condition-on-task', 'condition-misplaced', 'x', 8],
  ['condition-pattern', 'condition-forbidden', 'x', 9, 'matches'],
  ['condition-range', 'condition-range-value', 'x', 9, '[1..1000000000]'],
  ['condition-syntax', 'condition-syntax', 'x', 9],
  ['condition-unknown-name', 'condition-unknown-name', 'x', 9, 'a 的 b'],
  ['dangling-incoming', 'dangling-reference', 'x', 5, 'nowhere'],
  ['dangling-target', 'dangling-reference', 'x', 9, 'nowhere'],
  ['data-object', 'unsupported', 'x', 9, 'dataObject'],
  ['dead-end', 'dead-end', 'x', 6],
  ['default-elsewhere', 'default-misplaced', 'x', 5],
  ['default-on-task', 'unsupported-attribute', 'x', 5, 'default'],
  ['duplicate-id', 'duplicate-id', 'x', 6, 'x'],
  ['empty-loop', 'empty-loop', 'x', 5],
  ['end-with-outgoing', 'end-with-outgoing', 'x', 6],
  ['extension-element', 'unsupported', 'x', 5, 'z:form'],
  ['flow-mismatch', 'flow-mismatch', 'x', 5, 'f2'],
  ['flow-to-process', 'dangling-reference', 'x', 9, 'process'],
  ['foreign-attribute', 'unsupported-attribute', 'x', 5, 'z:assignee'],
  ['implicit-split', 'implicit-split', 'x', 5],
  ['join-never-completes', 'join-never-completes', 'x', 8],
  ['join-overrun', 'join-overrun', 'x', 10],
  ['lanes', 'unsupported', 'process', 3, 'laneSet'],
  ['misplaced-property', 'misplaced-property', 'x', 6],
  ['missing-id', 'missing-id', null, null],
  ['never-ends', 'never-ends', 'fork', 7],
  ['no-end', 'no-end', 'process', 3],
  ['no-process', 'no-process', 'definitions', 2],
  ['no-start', 'no-start', 'process', 3],
  ['no-target', 'dangling-reference', 'x', 9, 'targetRef'],
  ['no-way-out', 'no-way-out', 'x', 6],
  ['operation', 'unsupported-attribute', 'x', 5, 'implementation'],
  ['own-extension-element', 'unsupported', null, 6, 'bantuo:form'],
  ['parallel-arity', 'parallel-arity', 'x', 5],
  ['potential-owner', 'unsupported', 'x', 5, 'potentialOwner'],
  ['script-task', 'unsupported', 'x', 5, 'scriptTask'],
  ['several-processes', 'several-processes', 'x', 10],
  ['several-starts', 'several-starts', 'x', 5],
  ['start-with-incoming', 'start-with-incoming', 'x', 4],
  ['timer-start', 'unsupported', 'x', 4, 'timerEventDefinition'],
  ['transaction', 'unsupported', 'x', 5, 'transaction'],
  ['unknown-element', 'unsupported', null, 9, 'teaBreak'],
  ['unreachable', 'unreachable', 'x', 9],
  ['untyped-task', 'unsupported', 'x', 5, 'task'],
]

describe('what the engine cannot do is refused at publication, by name', () => {
  test('every refused fixture is expected here', () => {
    expect(refused.map(([name]) => name).sort()).toEqual(refusedNames.sort())
  })

  test.each(refused)('%s is refused as %s at %s, line %s', async (name, code, element, line, word) => {
    const { graph, problems } = await compile(fixture(`refused/${name}`))
    expect(graph).toBeNull()
    const found = problems.find((each) => each.code === code)
    expect(found).toMatchObject({ code, element, line })
    expect(found?.sentence.en).toContain(word ?? '')
    expect(found?.sentence.zh).toMatch(/[\u4e00-\u9fff]/)
  })

  test('all problems are reported at once, in the order of the document', async () => {
    const { problems } = await compile(fixture('refused/no-way-out'))
    expect(problems.map((each) => each.element)).toEqual(['x', 'y'])
  })
})

describe('the line that a problem names is the line of the file', () => {
  test('blank lines and comments before the element count', async () => {
    const moved = fixture('refused/script-task').replace('<bpmn:process', '<!-- id="x" -->\n\n\n<bpmn:process')
    const { problems } = await compile(moved)
    expect(problems[0]?.line).toBe(8)
  })
})

test('a namespace may have any prefix: bantuo properties are known by their address', async () => {
  const { graph } = await compile(fixture('properties'))
  expect(graph?.properties[1]).toEqual({ role: 'examiner', anything: '以后' })
})

test('a fork of two hundred branches is allowed, one more is not', async () => {
  const wide = (n: number): string => {
    const branches = Array.from({ length: n }, (_, i) => [
      `<bpmn:userTask id="t${i}" /><bpmn:sequenceFlow id="i${i}" sourceRef="fork" targetRef="t${i}" />`,
      `<bpmn:sequenceFlow id="o${i}" sourceRef="t${i}" targetRef="join" />`,
    ])
    return wrap(`<bpmn:startEvent id="s" /><bpmn:parallelGateway id="fork" /><bpmn:parallelGateway id="join" />
      <bpmn:endEvent id="e" />${branches.flat().join('\n')}<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="fork" />
      <bpmn:sequenceFlow id="f2" sourceRef="join" targetRef="e" />`)
  }
  expect((await compile(wide(200))).problems).toEqual([])
  expect((await compile(wide(201))).problems[0]).toMatchObject({ code: 'too-many-tokens' })
})

test('branches that double twenty times over are found out without walking them all', async () => {
  const level = (i: number): string => `<bpmn:exclusiveGateway id="m${i}" /><bpmn:parallelGateway id="p${i}" />
    <bpmn:sequenceFlow id="a${i}" sourceRef="m${i}" targetRef="p${i}" /><bpmn:sequenceFlow id="b${i}" sourceRef="p${i}" targetRef="m${i + 1}" />
    <bpmn:sequenceFlow id="c${i}" sourceRef="p${i}" targetRef="m${i + 1}" />`
  const levels = Array.from({ length: 20 }, (_, i) => level(i)).join('\n')
  const started = performance.now()
  const { problems } = await compile(
    wrap(`<bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="m0" />${levels}
      <bpmn:endEvent id="m20" />`),
  )
  expect(problems[0]).toMatchObject({ code: 'too-tangled' })
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('forty choices side by side are checked without trying every combination', async () => {
  const branch = (
    i: number,
  ): string => `<bpmn:exclusiveGateway id="x${i}" default="d${i}" /><bpmn:exclusiveGateway id="y${i}" />
    <bpmn:userTask id="t${i}" /><bpmn:sequenceFlow id="f${i}" sourceRef="fork" targetRef="x${i}" />
    <bpmn:sequenceFlow id="d${i}" sourceRef="x${i}" targetRef="y${i}" /><bpmn:sequenceFlow id="g${i}" sourceRef="t${i}" targetRef="y${i}" />
    <bpmn:sequenceFlow id="c${i}" sourceRef="x${i}" targetRef="t${i}"><bpmn:conditionExpression>a = ${i}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="j${i}" sourceRef="y${i}" targetRef="join" />`
  const branches = Array.from({ length: 40 }, (_, i) => branch(i)).join('\n')
  const { problems } = await compile(
    wrap(`<bpmn:startEvent id="s" /><bpmn:parallelGateway id="fork" /><bpmn:parallelGateway id="join" /><bpmn:endEvent id="e" />
      <bpmn:sequenceFlow id="a" sourceRef="s" targetRef="fork" /><bpmn:sequenceFlow id="z" sourceRef="join" targetRef="e" />${branches}`),
  )
  expect(problems).toEqual([])
})

function wrap(body: string): string {
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
    <bpmn:process id="p">${body}</bpmn:process></bpmn:definitions>`
}
