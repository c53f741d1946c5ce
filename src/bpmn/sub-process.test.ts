import { expect, test } from 'vitest'
import { Run, readFixture } from './fixture.ts'
import { compile, explain, listSteps } from './index.ts'

test('a sub-process is gone through before what follows it', async () => {
  const run = await Run.start('sub-process')
  expect(run.state.tokens).toEqual([
    { id: 1, at: 'field' },
    { id: 2, at: 'survey', scope: 1 },
  ])
  expect(run.complete('survey').standing).toEqual(['field', 'report'])
  expect(run.complete('report').said).toEqual(['completed report', 'opened decide'])
  expect(run.standing).toEqual(['decide'])
  expect(run.refusal({ type: 'complete', token: 1 })).toMatchObject({ refused: 'conflict' })
})

test('a sub-process without work is passed at once', async () => {
  expect((await Run.start('sub-process-empty')).standing).toEqual(['decide'])
})

test('a terminate end stops its own sub-process and nothing around it', async () => {
  const run = await Run.start('sub-process-terminate')
  expect(run.standing).toEqual(['beside', 'field', 'a', 'b'])
  expect(run.complete('a').said).toEqual(['completed a', 'cancelled b', 'opened decide'])
  expect(run.standing).toEqual(['beside', 'decide'])
  expect(run.complete('beside').complete('decide').state.status).toBe('ended')
})

test('a timer on a sub-process stops everything inside, the timers inside too', async () => {
  const run = await Run.start('sub-process-boundary')
  expect(run.standing).toEqual(['field', 'late', 'a', 'b'])
  expect(run.fire('late').said).toEqual(['cancelled a', 'opened hasten', 'timer-cancelled b'])
  expect(run.standing).toEqual(['hasten'])
})

test('a sub-process with two branches ends when both have', async () => {
  const run = await Run.start('sub-process-boundary')
  expect(run.fire('b').standing).toEqual(['field', 'late', 'a'])
  expect(run.complete('a').said).toEqual(['completed a', 'opened decide', 'timer-cancelled late'])
})

test('explain names what stands inside a sub-process, what is done and what comes after it', async () => {
  const run = (await Run.start('sub-process')).complete('survey')
  expect(explain(run.graph, run.state)).toMatchObject({
    standing: [
      { element: 'field', kind: 'sub-process' },
      { element: 'report', kind: 'user-task' },
    ],
    done: [{ element: 'survey' }],
    ahead: [{ element: 'decide' }],
  })
  expect(listSteps(run.graph).map((step) => step.element)).toEqual(['survey', 'report', 'decide'])
})

test('a called process runs in the place of the call, and its tasks are told apart by the call', async () => {
  const run = await Run.start('call-activity')
  expect(run.standing).toEqual(['call', 'call/check'])
  expect(run.complete('call/check', { bad: false }).standing).toEqual(['decide'])
})

test('an error out of a called process is caught on the call', async () => {
  const run = await Run.start('call-activity')
  expect(run.complete('call/check', { bad: true }).standing).toEqual(['mend'])
})

test('a process that calls itself, directly or through another, is refused', async () => {
  const direct = await compile(readFixture('calls-itself'), {}, () => readFixture('calls-itself'))
  expect(direct.problems).toMatchObject([{ code: 'called-recursive', element: 'call' }])
  const other = readFixture('calls-itself').replace('id="process"', 'id="other"')
  const through = await compile(other, {}, (key) => (key === 'process' ? readFixture('calls-itself') : null))
  expect(through.problems).toMatchObject([{ code: 'called-recursive', element: 'call' }])
})

test('calls that double at every level are refused before they fill the memory', async () => {
  const level = (n: number): string =>
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p${n}">
    <bpmn:startEvent id="s" /><bpmn:callActivity id="a" calledElement="p${n + 1}" /><bpmn:callActivity id="b" calledElement="p${n + 1}" />
    <bpmn:endEvent id="e" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="a" /><bpmn:sequenceFlow id="g" sourceRef="a" targetRef="b" />
    <bpmn:sequenceFlow id="h" sourceRef="b" targetRef="e" /></bpmn:process></bpmn:definitions>`
  const { problems } = await compile(level(0), {}, (key) => level(Number(key.slice(1))))
  expect(problems.map((each) => each.code)).toContain('too-deep')
  const last = readFixture('called').replace('id="called"', 'id="p12"')
  const wide = await compile(level(0), {}, (key) => (key === 'p12' ? last : level(Number(key.slice(1)))))
  expect(wide.problems.map((each) => each.code)).toContain('too-many-elements')
})

test('a called process that cannot run is refused with its first problem', async () => {
  const { problems } = await compile(readFixture('call-activity'), {}, () => readFixture('refused/script-task'))
  expect(problems).toMatchObject([{ code: 'called-invalid', element: 'call', line: 6 }])
  expect(problems[0]?.sentence.zh).toContain('脚本任务')
})
