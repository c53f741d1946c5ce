import { expect, test, vi } from 'vitest'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, type ServiceCall } from './run-calls.ts'
import { serveRoutes } from './serve-routes.ts'

const desk = await openRouteDesk()
const { db, time, handling, submitNew, must, publish, itemBy } = desk

const ask = (key: string, step: string) =>
  publish(
    key,
    drawRoute(
      key,
      [
        'startEvent start',
        step,
        'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
        'endEvent end',
      ],
      ['start ask', 'ask receive', 'receive end'],
    ),
  )
await ask('dead', 'serviceTask ask bantuo:call="dead"')
await ask('alive', 'serviceTask ask bantuo:call="alive"')
await ask('table', 'businessRuleTask ask bantuo:decision="unknown"')

const begin = async (route: string): Promise<string> => must(await submitNew({ item: itemBy(route) })).caseId
const standing = async (caseId: string) => (await findCaseFile(db, '4108', caseId))?.tasks.map((task) => task.element)
const never = () => new Promise<never>(() => {})

test('a service that never answers keeps nobody else waiting: other services are called and tables decide meanwhile', async () => {
  time.goTo('2026-03-02')
  for (let count = 0; count < 10; count += 1) await begin('dead')
  const served = await begin('alive')
  const ruled = await begin('table')
  const services = { dead: { serve: never, seconds: 2 }, alive: async () => ({ found: true }) }
  const serving = serveRoutes(handling, services, () => (error) => {
    throw error
  })
  await expect.poll(() => standing(served), { timeout: 1_500 }).toEqual(['receive'])
  await expect.poll(() => standing(ruled), { timeout: 1_500 }).toEqual(['receive'])
  await Promise.all(serving.map((one) => one.stop()))
})

test('a service that does not answer in its time has failed: it is told so, tried again, and then waits for an administrator', async () => {
  const caseId = await begin('dead')
  const aborted: boolean[] = []
  const serve = ({ signal }: ServiceCall) => {
    signal.addEventListener('abort', () => aborted.push(true))
    return never()
  }
  for (const seconds of [0, 5, 30, 180, 900]) {
    time.forward({ seconds: seconds + 31 })
    await runCalls(handling, { dead: { serve, seconds: 0.05 } })
  }
  expect(aborted.length).toBeGreaterThanOrEqual(5)
  const incidents = await listIncidents(db, '4108', { after: null, limit: 20 })
  expect(incidents.find((one) => one.caseId === caseId)?.problem).toContain('0.05 seconds')
})

test('a slow service is not called a second time while it works, however long that takes', async () => {
  const caseId = await begin('alive')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let called = 0
  let answer = (_: { found: boolean }): void => {}
  const serve = () => {
    called += 1
    return new Promise<{ found: boolean }>((resolve) => {
      answer = resolve
    })
  }
  const services = { alive: { serve, seconds: 600 } }
  const first = runCalls(handling, services)
  await expect.poll(() => called).toBe(1)
  for (let passed = 0; passed < 6; passed += 1) {
    time.forward({ seconds: 20 })
    await vi.advanceTimersByTimeAsync(10_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await runCalls(handling, services)).toBe(0)
  }
  answer({ found: true })
  await first
  vi.useRealTimers()
  expect(called).toBe(1)
  expect(await standing(caseId)).toEqual(['receive'])
})

test('a service that is called for each of several is told for which', async () => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
  await ask('each', `serviceTask ask bantuo:call="each" > ${loop}`)
  const caseId = await begin('each')
  const seen: unknown[] = []
  const each = async ({ variables }: ServiceCall) => {
    seen.push(variables['loopCounter'])
    return {}
  }
  await runCalls(handling, { each })
  expect(seen.toSorted()).toEqual([1, 2, 3])
  expect(await standing(caseId)).toEqual(['receive'])
})
