import { expect, test } from 'vitest'
import { isRefusal, sql } from '#base'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk, sentence, standing } from '../../../test/helpers/route-desk.ts'
import { fireTimers } from './fire-timers.ts'
import { hearMessage } from './hear-message.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, settleIncident } from './run-calls.ts'

const desk = await openRouteDesk()
const { receive, decide, close } = drawn
const {
  db,
  time,
  handling,
  place,
  citizen,
  clerk,
  examiner,
  decider,
  submitNew,
  must,
  act,
  publish,
  itemBy,
  open,
  fireAll,
} = desk

test('a step that nobody does in time hands over to another when its working days are over, and not a moment before', async () => {
  await publish(
    'late',
    drawRoute(
      'late',
      [
        'startEvent start',
        receive,
        'userTask visit bantuo:role="examiner" bantuo:limit="3"',
        'boundaryEvent late attachedToRef="visit" bantuo:days="working" > <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>',
        decide,
        close,
        'endEvent end',
      ],
      ['start receive', 'receive visit', 'visit decide', 'late decide', 'decide close', 'close end'],
    ),
  )
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('late') }))
  const accepted = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(standing(accepted)).toEqual(['visit'])
  const { rows } = await sql<{
    due_on: string
  }>`select due_on from tasks where case_id = ${caseId}::uuid and element = 'visit'`.execute(db)
  // Thursday 5 March: Friday, Monday and Tuesday are its three days.
  expect(rows[0]?.due_on).toBe('2026-03-10')
  time.goTo('2026-03-10')
  await fireAll()
  expect(standing(await open(caseId))).toEqual(['visit'])
  time.goTo('2026-03-11')
  await Promise.all([fireTimers(handling), fireTimers(handling), fireTimers(handling)])
  const late = await open(caseId)
  expect(standing(late)).toEqual(['decide'])
  expect(late.history.filter((event) => event.type === 'timer-fired')).toHaveLength(1)
  expect(late.history.filter((event) => event.type === 'task-cancelled')).toHaveLength(1)
  expect(sentence(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))).not.toBe('done')
})

test('a step that was done in time takes its timer away', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('late') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const done = must(await act(examiner, caseId, { move: 'complete-step', outcome: 'seen', note: '现场已看' }))
  expect(standing(done)).toEqual(['decide'])
  const { rows } = await sql`select from timers where case_id = ${caseId}::uuid`.execute(db)
  expect(rows).toHaveLength(0)
  time.goTo('2026-03-20')
  await fireAll()
  expect(standing(await open(caseId))).toEqual(['decide'])
})

test('a timer and a completion in the same instant: one of them moves the case, the other finds it done', async () => {
  for (let round = 0; round < 6; round++) {
    time.goTo('2026-03-05')
    const { caseId } = must(await submitNew({ item: itemBy('late') }))
    must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
    time.goTo('2026-03-11')
    await Promise.all([fireTimers(handling), act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' })])
    await fireAll()
    const moved = await open(caseId)
    expect(standing(moved)).toEqual(['decide'])
    const ways = moved.history.filter((event) => event.type === 'timer-fired' || event.type === 'step-done')
    expect(ways).toHaveLength(1)
  }
})

test('the law accepts by its own timer on the sixth working day, as of the day of receipt', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  time.goTo('2026-03-09')
  await fireAll()
  expect((await open(caseId)).state).toBe('submitted')
  time.goTo('2026-03-10')
  await fireAll()
  const accepted = await open(caseId)
  expect(accepted.acceptedByLaw).toBe(true)
  expect(accepted.acceptedOn?.toString()).toBe('2026-03-02')
})

test('what was told in time is not accepted by the timer; once supplied, its days begin again', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  const requests = [{ materialNo: 2, what: '居民户口簿', reason: '照片模糊', basis: null }]
  must(await act(clerk, caseId, { move: 'request-correction', requests }))
  time.goTo('2026-03-20')
  await fireAll()
  expect((await open(caseId)).state).toBe('correcting')
  must(await act(citizen, caseId, { move: 'supplement', materials: [], form: null, note: '已重拍' }))
  time.goTo('2026-03-27')
  await fireAll()
  expect((await open(caseId)).state).toBe('submitted')
  time.goTo('2026-03-30')
  await fireAll()
  expect((await open(caseId)).acceptedOn?.toString()).toBe('2026-03-20')
})

const registry = drawRoute(
  'registry',
  [
    'startEvent start',
    receive,
    'serviceTask ask bantuo:call="ask-registry"',
    'exclusiveGateway known default="registry-f3"',
    decide,
    'userTask look bantuo:role="examiner"',
    close,
    'endEvent end',
  ],
  [
    'start receive',
    'receive ask',
    'ask known',
    'known look',
    'known decide : found != null and found = true',
    'look decide',
    'decide close',
    'close end',
  ],
)

test('a service is called once for its effect, and what it found leads the case on', async () => {
  await publish('registry', registry)
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('registry') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const keys: string[] = []
  const services = {
    'ask-registry': async ({ key }: { key: string }) => {
      keys.push(key)
      return { found: true }
    },
  }
  await Promise.all([runCalls(handling, services), runCalls(handling, services)])
  expect(keys).toHaveLength(1)
  expect(keys[0]).toContain(caseId)
  expect(standing(await open(caseId))).toEqual(['decide'])
  expect(await runCalls(handling, services)).toBe(0)
})

test('a worker killed between the effect and its acknowledgement leaves the call to another, under the same key', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('registry') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const effects = new Set<string>()
  // The first worker does it and dies: nothing of the answer reaches the database.
  const dying = runCalls(handling, {
    'ask-registry': ({ key }) => {
      effects.add(key)
      return new Promise(() => {})
    },
  })
  await expect.poll(() => effects.size).toBe(1)
  expect(await runCalls(handling, { 'ask-registry': async () => ({ found: true }) })).toBe(0)
  time.forward({ seconds: 31 })
  await runCalls(handling, {
    'ask-registry': async ({ key }) => {
      effects.add(key)
      return { found: true }
    },
  })
  expect(effects.size).toBe(1)
  expect(standing(await open(caseId))).toEqual(['decide'])
  void dying
})

test('a service that fails is tried again later and longer, then waits for an administrator, who lets it be tried or passes it by', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('registry') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  let tries = 0
  const failing = {
    'ask-registry': async () => {
      tries += 1
      throw new Error('the registry does not answer')
    },
  }
  await runCalls(handling, failing)
  await runCalls(handling, failing)
  expect(tries).toBe(1)
  for (const seconds of [5, 30, 180, 900]) {
    time.forward({ seconds })
    await runCalls(handling, failing)
  }
  expect(tries).toBe(5)
  const [incident] = await listIncidents(db, '4108', { after: null, limit: 10 })
  expect(incident).toMatchObject({
    caseId,
    call: 'ask-registry',
    element: 'ask',
    problem: 'the registry does not answer',
    attempts: 5,
  })
  time.forward({ hours: 5 })
  expect(await runCalls(handling, failing)).toBe(0)

  const administrator = await anOfficer(db, '郑管理（演示）', [
    { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
  ])
  const ofOneAuthority = await anOfficer(db, '郑管理二（演示）', [
    {
      role: 'administrator',
      divisionCode: '410800000000',
      authorityCode: itemBy('registry').authority.creditCode,
    },
  ])
  const at = { caseId, token: incident?.token ?? 0 }
  for (const other of [clerk, ofOneAuthority]) {
    expect(sentence(await settleIncident(handling, other, at, 'retried', '登记系统已恢复'))).toContain(
      '全市的系统管理员',
    )
  }
  expect(sentence(await settleIncident(handling, administrator, at, 'retried', ''))).toContain('原因')
  must(await settleIncident(handling, administrator, at, 'retried', '登记系统已恢复'))
  expect(sentence(await settleIncident(handling, administrator, at, 'retried', '登记系统已恢复'))).toContain(
    '没有这个故障',
  )
  for (const seconds of [0, 5, 30, 180, 900]) {
    time.forward({ seconds })
    await runCalls(handling, failing)
  }
  expect(tries).toBe(10)
  const passed = must(await settleIncident(handling, administrator, at, 'skipped', '改由人工核对'))
  expect(standing(passed)).toEqual(['look'])
  expect(await listIncidents(db, '4108', { after: null, limit: 10 })).toEqual([])
})

test('incidents of one moment are each on a page, the oldest first, and are called as the route calls the step', async () => {
  time.goTo('2026-03-05')
  const cases = await Promise.all([1, 2, 3].map(async () => must(await submitNew({ item: itemBy('registry') })).caseId))
  for (const caseId of cases) must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  for (const seconds of [0, 5, 30, 180, 900]) {
    time.forward({ seconds })
    await runCalls(handling, {})
  }
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await listIncidents(db, '4108', { after, limit: 1 })
    const last = page.at(-1)
    if (last === undefined) break
    expect(last.name).toBe('ask')
    seen.push(last.caseId)
    after = last.at
  }
  expect(seen).toEqual(expect.arrayContaining(cases))
  expect(new Set(seen).size).toBe(seen.length)
  const administrator = await anOfficer(db, '郑管理（演示）', [
    { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
  ])
  for (const caseId of cases)
    must(
      await settleIncident(
        handling,
        administrator,
        { caseId, token: (await open(caseId)).calls[0]?.token ?? 0 },
        'skipped',
        '人工核对',
      ),
    )
})

test('a service that nobody registered is an incident that names it, not a case that waits for ever', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('registry') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  for (const seconds of [0, 5, 30, 180, 900]) {
    time.forward({ seconds })
    await runCalls(handling, {})
  }
  const incidents = await listIncidents(db, '4108', { after: null, limit: 10 })
  expect(incidents.find((one) => one.caseId === caseId)?.problem).toContain('ask-registry')
})

test('a case that is withdrawn no longer waits for its service', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitNew({ item: itemBy('registry') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(citizen, caseId, { move: 'withdraw', reason: '不办了' }))
  let called = false
  await runCalls(handling, {
    'ask-registry': async () => {
      called = true
      return {}
    },
  })
  expect(called).toBe(false)
})

test('a special procedure that the route prescribes stops the clock when it begins and starts it when its result is there', async () => {
  await publish(
    'hearing',
    drawRoute(
      'hearing',
      [
        'startEvent start',
        receive,
        'userTask hear bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="hearing" bantuo:basis="行政许可法第四十六条" bantuo:procedureDays="10" bantuo:notice="将举行听证"',
        decide,
        close,
        'endEvent end',
      ],
      ['start receive', 'receive hear', 'hear decide', 'decide close', 'close end'],
    ),
  )
  time.goTo('2026-03-02')
  const { caseId, caseNo } = must(await submitNew({ item: itemBy('hearing') }))
  const accepted = must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(accepted.clock.at(-1)).toMatchObject({
    type: 'clock-stopped',
    procedure: 'hearing',
    basis: '行政许可法第四十六条',
    noticeNo: `${caseNo}-T1`,
    expectedDays: 10,
  })
  expect(accepted.history.find((event) => event.type === 'notice-told')?.data).toMatchObject({ text: '将举行听证' })
  expect(sentence(await act(examiner, caseId, { move: 'finish-procedure', result: '' }))).toContain('结果')
  time.goTo('2026-03-12')
  const heard = must(await act(examiner, caseId, { move: 'finish-procedure', result: '听证笔录已形成' }))
  expect(heard.clock.map((event) => event.type)).toEqual(['accepted', 'clock-stopped', 'clock-started'])
  expect(standing(heard)).toEqual(['decide'])
  expect(sentence(await act(examiner, caseId, { move: 'finish-procedure', result: '听证笔录已形成' }))).not.toBe('done')
})

test('a message from outside goes to the case that waits for it; told twice it is heard once', async () => {
  await publish(
    'report',
    drawRoute(
      'report',
      ['startEvent start', receive, 'receiveTask wait messageRef="report"', decide, close, 'endEvent end'],
      ['start receive', 'receive wait', 'wait decide', 'decide close', 'close end'],
    ),
  )
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: itemBy('report') }))
  const from = { kind: 'system', name: '检测机构' } as const
  expect(sentence(await hearMessage(handling, caseId, from, { name: 'report' }))).not.toBe('done')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(await hearMessage(handling, caseId, from, { name: 'report' })).toBe(true)
  expect(sentence(await hearMessage(handling, caseId, from, { name: 'report' }))).not.toBe('done')
  expect(standing(await open(caseId))).toEqual(['decide'])
})

test('two officers who finish one step at once finish it once', async () => {
  time.goTo('2026-03-05')
  const second = await anOfficer(db, '孙审查（演示）', [{ role: 'examiner', ...place }])
  const { caseId } = must(await submitNew({ item: itemBy('late') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const both = await Promise.all([
    act(examiner, caseId, { move: 'complete-step', outcome: 'a', note: '' }),
    act(second, caseId, { move: 'complete-step', outcome: 'b', note: '' }),
  ])
  expect(both.filter((one) => !isRefusal(one))).toHaveLength(1)
  expect((await open(caseId)).history.filter((event) => event.type === 'step-done')).toHaveLength(1)
  void decider
})
