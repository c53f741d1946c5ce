import { expect, test } from 'vitest'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { ReplayReport } from './replay-report.ts'

// What a draft would do to the days by which recorded cases are due: special procedures (Licensing Law art. 45) and the route's own timers.

const desk = await openRouteDesk()
const { time, clerk, examiner, decider, submitNew, must, act, publish, itemBy, open, replayed } = desk

const hearing = (days: number) =>
  `bantuo:procedure="hearing" bantuo:basis="《行政许可法》第四十五条" bantuo:procedureDays="${days}"`
const wait = (form: string) => `<bpmn:timerEventDefinition>${form}</bpmn:timerEventDefinition>`
const lasting = (length: string) => wait(`<bpmn:timeDuration>${length}</bpmn:timeDuration>`)
const border = (id: string, at: string, length: string, more = 'bantuo:days="working"') =>
  `boundaryEvent ${id} attachedToRef="${at}" cancelActivity="false" ${more} > ${lasting(length)}`
const ends = ['startEvent start', 'endEvent end', drawn.receive, drawn.decide, drawn.close]
const examine = 'userTask examine bantuo:role="examiner" bantuo:stage="examination"'
const hear = (days: number) => `userTask hear bantuo:role="examiner" bantuo:stage="procedure" ${hearing(days)}`
const straight = ['start receive', 'receive examine', 'examine decide', 'decide close', 'close end']

const route = (key: string, steps: readonly string[], flows = straight) => drawRoute(key, [...ends, ...steps], flows)
const withLate = (key: string, events: readonly string[]) =>
  drawRoute(
    key,
    [...ends, examine, ...(events.length === 0 ? [] : ['endEvent told']), ...events],
    [...straight, ...events.map((event) => `${event.split(' ')[1]} told`)],
  )

/** Publishes a route and lets a case come to its second step. */
async function begin(key: string, xml: string): Promise<string> {
  await publish(key, xml)
  const { caseId } = must(await submitNew({ item: itemBy(key) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

const words = (report: ReplayReport) => report.samples.flatMap((one) => one.words)

test('a step that the draft makes a hearing would stop the clock of whoever stands there: the gate says by how much', async () => {
  await begin('plain', route('plain', [examine]))
  const report = await replayed('plain', route('plain', [`${examine} ${hearing(20)}`]))
  expect(report.running).toMatchObject({ cases: 1, same: 1, limit: 1 })
  expect(report.procedures).toEqual([
    {
      element: 'examine',
      before: null,
      after: { procedure: 'hearing', days: 20, department: false },
      words: {
        zh: '“examine”会停止计时：听证，最多 20 个工作日',
        en: '“examine” would stop the clock: hearing, up to 20 working days',
      },
      cases: 1,
      ...{ ahead: 0, dues: [{ before: '2026-03-16', after: '2026-04-13', cases: 1 }], moreDues: 0 },
    },
  ])
  expect(words(report)).toEqual([
    {
      zh: '“examine”会停止计时：听证，最多 20 个工作日；最晚到期：3 月 16 日（周一） → 4 月 13 日（周一）',
      en: '“examine” would stop the clock: hearing, up to 20 working days; due at the latest: Mon 16 March → Mon 13 April',
    },
  ])
})

test('a hearing that the draft puts in between is told as a step and as a stop', async () => {
  await begin('between', route('between', [examine]))
  const { caseId } = must(await submitNew({ item: itemBy('between') }))
  const draft = route(
    'between',
    [examine, hear(10)],
    ['start receive', 'receive hear', 'hear examine', 'examine decide', 'decide close', 'close end'],
  )
  const report = await replayed('between', draft)
  // The second case is not accepted yet: it has not come there.
  expect(report.running).toMatchObject({ cases: 2, same: 1, otherwise: 1, limit: 1 })
  expect(words(report).map((one) => one.zh)).toEqual([
    '还要经过“hear”',
    '“hear”会停止计时：听证，最多 10 个工作日；最晚到期：3 月 16 日（周一） → 3 月 27 日（周五）',
  ])
  must(await act(desk.citizen, caseId, { move: 'withdraw', reason: '不办了' }))
})

test('a hearing that the draft makes an ordinary step, or a longer one, is told in days', async () => {
  await begin('heard', route('heard', [`${examine} ${hearing(20)}`]))
  expect(words(await replayed('heard', route('heard', [examine])))).toEqual([
    {
      zh: '“examine”不再停止计时（现在：听证，最多 20 个工作日）；最晚到期：4 月 13 日（周一） → 3 月 16 日（周一）',
      en: '“examine” would no longer stop the clock (now: hearing, up to 20 working days); due at the latest: Mon 13 April → Mon 16 March',
    },
  ])
  expect(words(await replayed('heard', route('heard', [`${examine} ${hearing(30)}`])))).toEqual([
    {
      zh: '“examine”停止计时：听证，最多 20 个工作日 → 听证，最多 30 个工作日；最晚到期：4 月 13 日（周一） → 4 月 27 日（周一）',
      en: '“examine” stops the clock: hearing, up to 20 working days → hearing, up to 30 working days; due at the latest: Mon 13 April → Mon 27 April',
    },
  ])
  const same = await replayed('heard', route('heard', [`${examine} ${hearing(20)}`]))
  expect(same).toMatchObject({ running: { same: 1, limit: 0 }, procedures: [], samples: [] })
})

test('an ended case that went through what the draft makes a hearing is counted, and its timers are not', async () => {
  const caseId = await begin('over', withLate('over', [border('late', 'examine', 'P5D')]))
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', reason: '材料齐全，符合条件', basis: '法' }))
  const draft = withLate('over', [border('late', 'examine', 'P9D')]).replace(
    'id="examine"',
    `id="examine" ${hearing(20)}`,
  )
  const report = await replayed('over', draft)
  expect(report).toMatchObject({ ended: { cases: 1, same: 1, limit: 0 }, running: { cases: 0 }, timers: [] })
  expect(report.procedures).toMatchObject([{ element: 'examine', cases: 1 }])
})

test('a limit on the border that the draft makes longer is told with both days', async () => {
  time.goTo('2026-03-02')
  await begin('late', withLate('late', [border('late', 'examine', 'P5D')]))
  const report = await replayed('late', withLate('late', [border('late', 'examine', 'P8D')]))
  expect(report.running).toMatchObject({ same: 1, limit: 1 })
  expect(report.timers).toEqual([
    {
      element: 'late',
      name: 'late',
      before: { text: 'P5D', days: 'working' },
      after: { text: 'P8D', days: 'working' },
      ...{ cases: 1, past: 0, due: { first: '2026-03-12', last: '2026-03-12' } },
    },
  ])
  expect(words(report)).toEqual([
    {
      zh: '定时“late”到期：3 月 9 日（周一） → 3 月 12 日（周四）',
      en: 'timer “late” due: Mon 9 March → Thu 12 March',
    },
  ])
  const unchanged = await replayed('late', withLate('late', [border('late', 'examine', 'P5D')]))
  expect(unchanged).toMatchObject({ running: { same: 1, limit: 0 }, timers: [] })
})

test('a timer that the draft leaves out, and one that it puts on an open step, are told', async () => {
  time.goTo('2026-03-02')
  await begin('other', withLate('other', [border('late', 'examine', 'P5D')]))
  const draft = withLate('other', [border('later', 'examine', 'PT30H', '')])
  expect(words(await replayed('other', draft)).map((one) => one.zh)).toEqual([
    '不再有定时“late”，现在的到期：3 月 9 日（周一）',
    '会有定时“later”，到期：3 月 3 日（周二）15:30',
  ])
})

test('days on which the clock stood count for neither date', async () => {
  time.goTo('2026-03-02')
  const caseId = await begin('stood', withLate('stood', [border('late', 'examine', 'P5D')]))
  must(await act(examiner, caseId, { move: 'stop-clock', procedure: 'hearing', basis: '法', expectedDays: 2 }))
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, { move: 'start-clock', result: '已听证' }))
  const report = await replayed('stood', withLate('stood', [border('late', 'examine', 'P8D')]))
  expect(words(report).map((one) => one.zh)).toEqual(['定时“late”到期：3 月 10 日（周二） → 3 月 13 日（周五）'])
})

test('what is waited for on the way, and a date, are told in the same words', async () => {
  time.goTo('2026-03-02')
  const shown = (form: string) =>
    route(
      'shown',
      [examine, `intermediateCatchEvent shown > ${wait(form)}`],
      ['start receive', 'receive shown', 'shown examine', 'examine decide', 'decide close', 'close end'],
    )
  await begin('shown', shown('<bpmn:timeDuration>P5D</bpmn:timeDuration>'))
  const report = await replayed('shown', shown('<bpmn:timeDate>2026-04-01</bpmn:timeDate>'))
  expect(words(report).map((one) => one.zh)).toEqual([
    '定时“shown”到期：3 月 7 日（周六）09:30 → 4 月 1 日（周三）00:00',
  ])
})

test('a repeating timer that fired already goes on from there', async () => {
  time.goTo('2026-03-02')
  const every = (cycle: string) =>
    drawRoute(
      'again',
      [
        ...ends,
        examine,
        'endEvent told',
        `boundaryEvent late attachedToRef="examine" cancelActivity="false" bantuo:days="working" > ${wait(`<bpmn:timeCycle>${cycle}</bpmn:timeCycle>`)}`,
      ],
      [...straight, 'late told'],
    )
  const caseId = await begin('again', every('R/P5D'))
  time.goTo('2026-03-10')
  await desk.fireAll()
  expect((await open(caseId)).timers).toHaveLength(1)
  const report = await replayed('again', every('R/P3D'))
  expect(words(report).map((one) => one.zh)).toEqual(['定时“late”到期：3 月 16 日（周一） → 3 月 13 日（周五）'])
})

test('a day of another year is told with its year', async () => {
  time.goTo('2026-12-28')
  await begin('yearly', withLate('yearly', [border('late', 'examine', 'PT24H', '')]))
  const report = await replayed('yearly', withLate('yearly', [border('late', 'examine', 'PT240H', '')]))
  expect(words(report)).toEqual([
    {
      zh: '定时“late”到期：12 月 29 日（周二）09:30 → 2027 年 1 月 7 日（周四）09:30',
      en: 'timer “late” due: Tue 29 December 09:30 → Thu 7 January 2027 09:30',
    },
  ])
})
