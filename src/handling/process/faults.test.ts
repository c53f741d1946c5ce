import { expect, test } from 'vitest'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk, sentence, standing } from '../../../test/helpers/route-desk.ts'
import { moveCase } from '../replay/move-case.ts'
import { isStopped, openStops } from '../time-limit/special-procedure.ts'
import { specialProcedures } from '../time-limit/time-limit.ts'
import { acceptUntold } from './move-by-system.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, settleIncident } from './run-calls.ts'

const desk = await openRouteDesk()
const { receive, decide, close } = drawn
const { db, time, handling, clerk, examiner, decider, submitNew, must, act, publish, itemBy, open, fireAll } = desk
const administrator = await anOfficer(db, '郑管理（演示）', [
  { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
])

const mender = { kind: 'officer', accountId: '0', name: '吴目录（演示）', authorityCode: '' } as const

const draw = (key: string, elements: readonly string[], flows: readonly string[]) =>
  publish(key, drawRoute(key, ['startEvent start', ...elements, close, 'endEvent end'], [...flows, 'close end']))

const visit = 'userTask visit bantuo:role="examiner"'
const procedureTask = (id: string, procedure: string) =>
  `userTask ${id} bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="${procedure}" bantuo:basis="法" bantuo:procedureDays="5"`
const timerOn = (id: string, at: string, length: string) =>
  `boundaryEvent ${id} attachedToRef="${at}" > <bpmn:timerEventDefinition><bpmn:timeDuration>${length}</bpmn:timeDuration></bpmn:timerEventDefinition>`

test('a route that turns in a circle by itself refuses the act that leads into it, and the case stays where it was', async () => {
  await draw(
    'circle',
    [receive, 'serviceTask invite bantuo:call="invite-rating"', 'exclusiveGateway again default="circle-f3"', decide],
    [
      'start receive',
      'receive invite',
      'invite again',
      'again invite',
      'again decide : outcome = "enough"',
      'decide close',
    ],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('circle') }))
  expect(sentence(await act(clerk, caseId, { move: 'accept', deferred: [] }))).toContain('自己转圈')
  expect(standing(await open(caseId))).toEqual(['receive'])
})

test('a timer whose way on cannot be decided waits for an administrator, is tried again, and may be passed by', async () => {
  await draw(
    'undecided',
    [receive, visit, timerOn('late', 'visit', 'PT1H'), 'exclusiveGateway which default="undecided-f4"', decide],
    [
      'start receive',
      'receive visit',
      'visit decide',
      'late which',
      'which decide',
      'which close : fine > 0',
      'decide close',
    ],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('undecided') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-04')
  await fireAll()
  const [incident] = await listIncidents(db, '4108', { after: null, limit: 10 })
  expect(incident).toMatchObject({ caseId, element: 'late', call: 'timer' })
  expect(incident?.problem).not.toBe('')
  expect(standing(await open(caseId))).toEqual(['visit'])
  const at = { caseId, token: incident?.token ?? -1 }
  must(await settleIncident(handling, administrator, at, 'retried', '再试一次'))
  for (const seconds of [0, 10, 60, 400, 2_000]) {
    time.forward({ seconds })
    await runCalls(handling, {})
  }
  expect(await listIncidents(db, '4108', { after: null, limit: 10 })).toHaveLength(1)
  const passed = must(await settleIncident(handling, administrator, at, 'skipped', '这一步不再限时'))
  expect(standing(passed)).toEqual(['visit'])
  expect(await listIncidents(db, '4108', { after: null, limit: 10 })).toEqual([])
  expect(standing(must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' })))).toEqual([
    'decide',
  ])
})

test('a repeating timer that waited for an administrator goes on by the days that it counts', async () => {
  const drawLate = (ways: readonly string[], steps: readonly string[] = []) =>
    draw(
      'mended',
      [
        ...[receive, visit, decide, 'endEvent told', ...steps],
        'boundaryEvent late attachedToRef="visit" cancelActivity="false" bantuo:days="working" > <bpmn:timerEventDefinition><bpmn:timeCycle>R/P3D</bpmn:timeCycle></bpmn:timerEventDefinition>',
      ],
      ['start receive', 'receive visit', 'visit decide', 'decide close', ...ways],
    )
  await drawLate(['late which', 'which told', 'which close : fine > 0'], ['exclusiveGateway which default="mended-f5"'])
  time.goTo('2026-03-02')
  const { caseId, caseNo } = must(await submitNew({ item: itemBy('mended') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-06')
  await fireAll()
  const [incident] = await listIncidents(db, '4108', { after: null, limit: 10 })
  expect(incident).toMatchObject({ caseId, element: 'late', call: 'timer' })
  await drawLate(['late told'])
  await moveCase(handling, { key: 'mended', caseNo, to: 2, reason: '修正定时之后的判断', actor: mender })
  const at = { caseId, token: incident?.token ?? -1 }
  must(await settleIncident(handling, administrator, at, 'retried', '已移到新版本'))
  await runCalls(handling, {})
  // Three working days after Friday: Wednesday is still in time.
  expect((await open(caseId)).timers).toMatchObject([
    { element: 'late', every: 'P3D', working: { days: 3, from: '2026-03-06' } },
  ])
  expect((await open(caseId)).timers[0]?.dueAt).toEqual(Temporal.Instant.from('2026-03-11T16:00:00Z'))
  time.goTo('2026-03-12')
  await fireAll()
  expect((await open(caseId)).timers).toMatchObject([{ working: { days: 3, from: '2026-03-11' } }])
})

test('the law accepts after five days wherever the office’s own route stands, and the acceptance that comes later is done by that', async () => {
  await draw('slow', [visit, receive, decide], ['start visit', 'visit receive', 'receive decide', 'decide close'])
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('slow') }))
  time.goTo('2026-03-09')
  await fireAll()
  expect((await open(caseId)).state).toBe('submitted')
  time.goTo('2026-03-10')
  await fireAll()
  const deemed = await open(caseId)
  expect(deemed).toMatchObject({ state: 'accepted', acceptedByLaw: true })
  expect(deemed.acceptedOn?.toString()).toBe('2026-03-02')
  // However often the law is asked.
  expect(await acceptUntold(handling, [caseId])).toBe(0)
  const visited = must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(standing(visited)).toEqual(['decide'])
  expect(visited.history.filter((event) => event.type === 'accepted')).toHaveLength(1)
})

test('two special procedures at once: the clock runs again when both have their results, and not before', async () => {
  await draw(
    'both',
    [
      receive,
      'parallelGateway fork',
      procedureTask('hear', 'hearing'),
      procedureTask('experts', 'expert-review'),
      'parallelGateway join',
      decide,
    ],
    [
      'start receive',
      'receive fork',
      'fork hear',
      'fork experts',
      'hear join',
      'experts join',
      'join decide',
      'decide close',
    ],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('both') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-04')
  const one = must(await act(examiner, caseId, { move: 'finish-procedure', result: '第一项有了结果' }))
  expect(standing(one)).toHaveLength(1)
  expect(isStopped(one.clock)).toBe(true)
  time.goTo('2026-03-06')
  const two = must(await act(examiner, caseId, { move: 'finish-procedure', result: '第二项有了结果' }))
  expect(isStopped(two.clock)).toBe(false)
  expect(standing(two)).toEqual(['decide'])
})

test('two tests of one kind at once: the result of one does not end the other, nor does leaving it', async () => {
  await draw(
    'of-a-kind',
    [
      receive,
      'parallelGateway fork',
      procedureTask('water', 'testing'),
      procedureTask('soil', 'testing'),
      procedureTask('air', 'testing'),
      timerOn('late', 'air', 'P3D'),
      'exclusiveGateway past',
      'parallelGateway join',
      decide,
    ],
    [
      'start receive',
      'receive fork',
      'fork water',
      'fork soil',
      'fork air',
      'water join',
      'soil join',
      'air past',
      'late past',
      'past join',
      'join decide',
      'decide close',
    ],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('of-a-kind') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-03')
  const one = must(await act(examiner, caseId, { move: 'finish-procedure', result: '水样合格' }))
  expect(openStops(one.clock)).toHaveLength(2)
  time.goTo('2026-03-06')
  await fireAll()
  const left = await open(caseId)
  expect(openStops(left.clock)).toHaveLength(1)
  expect(isStopped(left.clock)).toBe(true)
  const last = must(await act(examiner, caseId, { move: 'finish-procedure', result: '土样合格' }))
  expect(isStopped(last.clock)).toBe(false)
})

test('a special procedure that the route leaves before it has a result no longer stops the clock', async () => {
  await draw(
    'left',
    [receive, procedureTask('hear', 'hearing'), timerOn('late', 'hear', 'P3D'), decide],
    ['start receive', 'receive hear', 'hear decide', 'late decide', 'decide close'],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('left') }))
  expect(isStopped(must(await act(clerk, caseId, { move: 'accept', deferred: [] })).clock)).toBe(true)
  time.goTo('2026-03-06')
  await fireAll()
  const left = await open(caseId)
  expect(standing(left)).toEqual(['decide'])
  expect(isStopped(left.clock)).toBe(false)
})

test.each(specialProcedures)(
  'a route can prescribe %s: it stops the clock with its basis and starts it with its result',
  async (procedure) => {
    const key = `drawn-${procedure}`
    await draw(
      key,
      [receive, procedureTask('wait', procedure), decide],
      ['start receive', 'receive wait', 'wait decide', 'decide close'],
    )
    time.goTo('2026-03-02')
    const { caseId } = must(await submitNew({ item: itemBy(key) }))
    const stopped = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
    expect(stopped.clock.at(-1)).toMatchObject({ type: 'clock-stopped', procedure, basis: '法', expectedDays: 5 })
    time.goTo('2026-03-05')
    const started = must(await act(examiner, caseId, { move: 'finish-procedure', result: '有了结果' }))
    expect(started.clock.at(-1)).toMatchObject({ type: 'clock-started', procedure })
    expect(isStopped(started.clock)).toBe(false)
  },
)

test('a limit is extended once and before it is over; one that has expired is not made to look kept', async () => {
  const reason = { basis: '《中华人民共和国行政许可法》第四十二条', reason: '案情复杂，需要核实' }
  time.goTo('2026-03-02')
  const first = must(await submitNew({})).caseId
  const late = must(await submitNew({})).caseId
  for (const caseId of [first, late]) must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-30')
  must(await act(decider, first, { move: 'extend', days: 10, ...reason }))
  expect(sentence(await act(decider, first, { move: 'extend', days: 10, ...reason }))).toContain('已经延长过一次')
  time.goTo('2026-06-01')
  expect(sentence(await act(decider, late, { move: 'extend', days: 10, ...reason }))).toContain('届满')
})

test('a step done for each of several departments is in each one’s own list, under its name', async () => {
  const each = '<bpmn:multiInstanceLoopCharacteristics bantuo:collection="asked" bantuo:element="dept" />'
  await draw(
    'each',
    [
      receive,
      'serviceTask ask bantuo:call="who-is-asked"',
      `userTask consult bantuo:role="examiner" bantuo:stage="consult" bantuo:department="=dept" > ${each}`,
      decide,
    ],
    ['start receive', 'receive ask', 'ask consult', 'consult decide', 'decide close'],
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('each') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  await runCalls(handling, { 'who-is-asked': async () => ({ asked: ['水利局', '林业局'] }) as never })
  const { tasks } = await open(caseId)
  expect(tasks.map((task) => task.name)).toEqual(['consult（水利局）', 'consult（林业局）'])
  const names = tasks.map((task) => handling.city().authorities.get(task.authorityCode).kind)
  expect(names).toEqual(['水利局', '林业局'])
})
