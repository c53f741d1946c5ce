import { expect, test } from 'vitest'
import { isRefusal, sql } from '#base'
import { explain } from '#bpmn'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { recountDueDates } from '../case-file/recount-due-dates.ts'
import { moveCase } from '../replay/move-case.ts'
import { replayAll } from '../replay/run-replay.ts'
import { fireTimers } from './fire-timers.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, settleIncident } from './run-calls.ts'

const desk = await openRouteDesk()
const { db, time, handling, citizen, clerk, submitNew, must, act, publish, reload, itemBy, open } = desk
const administrator = await anOfficer(db, '郑管理（演示）', [
  { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
])
const actor = { kind: 'officer', accountId: '0', name: '吴目录（演示）', authorityCode: '' } as const

const draw = (key: string, length = 'P3D'): string =>
  drawRoute(
    key,
    [
      'startEvent start',
      'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
      `boundaryEvent late attachedToRef="receive" cancelActivity="false" > <bpmn:timerEventDefinition><bpmn:timeDuration>${length}</bpmn:timeDuration></bpmn:timerEventDefinition>`,
      'serviceTask remind bantuo:call="invite-rating"',
      'userTask decide bantuo:role="decider" bantuo:stage="decision"',
      'serviceTask close bantuo:call="close-case"',
      'endEvent end',
      'endEvent told',
    ],
    ['start receive', 'receive decide', 'decide close', 'close end', 'late remind', 'remind told'],
  )
/** What no build would publish, and an upgrade finds in the store. */
const refusedNow = (key: string): string =>
  draw(key).replace('<bpmn:userTask', '<bpmn:scriptTask id="odd" /><bpmn:userTask')

/** An upgrade that refuses more: what was published before does not compile now. */
async function upgrade(key: string, version: number, xml: string): Promise<void> {
  await sql`alter table process_definitions disable trigger all`.execute(db)
  await sql`update process_definitions set xml = ${xml} where key = ${key} and version = ${version}`.execute(db)
  await sql`alter table process_definitions enable trigger all`.execute(db)
  await reload()
}

test('a stored version that an upgrade refuses does not keep the city from starting: new cases begin on the one before', async () => {
  await publish('broken', draw('broken'))
  await publish('broken', refusedNow('broken'))
  const city = handling.city()
  expect(city.getDefinition('broken').version).toBe(1)
  const [fault] = city.findDefinition('broken', 2)?.faults ?? []
  expect(fault).toMatchObject({ element: 'odd', sentence: { zh: expect.stringContaining('尚不支持') } })
  expect(city.getDefinition('standard').graph.ids).not.toEqual([])
  time.goTo('2026-03-02')
  expect((await open(must(await submitNew({ item: itemBy('broken') })).caseId)).route.version).toBe(1)
})

test('where no version can be run nobody can apply, and is told so; nothing is written', async () => {
  await publish('only', refusedNow('only'))
  expect(handling.city().hasRoute('only')).toBe(false)
  const refused = await submitNew({ item: itemBy('only') })
  expect(isRefusal(refused) && refused.sentence.zh).toContain('暂时不能使用')
})

test('cases that stand by such a version wait for an administrator, hinder nobody, and go on where they are moved', async () => {
  await publish('upgraded', draw('upgraded'))
  time.goTo('2026-03-02')
  const [waiting, leaving] = [
    must(await submitNew({ item: itemBy('upgraded') })),
    must(await submitNew({ item: itemBy('upgraded') })),
  ]
  const beside = must(await submitNew({ item: itemBy('standard') }))
  await upgrade('upgraded', 1, refusedNow('upgraded'))
  // What goes through all cases goes through these too.
  await recountDueDates(db, handling.city(), time.clock())
  // An act is refused with a sentence, and the case stays where it is; the applicant may still leave.
  const refused = await act(clerk, waiting.caseId, { move: 'accept', deferred: [] })
  expect(isRefusal(refused) && refused.sentence.zh).toContain('现在不能运行')
  const left = must(await act(citizen, leaving.caseId, { move: 'withdraw', reason: '不办了' }))
  expect(left).toMatchObject({ state: 'withdrawn', tasks: [], timers: [] })
  must(await act(clerk, beside.caseId, { move: 'accept', deferred: [] }))
  // Its time comes: the timer is not lost.
  time.goTo('2026-03-06')
  while ((await fireTimers(handling)) > 0);
  const [incident] = await listIncidents(db, '4108', { after: null, limit: 10 })
  expect(incident).toMatchObject({
    caseId: waiting.caseId,
    element: 'late',
    problem: expect.stringContaining('不能运行'),
  })
  // Mended under a new version: the case is moved, and its timer tried again.
  await publish('upgraded', draw('upgraded', 'P4D'))
  const { caseNo } = await open(waiting.caseId)
  expect(
    await moveCase(handling, { key: 'upgraded', caseNo, to: 2, reason: '升级后旧版不能运行', actor }),
  ).toMatchObject({ from: 1 })
  must(
    await settleIncident(
      handling,
      administrator,
      { caseId: waiting.caseId, token: incident?.token ?? -1 },
      'retried',
      '已移到新版本',
    ),
  )
  await runCalls(handling, {})
  expect(await listIncidents(db, '4108', { after: null, limit: 10 })).toEqual([])
  expect((await open(waiting.caseId)).history.filter((event) => event.type === 'rating-invited')).toHaveLength(1)
  must(await act(clerk, waiting.caseId, { move: 'accept', deferred: [] }))
})

test('the clock of such a case is neither stopped nor started; once it was moved its timers know how long it stood', async () => {
  const key = 'stands'
  const route = drawRoute(
    key,
    [
      ...['startEvent start', 'endEvent end', 'endEvent told', drawn.receive, drawn.decide, drawn.close],
      'userTask examine bantuo:role="examiner" bantuo:stage="examination"',
      'boundaryEvent late attachedToRef="examine" cancelActivity="false" bantuo:days="working" > <bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition>',
    ],
    ['start receive', 'receive examine', 'examine decide', 'decide close', 'close end', 'late told'],
  )
  await publish(key, route)
  time.goTo('2026-03-02')
  const begin = async () => must(await submitNew({ item: itemBy(key) }))
  const [standing, stood, running] = [await begin(), await begin(), await begin()]
  for (const { caseId } of [standing, stood, running]) must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const stop = { move: 'stop-clock', procedure: 'hearing', basis: '《行政许可法》第四十五条', expectedDays: 9 } as const
  const start = { move: 'start-clock', result: '已听证' } as const
  for (const { caseId } of [standing, stood]) must(await act(desk.examiner, caseId, stop))
  time.goTo('2026-03-04')
  must(await act(desk.examiner, stood.caseId, start))
  await upgrade(key, 1, route.replace('<bpmn:userTask', '<bpmn:scriptTask id="odd" /><bpmn:userTask'))
  for (const [{ caseId }, move] of [
    [standing, start],
    [running, stop],
  ] as const) {
    const refused = await act(desk.examiner, caseId, move)
    expect(isRefusal(refused) && refused.sentence.zh).toContain('现在不能运行')
  }
  const dueOf = async (caseId: string) =>
    (
      await sql<{ due: string }>`select (due_at at time zone 'Asia/Shanghai')::text as due from timers
        where case_id = ${caseId}::uuid and element = 'late'`.execute(db)
    ).rows.map((row) => row.due)
  // Nor are its days counted anew by what cannot say which clock they go by.
  expect(await dueOf(stood.caseId)).toEqual(['2026-03-11 00:00:00'])
  await recountDueDates(db, handling.city(), time.clock())
  expect([await dueOf(standing.caseId), await dueOf(stood.caseId)]).toEqual([[], ['2026-03-11 00:00:00']])
  await publish(key, route)
  const { caseNo } = await open(standing.caseId)
  // Its border timer waits already: nothing of the mended version is new to it.
  const moved = must(await moveCase(handling, { key, caseNo, to: 2, reason: '升级后旧版不能运行', actor }))
  expect(moved.cautions).toEqual([])
  time.goTo('2026-03-06')
  must(await act(desk.examiner, standing.caseId, start))
  expect(await dueOf(standing.caseId)).toEqual(['2026-03-13 00:00:00'])
})

test('a case that is moved off such a version keeps what was done: its drawing shows the steps behind it', async () => {
  const withVisit = (key: string): string =>
    drawRoute(
      key,
      [
        'startEvent start',
        'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
        'serviceTask ask bantuo:call="register"',
        'userTask visit bantuo:role="examiner"',
        'boundaryEvent late attachedToRef="visit" cancelActivity="false" > <bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>',
        ...['serviceTask remind bantuo:call="invite-rating"', 'serviceTask close bantuo:call="close-case"'],
        ...['endEvent end', 'endEvent told'],
      ],
      ['start receive', 'receive ask', 'ask visit', 'visit close', 'close end', 'late remind', 'remind told'],
    )
  await publish('behind', withVisit('behind'))
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('behind') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  await runCalls(handling, { register: async () => ({}) })
  time.goTo('2026-03-04')
  while ((await fireTimers(handling)) > 0);
  const doneOf = async (version: number) => {
    const { run } = await open(caseId)
    return explain(handling.city().getDefinition('behind', version).graph, run).done.map((step) => step.element)
  }
  const before = await doneOf(1)
  expect(before).toEqual(['receive', 'ask', 'remind'])
  await upgrade(
    'behind',
    1,
    withVisit('behind').replace('<bpmn:userTask', '<bpmn:scriptTask id="odd" /><bpmn:userTask'),
  )
  await publish('behind', withVisit('behind'))
  const { caseNo } = await open(caseId)
  await moveCase(handling, { key: 'behind', caseNo, to: 2, reason: '升级后旧版不能运行', actor })
  expect(await doneOf(2)).toEqual(before)
})

test('a draft is replayed against the cases of such a version too: as far as the record tells', async () => {
  await publish('replayed', draw('replayed'))
  time.goTo('2026-03-02')
  must(await submitNew({ item: itemBy('replayed') }))
  await upgrade('replayed', 1, refusedNow('replayed'))
  await publish('replayed', draw('replayed'))
  const draft = handling.city().getDefinition('replayed', 2).graph
  expect(await replayAll(handling, 'replayed', draft, async () => {})).toMatchObject({
    running: { cases: 1, same: 1 },
  })
})
