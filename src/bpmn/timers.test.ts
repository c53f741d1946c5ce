import { expect, test } from 'vitest'
import { Run, readFixture } from './fixture.ts'
import { advance, compile, initialState } from './index.ts'

test('a process waits for its timer and goes on when it has come due', async () => {
  const run = await Run.start('timer-catch')
  expect(run.said).toEqual(['timer-set wait P1D'])
  expect(run.state.tokens).toEqual([{ id: 1, at: 'wait' }])
  expect(run.fire('wait').said).toEqual(['ended end'])
})

test('a date may be worked out from what the run knows; what is no date is refused', async () => {
  const run = await Run.start('timer-date', { day: '2026-03-02' })
  expect(run.said).toEqual(['timer-set wait 2026-03-02T09:00:00Z'])
  await expect(Run.start('timer-date', { day: 'soon' })).rejects.toThrow('wait')
  await expect(Run.start('timer-date')).rejects.toThrow('wait')
})

test('a timer on a task stops the task when it comes first', async () => {
  const run = await Run.start('timer-boundary')
  expect(run.said).toEqual(['opened task', 'timer-set late PT48H'])
  expect(run.fire('late').said).toEqual(['cancelled task', 'opened remind'])
  expect(run.standing).toEqual(['remind'])
  expect(run.complete('remind').said).toEqual(['completed remind', 'ended end-late'])
})

test('a task that is done in time takes its timer with it', async () => {
  const run = await Run.start('timer-boundary')
  const timer = run.at('late')
  expect(run.complete('task').said).toEqual(['completed task', 'ended end', 'timer-cancelled late'])
  expect(run.refusal({ type: 'timer-fired', token: timer })).toMatchObject({ refused: 'conflict' })
})

test('a timer that does not interrupt reminds as often as it says, and the task goes on', async () => {
  const run = await Run.start('timer-boundary-beside')
  expect(run.said).toEqual(['opened task', 'timer-set late R2/PT24H'])
  expect(run.fire('late').said).toEqual(['called remind'])
  expect(run.standing).toEqual(['task', 'late', 'remind'])
  expect(run.fire('late').standing).toEqual(['task', 'remind', 'remind'])
  run.complete('task').complete('remind')
  expect(run.state.status).toBe('running')
  expect(run.complete('remind').said).toEqual(['completed remind', 'ended end-late'])
})

test('an endless reminder ends with its task', async () => {
  const run = await Run.start('timer-boundary-endless')
  for (let day = 0; day < 5; day += 1) run.fire('late').complete('remind')
  expect(run.standing).toEqual(['task', 'late'])
  expect(run.complete('task').state.status).toBe('ended')
})

test('a timer cannot be fired by the id of its task, twice, or after the run was cancelled', async () => {
  const run = await Run.start('timer-boundary')
  const timer = run.at('late')
  expect(run.refusal({ type: 'timer-fired', token: run.at('task') })).toMatchObject({ refused: 'conflict' })
  expect(run.refusal({ type: 'complete', token: timer })).toMatchObject({ refused: 'conflict' })
  run.fire('late')
  expect(run.refusal({ type: 'timer-fired', token: timer })).toMatchObject({ refused: 'conflict' })
  const cancelled = (await Run.start('timer-boundary')).send({ type: 'cancel', reason: '撤回' })
  expect(cancelled.said).toEqual(['cancelled task', 'timer-cancelled late'])
  expect(cancelled.refusal({ type: 'timer-fired', token: timer })).toMatchObject({ refused: 'conflict' })
})

test.each([
  ['P1M', 'duration', {}, 'P1M'],
  ['duration(&quot;P2D&quot;)', 'duration', {}, 'P2D'],
  ['wait', 'duration', { wait: 'PT5M' }, 'PT5M'],
  ['wait', 'duration', { wait: 5 }, null],
  ['wait', 'duration', { wait: 'P100Y' }, 'P100Y'],
  ['wait', 'duration', { wait: 'P101Y' }, null],
  ['wait', 'duration', {}, null],
  ['date(day) + duration(&quot;P2D&quot;)', 'date', { day: '2026-03-30' }, '2026-04-01'],
  ['day', 'date', { day: '2026-02-29' }, null],
  ['day', 'date', { day: '2028-02-29T10:00:00+08:00' }, '2028-02-29T10:00:00+08:00'],
] as const)('the timer %s (%s) with %j is due %s', async (text, form, variables, due) => {
  const name = form === 'date' ? 'Date' : 'Duration'
  const xml = readFixture('timer-catch').replace(
    '<bpmn:timeDuration>P1D</bpmn:timeDuration>',
    () => `<bpmn:time${name}>${text}</bpmn:time${name}>`,
  )
  const { graph } = await compile(xml)
  if (graph === null) throw new Error('the timer does not compile')
  const result = advance(graph, initialState(), { type: 'start', variables })
  if (due === null) expect(result).toMatchObject({ refused: 'invalid', element: 'wait' })
  else expect(result).toMatchObject({ notices: [{ type: 'timer-set', form, due }] })
})

test.each(['P999999Y', 'PT999999H999999M', 'R/PT0S', 'R/PT59S', 'R3/PT1S'])(
  'the timer %s is refused when it is drawn: a hundred years at most, a cycle a minute at least',
  async (text) => {
    const form = text.startsWith('R') ? 'Cycle' : 'Duration'
    const [fixture, old] = form === 'Cycle' ? ['timer-boundary-endless', 'R/P1D'] : ['timer-catch', 'P1D']
    const xml = readFixture(fixture).replace(`>${old}</bpmn:time${form}>`, () => `>${text}</bpmn:time${form}>`)
    const { problems } = await compile(xml)
    expect(problems.map((one) => one.code)).toEqual(['timer-unbounded'])
  },
)
