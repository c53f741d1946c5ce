import { expect, test } from 'vitest'
import { Run } from './fixture.ts'
import { explain } from './index.ts'

const told = (run: Run) => explain(run.graph, run.state)

test('whoever waits at an event gateway is told by what it may go on', async () => {
  const { standing, ahead } = told(await Run.start('event-based-gateway'))
  expect(standing).toMatchObject([
    {
      element: 'first',
      kind: 'event-based-gateway',
      awaits: [
        { type: 'message', element: 'pay', name: 'payment' },
        { type: 'timer', element: 'expire', name: '' },
        { type: 'signal', element: 'stop', name: 'halt' },
        { type: 'message', element: 'answer', name: 'answer' },
      ],
    },
    { element: 'expire', kind: 'catch-event' },
  ])
  expect(ahead.map((step) => step.element)).toEqual(['issue'])
})

test('a task under a timer and messages tells both, and what may follow them lies ahead', async () => {
  const late = told(await Run.start('timer-boundary'))
  expect(late.standing).toMatchObject([
    { element: 'task', awaits: [{ type: 'timer', element: 'late' }] },
    { element: 'late', kind: 'boundary-event' },
  ])
  expect(late.ahead.map((step) => step.element)).toEqual(['remind'])
  const added = told(await Run.start('message-boundary'))
  expect(added.standing[0]?.awaits?.map((each) => each.name)).toEqual(['withdrawn', 'added'])
  expect(added.ahead.map((step) => step.element)).toEqual(['file'])
})

test('repetitions stand beside each other and share what their activity waits for', async () => {
  const run = await Run.start('multi-instance-boundary-timer')
  expect(told(run).standing.map((step) => [step.element, step.awaits?.length ?? 0])).toEqual([
    ['task', 1],
    ['late', 0],
    ['task', 0],
    ['task', 0],
    ['task', 0],
  ])
  run.complete('task')
  expect(told(run).done.map((step) => step.element)).toEqual(['task'])
})

test('what was waited for lies behind the run when it has come', async () => {
  const run = (await Run.start('message-catch')).send({ type: 'message', name: 'payment' })
  expect(told(run)).toMatchObject({ status: 'ended', standing: [], done: [{ element: 'wait', kind: 'catch-event' }] })
})
