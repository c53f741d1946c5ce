import { expect, test } from 'vitest'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { replayAll } from '../replay/run-replay.ts'
import { namedError } from './named-error.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, type Services, settleIncident } from './run-calls.ts'

// A register that knows nobody of this name has not failed: its no is an answer, and the route says what follows from it.

const desk = await openRouteDesk()
const { db, time, handling, submitNew, must, publish, itemBy, open } = desk
const administrator = await anOfficer(db, '郑管理（演示）', [
  { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
])

const error = (id: string, code: string) =>
  `boundaryEvent ${id} attachedToRef="ask" > <bpmn:errorEventDefinition${code === '' ? '' : ` errorRef="${code}"`} />`
const withErrors = (xml: string): string =>
  xml.replace(
    '<bpmn:message ',
    '<bpmn:error id="unknown" errorCode="unknown" /><bpmn:error id="dead" errorCode="dead" /><bpmn:message ',
  )
const draw = (key: string, borders: readonly string[]): string =>
  withErrors(
    drawRoute(
      key,
      [
        'startEvent start',
        'serviceTask ask bantuo:call="register"',
        ...borders.map((code) => error(`on-${code || 'any'}`, code)),
        'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
        ...borders.map((code) => `userTask after-${code || 'any'} bantuo:role="examiner"`),
        'endEvent end',
      ],
      [
        'start ask',
        'ask receive',
        'receive end',
        ...borders.flatMap((code) => [`on-${code || 'any'} after-${code || 'any'}`, `after-${code || 'any'} end`]),
      ],
    ),
  )

const standing = async (caseId: string) => (await open(caseId)).tasks.map((task) => task.element)
const incidents = () => listIncidents(db, '4108', { after: null, limit: 10 })
const saying = (code: string): Services => ({ register: async () => namedError(code, { asked: 'civil-affairs' }) })
async function begin(route: string): Promise<string> {
  time.goTo('2026-03-02')
  return must(await submitNew({ item: itemBy(route) })).caseId
}

test('a service that ends with a named error leaves by the event on its border with that code, and what it told is kept', async () => {
  await publish('registered', draw('registered', ['unknown', 'dead']))
  const caseId = await begin('registered')
  await runCalls(handling, saying('dead'))
  expect(await standing(caseId)).toEqual(['after-dead'])
  const caseFile = await open(caseId)
  expect(caseFile).toMatchObject({ calls: [], run: { variables: { asked: 'civil-affairs' } } })
  expect(caseFile.history.filter((event) => event.type === 'error-returned')).toMatchObject([
    { data: { element: 'ask', call: 'register', code: 'dead' } },
  ])
  // It was answered once: nothing is asked again.
  time.forward({ seconds: 5_000 })
  expect(await runCalls(handling, saying('unknown'))).toBe(0)
  expect(await standing(caseId)).toEqual(['after-dead'])
})

test('an event on the border that names no code catches any', async () => {
  await publish('any', draw('any', ['dead', '']))
  const caseId = await begin('any')
  await runCalls(handling, saying('elsewhere'))
  expect(await standing(caseId)).toEqual(['after-any'])
})

test('an error that nothing catches waits for an administrator at once, and is settled like a failure', async () => {
  await publish('other', draw('other', ['dead']))
  const caseId = await begin('other')
  await runCalls(handling, saying('unknown'))
  const [incident] = await incidents()
  expect(incident).toMatchObject({ caseId, element: 'ask', attempts: 1, problem: expect.stringContaining('“unknown”') })
  expect(await standing(caseId)).toEqual([])
  must(await settleIncident(handling, administrator, { caseId, token: incident?.token ?? -1 }, 'retried', '登记已补'))
  await runCalls(handling, { register: async () => ({ found: true }) })
  expect(await standing(caseId)).toEqual(['receive'])
  expect(await incidents()).toEqual([])
})

test('a case that went by a named error is replayed by it: under a draft without the event the step would have vanished', async () => {
  await publish('kept', draw('kept', ['dead']))
  await begin('kept')
  await runCalls(handling, saying('dead'))
  await publish('kept', draw('kept', ['dead', 'unknown']))
  await publish('kept', draw('kept', ['unknown']))
  const replayed = (version: number) =>
    replayAll(handling, 'kept', handling.city().getDefinition('kept', version).graph, async () => {})
  expect(await replayed(2)).toMatchObject({ running: { cases: 1, same: 1 } })
  expect(await replayed(3)).toMatchObject({ running: { cases: 1, same: 0, lost: 1 } })
})
