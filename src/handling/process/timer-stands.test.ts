import { expect, test } from 'vitest'
import { sql } from '#base'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { Act } from '../case-file/act.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { taskDueOn } from '../time-limit/special-procedure.ts'
import { routeTimersOf } from './route-timers.ts'

// Licensing Law art. 45: the time of special procedures is not counted, by a route's own limits either.

const desk = await openRouteDesk()
const { db, time, handling, clerk, examiner, submitNew, must, act, publish, itemBy, open, fireAll } = desk

const timer = (length: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${length}</bpmn:timeDuration></bpmn:timerEventDefinition>`
const border = (id: string, at: string, length: string, more = '') =>
  `boundaryEvent ${id} attachedToRef="${at}" cancelActivity="false" ${more} > ${timer(length)}`
const working = 'bantuo:days="working"'
const elements = [
  'startEvent start',
  'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
  'serviceTask close bantuo:call="close-case"',
  'endEvent end',
  'endEvent told',
]
await publish(
  'examined',
  drawRoute(
    'examined',
    [
      ...elements,
      'userTask examine bantuo:role="examiner" bantuo:stage="examination"',
      border('late', 'examine', 'P5D', working),
      border('plain', 'examine', 'P12D'),
    ],
    ['start receive', 'receive examine', 'examine close', 'close end', 'late told', 'plain told'],
  ),
)
await publish(
  'heard',
  drawRoute(
    'heard',
    [
      ...elements,
      'parallelGateway fork',
      'parallelGateway join',
      'userTask hear bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="hearing" bantuo:basis="法" bantuo:procedureDays="5"',
      border('long', 'hear', 'P2D', working),
      `intermediateCatchEvent shown ${working} > ${timer('P3D')}`,
      'userTask visit bantuo:role="examiner" bantuo:limit="3"',
    ],
    [
      'start receive',
      'receive fork',
      'fork hear',
      'fork shown',
      'shown visit',
      'visit join',
      'hear join',
      'join close',
    ].concat(['close end', 'long told']),
  ),
)

/** When each timer of a case fires, by the city's clock; one that stands is not among them. */
async function waiting(caseId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ element: string; due_at: Temporal.Instant }>`select element, due_at from timers
    where case_id = ${caseId}::uuid and token > 0 order by token`.execute(db)
  return Object.fromEntries(
    rows.map((row) => [row.element, String(row.due_at.toZonedDateTimeISO('Asia/Shanghai').toPlainDate())]),
  )
}
const told = async (caseId: string) => {
  const caseFile = await open(caseId)
  const { graph } = handling.city().getDefinition(caseFile.route.key, caseFile.route.version)
  return routeTimersOf(caseFile, { ...handling.city(), graph }).map(({ element, dueAt, waits }) => [
    element,
    String(dueAt.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()),
    waits,
  ])
}
const fired = ({ history }: CaseFile): string[] =>
  history.flatMap((event) => (event.type === 'timer-fired' ? [event.data.element] : []))
const accepted = async (route: string): Promise<string> => {
  const { caseId } = must(await submitNew({ item: itemBy(route) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}
const stop: Act = { move: 'stop-clock', procedure: 'testing', basis: '行政许可法第四十五条', expectedDays: 3 }

test('the limit of a step that counts working days stands while a special procedure stops the clock, and goes on with it', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted('examined')
  // 3, 4, 5, 6 and 9 March are the five days.
  expect(await waiting(caseId)).toEqual({ late: '2026-03-10', plain: '2026-03-14' })
  time.goTo('2026-03-04')
  must(await act(examiner, caseId, stop))
  expect(await waiting(caseId)).toEqual({ plain: '2026-03-14' })
  // Whoever reads the case is told what is foreseen: 3, 9, 10, 11 and 12 March.
  expect(await told(caseId)).toEqual([
    ['late', '2026-03-13', true],
    ['plain', '2026-03-14', false],
  ])
  // The procedure takes longer than its notice said: still nothing fires.
  time.goTo('2026-03-13')
  await fireAll()
  expect(fired(await open(caseId))).toEqual([])
  must(await act(examiner, caseId, { move: 'start-clock', result: '检测合格' }))
  // 3, 13, 16, 17 and 18 March.
  expect(await waiting(caseId)).toEqual({ late: '2026-03-19', plain: '2026-03-14' })
  time.goTo('2026-03-18')
  await fireAll()
  expect(fired(await open(caseId))).toEqual(['plain'])
  time.goTo('2026-03-19')
  await fireAll()
  await fireAll()
  expect(fired(await open(caseId))).toEqual(['plain', 'late'])
})

test('a timer that was taken up as the clock stopped does not fire, and is there again when the clock goes on', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted('examined')
  time.goTo('2026-03-09')
  must(await act(examiner, caseId, stop))
  // As an earlier build left it.
  await sql`insert into timers (city_code, case_id, token, element, due_at)
    select '4108', ${caseId}::uuid, token, 'late', '2026-03-09T16:00:00Z' from unnest(${(await open(caseId)).timers.filter((one) => one.element === 'late').map((one) => one.token)}::int[]) as token`.execute(
    db,
  )
  time.goTo('2026-03-10')
  await fireAll()
  expect(fired(await open(caseId))).toEqual([])
  must(await act(examiner, caseId, { move: 'start-clock', result: '检测合格' }))
  // 9 March stood; 10 March is the fifth day.
  expect(await waiting(caseId)).toMatchObject({ late: '2026-03-11' })
})

test('on a special procedure itself a timer counts how long that takes; a wait in the way of the route goes on as drawn', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted('heard')
  expect(await waiting(caseId)).toEqual({ long: '2026-03-05', shown: '2026-03-06' })
  time.goTo('2026-03-06')
  await fireAll()
  expect(fired(await open(caseId)).toSorted()).toEqual(['long', 'shown'])
})

test('a step that opens while the clock stands begins to count its own limit when the clock goes on', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted('heard')
  time.goTo('2026-03-06')
  await fireAll()
  time.goTo('2026-03-10')
  must(await act(examiner, caseId, { move: 'finish-procedure', result: '听证结束' }))
  const { tasks, clock } = await open(caseId)
  const [visit] = tasks.filter((one) => one.element === 'visit')
  // 10, 11 and 12 March.
  expect(visit && taskDueOn(visit, clock, handling.city().calendar)?.toString()).toBe('2026-03-12')
})
