import { expect, test } from 'vitest'
import { Run } from './fixture.ts'

test('an event gateway goes on by whichever event comes first, and the others come too late', async () => {
  const run = await Run.start('event-based-gateway')
  expect(run.said).toEqual(['timer-set expire P15D'])
  const timer = run.at('expire')
  expect(run.send({ type: 'message', name: 'payment', variables: { paid: true } }).said).toEqual([
    'opened issue',
    'timer-cancelled expire',
  ])
  expect(run.state.variables).toEqual({ paid: true })
  expect(run.refusal({ type: 'timer-fired', token: timer })).toMatchObject({ refused: 'conflict' })
  expect(run.refusal({ type: 'message', name: 'payment' })).toMatchObject({ refused: 'conflict' })
  expect(run.send({ type: 'signal', name: 'halt' }).standing).toEqual(['issue'])
})

test.each<[string, (run: Run) => Run, string]>([
  ['its timer', (run) => run.fire('expire'), 'end-late'],
  ['a signal', (run) => run.send({ type: 'signal', name: 'halt' }), 'end-stop'],
  ['a message to a receive task', (run) => run.send({ type: 'message', name: 'answer' }), 'end-answer'],
])('an event gateway goes on by %s', async (_, happen, end) => {
  expect(happen(await Run.start('event-based-gateway')).said.filter((word) => word.startsWith('ended'))).toEqual([
    `ended ${end}`,
  ])
})

test('a receive task waits for its message and cannot be completed by hand', async () => {
  const run = await Run.start('receive-task')
  expect(run.standing).toEqual(['task'])
  expect(run.refusal({ type: 'complete', token: run.at('task') })).toMatchObject({ refused: 'conflict' })
  expect(run.refusal({ type: 'message', name: 'paid' })).toMatchObject({ refused: 'conflict' })
  expect(run.send({ type: 'message', name: 'payment' }).state.status).toBe('ended')
})

test('a send task sends its message and goes on', async () => {
  const run = await Run.start('send-task')
  expect(run.said).toEqual(['ended end', 'message-sent task'])
  expect(run.state.status).toBe('ended')
})

test('a business-rule task asks for its decision and waits for the answer', async () => {
  const run = await Run.start('business-rule-task')
  expect(run.said).toEqual(['decision-called task'])
  expect(run.complete('task', { fee: 12 }).said).toEqual(['completed task', 'ended end'])
  expect(run.state.variables).toEqual({ fee: 12 })
})

test('a message is caught by the event that waits for its name', async () => {
  const run = await Run.start('message-catch')
  expect(run.refusal({ type: 'message', name: 'other' })).toMatchObject({ refused: 'conflict' })
  expect(run.refusal({ type: 'message', name: 'payment', token: 99 })).toMatchObject({ refused: 'conflict' })
  expect(run.refusal({ type: 'signal', name: 'payment' })).toBeNull()
  expect(run.send({ type: 'message', name: 'payment', token: run.at('wait') }).state.status).toBe('ended')
})

test('messages are sent on the way and at the end; an event without meaning is passed', async () => {
  expect((await Run.start('message-throw')).said).toEqual(['ended end', 'message-sent tell', 'message-sent end'])
})

test('a message on a task may add to it or stop it', async () => {
  const run = await Run.start('message-boundary')
  expect(run.send({ type: 'message', name: 'added' }).standing).toEqual(['task', 'file'])
  expect(run.send({ type: 'message', name: 'added' }).standing).toEqual(['task', 'file', 'file'])
  expect(run.send({ type: 'message', name: 'withdrawn' }).said).toEqual(['cancelled task'])
  expect(run.complete('file').complete('file').state.status).toBe('ended')
})

test('a signal reaches everything that waits for it, at once', async () => {
  const run = await Run.start('signal-catch')
  expect(run.send({ type: 'signal', name: 'drought' }).standing).toEqual(['one', 'two', 'three'])
  expect(run.send({ type: 'signal', name: 'flood' }).said).toEqual(['cancelled three', 'ended end-halt'])
})

test('signals are thrown on the way and at the end', async () => {
  expect((await Run.start('signal-throw')).said).toEqual(['ended end', 'signal-thrown tell', 'signal-thrown end'])
})

test('an error end stops its sub-process; the event that names the error goes before the one that names none', async () => {
  const run = await Run.start('error-boundary')
  expect(run.complete('a').said).toEqual(['completed a', 'cancelled b', 'opened mend'])
  expect(run.standing).toEqual(['mend'])
  const quiet = await Run.start('error-boundary')
  const other = quiet.send({ type: 'error', token: quiet.at('b'), code: 'fire' })
  expect(other.said).toEqual(['cancelled a', 'cancelled b', 'ended end-other'])
})

test('a service that fails is caught on its task; an error that nobody catches is refused and changes nothing', async () => {
  const run = await Run.start('error-task')
  expect(run.refusal({ type: 'error', token: run.at('task'), code: 'unknown' })).toEqual({
    refused: 'invalid',
    element: 'task',
  })
  expect(run.send({ type: 'error', token: run.at('task'), code: 'down' }).said).toEqual([
    'cancelled task',
    'opened mend',
  ])
})

test('an error end that nothing catches ends the run and says so', async () => {
  const run = await Run.start('error-uncaught')
  expect(run.complete('a').said).toEqual(['completed a', 'cancelled b', 'ended fail', 'error fail'])
  expect(run.state).toMatchObject({ status: 'ended', tokens: [] })
})

test('an escalation tells those around without stopping the work, unless its event interrupts', async () => {
  const run = await Run.start('escalation')
  expect(run.complete('a').standing).toEqual(['field', 'inform', 'b'])
  expect(run.complete('b').said).toEqual(['completed b'])
  expect(run.standing).toEqual(['inform'])
  expect(run.complete('inform').state.status).toBe('ended')
})

test('an official may escalate the task in hand', async () => {
  const run = await Run.start('escalation')
  expect(run.send({ type: 'escalation', token: run.at('a'), code: 'overdue' }).standing).toEqual([
    'field',
    'a',
    'inform',
  ])
  expect(run.refusal({ type: 'escalation', token: run.at('a'), code: 'none' })).toMatchObject({ refused: 'invalid' })
})

test('an escalation that nothing catches is told to the outside and the process goes on', async () => {
  const run = await Run.start('escalation-uncaught')
  expect(run.said).toEqual(['opened task', 'escalation raise'])
})
