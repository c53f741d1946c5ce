import { expect, test } from 'vitest'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { moveCase, previewMove } from './move-case.ts'
import type { ReplayReport } from './replay-report.ts'

// Timers of a draft whose time would be past, and new ones on whatever a case stands at: with the day, and how many cases.

const desk = await openRouteDesk()
const { time, handling, clerk, examiner, submitNew, must, act, publish, itemBy, open, replayed } = desk

const examine = 'userTask examine bantuo:role="examiner" bantuo:stage="examination"'
const flows = (middle: string) => [
  'start receive',
  `receive ${middle}`,
  `${middle} decide`,
  'decide close',
  'close end',
]
const border = (at: string, length: string, days = 'working') =>
  `boundaryEvent late attachedToRef="${at}" cancelActivity="false" bantuo:days="${days}" > <bpmn:timerEventDefinition><bpmn:timeDuration>${length}</bpmn:timeDuration></bpmn:timerEventDefinition>`
const route = (key: string, step: string, timer: string | null) => {
  const [, middle = ''] = step.split(' ')
  const more = timer === null ? [] : ['endEvent told', timer]
  return drawRoute(
    key,
    ['startEvent start', 'endEvent end', drawn.receive, drawn.decide, drawn.close, step, ...more],
    [...flows(middle), ...(timer === null ? [] : ['late told'])],
  )
}

async function begin(key: string, xml: string, on = '2026-03-02'): Promise<string> {
  time.goTo(on)
  await publish(key, xml)
  const { caseId } = must(await submitNew({ item: itemBy(key) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

const words = (report: ReplayReport) => report.samples.flatMap((one) => one.words)

test('a timer that by the draft would be over already is told as past, with the number of cases', async () => {
  await begin('short', route('short', examine, border('examine', 'P9D')))
  time.goTo('2026-03-09')
  must(await act(clerk, must(await submitNew({ item: itemBy('short') })).caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-10')
  const draft = route('short', examine, border('examine', 'P3D'))
  const report = await replayed('short', draft)
  expect(report.timers).toMatchObject([
    { element: 'late', cases: 2, past: 1, due: { first: '2026-03-05', last: '2026-03-12' } },
  ])
  expect(words(report)).toEqual([
    {
      zh: '定时“late”到期：3 月 13 日（周五） → 3 月 5 日（周四）（已过）',
      en: 'timer “late” due: Fri 13 March → Thu 5 March (past)',
    },
    {
      zh: '定时“late”到期：3 月 20 日（周五） → 3 月 12 日（周四）',
      en: 'timer “late” due: Fri 20 March → Thu 12 March',
    },
  ])
})

test('the last day of a timer is still in time, and while the clock stands none is past', async () => {
  const caseId = await begin('stands', route('stands', examine, border('examine', 'P9D')))
  const draft = route('stands', examine, border('examine', 'P3D'))
  time.goTo('2026-03-05')
  expect((await replayed('stands', draft)).timers).toMatchObject([{ cases: 1, past: 0 }])
  must(await act(examiner, caseId, { move: 'stop-clock', procedure: 'hearing', basis: '法', expectedDays: 1 }))
  time.goTo('2026-03-12')
  expect((await replayed('stands', draft)).timers).toMatchObject([{ cases: 1, past: 0 }])
})

test('a case that is moved keeps the timer that it waits for, whatever the other version writes: nothing fires at once', async () => {
  const caseId = await begin('moved', route('moved', examine, border('examine', 'P9D')))
  const { caseNo, timers } = await open(caseId)
  await publish('moved', route('moved', examine, border('examine', 'P3D')))
  time.goTo('2026-03-10')
  const actor = { kind: 'system', name: '测试' } as const
  expect(await moveCase(handling, { key: 'moved', caseNo, to: 2, reason: '改用新版本', actor })).toMatchObject({
    to: 2,
  })
  await desk.fireAll()
  expect((await open(caseId)).timers).toEqual(timers)
})

test('a new timer on a step is told with its day, also where that is past', async () => {
  await begin('fresh', route('fresh', examine, null))
  time.goTo('2026-03-10')
  const report = await replayed('fresh', route('fresh', examine, border('examine', 'P3D')))
  expect(report.timers).toMatchObject([{ before: null, cases: 1, past: 1 }])
  expect(words(report)).toEqual([
    { zh: '会有定时“late”，到期：3 月 5 日（周四）（已过）', en: 'timer “late” would come, due Thu 5 March (past)' },
  ])
})

test('a new timer on a service counts from when the service was called', async () => {
  const service = 'serviceTask look bantuo:call="look-up"'
  await begin('look', route('look', service, null))
  time.goTo('2026-03-04')
  const report = await replayed('look', route('look', service, border('look', 'P5D', 'calendar')))
  expect(report.timers).toMatchObject([{ cases: 1, past: 0 }])
  expect(words(report).map((one) => one.zh)).toEqual(['会有定时“late”，到期：3 月 7 日（周六）09:30'])
})

test('a new timer on a sub-process counts from when that began, not from the step that is open in it', async () => {
  const inside = ['first', 'second']
    .map((id) => `<bpmn:userTask id="${id}" name="${id}" bantuo:role="examiner" />`)
    .join('')
  const flow = (from: string, to: string) =>
    `<bpmn:sequenceFlow id="in-${from}" sourceRef="${from}" targetRef="${to}" />`
  const sub = `subProcess sub > <bpmn:startEvent id="go" />${inside}<bpmn:endEvent id="stop" />${flow('go', 'first')}${flow('first', 'second')}${flow('second', 'stop')}`
  const caseId = await begin('sub', route('sub', sub, null))
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect((await open(caseId)).tasks.map((task) => task.element)).toEqual(['second'])
  const report = await replayed('sub', route('sub', sub, border('sub', 'P5D')))
  expect(words(report).map((one) => one.zh)).toEqual(['会有定时“late”，到期：3 月 9 日（周一）'])
})

test('a new timer on a call counts from when the other route was called', async () => {
  await publish(
    'survey',
    drawRoute(
      'survey',
      ['startEvent start', 'endEvent end', 'userTask measure bantuo:role="examiner"'],
      ['start measure', 'measure end'],
    ),
  )
  const call = 'callActivity survey calledElement="survey"'
  await begin('calls', route('calls', call, null))
  time.goTo('2026-03-11')
  const report = await replayed('calls', route('calls', call, border('survey', 'P5D')))
  expect(words(report).map((one) => one.zh)).toEqual(['会有定时“late”，到期：3 月 9 日（周一）（已过）'])
})

test('a timer that the draft moves to the step where a case stands is told as one that would come, and acts on no case that is moved', async () => {
  const drawnOn = (step: string) =>
    drawRoute(
      'hosted',
      [
        ...['startEvent start', 'endEvent end', 'endEvent told', drawn.receive, drawn.decide, drawn.close, examine],
        border(step, 'P3D'),
      ],
      [...flows('examine'), 'late told'],
    )
  const caseId = await begin('hosted', drawnOn('receive'))
  time.goTo('2026-03-03')
  const report = await replayed('hosted', drawnOn('examine'))
  expect(report.timers).toMatchObject([{ element: 'late', cases: 1, past: 0 }])
  expect(words(report).map((one) => one.zh)).toEqual(['会有定时“late”，到期：3 月 5 日（周四）'])
  await publish('hosted', drawnOn('examine'))
  const { caseNo } = await open(caseId)
  expect(await previewMove(handling, { key: 'hosted', caseNo, to: 2 })).toMatchObject({
    cautions: [{ zh: '“examine”上新加的“late”对本件不起作用，因为这一步已经开始' }],
  })
})

test('a timer that the draft moves to a service counts from when that was called', async () => {
  const drawnOn = (step: string) =>
    drawRoute(
      'served',
      [
        ...['startEvent start', 'endEvent end', 'endEvent told', drawn.receive, drawn.decide, drawn.close],
        ...['serviceTask look bantuo:call="look-up"', border(step, 'P5D', 'calendar')],
      ],
      [...flows('look'), 'late told'],
    )
  await begin('served', drawnOn('receive'))
  time.goTo('2026-03-04')
  expect(words(await replayed('served', drawnOn('look'))).map((one) => one.zh)).toEqual([
    '会有定时“late”，到期：3 月 7 日（周六）09:30',
  ])
})
